import { organisation } from '../organisation.js';
import { folded, inSwedish, listAudience, type List } from './list.js';

// Who sees which rows of the list of organisations: everybody all; the public's number of persons is of those it may know of (see
// organisation.ts). Those merged or closed are no longer in it.

/** By name. */
export const organisations: List<'organisations'> = {
  name: 'organisations',
  of: 'organisation',
  audience: listAudience,
  row: (whole, id, audience, open) => {
    if (whole.closed !== undefined || whole.mergedInto !== undefined) return undefined;
    const { name, sector, municipality, formerNames, seats } = whole;
    const persons = Object.keys(organisation.restrict(whole, audience, open, id)?.persons ?? {}).length;
    return {
      id,
      row: { name, sector, municipality, persons, seats: Object.keys(seats).length },
      sort: name,
      text: folded([name, municipality ?? '', ...Object.values(formerNames)].join('\n')),
      classes: { sector: [sector] },
    };
  },
  compare: inSwedish,
  descending: () => false,
  classes: ['sector'],
  cursorSaysSort: false,
};

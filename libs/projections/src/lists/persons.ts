import { asSet } from '../entries.js';
import { isInForce } from '../group.appointments.js';
import { isSignedIn } from '../model.js';
import { isAppointed } from '../person.js';
import { folded, inSwedish, listAudience, type List } from './list.js';

// Who sees which rows of the list of persons: everybody those who hold or held an appointment, those signed in all (see
// directory.ts). Names are searched in the rows that the audience may see, and nothing else of a person is. Those merged or
// closed are no longer in it. One whose name cannot be opened is there without it.

/** After every name. */
const LAST = '\uffff';

/** By name; those without one last. */
export const persons: List<'persons'> = {
  name: 'persons',
  of: 'person',
  audience: listAudience,
  row: (whole, id, audience, open) => {
    if (whole.closed || whole.mergedInto !== undefined) return undefined;
    if (!isAppointed(whole) && !isSignedIn(audience)) return undefined;
    const { organisation, invented, appointments, sealed } = whole;
    const name = open(sealed.name, 'name');
    const groups = [...new Set(Object.values(appointments).flatMap((one) => (isInForce(one) ? [one.group] : [])))];
    const shown =
      name === undefined ? { erased: true as const } : { ...(name === null ? { unreadable: true as const } : { name }), organisation };
    return {
      id,
      row: { ...shown, invented, groups: asSet(groups) },
      sort: name ?? LAST,
      text: folded(name ?? ''),
      classes: { group: groups, organisation: name === undefined || organisation === undefined ? [] : [organisation] },
    };
  },
  compare: inSwedish,
  descending: () => false,
  classes: ['group', 'organisation'],
  cursorSaysSort: false,
};

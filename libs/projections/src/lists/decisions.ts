import type { ListRow } from '@samverkan/contract';
import { corrected } from '../corrections.js';
import { isSignedIn } from '../model.js';
import type { DecisionWhole } from '../wholes.js';
import { audienceBehind, beginning, folded, plainly, seesBehind, type List } from './list.js';

// Who sees which rows of the register of decisions: everybody those that are published, those signed in all but those behind closed doors, which are
// for the group's members, the secretariat and auditors (see decision.ts).

const WORDING = 300;

/** What has become of it; where several things have, the one that a reader must know first. */
const stateOf = ({
  supersededBy,
  executed,
  corrections,
}: Pick<DecisionWhole, 'supersededBy' | 'executed' | 'corrections'>): ListRow<'decisions'>['state'] => {
  if (supersededBy !== undefined) return 'superseded';
  if (executed !== undefined) return 'executed';
  return corrected({ corrections }) ? 'corrected' : 'standing';
};

/** The newest first. */
export const decisions: List<'decisions'> = {
  name: 'decisions',
  of: 'decision',
  isBehind: ({ behind }) => behind.length > 0,
  audience: audienceBehind,
  row: (whole, id, audience) => {
    if (whole.doors === 'closed' ? !seesBehind(audience, whole.group) : !whole.published && !isSignedIn(audience)) return undefined;
    const { group, meeting, year, section, title, outcome, wording, measures, at } = whole;
    const state = stateOf(whole);
    return {
      id,
      row: {
        group,
        meeting,
        year,
        section,
        title,
        outcome,
        wording: beginning(wording, WORDING),
        measures,
        at,
        state,
        corrected: corrected(whole),
      },
      sort: at,
      text: folded(`${title}\n${wording}\n§${section}; ${section}/${year}`),
      classes: { group: [group], year: [String(year)], measure: Object.keys(measures), outcome: [outcome], state: [state] },
    };
  },
  compare: plainly,
  descending: () => true,
  classes: ['group', 'year', 'measure', 'outcome', 'state'],
  cursorSaysSort: true,
};

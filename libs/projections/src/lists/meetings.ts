import { yearOf } from '@samverkan/domain';
import { isRunning, openDecisions } from '../meeting.js';
import { isSignedIn } from '../model.js';
import { audienceBehind, folded, plainly, seesBehind, type List } from './list.js';

// Who sees which rows of the list of meetings: everybody all, but to the public a running meeting is scheduled, and how many items
// and decisions one has is told when it is closed. Those behind closed doors are counted for the group's members, the secretariat and auditors
// (see meeting.ts).

/** By the time at which they begin: the latest first, or the soonest. */
export const meetings: List<'meetings'> = {
  name: 'meetings',
  of: 'meeting',
  isBehind: ({ closedItems }) => closedItems > 0,
  audience: audienceBehind,
  row: (whole, id, audience) => {
    const { group, title, startsAt, endsAt, place } = whole;
    const all = whole.behind.length === 0 || seesBehind(audience, group);
    const agenda = all ? whole.agenda : whole.agenda.filter(([, { doors }]) => doors === 'open');
    const decisions = all ? whole.decisions : openDecisions(whole);
    const told = isSignedIn(audience) || whole.state === 'closed';
    const state = isRunning(whole) && !told ? 'scheduled' : whole.state;
    return {
      id,
      row: { group, title, startsAt, endsAt, place, state, items: told ? agenda.length : 0, decisions: told ? decisions.length : 0 },
      sort: startsAt,
      text: folded(`${title}\n${place}`),
      classes: { group: [group], state: [state], year: [String(yearOf(startsAt))] },
    };
  },
  compare: plainly,
  descending: ({ order }) => order === 'latest',
  classes: ['group', 'state', 'year'],
  cursorSaysSort: true,
};

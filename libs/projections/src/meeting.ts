import type { MeetingDocument } from '@samverkan/contract';
import { add, asMap, asSet, change, entry, memo, put, without, type Entries } from './entries.js';
import { changes, isSignedIn, makes, publicOrPartner, readModel } from './model.js';
import type { MeetingDecision, MeetingItem, MeetingWhole, Proposal } from './wholes.js';

// Who sees a meeting.
//
// A meeting that runs with open doors is for those signed in, not for the public: until it is closed, the public is told that
// it is scheduled, with its title, time and place, and nothing of what happens in it. When it is closed, the public also sees
// the titles on its agenda and its decisions. Who was called, who attended, and the proposals are for those signed in.

type AgendaItem = MeetingDocument['agenda'][string];

/** Open or adjourned: it has begun and is not over. */
export const isRunning = ({ state }: Pick<MeetingWhole, 'state'>): boolean => state === 'open' || state === 'adjourned';
/** Closed or cancelled: nothing more happens in it. */
export const isOver = ({ state }: Pick<MeetingWhole, 'state'>): boolean => state === 'closed' || state === 'cancelled';

const own = ({ meeting }: { readonly meeting: string }): readonly string[] => [meeting];

const withItem = (body: MeetingWhole, id: string, to: (item: MeetingItem) => MeetingItem): MeetingWhole => {
  const agenda = change(body.agenda, id, to);
  return agenda === body.agenda ? body : { ...body, agenda };
};

/** A decision settles the proposals it chose between; one that puts the item off settles none. */
const settled = (proposals: Entries<Proposal>, outcome: MeetingDecision['outcome'], adopted: string | undefined): Entries<Proposal> => {
  if (outcome === 'tabled' || outcome === 'referred-back') return proposals;
  return proposals.map((pair) => {
    const [id, proposal] = pair;
    return proposal.state === 'standing' ? [id, { ...proposal, state: id === adopted ? 'adopted' : 'fallen' }] : pair;
  });
};

const itemShown = memo(({ proposals, ...item }: MeetingItem): AgendaItem => ({ ...item, proposals: asMap(proposals) }));
const itemPublished = memo(({ title, measures, state, decision }: MeetingItem): AgendaItem => {
  return { title, description: '', measures, state, proposals: {}, decision };
});
const agendaShown = memo((agenda: Entries<MeetingItem>) => Object.fromEntries(agenda.map(([id, item]) => [id, itemShown(item)])));
const agendaPublished = memo((agenda: Entries<MeetingItem>) => Object.fromEntries(agenda.map(([id, item]) => [id, itemPublished(item)])));

const published = (body: MeetingWhole): MeetingDocument => {
  const { group, title, startsAt, endsAt, place, state, rescheduled, cancelled, agenda, decisions } = body;
  const announced = { group, title, startsAt, endsAt, place, rescheduled, attendance: {} };
  if (state !== 'closed') {
    return { ...announced, state: isRunning(body) ? 'scheduled' : state, cancelled, order: [], agenda: {}, decisions: {} };
  }
  return {
    ...announced,
    state,
    openedAt: body.openedAt,
    closedAt: body.closedAt,
    order: agenda.map(([id]) => id),
    agenda: agendaPublished(agenda),
    decisions: asMap(decisions),
  };
};

export const meeting = readModel<'meeting', MeetingWhole>({
  kind: 'meeting',
  version: 1,
  on: {
    MeetingScheduled: makes(own, (_, { group, title, startsAt, endsAt, place }) => ({
      group,
      title,
      startsAt,
      endsAt,
      place,
      state: 'scheduled',
      agenda: [],
      attendance: [],
      decisions: [],
      called: [],
    })),
    MeetingRescheduled: changes(own, (body, { title, startsAt, endsAt, place, at, reason }) => ({
      ...body,
      title,
      startsAt,
      endsAt,
      place,
      rescheduled: { at, reason, from: body.startsAt },
    })),
    MeetingConvoked: changes(own, (body, { at, persons, message }) => ({
      ...body,
      convoked: { at, message, persons: asSet(persons) },
      called: [...new Set([...body.called, ...persons])],
    })),
    MeetingCancelled: changes(own, (body, { at, reason }) => ({ ...body, state: 'cancelled', cancelled: { at, reason } })),
    MeetingOpened: changes(own, (body, { at }) => ({ ...body, state: 'open', openedAt: at })),
    MeetingAdjourned: changes(own, (body, { at, reason, until }) => ({ ...body, state: 'adjourned', adjourned: { at, reason, until } })),
    MeetingResumed: changes(own, (body) => ({ ...body, state: 'open', adjourned: undefined })),
    MeetingClosed: changes(own, (body, { at }) => ({ ...body, state: 'closed', closedAt: at, adjourned: undefined, current: undefined })),
    AgendaItemAdded: changes(own, (body, { item, title, description, measures, place }) => ({
      ...body,
      agenda: body.agenda.toSpliced(place - 1, 0, [
        item,
        { title, description, measures: asSet(measures), state: 'waiting', proposals: [] },
      ]),
    })),
    AgendaItemMoved: changes(own, (body, { item, place }) => {
      const moved = entry(body.agenda, item);
      return moved === undefined ? body : { ...body, agenda: without(body.agenda, item).toSpliced(place - 1, 0, [item, moved]) };
    }),
    AgendaItemTakenUp: changes(own, (body, { item, at }) => ({
      ...withItem(body, item, (one) => ({ ...one, state: 'current', takenUpAt: at })),
      current: item,
    })),
    AgendaItemClosed: changes(own, (body, { item, at }) => ({
      ...withItem(body, item, (one) => ({ ...one, state: 'closed', closedAt: at })),
      current: body.current === item ? undefined : body.current,
    })),
    AttendanceNoted: changes(own, (body, { person, presence, at }) => ({
      ...body,
      attendance: put(body.attendance, person, { presence, since: at }),
    })),
    ProposalMoved: changes(own, (body, { item, proposal, by, wording, at }) =>
      withItem(body, item, (one) => ({ ...one, proposals: add(one.proposals, proposal, { by, wording, at, state: 'standing' }) })),
    ),
    ProposalWithdrawn: changes(own, (body, { item, proposal }) =>
      withItem(body, item, (one) => ({ ...one, proposals: change(one.proposals, proposal, (it) => ({ ...it, state: 'withdrawn' })) })),
    ),
    DecisionTaken: changes(own, (body, { decision, item, year, section, outcome, wording, adopted, at }) => ({
      ...withItem(body, item, (one) => ({ ...one, decision, proposals: settled(one.proposals, outcome, adopted) })),
      decisions: add(body.decisions, decision, { item, year, section, outcome, wording, adopted, at }),
    })),
  },
  audience: publicOrPartner,
  restrict: (body, audience) => {
    if (!isSignedIn(audience)) return published(body);
    const { called: _, agenda, attendance, decisions, ...rest } = body;
    return {
      ...rest,
      order: agenda.map(([id]) => id),
      agenda: agendaShown(agenda),
      attendance: asMap(attendance),
      decisions: asMap(decisions),
    };
  },
});

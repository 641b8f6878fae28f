import type { MeetingDocument } from '@samverkan/contract';
import { correctionsPublished, withCorrection } from './corrections.js';
import { add, asMap, asSet, change, entry, memo, put, under, without, type Entries } from './entries.js';
import { NONE, OUTSIDE, SEEN, TO_PUBLIC, changes, isInside, isSignedIn, makes, publicOrPartner, readModel } from './model.js';
import type { DomainEvent, Look } from './projection.js';
import { attended, attendedFrom, closedAt, sittingIn, withSitting, withoutEnded } from './sitting.js';
import type { MeetingDecision, MeetingItem, MeetingWhole, Proposal } from './wholes.js';

// Who sees a meeting.
//
// A meeting that runs with open doors is for those signed in, not for the public: until it is closed, the public is told that
// it is scheduled, with its title, time and place, and nothing of what happens in it. When it is closed, the public also sees
// the titles on its agenda and its decisions. Who was called, who attended and when, the roll and offices of the meeting, its adjournments, and the proposals
// are for those signed in.
//
// An item behind closed doors is for the group's members, the secretariat and auditors. To everybody else it is not there at all, nor is
// what is said and decided on it, nor that it is the one taken up, until its doors are opened.

type AgendaItem = MeetingDocument['agenda'][string];

/** Open or adjourned: it has begun and is not over. */
export const isRunning = ({ state }: Pick<MeetingWhole, 'state'>): boolean => state === 'open' || state === 'adjourned';
/** Closed or cancelled: nothing more happens in it. */
export const isOver = ({ state }: Pick<MeetingWhole, 'state'>): boolean => state === 'closed' || state === 'cancelled';

/** Whether an item is behind closed doors. Asked of every event in a meeting. */
export const isBehind = (meeting: MeetingWhole | undefined, item: string): boolean =>
  meeting !== undefined && meeting.behind.length > 0 && meeting.behind.includes(item);

/** The decisions that were not taken behind closed doors, or are so no longer. */
export const openDecisions = ({ decisions, behind }: MeetingWhole): Entries<MeetingDecision> =>
  behind.length === 0 ? decisions : decisions.filter(([, { item }]) => !behind.includes(item));

const own = ({ meeting }: { readonly meeting: string }): readonly string[] => [meeting];

const withItem = (body: MeetingWhole, id: string, to: (item: MeetingItem) => MeetingItem): MeetingWhole => {
  const agenda = change(body.agenda, id, to);
  return agenda === body.agenda ? body : { ...body, agenda };
};

/** A decision settles the proposals it chose between; one that puts the item off settles none. */
const settled = (proposals: Entries<Proposal>, outcome: MeetingDecision['outcome'], adopted: string | undefined): Entries<Proposal> => {
  const putOff = outcome === 'tabled' || outcome === 'referred-back';
  return proposals.map((pair) => {
    const [id, proposal] = pair;
    const state = putOff ? 'standing' : id === adopted ? 'adopted' : 'fallen';
    return proposal.state === 'withdrawn' || proposal.state === state ? pair : [id, { ...proposal, state }];
  });
};

/** The meeting that took a decision. */
const ofDecision = ({ decision }: { readonly decision: string }, look: Look): readonly string[] => {
  const found = look.get('decision', decision);
  return found === undefined ? NONE : [found.meeting];
};

const decisionPublished = memo((decision: MeetingDecision): MeetingDecision =>
  decision.corrections === undefined ? decision : { ...decision, corrections: correctionsPublished(decision.corrections) },
);
const decisionsPublished = memo((decisions: Entries<MeetingDecision>) =>
  Object.fromEntries(decisions.map(([id, decision]) => [id, decisionPublished(decision)])),
);

const itemShown = memo(({ proposals, ...item }: MeetingItem): AgendaItem => ({ ...item, proposals: asMap(proposals) }));
const itemPublished = memo(({ title, measures, state, decision }: MeetingItem): AgendaItem => {
  return { title, description: '', measures, state, doors: 'open', proposals: {}, decision };
});
const openItems = memo((agenda: Entries<MeetingItem>): Entries<MeetingItem> => agenda.filter(([, { doors }]) => doors === 'open'));
const agendaShown = memo((agenda: Entries<MeetingItem>) => Object.fromEntries(agenda.map(([id, item]) => [id, itemShown(item)])));
const agendaPublished = memo((agenda: Entries<MeetingItem>) => Object.fromEntries(agenda.map(([id, item]) => [id, itemPublished(item)])));

/** The meeting without what is behind closed doors. */
const withOpenDoors = (body: MeetingWhole): MeetingWhole => ({
  ...body,
  agenda: openItems(body.agenda),
  decisions: openDecisions(body),
  current: body.current !== undefined && isBehind(body, body.current) ? undefined : body.current,
});

/** What is for those signed in. */
const UNTOLD = { roll: {}, offices: {}, attendance: {}, serving: {}, served: {}, presided: {}, adjournments: {} };

const published = (body: MeetingWhole): MeetingDocument => {
  const { group, title, startsAt, endsAt, place, state, rescheduled, cancelled, agenda, decisions } = body;
  const announced = { group, title, startsAt, endsAt, place, rescheduled, ...UNTOLD };
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
    decisions: decisionsPublished(decisions),
  };
};

const shown = ({ called: _, behind: __, agenda, decisions, ...rest }: MeetingWhole): MeetingDocument => ({
  ...rest,
  order: agenda.map(([id]) => id),
  agenda: agendaShown(agenda),
  roll: asMap(rest.roll),
  attendance: asMap(rest.attendance),
  serving: asMap(rest.serving),
  served: asMap(rest.served),
  presided: asMap(rest.presided),
  adjournments: asMap(rest.adjournments),
  decisions: asMap(decisions),
});

const NOTHING: readonly never[] = [];

/** Whether something happened behind closed doors. */
const isWithin = (before: MeetingWhole, after: MeetingWhole, event: DomainEvent): boolean => {
  if (after.behind.length === 0) return false;
  if (event.type === 'DecisionCorrected' || event.type === 'OutcomeCorrected')
    return isBehind(after, entry(after.decisions, event.decision)?.item ?? '');
  if (!('item' in event)) return false;
  // Doors that close on something that was there are seen to close.
  if (event.type === 'DoorsClosed') return entry(before.agenda, event.item) === undefined;
  return isBehind(after, event.item);
};

export const meeting = readModel<'meeting', MeetingWhole>({
  kind: 'meeting',
  version: 4,
  on: {
    MeetingScheduled: makes(own, (_, { group, title, startsAt, endsAt, place }) => ({
      group,
      title,
      startsAt,
      endsAt,
      place,
      state: 'scheduled',
      agenda: NOTHING,
      behind: NOTHING,
      roll: NOTHING,
      offices: {},
      attendance: NOTHING,
      serving: NOTHING,
      served: NOTHING,
      presided: NOTHING,
      adjournments: NOTHING,
      decisions: NOTHING,
      called: NOTHING,
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
    MeetingOpened: changes(own, (body, { group, at }, look) =>
      withSitting({ ...body, state: 'open', openedAt: at, attendance: attendedFrom(body.attendance, at) }, look.get('group', group), at),
    ),
    MeetingAdjourned: changes(own, (body, { at, reason, until }) => ({
      ...body,
      state: 'adjourned',
      adjourned: { at, reason, until },
      adjournments: put(body.adjournments, at, { reason, until }),
    })),
    MeetingResumed: changes(own, (body, { group, at }, look) =>
      withSitting(
        {
          ...body,
          state: 'open',
          adjourned: undefined,
          adjournments: change(body.adjournments, body.adjourned?.at ?? '', (one) => ({ ...one, resumed: at })),
        },
        look.get('group', group),
        at,
      ),
    ),
    MeetingClosed: changes(own, (body, { at }) => ({
      ...closedAt(body, at),
      state: 'closed',
      closedAt: at,
      adjourned: undefined,
      current: undefined,
    })),
    AgendaItemAdded: changes(own, (body, { item, title, description, measures, place }) => {
      if (entry(body.agenda, item) !== undefined) return body;
      const doors = isBehind(body, item) ? 'closed' : 'open';
      const added: MeetingItem = { title, description, measures: asSet(measures), state: 'waiting', doors, proposals: [] };
      return { ...body, agenda: body.agenda.toSpliced(place - 1, 0, [item, added]) };
    }),
    AgendaItemMoved: changes(own, (body, { item, place }) => {
      const moved = entry(body.agenda, item);
      return moved === undefined ? body : { ...body, agenda: without(body.agenda, item).toSpliced(place - 1, 0, [item, moved]) };
    }),
    DoorsClosed: changes(own, (body, { item }) => ({
      ...withItem(body, item, (one) => ({ ...one, doors: 'closed' })),
      behind: [...body.behind, item],
    })),
    DoorsOpened: changes(own, (body, { item }) => ({
      ...withItem(body, item, (one) => ({ ...one, doors: 'open' })),
      behind: body.behind.filter((one) => one !== item),
    })),
    AgendaItemTakenUp: changes(own, (body, { item, at }) => ({
      ...withItem(body, item, (one) => ({ ...one, state: 'current', takenUpAt: at })),
      current: item,
    })),
    AgendaItemClosed: changes(own, (body, { item, at }) => ({
      ...withItem(body, item, (one) => ({ ...one, state: 'closed', closedAt: at })),
      current: body.current === item ? undefined : body.current,
    })),
    AttendanceNoted: changes(own, (body, { group, person, presence, at }, look) =>
      withSitting({ ...body, attendance: attended(body, person, presence, at) }, look.get('group', group), at, person),
    ),
    MemberAppointed: sittingIn(({ appointment, ...one }, { appointments }) =>
      under(appointments, appointment) === undefined ? { appointments: { ...appointments, [appointment]: one } } : {},
    ),
    TermBegun: sittingIn(() => ({})),
    MemberResigned: sittingIn((event, before) => withoutEnded(event, before)),
    TermEnded: sittingIn((event, before) => withoutEnded(event, before)),
    OfficeChosen: sittingIn(({ office, person }, { offices }) => ({ offices: { ...offices, [office]: person } })),
    OfficeLeft: sittingIn(({ office, person }, { offices }) =>
      offices[office] === person ? { offices: { ...offices, [office]: undefined } } : {},
    ),
    GroupRulesSet: sittingIn(({ rules }) => ({ rules })),
    SeatEstablished: sittingIn(({ seat }, { seats }) => ({ seats: { ...seats, [seat]: { nominatedBy: {}, vacant: true } } })),
    GroupDissolved: sittingIn(() => ({ appointments: {}, offices: {} })),
    ProposalMoved: changes(own, (body, { item, proposal, by, wording, at }) =>
      withItem(body, item, (one) =>
        entry(one.proposals, proposal) === undefined
          ? { ...one, proposals: add(one.proposals, proposal, { by, wording, at, state: 'standing' }) }
          : one,
      ),
    ),
    ProposalWithdrawn: changes(own, (body, { item, proposal }) =>
      withItem(body, item, (one) => ({ ...one, proposals: change(one.proposals, proposal, (it) => ({ ...it, state: 'withdrawn' })) })),
    ),
    DecisionTaken: changes(own, (body, { decision, item, year, section, outcome, wording, adopted, at }) => ({
      ...withItem(body, item, (one) => ({ ...one, decision, proposals: settled(one.proposals, outcome, adopted) })),
      decisions: add(body.decisions, decision, { item, year, section, outcome, wording, adopted, at }),
    })),
    DecisionCorrected: changes(ofDecision, (body, event, _, recorded) => ({
      ...body,
      decisions: change(body.decisions, event.decision, (one) => withCorrection(one, event, recorded)),
    })),
    OutcomeCorrected: changes(ofDecision, (body, event, _, recorded) => {
      const { decision, outcome, adopted } = event;
      const found = entry(body.decisions, decision);
      if (found === undefined) return body;
      return {
        ...withItem(body, found.item, (one) => ({ ...one, proposals: settled(one.proposals, outcome, adopted) })),
        decisions: change(body.decisions, decision, (one) => withCorrection(one, event, recorded)),
      };
    }),
  },
  quiet: (before, after, event) => {
    if (before === undefined) return SEEN;
    if (isWithin(before, after, event)) return OUTSIDE;
    // Until it is closed the public is told nothing but when and where it is to be.
    const isTold = after.state === 'closed' || event.type === 'MeetingRescheduled' || event.type === 'MeetingCancelled';
    return isTold ? SEEN : TO_PUBLIC;
  },
  audience: (body, id, viewer) =>
    body.behind.length > 0 && isInside(viewer, body.group) ? `group:${body.group}` : publicOrPartner(body, id, viewer),
  restrict: (body, audience) => {
    if (body.behind.length > 0 && audience === `group:${body.group}`) return shown(body);
    const open = body.behind.length > 0 ? withOpenDoors(body) : body;
    return isSignedIn(audience) ? shown(open) : published(open);
  },
});

import { dayOf, type Office } from '@samverkan/domain';
import { corrected } from './corrections.js';
import { addNewest, asMap, asSet, change, entry, newest, put, under, without, type Entries } from './entries.js';
import { begin, madeOn, over, withAppointments } from './group.appointments.js';
import { basedOn, closedWith, decisionOn, withBasis, withCiting, type OnItem } from './group.bases.js';
import { isBehind, isRunning, openDecisions } from './meeting.js';
import { OUTSIDE, SEEN, TO_PUBLIC, changes, isInside, isSignedIn, makes, publicOrPartner, readModel, type Effect } from './model.js';
import type { DomainEvent } from './projection.js';
import type { GroupDecision, GroupMeeting, GroupWhole, MeetingDecision, MeetingWhole } from './wholes.js';

// Who sees a group.
//
// Groups and compositions are for everybody: what a group is for, its seats, who is appointed to them and holds its offices.
// A meeting while it runs is for those signed in: to the public it is still scheduled, and its decisions are not there
// until it is closed.
//
// A decision behind closed doors is, with its place in the group's figures, for the group's members, the secretariat and auditors, until its doors
// are opened.

const LATEST = 30;

const own = ({ group }: { readonly group: string }): readonly string[] => [group];

/** Running meetings stay, however many are planned after them; then those that begin last. */
const latestMeetings = (meetings: Entries<GroupMeeting>): Entries<GroupMeeting> => {
  if (meetings.length <= LATEST) return meetings;
  const over = meetings.filter(([, row]) => !isRunning(row));
  const first = over.reduce<(typeof over)[number] | undefined>(
    (a, b) => (a !== undefined && a[1].startsAt <= b[1].startsAt ? a : b),
    undefined,
  );
  return first === undefined ? meetings : without(meetings, first[0]);
};

const withMeeting = (body: GroupWhole, id: string, meeting: MeetingWhole | undefined): GroupWhole => {
  if (meeting === undefined) return body;
  const { title, startsAt, endsAt, place, state } = meeting;
  return { ...body, meetings: latestMeetings(put(body.meetings, id, { title, startsAt, endsAt, place, state })) };
};

const counted = (body: GroupWhole, meetings: number): GroupWhole => ({
  ...body,
  figures: { ...body.figures, meetings: body.figures.meetings + meetings },
});

const rowOf = (id: string, meeting: MeetingWhole, decision: MeetingDecision): GroupDecision => {
  const { item, year, section, outcome, at } = decision;
  return { meeting: id, year, section, title: entry(meeting.agenda, item)?.title ?? '', outcome, corrected: corrected(decision), at };
};

const latest = (...rows: (readonly [string, GroupDecision])[]): Entries<GroupDecision> =>
  newest(
    rows.sort(([, a], [, b]) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.section - b.section)),
    LATEST,
  );

/** The meeting is closed: what it decided with open doors is published, in the order in which it was decided. */
const publish = (body: GroupWhole, id: string, meeting: MeetingWhole): GroupWhole => {
  const open = openDecisions(meeting);
  if (open.length === 0) return body;
  const rows = open.map(([key, decision]) => [key, entry(body.decisions, key) ?? rowOf(id, meeting, decision)] as const);
  const decisions = latest(...body.published.decisions, ...rows);
  return { ...body, published: { decisions, count: body.published.count + rows.length } };
};

const decidedOf = (body: GroupWhole, decisions: number): GroupWhole['figures'] => ({
  ...body.figures,
  decisions: body.figures.decisions + decisions,
});

/** Something about an item's doors, with the decision that was taken on it, if one was. */
const doors = (
  closedItems: number,
  to: (body: GroupWhole, id: string, row: GroupDecision, meeting: MeetingWhole) => GroupWhole,
): Effect<GroupWhole, OnItem> =>
  changes(withCiting, (known, event, look, _, group) => {
    const { meeting: id, item } = event;
    const cited = decisionOn(event, look);
    const before = cited === undefined || under(known.bases, cited) === undefined ? known : withBasis(known, cited, look);
    if (group !== event.group) return before;
    const body = { ...before, closedItems: before.closedItems + closedItems };
    const meeting = look.get('meeting', id);
    const decided = meeting?.decisions.find(([, one]) => one.item === item);
    if (meeting === undefined || decided === undefined) return body;
    const [key, decision] = decided;
    return to(body, key, entry(body.decisions, key) ?? entry(body.behind, key) ?? rowOf(id, meeting, decision), meeting);
  });

const doorsClosed = doors(1, (body, id, row) => ({
  ...body,
  behind: put(body.behind, id, row),
  decisions: without(body.decisions, id),
  figures: decidedOf(body, -1),
}));
const doorsOpened = doors(-1, (body, id, row, meeting) => ({
  ...body,
  behind: without(body.behind, id),
  decisions: latest(...body.decisions, [id, row]),
  figures: decidedOf(body, 1),
  published:
    meeting.state === 'closed'
      ? { decisions: latest(...body.published.decisions, [id, row]), count: body.published.count + 1 }
      : body.published,
}));

/** Its rows wherever they stand, with something of them changed. */
const withRow = (body: GroupWhole, id: string, to: (row: GroupDecision) => GroupDecision): GroupWhole => {
  const [decisions, behind] = [change(body.decisions, id, to), change(body.behind, id, to)];
  const published = change(body.published.decisions, id, to);
  if (decisions === body.decisions && behind === body.behind && published === body.published.decisions) return body;
  const isPublished = published !== body.published.decisions;
  return { ...body, decisions, behind, published: isPublished ? { ...body.published, decisions: published } : body.published };
};

const withMeetingOf = changes<GroupWhole, { readonly group: string; readonly meeting: string }>(own, (body, event, look) =>
  withMeeting(body, event.meeting, look.get('meeting', event.meeting)),
);

const HIDDEN_FROM_PUBLIC: ReadonlySet<DomainEvent['type']> = new Set([
  'MeetingOpened',
  'MeetingAdjourned',
  'MeetingResumed',
  'DecisionTaken',
  'DecisionCorrected',
  'OutcomeCorrected',
  'DoorsClosed',
  'DoorsOpened',
]);

const rowPublished = (row: GroupMeeting): GroupMeeting => (isRunning(row) ? { ...row, state: 'scheduled' } : row);

/** Whoever was to come to an office has come, or will not. */
const withoutAwaited = (body: GroupWhole, office: Office, person: string): GroupWhole => {
  const { [office]: was, ...awaited } = body.awaited ?? {};
  if (was?.person !== person) return body;
  return { ...body, awaited: Object.keys(awaited).length === 0 ? undefined : awaited };
};

export const group = readModel<'group', GroupWhole>({
  kind: 'group',
  version: 4,
  on: {
    GroupFormed: makes(own, (_, { kind, name, nameEn, mandate, mandateEn, rules, area, municipality, at }) => ({
      kind,
      name,
      nameEn,
      mandate,
      mandateEn,
      rules,
      area,
      municipality,
      formedAt: at,
      measures: {},
      links: {},
      seats: {},
      appointments: {},
      offices: {},
      meetings: [],
      decisions: [],
      behind: [],
      closedItems: 0,
      officers: [],
      bases: {},
      published: { decisions: [], count: 0 },
      figures: { meetings: 0, decisions: 0 },
    })),
    GroupRenamed: changes(own, (body, { name, nameEn }) => ({ ...body, name, nameEn })),
    MandateGiven: changes(own, (body, { mandate, mandateEn }) => ({ ...body, mandate, mandateEn })),
    GroupRulesSet: changes(own, (body, { rules }) => ({ ...body, rules })),
    GroupLinkedToMeasure: changes(own, (body, { measure }) => ({ ...body, measures: { ...body.measures, [measure]: true } })),
    GroupLinkedToGroup: changes(
      ({ group, to }) => [group, to],
      (body, event, _, __, id) => {
        const { relation } = event;
        // The two may stand to each other in the same way, so that the way back has a key of its own.
        const [key, link] =
          id === event.group
            ? [`${relation}:${event.to}`, { relation, group: event.to, direction: 'to' as const }]
            : [`from:${relation}:${event.group}`, { relation, group: event.group, direction: 'from' as const }];
        return { ...body, links: { ...body.links, [key]: link } };
      },
    ),
    SeatEstablished: changes(own, (body, { seat, nominatedBy }) => {
      if (under(body.seats, seat) !== undefined) return body;
      return { ...body, seats: { ...body.seats, [seat]: { nominatedBy: asSet(nominatedBy), vacant: true } } };
    }),
    MemberAppointed: changes(own, (known, event, look) => {
      const body = 'decision' in event.basis ? withBasis(known, event.basis.decision, look) : known;
      const { group, seat, appointment, person, organisation, as, order, from, until, basis } = event;
      if (under(body.appointments, appointment) !== undefined) return body;
      const made = { group, seat, person, organisation, as, order, from, until, basis, ...madeOn(event) };
      return withAppointments(body, { ...body.appointments, [appointment]: made }, appointment);
    }),
    TermBegun: changes(own, (body, { appointment }) => withAppointments(body, begin(body.appointments, appointment), appointment)),
    MemberResigned: changes(own, (body, { appointment, on }) => over(body, appointment, on)),
    TermEnded: changes(own, (body, { appointment }) => over(body, appointment, undefined)),
    VacancyDeclared: changes(own, (body, { seat }) => {
      const before = under(body.seats, seat);
      return before === undefined || before.vacant ? body : { ...body, seats: { ...body.seats, [seat]: { ...before, vacant: true } } };
    }),
    OfficeChosen: changes(own, (body, { office, person }) => ({
      ...withoutAwaited(body, office, person),
      offices: { ...body.offices, [office]: person },
      officers: body.officers.includes(person) ? body.officers : [...body.officers, person],
    })),
    OfficeLeft: changes(own, (body, { office, person }) =>
      body.offices[office] === person ? { ...body, offices: { ...body.offices, [office]: undefined } } : body,
    ),
    OfficeAwaited: changes(own, (body, { office, person, from }) => ({
      ...body,
      awaited: { ...body.awaited, [office]: { person, from } },
      officers: body.officers.includes(person) ? body.officers : [...body.officers, person],
    })),
    OfficeWithdrawn: changes(own, (body, { office, person }) => withoutAwaited(body, office, person)),
    // Terms and offices lapse with the group.
    GroupDissolved: changes(own, (body, { at, reason }) => ({
      ...Object.keys(body.appointments).reduce((rest, id) => over(rest, id, dayOf(at)), body),
      offices: {},
      awaited: undefined,
      dissolved: { at, reason },
    })),
    MeetingScheduled: changes(own, (body, { meeting }, look) => counted(withMeeting(body, meeting, look.get('meeting', meeting)), 1)),
    MeetingRescheduled: withMeetingOf,
    MeetingCancelled: changes(own, (body, { meeting }, look) => counted(withMeeting(body, meeting, look.get('meeting', meeting)), -1)),
    MeetingOpened: withMeetingOf,
    MeetingAdjourned: withMeetingOf,
    MeetingResumed: withMeetingOf,
    MeetingClosed: changes(closedWith, (known, event, look, _, group) => {
      const meeting = look.get('meeting', event.meeting);
      const cited = meeting?.decisions.filter(([id]) => under(known.bases, id) !== undefined) ?? [];
      const body = cited.reduce((rest, [id]) => withBasis(rest, id, look), known);
      if (group !== event.group) return body;
      return meeting === undefined ? body : publish(withMeeting(body, event.meeting, meeting), event.meeting, meeting);
    }),
    DoorsClosed: doorsClosed,
    DoorsOpened: doorsOpened,
    DecisionTaken: changes(own, (body, event, look) => {
      const inMeeting = look.get('meeting', event.meeting);
      const title = entry(inMeeting?.agenda ?? [], event.item)?.title ?? '';
      const { meeting, year, section, outcome, at } = event;
      const row = { meeting, year, section, title, outcome, at };
      if (isBehind(inMeeting, event.item)) return { ...body, behind: put(body.behind, event.decision, row) };
      return {
        ...body,
        decisions: addNewest(body.decisions, event.decision, row, LATEST),
        figures: decidedOf(body, 1),
      };
    }),
    DecisionCorrected: changes(own, (body, { decision }) => withRow(body, decision, (row) => ({ ...row, corrected: true }))),
    OutcomeCorrected: changes(own, (body, { decision, outcome }) =>
      withRow(body, decision, (row) => ({ ...row, outcome, corrected: true })),
    ),
  },
  quiet: (before, after, event) => {
    if (before === undefined || before.bases !== after.bases) return SEEN;
    const isWithin = before.closedItems !== after.closedItems || before.behind !== after.behind;
    if (isWithin && before.decisions === after.decisions && before.figures === after.figures) return OUTSIDE;
    return HIDDEN_FROM_PUBLIC.has(event.type) && before.published === after.published ? TO_PUBLIC : SEEN;
  },
  audience: (body, id, viewer) => {
    if (body.behind.length > 0 && isInside(viewer, id)) return `group:${id}`;
    const hidden = Object.values(body.bases).find(({ doors, group }) => doors === 'closed' && isInside(viewer, group));
    return hidden === undefined ? publicOrPartner(body, id, viewer) : `group:${hidden.group}`;
  },
  restrict: (whole, audience, _, id) => {
    const { published, officers: __, closedItems: ___, bases: ____, behind, meetings, decisions, ...rest } = whole;
    const appointments = basedOn(whole, audience);
    const body = appointments === rest.appointments ? rest : { ...rest, appointments };
    if (behind.length > 0 && audience === `group:${id}`) {
      const figures = { ...body.figures, decisions: body.figures.decisions + behind.length };
      return { ...body, figures, meetings: asMap(meetings), decisions: asMap(latest(...decisions, ...behind)) };
    }
    if (isSignedIn(audience)) return { ...body, meetings: asMap(meetings), decisions: asMap(decisions) };
    return {
      ...body,
      meetings: Object.fromEntries(meetings.map(([id, row]) => [id, rowPublished(row)])),
      decisions: asMap(published.decisions),
      figures: { ...body.figures, decisions: published.count },
    };
  },
});

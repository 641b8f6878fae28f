import { OFFICES, type QuorumHeld } from '@samverkan/domain';
import { correctionsPublished, withCorrection } from './corrections.js';
import { asSet, under, entry } from './entries.js';
import { isBehind } from './meeting.js';
import { NONE, OUTSIDE, SEEN, TO_PUBLIC, changes, isInside, isSignedIn, makes, readModel } from './model.js';
import type { Audience, Look } from './projection.js';
import type { DecisionWhole, MeetingWhole } from './wholes.js';

// Who sees a decision.
//
// A published decision is for everybody. It is published when the meeting that took it is closed: a meeting while it runs is
// for those signed in. With a decision the public sees what it chose between, how many made its quorum, and what followed from it; who was there when it
// was taken, who counted, who presided, who recorded it and who corrected it, is for those signed in. What organisations have responded is for everybody who
// sees the decision.
//
// A decision on an item behind closed doors is for the group's members, the secretariat and auditors. When the doors are opened it is as
// any other.

// What took its place, or rests on it, is named to those who may see that too: by a decision behind closed doors, or one of a meeting that still runs, it has
// been superseded, and nothing more is said.

const own = ({ decision }: { readonly decision: string }): readonly string[] => [decision];

interface OnItem {
  readonly meeting: string;
  readonly item: string;
}

/** The decision that was taken on the item of an event. */
const onItem = ({ meeting, item }: OnItem, look: Look): readonly string[] => {
  const decision = entry(look.get('meeting', meeting)?.agenda ?? [], item)?.decision;
  return decision === undefined ? NONE : [decision];
};

/** Those that a decision has taken the place of: what may be said of it stands in them. */
const withSuperseded = (ids: readonly string[], look: Look): readonly string[] => [
  ...new Set(ids.flatMap((id) => [id, ...(look.get('decision', id)?.supersedes ?? NONE)])),
];

const doors = (to: 'open' | 'closed') =>
  changes<DecisionWhole, OnItem>(
    (event, look) => withSuperseded(onItem(event, look), look),
    (body, event, look, _, id) => {
      const [decision] = onItem(event, look);
      if (id === decision) return { ...body, doors: to };
      return body.supersededBy === decision ? { ...body, superseder: { ...superseder(body), doors: to } } : body;
    },
  );

const superseder = ({ superseder: known }: DecisionWhole): NonNullable<DecisionWhole['superseder']> =>
  known ?? { group: '', meeting: '', doors: 'closed', published: false };

const mayName = ({ superseder: by }: DecisionWhole, audience: Audience): boolean => {
  if (by === undefined) return false;
  return by.doors === 'closed' ? audience === `group:${by.group}` : by.published || isSignedIn(audience);
};

/** Who somebody was in the meeting, as it was then. */
const attendantOf = (
  meeting: MeetingWhole | undefined,
  person: string,
  presence: 'room' | 'remote',
): DecisionWhole['attendance'][string] => {
  const own = meeting?.roll.flatMap(([, one]) => (one.person === person && one.over === undefined ? [one] : [])) ?? [];
  const { as, organisation, place, order } = own.find((one) => one.as === 'ordinary') ?? own[0] ?? {};
  const offices = meeting === undefined ? [] : OFFICES.filter((office) => meeting.offices[office] === person);
  return { presence, as, organisation, place, order, offices, serving: meeting && entry(meeting.serving, person) };
};

const presiding = (meeting: MeetingWhole | undefined): string | undefined => {
  const last = meeting?.presided.at(-1)?.[1];
  return last?.until === undefined ? last?.person : undefined;
};

const quorumOf = ({ seats, needed, counted }: QuorumHeld): DecisionWhole['quorum'] => ({
  seats,
  needed,
  present: counted.length,
  counted: Object.fromEntries(counted.map(({ person, seat, for: of }) => [person, { seat, for: of }])),
});

/** That there was a quorum, not who made it. */
const quorumPublished = (quorum: DecisionWhole['quorum']): DecisionWhole['quorum'] => quorum && { ...quorum, counted: {} };

export const decision = readModel<'decision', DecisionWhole>({
  kind: 'decision',
  version: 5,
  on: {
    DecisionTaken: makes(own, (_, event, look, { position, actor }) => {
      const meeting = look.get('meeting', event.meeting);
      const item = meeting === undefined ? undefined : entry(meeting.agenda, event.item);
      return {
        group: event.group,
        meeting: event.meeting,
        meetingTitle: meeting?.title ?? '',
        item: event.item,
        title: item?.title ?? '',
        description: item?.description ?? '',
        year: event.year,
        section: event.section,
        outcome: event.outcome,
        wording: event.wording,
        adopted: event.adopted,
        proposals: Object.fromEntries(event.proposals.map(({ proposal, by, wording }) => [proposal, { by, wording }])),
        manner: event.manner,
        attendance: Object.fromEntries(event.attendance.map(({ person, presence }) => [person, attendantOf(meeting, person, presence)])),
        presided: presiding(meeting),
        quorum: event.quorum && quorumOf(event.quorum),
        measures: asSet(event.measures),
        at: event.at,
        recordedBy: actor.person,
        position,
        tasks: {},
        corrections: {},
        responses: {},
        doors: isBehind(meeting, event.item) ? 'closed' : 'open',
        published: false,
        supersedes: NONE,
        citedIn: NONE,
      };
    }),
    MeetingClosed: changes(
      (event, look) => withSuperseded(look.get('meeting', event.meeting)?.decisions.map(([id]) => id) ?? NONE, look),
      (body, event) => {
        const after = body.meeting === event.meeting && !body.published ? { ...body, published: true } : body;
        return after.superseder?.meeting === event.meeting ? { ...after, superseder: { ...after.superseder, published: true } } : after;
      },
    ),
    TaskAssigned: changes(own, (body, { task, person, what, due, at }) => ({
      ...body,
      tasks: { ...body.tasks, [task]: { person, what, due, assignedAt: at } },
    })),
    TaskDone: changes(own, (body, { task, at, note }) => {
      const done = under(body.tasks, task);
      return done === undefined ? body : { ...body, tasks: { ...body.tasks, [task]: { ...done, done: { at, note } } } };
    }),
    DecisionCorrected: changes(own, (body, event, _, recorded) => withCorrection(body, event, recorded)),
    OutcomeCorrected: changes(own, (body, event, _, recorded) => withCorrection(body, event, recorded)),
    DecisionSuperseded: changes(
      ({ decision, by }) => [decision, by],
      (body, { decision, by }, look, _, id) => {
        if (id !== decision) return { ...body, supersedes: [...body.supersedes, decision] };
        const later = look.get('decision', by);
        if (later === undefined) return { ...body, supersededBy: by };
        const { group, meeting, doors, published } = later;
        return { ...body, supersededBy: by, superseder: { group, meeting, doors, published } };
      },
    ),
    /** Who is told of it where it is what an appointment rests on follows from its doors: the groups that name it are to know. */
    MemberAppointed: changes(
      ({ basis }) => ('decision' in basis ? [basis.decision] : NONE),
      (body, { group }) => (body.citedIn.includes(group) ? body : { ...body, citedIn: [...body.citedIn, group] }),
    ),
    DecisionExecuted: changes(own, (body, { at, note }) => ({ ...body, executed: { at, note } })),
    DoorsClosed: doors('closed'),
    DoorsOpened: doors('open'),
    ResponseRecorded: changes(own, (body, { organisation, stand, conditions, reference, at }) => ({
      ...body,
      responses: { ...body.responses, [organisation]: { stand, conditions, reference, at } },
    })),
  },
  quiet: (before, after, event, _, id) => {
    const isOfAnother = event.type === 'MemberAppointed' || (event.type === 'DecisionSuperseded' && event.decision !== id);
    if (isOfAnother || (after.doors === 'closed' && before?.doors !== 'open')) return OUTSIDE;
    return after.published ? SEEN : TO_PUBLIC;
  },
  audience: (body, _, viewer) => {
    if (body.doors === 'closed') return isInside(viewer, body.group) ? `group:${body.group}` : undefined;
    if (viewer.account === undefined) return body.published ? 'public' : undefined;
    const { superseder: by } = body;
    return by?.doors === 'closed' && isInside(viewer, by.group) ? `group:${by.group}` : 'partner';
  },
  restrict: (whole, audience) => {
    const { published, superseder: _, supersedes: __, citedIn: ___, ...rest } = whole;
    const { supersededBy } = rest;
    const named = supersededBy === undefined || mayName(whole, audience);
    const body = named ? rest : { ...rest, supersededBy: undefined, superseded: true as const };
    if (body.doors === 'closed') return audience === `group:${body.group}` ? body : undefined;
    if (isSignedIn(audience)) return body;
    if (!published) return undefined;
    const { quorum, corrections } = body;
    const untold = { attendance: {}, presided: undefined, recordedBy: undefined };
    return { ...body, ...untold, quorum: quorumPublished(quorum), corrections: correctionsPublished(corrections) };
  },
});

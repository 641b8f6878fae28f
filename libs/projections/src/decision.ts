import { correctionsPublished, withCorrection } from './corrections.js';
import { asSet, under, entry } from './entries.js';
import { isBehind } from './meeting.js';
import { NONE, changes, isInside, isSignedIn, makes, readModel } from './model.js';
import type { Look } from './projection.js';
import type { DecisionWhole } from './wholes.js';

// Who sees a decision.
//
// A published decision is for everybody. It is published when the meeting that took it is closed: a meeting while it runs is
// for those signed in. With a decision the public sees what it chose between and what followed from it; who was there when it
// was taken, who recorded it and who corrected it, is for those signed in. What organisations have responded is for everybody who sees the decision.
//
// A decision on an item behind closed doors is for the group's members, the secretariat and auditors. When the doors are opened it is as
// any other.

const own = ({ decision }: { readonly decision: string }): readonly string[] => [decision];

/** The decision that was taken on the item of an event. */
const onItem = ({ meeting, item }: { readonly meeting: string; readonly item: string }, look: Look): readonly string[] => {
  const decision = entry(look.get('meeting', meeting)?.agenda ?? [], item)?.decision;
  return decision === undefined ? NONE : [decision];
};

export const decision = readModel<'decision', DecisionWhole>({
  kind: 'decision',
  version: 3,
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
        attendance: Object.fromEntries(event.attendance.map(({ person, presence }) => [person, presence])),
        measures: asSet(event.measures),
        at: event.at,
        recordedBy: actor.person,
        position,
        tasks: {},
        corrections: {},
        responses: {},
        doors: isBehind(meeting, event.item) ? 'closed' : 'open',
        published: false,
      };
    }),
    MeetingClosed: changes(
      (event, look) => look.get('meeting', event.meeting)?.decisions.map(([id]) => id) ?? NONE,
      (body) => (body.published ? body : { ...body, published: true }),
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
    DecisionSuperseded: changes(own, (body, { by }) => ({ ...body, supersededBy: by })),
    DecisionExecuted: changes(own, (body, { at, note }) => ({ ...body, executed: { at, note } })),
    DoorsClosed: changes(onItem, (body) => ({ ...body, doors: 'closed' })),
    DoorsOpened: changes(onItem, (body) => ({ ...body, doors: 'open' })),
    ResponseRecorded: changes(own, (body, { organisation, stand, conditions, reference, at }) => ({
      ...body,
      responses: { ...body.responses, [organisation]: { stand, conditions, reference, at } },
    })),
  },
  quiet: (before, after) => after.doors === 'closed' && before?.doors !== 'open',
  audience: (body, _, viewer) => {
    if (body.doors === 'closed') return isInside(viewer, body.group) ? `group:${body.group}` : undefined;
    if (viewer.account !== undefined) return 'partner';
    return body.published ? 'public' : undefined;
  },
  restrict: ({ published, ...body }, audience) => {
    if (body.doors === 'closed') return audience === `group:${body.group}` ? body : undefined;
    if (isSignedIn(audience)) return body;
    return published ? { ...body, attendance: {}, recordedBy: undefined, corrections: correctionsPublished(body.corrections) } : undefined;
  },
});

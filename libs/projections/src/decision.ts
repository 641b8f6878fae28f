import { asSet, under, entry } from './entries.js';
import { NONE, changes, isSignedIn, makes, readModel } from './model.js';
import type { DecisionWhole } from './wholes.js';

// Who sees a decision.
//
// A published decision is for everybody. It is published when the meeting that took it is closed: a meeting while it runs is
// for those signed in. With a decision the public sees what it chose between and what followed from it; who was there when it
// was taken, and who recorded it, is for those signed in.

const own = ({ decision }: { readonly decision: string }): readonly string[] => [decision];

export const decision = readModel<'decision', DecisionWhole>({
  kind: 'decision',
  version: 1,
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
    DecisionCorrected: changes(own, (body, { oldWording, wording, reason, at }, _, { position }) => ({
      ...body,
      wording,
      corrections: { ...body.corrections, [position]: { oldWording, wording, reason, at } },
    })),
    DecisionSuperseded: changes(own, (body, { by }) => ({ ...body, supersededBy: by })),
    DecisionExecuted: changes(own, (body, { at, note }) => ({ ...body, executed: { at, note } })),
  },
  audience: (body, _, viewer) => {
    if (viewer.account !== undefined) return 'partner';
    return body.published ? 'public' : undefined;
  },
  restrict: ({ published, ...body }, audience) => {
    if (isSignedIn(audience)) return body;
    return published ? { ...body, attendance: {}, recordedBy: undefined } : undefined;
  },
});

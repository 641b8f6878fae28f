import { holdsOn } from '@samverkan/contract';
import { dayOf } from '@samverkan/domain';
import { asMap, placeAmong, under, change, entry, memo, put, without } from './entries.js';
import { everyoneOf, isInForce, officeOf } from './group.appointments.js';
import { isOver } from './meeting.js';
import { NONE, OUTSIDE, SEEN, changes, isInside, makes, readModel, type Effect } from './model.js';
import type { Audience, Look, Viewer } from './projection.js';
import type { GroupWhole, MeetingWhole, MyWhole } from './wholes.js';

// Who sees a person's own page.
//
// The person, and nobody else: neither the secretariat nor the auditor.
//
// A task on a decision behind closed doors stands there as long as the person may read that decision: as a member of the group, or as one who
// reads everything.

/** Tasks that are done stay on the page, so many of them. */
const DONE = 20;

const empty: MyWhole = { groups: {}, offices: {}, meetings: [], tasks: [], behind: [] };

interface OfPerson {
  readonly group: string;
  readonly person: string;
}
interface InMeeting {
  readonly group: string;
  readonly meeting: string;
}

const own = ({ person }: OfPerson): readonly string[] => [person];

/** Those who are or will be the group's members, and everybody whom the meeting has called. */
const concerned = ({ group, meeting }: InMeeting, look: Look): readonly string[] => {
  const found = look.get('group', group);
  const members = found === undefined ? NONE : appointedTo(found.appointments);
  const called = look.get('meeting', meeting)?.called ?? NONE;
  return called.length === 0 ? members : [...new Set([...members, ...called])];
};

const appointedTo = memo((appointments: GroupWhole['appointments']): readonly string[] => [
  ...new Set(Object.values(appointments).flatMap(({ person, ended }) => (ended === undefined ? [person] : []))),
]);

/** A meeting is for those who are members on its own day; once it runs, for those who are members now. */
const isFor = ({ appointments }: GroupWhole, { state, startsAt }: Pick<MeetingWhole, 'state' | 'startsAt'>, person: string): boolean => {
  const own = Object.values(appointments).filter((one) => one.person === person);
  if (state !== 'scheduled') return own.some(isInForce);
  const day = dayOf(startsAt);
  return own.some((one) => holdsOn(one, day));
};

const withMeeting = (body: MyWhole, id: string, meeting: MeetingWhole | undefined, person: string, look: Look): MyWhole => {
  if (meeting === undefined) return body;
  const of = look.get('group', meeting.group);
  const called = meeting.called.includes(person);
  if (isOver(meeting) || !(called || (of !== undefined && isFor(of, meeting, person)))) {
    const meetings = without(body.meetings, id);
    return meetings === body.meetings ? body : { ...body, meetings };
  }
  const { group, title, startsAt, endsAt, place, state } = meeting;
  const row = { group, title, startsAt, endsAt, place, state, called };
  return { ...body, meetings: put(body.meetings, id, row) };
};

/** A member finds the meetings of the group that are not over and in whose time they are a member; who is none, those called to. */
const withMeetingsOf = (body: MyWhole, group: string, person: string, look: Look): MyWhole => {
  const found = look.get('group', group);
  if (found === undefined) return body;
  const meetings = body.meetings.filter(([, row]) => row.group !== group || row.called);
  return found.meetings.reduce(
    (rest, [id, row]) => (isOver(row) ? rest : withMeeting(rest, id, look.get('meeting', id), person, look)),
    meetings.length === body.meetings.length ? body : { ...body, meetings },
  );
};

/** Appointments in force and to come, and the office, as the group has them after the event. */
const withGroup = (body: MyWhole, group: string, person: string, look: Look): MyWhole => {
  const found = look.get('group', group);
  if (found === undefined) return body;
  const others = Object.fromEntries(Object.entries(body.groups).filter(([, one]) => one.group !== group));
  const held = Object.entries(found.appointments)
    .filter(([, one]) => one.person === person && one.ended === undefined)
    // Another group's appointment of the same id stays where it is.
    .map(
      ([id, { seat, as, from, until }]) =>
        [under(others, id) === undefined ? id : `${group}.${id}`, { group, seat, as, from, until }] as const,
    );
  const { [group]: _, ...offices } = body.offices;
  const office = officeOf(found, person);
  return withMeetingsOf(
    {
      ...body,
      groups: { ...others, ...Object.fromEntries(held) },
      offices: office === undefined ? offices : { ...offices, [group]: office },
    },
    group,
    person,
    look,
  );
};

const ofGroup: Effect<MyWhole, OfPerson> = makes(own, (body = empty, { group }, look, _, person) => withGroup(body, group, person, look));

const ofMeeting: Effect<MyWhole, InMeeting> = makes(concerned, (body = empty, { meeting }, look, _, person) =>
  withMeeting(body, meeting, look.get('meeting', meeting), person, look),
);

/** A task is its decision's: two decisions may have given one id each. */
const taskPlace = (tasks: MyWhole['tasks'], { decision, task }: { readonly decision: string; readonly task: string }): string =>
  placeAmong(
    (place) => entry(tasks, place),
    (there) => there.decision === decision,
    decision,
    task,
  );

const withoutOldest = (tasks: MyWhole['tasks']): MyWhole['tasks'] => {
  const done = tasks.filter(([, one]) => one.done !== undefined);
  const oldest = done.toSorted(([, a], [, b]) => ((a.done ?? '') < (b.done ?? '') ? -1 : 1))[0];
  return done.length > DONE && oldest !== undefined ? without(tasks, oldest[0]) : tasks;
};

interface OnItem {
  readonly meeting: string;
  readonly item: string;
}

const decisionOn = ({ meeting, item }: OnItem, look: Look): string | undefined =>
  entry(look.get('meeting', meeting)?.agenda ?? [], item)?.decision;

/** Whoever has a task on what was decided on the item. */
const responsible = (event: OnItem, look: Look): readonly string[] => {
  const decision = decisionOn(event, look);
  if (decision === undefined) return NONE;
  return [...new Set(Object.values(look.get('decision', decision)?.tasks ?? {}).map(({ person }) => person))];
};

const doors = (to: 'open' | 'closed'): Effect<MyWhole, OnItem> =>
  changes(responsible, (body, event, look) => {
    const decision = decisionOn(event, look);
    const concerned = body.tasks.flatMap(([id, one]) => (one.decision === decision ? [id] : []));
    const others = body.behind.filter((id) => !concerned.includes(id));
    return { ...body, behind: to === 'closed' ? [...others, ...concerned] : others };
  });

// Whoever may read what is behind the doors of some of the groups looks as `person:ID;GROUP,GROUP`, which names those; whoever may not goes on looking
// as `person:ID`, so that nothing tells them of a task there.
const ownAudience = ({ tasks, behind }: MyWhole, id: string, viewer: Viewer): Audience => {
  const groups = new Set(behind.map((task) => entry(tasks, task)?.group ?? ''));
  const inside = [...groups].filter((group) => isInside(viewer, group));
  return inside.length === 0 ? `person:${id}` : `person:${id};${inside.sort().join(',')}`;
};

const tasksFor = ({ tasks, behind }: Pick<MyWhole, 'tasks' | 'behind'>, groups: readonly string[]): MyWhole['tasks'] =>
  behind.length === 0 ? tasks : tasks.filter(([id, { group }]) => !behind.includes(id) || groups.includes(group));

const sameTasks = (one: MyWhole['tasks'], other: MyWhole['tasks']): boolean =>
  one.length === other.length && one.every((pair, index) => pair === other[index]);

export const my = readModel<'my', MyWhole>({
  kind: 'my',
  version: 3,
  on: {
    PersonRegistered: makes(
      ({ person }) => [person],
      (body = empty) => body,
    ),
    MemberAppointed: ofGroup,
    TermBegun: ofGroup,
    MemberResigned: ofGroup,
    TermEnded: ofGroup,
    OfficeChosen: ofGroup,
    OfficeLeft: ofGroup,
    GroupDissolved: changes(
      ({ group }, look) => {
        const found = look.get('group', group);
        return found === undefined ? NONE : everyoneOf(found);
      },
      (body, { group }, look, _, person) => withGroup(body, group, person, look),
    ),
    MeetingScheduled: ofMeeting,
    MeetingRescheduled: ofMeeting,
    MeetingConvoked: ofMeeting,
    MeetingCancelled: ofMeeting,
    MeetingOpened: ofMeeting,
    MeetingAdjourned: ofMeeting,
    MeetingResumed: ofMeeting,
    MeetingClosed: ofMeeting,
    TaskAssigned: makes(own, (body = empty, event, look) => {
      const { decision, group, what, due } = event;
      const place = taskPlace(body.tasks, event);
      return {
        ...body,
        tasks: put(body.tasks, place, { decision, group, what, due }),
        behind: look.get('decision', decision)?.doors === 'closed' ? [...body.behind, place] : body.behind,
      };
    }),
    // Somebody else may note that it is done: the page is that of whom it was given to.
    DoorsClosed: doors('closed'),
    DoorsOpened: doors('open'),
    TaskDone: changes(
      ({ decision, task }, look) => {
        const given = under(look.get('decision', decision)?.tasks ?? {}, task);
        return given === undefined ? NONE : [given.person];
      },
      (body, event) => {
        const place = taskPlace(body.tasks, event);
        if (entry(body.tasks, place) === undefined) return body;
        return { ...body, tasks: withoutOldest(change(body.tasks, place, (one) => ({ ...one, done: event.at }))) };
      },
    ),
  },
  quiet: (before, after) =>
    before !== undefined &&
    after.behind.length > 0 &&
    before.groups === after.groups &&
    before.offices === after.offices &&
    before.meetings === after.meetings &&
    sameTasks(tasksFor(before, NONE), tasksFor(after, NONE))
      ? OUTSIDE
      : SEEN,
  audience: (body, id, viewer) => (viewer.account !== undefined && viewer.person === id ? ownAudience(body, id, viewer) : undefined),
  restrict: ({ groups, offices, ...body }, audience, _, id) => {
    const [own, inside = ''] = audience.split(';');
    if (own !== `person:${id}`) return undefined;
    return { groups, offices, meetings: asMap(body.meetings), tasks: asMap(tasksFor(body, inside.split(','))) };
  },
});

import { holdsOn } from '@samverkan/contract';
import { OFFICES, dayOf, quorumNeeded, servingAmong, type Serving } from '@samverkan/domain';
import { add, change, entry, put } from './entries.js';
import { NONE, changes, type Effect } from './model.js';
import type { GroupWhole, MeetingWhole } from './wholes.js';

// Who sits in a meeting: its roll, offices, quorum, who serves for whom, and who presides. While the meeting runs they follow the group, by the day that it is, and are told
// again whenever the group or the attendance changes. When it is closed nothing reaches them any more: they stay as they were in the meeting.

/** What of a group tells who sits in its meetings. */
export type Seated = Pick<GroupWhole, 'appointments' | 'seats' | 'rules' | 'offices'>;

type Roll = MeetingWhole['roll'];
type Member = Roll[number][1];

const NOBODY: readonly never[] = [];
const UNKNOWN: Seated = { appointments: {}, seats: {}, rules: { quorumPercent: 0, termMonths: 1 }, offices: {} };

const isRunning = ({ state }: Pick<MeetingWhole, 'state'>): boolean => state === 'open' || state === 'adjourned';
const isHere = (body: MeetingWhole, person: string | undefined): boolean =>
  person !== undefined && (entry(body.attendance, person)?.presence ?? 'left') !== 'left';

const rolls = new WeakMap<object, { readonly day: string; readonly seats: object; readonly roll: Roll }>();

/** The members of a day, by appointment; the same list for the same appointments, seats and day, as each note of the attendance asks for it again. */
const rollOn = ({ appointments, seats }: Seated, day: string): Roll => {
  const known = rolls.get(appointments);
  if (known?.day === day && known.seats === seats) return known.roll;
  const places = new Map(Object.keys(seats).map((seat, index) => [seat, index]));
  const roll = Object.entries(appointments).flatMap(([id, one]): Roll => {
    if (!holdsOn(one, day)) return [];
    const { person, organisation, seat, as, order } = one;
    return [[id, { person, organisation, seat, place: places.get(seat) ?? places.size, as, order }]];
  });
  rolls.set(appointments, { day, seats, roll });
  return roll;
};

const same = (one: Member, other: Member): boolean =>
  one.person === other.person && one.seat === other.seat && one.place === other.place && one.as === other.as && one.over === other.over;

/** The roll that came of a day's members in a meeting where nobody had gone. */
const rollsFrom = new WeakMap<Roll, Roll>();

/** Who was a member and took part stays on the roll, as one who is no longer. */
const followed = (body: MeetingWhole, now: Roll, at: string): Roll => {
  if (body.roll === now || rollsFrom.get(now) === body.roll) return body.roll;
  const gone = body.roll.flatMap(([id, one]): Roll => {
    if (entry(now, id) !== undefined || (entry(body.attendance, one.person)?.times ?? NOBODY).length === 0) return [];
    return [[id, one.over === undefined ? { ...one, over: at } : one]];
  });
  const roll = gone.length === 0 ? now : [...now, ...gone];
  const isSame =
    roll.length === body.roll.length &&
    roll.every(([id, one], index) => {
      const [before, known] = body.roll[index] ?? [];
      return before === id && known !== undefined && same(one, known);
    });
  if (!isSame) return roll;
  if (gone.length === 0) rollsFrom.set(now, body.roll);
  return body.roll;
};

const servingNow = (body: MeetingWhole): readonly Serving[] =>
  servingAmong(
    body.roll.flatMap(([, one]) => (one.over === undefined ? [one] : [])),
    (person) => isHere(body, person),
  );

const withServing = (body: MeetingWhole, at: string): MeetingWhole => {
  const now = servingNow(body);
  const isSame = (person: string, { seat, for: of }: { readonly seat: string; readonly for?: string | undefined }): boolean => {
    const before = entry(body.serving, person);
    return before?.seat === seat && before.for === of;
  };
  if (now.length === body.serving.length && now.every(({ person, ...one }) => isSame(person, one))) return body;
  const stays = new Set(now.flatMap(({ person, ...one }) => (isSame(person, one) ? [person] : [])));
  const ended = body.served.map((pair): (typeof body.served)[number] => {
    const [key, one] = pair;
    return one.until !== undefined || stays.has(one.person) ? pair : [key, { ...one, until: at }];
  });
  const begun = now.flatMap(({ person, ...one }) =>
    stays.has(person) ? [] : [[`${at}/${person}`, { person, ...one, from: at }] as const],
  );
  return {
    ...body,
    serving: now.map(({ person, ...one }) => [person, one]),
    served: begun.reduce<MeetingWhole['served']>((rest, [key, one]) => put(rest, key, one), ended),
  };
};

/** The chair presides, in the chair's absence the vice chair: nothing else is recorded of it. */
const presidingNow = (body: MeetingWhole): string | undefined =>
  [body.offices.chair, body.offices['vice-chair']].find((person) => isHere(body, person));

const withPresiding = (body: MeetingWhole, at: string): MeetingWhole => {
  const now = presidingNow(body);
  const last = body.presided.at(-1);
  const before = last?.[1].until === undefined ? last?.[1].person : undefined;
  if (now === before) return body;
  const ended =
    last === undefined || before === undefined ? body.presided : change(body.presided, last[0], (one) => ({ ...one, until: at }));
  return { ...body, presided: now === undefined ? ended : put(ended, at, { person: now }) };
};

const sameOffices = (one: Seated['offices'], other: Seated['offices']): boolean =>
  one === other || OFFICES.every((office) => one[office] === other[office]);

const isSeated = ({ roll, offices }: MeetingWhole, person: string): boolean =>
  roll.some(([, one]) => one.person === person) || OFFICES.some((office) => offices[office] === person);

/** @param moved who came or left, where nothing else has happened: others than members and officers change nothing of who serves and presides */
const seat = (body: MeetingWhole, { appointments, seats, rules, offices }: Seated, at: string, moved?: string): MeetingWhole => {
  const roll = followed(body, rollOn({ appointments, seats, rules, offices }, dayOf(at)), at);
  const count = Object.keys(seats).length;
  const needed = quorumNeeded(count, rules.quorumPercent);
  const isSame = roll === body.roll && sameOffices(offices, body.offices) && body.quorum?.seats === count && body.quorum.needed === needed;
  const seated = isSame ? body : { ...body, roll, offices, quorum: { seats: count, needed } };
  if (isSame && moved !== undefined && !isSeated(body, moved)) return body;
  return withPresiding(withServing(seated, at), at);
};

/** Who sits after something in the meeting itself: nobody before it opens. `moved`: only that somebody came or left. */
export const withSitting = (body: MeetingWhole, group: GroupWhole | undefined, at: string, moved?: string): MeetingWhole =>
  isRunning(body) ? seat(body, group ?? UNKNOWN, at, moved) : body;

interface InGroup {
  readonly group: string;
  readonly at: string;
}

/** Who sits in the group's running meetings after an event that has not reached the group's own document yet. */
export const sittingIn = <E extends InGroup>(after: (event: E, before: Seated) => Partial<Seated>): Effect<MeetingWhole, E> =>
  changes(
    ({ group }, look) => {
      const running = look.get('group', group)?.meetings.filter(([, row]) => isRunning(row));
      return running === undefined || running.length === 0 ? NONE : running.map(([id]) => id);
    },
    (body, event, look) => {
      const before = look.get('group', event.group) ?? UNKNOWN;
      return seat(body, { ...before, ...after(event, before) }, event.at);
    },
  );

/** The appointments without the one that has ended. */
export const withoutEnded = ({ appointment }: { readonly appointment: string }, { appointments }: Seated): Pick<Seated, 'appointments'> => {
  const { [appointment]: _, ...others } = appointments;
  return { appointments: others };
};

// When each was there, from the opening to the end.

type Attendance = MeetingWhole['attendance'];
type Times = Attendance[number][1]['times'];

const leave = (times: Times, at: string): Times => {
  const last = times.at(-1);
  return last?.until === undefined && last !== undefined ? [...times.slice(0, -1), { ...last, until: at }] : times;
};

/** Somebody comes, leaves, or takes part in another way. Before the meeting is opened nobody has taken part in it. */
export const attended = (body: MeetingWhole, person: string, presence: Attendance[number][1]['presence'], at: string): Attendance => {
  const before = entry(body.attendance, person);
  const past = leave(before?.times ?? [], at);
  const times = presence === 'left' || !isRunning(body) ? past : [...past, { presence, from: at }];
  const now = { presence, since: at, times };
  return before === undefined ? add(body.attendance, person, now) : put(body.attendance, person, now);
};

/** Those who are there when the meeting is opened have come with the opening. */
export const attendedFrom = (attendance: Attendance, at: string): Attendance =>
  attendance.map(([person, one]) => [person, one.presence === 'left' ? one : { ...one, times: [{ presence: one.presence, from: at }] }]);

/** What lasts when the meeting is closed ends with it. */
export const closedAt = (body: MeetingWhole, at: string): MeetingWhole => ({
  ...body,
  attendance: body.attendance.map(([person, one]) => [person, { ...one, times: leave(one.times, at) }]),
  served: body.served.map(([key, one]) => [key, one.until === undefined ? { ...one, until: at } : one]),
  presided: body.presided.map(([key, one]) => [key, one.until === undefined ? { ...one, until: at } : one]),
});

import type { GroupDocument } from '@samverkan/contract';
import { OFFICES, dayOf, type Office } from '@samverkan/domain';
import { memo, under } from './entries.js';
import type { EventOf } from './model.js';
import type { GroupWhole } from './wholes.js';

// What the appointments of a group are on the day that the log has come to.

type GroupAppointment = GroupDocument['appointments'][string];

/** True when its first day has come and nothing has ended it: neither its term, nor a resignation, nor the group's dissolution. */
export const isInForce = ({ coming, ended }: Pick<GroupAppointment, 'coming' | 'ended'>): boolean =>
  coming === undefined && ended === undefined;

/** How an appointment stands on the day it is made: it may begin later, or be of a time that is over. */
export const madeOn = ({ from, until, at }: EventOf<'MemberAppointed'>): Pick<GroupAppointment, 'coming' | 'ended'> => {
  const day = dayOf(at);
  if (day < from) return { coming: true };
  return until < day ? { ended: until } : {};
};

/** The first day of an appointment has come. */
export const begin = <A extends Pick<GroupAppointment, 'coming' | 'ended'>>(
  appointments: Readonly<Record<string, A>>,
  id: string,
): Readonly<Record<string, A>> => {
  const before = under(appointments, id);
  if (before?.coming === undefined) return appointments;
  return { ...appointments, [id]: { ...before, coming: undefined } };
};

/** An appointment is over: from a day on, or after the last of its term. One that never began is over too. */
export const end = <A extends Pick<GroupAppointment, 'coming' | 'ended' | 'until'>>(
  appointments: Readonly<Record<string, A>>,
  id: string,
  day: string | undefined,
): Readonly<Record<string, A>> => {
  const before = under(appointments, id);
  if (before === undefined || before.ended !== undefined) return appointments;
  return { ...appointments, [id]: { ...before, coming: undefined, ended: day ?? before.until } };
};

const inForce = memo((appointments: GroupWhole['appointments']): readonly string[] => [
  ...new Set(Object.values(appointments).flatMap((one) => (isInForce(one) ? [one.person] : []))),
]);

/** The persons with an appointment in force, each once. */
export const membersOf = ({ appointments }: Pick<GroupWhole, 'appointments'>): readonly string[] => inForce(appointments);

/** Everybody who was ever appointed or held an office, each once. */
export const everyoneOf = (group: Pick<GroupWhole, 'appointments' | 'officers'>): readonly string[] => [
  ...new Set([...Object.values(group.appointments).map(({ person }) => person), ...group.officers]),
];

/** The office that a person holds in the group. */
export const officeOf = (group: Pick<GroupWhole, 'offices'>, person: string): Office | undefined =>
  OFFICES.find((office) => group.offices[office] === person);

/** With the seat of an appointment vacant or not, as its appointments now say. */
export const withAppointments = (body: GroupWhole, appointments: GroupWhole['appointments'], id: string): GroupWhole => {
  const of = under(appointments, id)?.seat ?? '';
  const seat = under(body.seats, of);
  const vacant = !Object.values(appointments).some((one) => one.seat === of && one.as === 'ordinary' && isInForce(one));
  const seats = seat === undefined || seat.vacant === vacant ? body.seats : { ...body.seats, [of]: { ...seat, vacant } };
  return appointments === body.appointments ? body : { ...body, appointments, seats };
};

export const over = (body: GroupWhole, id: string, day: string | undefined): GroupWhole =>
  withAppointments(body, end(body.appointments, id, day), id);

import { addDays, addMonths, dayOf } from '../shared/calendar.js';
import { checkChoice, checkDay, checkId, checkTitle, checkWhole } from '../shared/check.js';
import type { AppointmentId, Day, PersonId, SeatId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import type { Asked } from './group.commands.js';
import { OFFICES, type Basis, type GroupEvent, type Office } from './group.events.js';
import { holdsOn, mayHoldOn, membersOn, officesOn, type ActiveGroup, type Appointment, type GroupState, type Seat } from './group.state.js';

const SUBSTITUTE_LIMIT = 100;

export const mustBeActive = (state: GroupState): ActiveGroup => {
  if (state.status === 'none') throw new Refused('group/unknown', {});
  if (state.status === 'dissolved') throw new Refused('group/dissolved', {});
  return state;
};

const seatOf = (group: ActiveGroup, id: SeatId): Seat => {
  const seat = group.seats.find((one) => one.seat === id);
  if (seat === undefined) throw new Refused('group/no-such-seat', { seat: id });
  return seat;
};

const appointmentOf = (group: ActiveGroup, id: AppointmentId): Appointment => {
  const appointment = group.appointments.find((one) => one.appointment === id);
  if (appointment === undefined) throw new Refused('group/no-such-appointment', { appointment: id });
  return appointment;
};

const checkBasis = (basis: Basis): void => {
  const rests = 'decision' in basis ? basis.decision : basis.document;
  if (rests.trim() === '') throw new Refused('group/appointment-without-basis', {});
  if ('decision' in basis) checkId('basis', basis.decision);
  else checkTitle('basis', basis.document);
};

const sameBasis = (one: Basis, other: Basis): boolean =>
  'decision' in one ? 'decision' in other && one.decision === other.decision : 'document' in other && one.document === other.document;

/** The same appointment asked for again; what the command leaves to the group is not compared. */
const isRepeated = (command: Asked<'Appoint'>, one: Appointment): boolean =>
  one.seat === command.seat &&
  one.person === command.person &&
  one.organisation === command.organisation &&
  one.as === command.as &&
  (command.order === undefined || (one.as === 'substitute' && one.order === command.order)) &&
  one.from === command.from &&
  (command.until === undefined || one.appointedUntil === command.until) &&
  sameBasis(one.basis, command.basis);

const ordinaryTerm = ({ seat, person }: Asked<'Appoint'>, meanwhile: readonly Appointment[]): void => {
  const holder = meanwhile.find((one) => one.seat === seat && one.as === 'ordinary');
  if (holder !== undefined) {
    throw new Refused('group/seat-taken', { seat, appointment: holder.appointment, from: holder.from, until: holder.until });
  }
  const other = meanwhile.find((one) => one.person === person && (one.as === 'ordinary' || one.seat === seat));
  if (other !== undefined) throw new Refused('group/member-already', { person, appointment: other.appointment });
};

const substituteOrder = ({ seat, person, order }: Asked<'Appoint'>, meanwhile: readonly Appointment[]): number => {
  const inSeat = meanwhile.filter((one) => one.seat === seat);
  const own = inSeat.find((one) => one.person === person);
  if (own !== undefined) throw new Refused('group/member-already', { person, appointment: own.appointment });
  const orders = inSeat.flatMap((one) => (one.as === 'substitute' ? [one.order] : []));
  const given = order ?? Math.max(0, ...orders) + 1;
  checkWhole('order', given, 1, SUBSTITUTE_LIMIT);
  if (orders.includes(given)) throw new Refused('group/order-taken', { seat, order: given });
  return given;
};

export const appoint = (command: Asked<'Appoint'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  const { seat, appointment, person, organisation, from, basis, at } = command;
  const existing = group.appointments.find((one) => one.appointment === appointment);
  if (existing !== undefined) {
    if (isRepeated(command, existing)) return [];
    throw new Refused('group/appointment-exists', { appointment });
  }
  seatOf(group, seat);
  checkId('appointment', appointment);
  checkId('person', person);
  if (organisation !== undefined) checkId('organisation', organisation);
  checkChoice('as', command.as, ['ordinary', 'substitute']);
  checkDay('from', from);
  const until = command.until ?? addDays(addMonths(from, group.rules.termMonths), -1);
  checkDay('until', until);
  if (until < from) throw new Refused('period/ends-before-start', { from, until });
  checkBasis(basis);
  const meanwhile = group.appointments.filter((one) => one.from <= until && from <= one.until);
  const made = {
    type: 'MemberAppointed',
    group: group.group,
    seat,
    appointment,
    person,
    ...(organisation === undefined ? {} : { organisation }),
    from,
    until,
    basis,
    at,
  } as const;
  if (command.as === 'substitute') return [{ ...made, as: 'substitute', order: substituteOrder(command, meanwhile) }];
  if (command.order !== undefined) throw new Refused('group/order-of-ordinary', {});
  ordinaryTerm(command, meanwhile);
  return [{ ...made, as: 'ordinary' }];
};

/**
 * The offices that somebody leaves when an appointment is gone: chair and vice chair are ordinary members, so they
 * leave when no ordinary appointment is left that day; a secretary when none at all is.
 */
const officesLeft = (group: ActiveGroup, gone: Appointment, at: string): GroupEvent[] => {
  const day = dayOf(at);
  const { person } = gone;
  const others = (on: Day) => membersOn(group, on).filter((one) => one.person === person && one.appointment !== gone.appointment);
  const left = others(day);
  return OFFICES.flatMap((office): GroupEvent[] => {
    const kept = (of: readonly Appointment[]): boolean =>
      office === 'secretary' ? of.length > 0 : of.some((one) => one.as === 'ordinary');
    const awaited = group.awaited[office];
    const parts: GroupEvent[] = [];
    if (group.offices[office] === person && !kept(left)) parts.push({ type: 'OfficeLeft', group: group.group, office, person, at });
    // One that rests on another term, or on none as a secretary's may, stays to come.
    const rested = awaited?.person === person && holdsOn(gone, awaited.from);
    if (rested && !kept(others(awaited.from))) parts.push({ type: 'OfficeWithdrawn', group: group.group, office, person, at });
    return parts;
  });
};

export const resign = (command: Asked<'Resign'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  const gone = appointmentOf(group, command.appointment);
  if (gone.ended) return [];
  const { appointment, on, at } = command;
  checkDay('on', on);
  // Power goes with the appointment and at once, so a resignation is noted on the day it takes effect.
  if (on > dayOf(at)) throw new Refused('group/resignation-in-future', { on });
  // A term that was served to its last day has ended; resigning from it later would make it longer.
  if (on > gone.until) throw new Refused('group/term-over', { appointment, until: gone.until });
  return [{ type: 'MemberResigned', group: group.group, appointment, person: gone.person, on, at }, ...officesLeft(group, gone, at)];
};

/** One that is over before anybody noted that it began has only an end. */
export const beginTerm = (command: Asked<'BeginTerm'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  const { begun, ended, from, until, person } = appointmentOf(group, command.appointment);
  const { appointment, at } = command;
  if (begun || ended || until < dayOf(at)) return [];
  if (dayOf(at) < from) throw new Refused('group/term-not-begun', { appointment, from });
  return [{ type: 'TermBegun', group: group.group, appointment, person, at }];
};

export const endTerm = (command: Asked<'EndTerm'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  const gone = appointmentOf(group, command.appointment);
  if (gone.ended) return [];
  const { appointment, at } = command;
  if (dayOf(at) <= gone.until) throw new Refused('group/term-not-over', { appointment, until: gone.until });
  return [{ type: 'TermEnded', group: group.group, appointment, person: gone.person, at }, ...officesLeft(group, gone, at)];
};

export const declareVacancy = ({ seat, at }: Asked<'DeclareVacancy'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  if (seatOf(group, seat).vacant) return [];
  const holder = group.appointments.find((one) => one.seat === seat && one.as === 'ordinary' && holdsOn(one, dayOf(at)));
  if (holder !== undefined) throw new Refused('group/seat-not-vacant', { seat, appointment: holder.appointment });
  return [{ type: 'VacancyDeclared', group: group.group, seat, at }];
};

/** Nobody both leads the group and stands in for who does. */
const mustBeAbleTo = (group: ActiveGroup, office: Office, person: PersonId, day: Day): void => {
  if (!mayHoldOn(group, office, person, day)) throw new Refused('group/not-a-member', { person, day });
  if (office !== 'secretary' && officesWith(group, day)[office === 'chair' ? 'vice-chair' : 'chair'] === person)
    throw new Refused('group/chair-and-vice-chair', { person });
};

/** The offices of a day, and those to come, where who holds one now will have left it by then. */
const officesWith = (group: ActiveGroup, day: Day): ReturnType<typeof officesOn> => {
  const holders = officesOn(group, day);
  return Object.fromEntries(Object.entries(holders).filter(([office, person]) => mayHoldOn(group, office as Office, person, day)));
};

/** From a day on that has not come. */
const awaitOffice = (group: ActiveGroup, office: Office, person: PersonId, from: Day, at: string): GroupEvent[] => {
  const before = group.awaited[office];
  if (before?.person === person && before.from === from) return [];
  mustBeAbleTo(group, office, person, from);
  const chosen: GroupEvent = { type: 'OfficeAwaited', group: group.group, office, person, from, at };
  return before === undefined || before.person === person ? [chosen] : [withdrawn(group, office, before.person, at), chosen];
};
const withdrawn = (group: ActiveGroup, office: Office, person: PersonId, at: string): GroupEvent => ({
  type: 'OfficeWithdrawn',
  group: group.group,
  office,
  person,
  at,
});

export const chooseOffice = ({ office, person, from, at }: Asked<'ChooseOffice'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  checkChoice('office', office, OFFICES);
  checkId('person', person);
  if (from !== undefined) checkDay('from', from);
  if (from !== undefined && dayOf(at) < from) return awaitOffice(group, office, person, from, at);
  const holder = group.offices[office];
  if (holder === person) return [];
  mustBeAbleTo(group, office, person, dayOf(at));
  const chosen: GroupEvent = { type: 'OfficeChosen', group: group.group, office, person, at };
  return holder === undefined ? [chosen] : [{ type: 'OfficeLeft', group: group.group, office, person: holder, at }, chosen];
};

export const leaveOffice = ({ office, person, at }: Asked<'LeaveOffice'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  return group.offices[office] === person ? [{ type: 'OfficeLeft', group: group.group, office, person, at }] : [];
};

/** Whoever may not hold it any more, or stands in for it already, does not come to it. */
export const beginOffice = ({ office, at }: Asked<'BeginOffice'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  const day = dayOf(at);
  const awaited = group.awaited[office];
  if (awaited === undefined || day < awaited.from) return [];
  const { person } = awaited;
  const other = office === 'secretary' ? undefined : officesWith(group, day)[office === 'chair' ? 'vice-chair' : 'chair'];
  if (!mayHoldOn(group, office, person, day) || other === person) return [withdrawn(group, office, person, at)];
  const holder = group.offices[office];
  const chosen: GroupEvent = { type: 'OfficeChosen', group: group.group, office, person, at };
  return holder === undefined || holder === person
    ? [chosen]
    : [{ type: 'OfficeLeft', group: group.group, office, person: holder, at }, chosen];
};

export const withdrawOffice = ({ office, at }: Asked<'WithdrawOffice'>, state: GroupState): GroupEvent[] => {
  const group = mustBeActive(state);
  const awaited = group.awaited[office];
  return awaited === undefined ? [] : [withdrawn(group, office, awaited.person, at)];
};

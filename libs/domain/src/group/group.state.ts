import { addDays, dayOf } from '../shared/calendar.js';
import type { AppointmentId, Day, GroupId, MeasureCode, OrganisationId, PersonId, SeatId } from '../shared/ids.js';
import { OFFICES, type Basis, type GroupEvent, type GroupKind, type GroupRelation, type GroupRules, type Office } from './group.events.js';

export interface Seat {
  readonly seat: SeatId;
  readonly nominatedBy: readonly OrganisationId[];
  /** True from the declaration until somebody is appointed. */
  readonly vacant: boolean;
}

interface Term {
  readonly appointment: AppointmentId;
  readonly seat: SeatId;
  readonly person: PersonId;
  readonly organisation: OrganisationId | undefined;
  readonly from: Day;
  /** The last day; after a resignation the day before it. */
  readonly until: Day;
  /** The last day as it was appointed, which a repeated command names again. */
  readonly appointedUntil: Day;
  readonly basis: Basis;
  /** True from its first day on, if that has been noted: whether it holds on a day is told by `from` and `until` alone. */
  readonly begun: boolean;
  /** True when resigned or when the end of the term has been noted. */
  readonly ended: boolean;
}

export type Appointment = Term & ({ readonly as: 'ordinary' } | { readonly as: 'substitute'; readonly order: number });

export interface Awaited {
  readonly person: PersonId;
  readonly from: Day;
}

interface Identity {
  readonly group: GroupId;
  readonly kind: GroupKind;
  readonly name: string;
  readonly nameEn: string | undefined;
  readonly mandate: string;
  readonly mandateEn: string | undefined;
  readonly rules: GroupRules;
  readonly measures: readonly MeasureCode[];
  readonly relations: readonly { readonly relation: GroupRelation; readonly to: GroupId }[];
  readonly seats: readonly Seat[];
  /** All there ever were, in the order they were made. */
  readonly appointments: readonly Appointment[];
  readonly offices: Readonly<Partial<Record<Office, PersonId>>>;
  /** Who is chosen from a later day on, until that day has been recorded. */
  readonly awaited: Readonly<Partial<Record<Office, Awaited>>>;
}

export type ActiveGroup = Identity & { readonly status: 'active' };
export type GroupState = { readonly status: 'none' } | ActiveGroup | (Identity & { readonly status: 'dissolved' });

export const initial: GroupState = { status: 'none' };

const withAppointment = <S extends Identity>(state: S, id: AppointmentId, change: (appointment: Appointment) => Appointment): S => {
  const index = state.appointments.findIndex(({ appointment }) => appointment === id);
  const appointment = state.appointments[index];
  return appointment === undefined ? state : { ...state, appointments: state.appointments.with(index, change(appointment)) };
};

const withVacancy = (seats: readonly Seat[], seat: SeatId, vacant: boolean): readonly Seat[] => {
  const index = seats.findIndex((one) => one.seat === seat);
  const found = seats[index];
  return found === undefined || found.vacant === vacant ? seats : seats.with(index, { ...found, vacant });
};

const appointed = (event: Extract<GroupEvent, { readonly type: 'MemberAppointed' }>): Appointment => {
  const { appointment, seat, person, organisation, from, until, basis, at } = event;
  const begun = from <= dayOf(at);
  const term: Term = { appointment, seat, person, organisation, from, until, appointedUntil: until, basis, begun, ended: false };
  return event.as === 'ordinary' ? { ...term, as: 'ordinary' } : { ...term, as: 'substitute', order: event.order ?? 1 };
};

/** Whoever was awaited in an office has come to it, or will not. */
const withoutAwaited = <S extends Identity>(state: S, { office, person }: { readonly office: Office; readonly person: PersonId }): S => {
  const { [office]: was, ...awaited } = state.awaited;
  return was?.person === person ? { ...state, awaited } : state;
};

/** The group after one more of its events. Before it is formed nothing else can happen to it. */
export const evolve = (state: GroupState, event: GroupEvent): GroupState => {
  if (event.type === 'GroupFormed') {
    const { group, kind, name, nameEn, mandate, mandateEn, rules } = event;
    const empty = { measures: [], relations: [], seats: [], appointments: [], offices: {}, awaited: {} };
    return { status: 'active', group, kind, name, nameEn, mandate, mandateEn, rules, ...empty };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'GroupRenamed':
      return { ...state, name: event.name, nameEn: event.nameEn };
    case 'MandateGiven':
      return { ...state, mandate: event.mandate, mandateEn: event.mandateEn };
    case 'GroupRulesSet':
      return { ...state, rules: event.rules };
    case 'GroupLinkedToMeasure':
      return { ...state, measures: [...state.measures, event.measure] };
    case 'GroupLinkedToGroup':
      return { ...state, relations: [...state.relations, { relation: event.relation, to: event.to }] };
    case 'SeatEstablished':
      return { ...state, seats: [...state.seats, { seat: event.seat, nominatedBy: event.nominatedBy, vacant: false }] };
    case 'MemberAppointed': {
      const seats = event.as === 'ordinary' ? withVacancy(state.seats, event.seat, false) : state.seats;
      return { ...state, seats, appointments: [...state.appointments, appointed(event)] };
    }
    case 'MemberResigned':
      return withAppointment(state, event.appointment, (one) => ({ ...one, until: addDays(event.on, -1), ended: true }));
    case 'TermBegun':
      return withAppointment(state, event.appointment, (one) => ({ ...one, begun: true }));
    case 'TermEnded':
      return withAppointment(state, event.appointment, (one) => ({ ...one, ended: true }));
    case 'VacancyDeclared':
      return { ...state, seats: withVacancy(state.seats, event.seat, true) };
    case 'OfficeChosen':
      return { ...withoutAwaited(state, event), offices: { ...state.offices, [event.office]: event.person } };
    case 'OfficeLeft': {
      const { [event.office]: holder, ...others } = state.offices;
      return holder === event.person ? { ...state, offices: others } : state;
    }
    case 'OfficeAwaited':
      return { ...state, awaited: { ...state.awaited, [event.office]: { person: event.person, from: event.from } } };
    case 'OfficeWithdrawn':
      return withoutAwaited(state, event);
    case 'GroupDissolved':
      return { ...state, status: 'dissolved' };
  }
};

/** Whether an appointment holds on a day: its term's first and last day included, not from the day of resignation on. */
export const holdsOn = ({ from, until }: Pick<Appointment, 'from' | 'until'>, day: Day): boolean => from <= day && day <= until;

/** The appointments of a group that hold on a day, ordinary members and substitutes; none of a dissolved group. */
export const membersOn = (state: GroupState, day: Day): Appointment[] =>
  state.status === 'active' ? state.appointments.filter((one) => holdsOn(one, day)) : [];

/** The ordinary appointment by which somebody is a member on a day. */
export const ordinaryOn = (state: GroupState, person: PersonId, day: Day): Appointment | undefined =>
  membersOn(state, day).find((one) => one.person === person && one.as === 'ordinary');

/** Whether somebody may hold an office on a day: a secretary may be an official who is no member; who leads the meetings is an ordinary member. */
export const mayHoldOn = (state: GroupState, office: Office, person: PersonId, day: Day): boolean =>
  office === 'secretary' || ordinaryOn(state, person, day) !== undefined;

/** Who holds the group's offices on a day: whoever was chosen from it on, also before that is recorded. Of those chosen earlier, as it is recorded. */
export const officesOn = (state: GroupState, day: Day): Readonly<Partial<Record<Office, PersonId>>> => {
  if (state.status !== 'active') return {};
  const come = OFFICES.flatMap((office) => {
    const awaited = state.awaited[office];
    return awaited !== undefined && awaited.from <= day && mayHoldOn(state, office, awaited.person, day)
      ? [[office, awaited.person] as const]
      : [];
  });
  return come.length === 0 ? state.offices : { ...state.offices, ...Object.fromEntries(come) };
};

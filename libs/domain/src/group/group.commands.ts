import type { AppointmentId, Day, GroupId, Instant, MeasureCode, OrganisationId, PersonId, SeatId } from '../shared/ids.js';
import type { Basis, GroupKind, GroupRelation, GroupRules, Office } from './group.events.js';

interface At {
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

/** What may be asked of a group. */
export type GroupCommand =
  | ({
      readonly type: 'Form';
      readonly group: GroupId;
      readonly kind: GroupKind;
      readonly name: string;
      readonly nameEn?: string;
      readonly mandate: string;
      readonly mandateEn?: string;
      readonly rules: GroupRules;
      readonly area?: string;
      readonly municipality?: string;
    } & At)
  | ({ readonly type: 'Rename'; readonly name: string; readonly nameEn?: string } & At)
  | ({ readonly type: 'GiveMandate'; readonly mandate: string; readonly mandateEn?: string } & At)
  | ({ readonly type: 'SetRules'; readonly rules: GroupRules } & At)
  | ({ readonly type: 'LinkToMeasure'; readonly measure: MeasureCode } & At)
  | ({ readonly type: 'LinkToGroup'; readonly relation: GroupRelation; readonly to: GroupId } & At)
  | ({ readonly type: 'EstablishSeat'; readonly seat: SeatId; readonly nominatedBy: readonly OrganisationId[] } & At)
  | ({
      readonly type: 'Appoint';
      readonly seat: SeatId;
      readonly appointment: AppointmentId;
      readonly person: PersonId;
      readonly organisation?: OrganisationId;
      readonly as: 'ordinary' | 'substitute';
      /** A substitute's place in the order of service, from 1; after those there are when absent. */
      readonly order?: number;
      readonly from: Day;
      /** The last day; when absent the term that the group's rules give, from `from`. */
      readonly until?: Day;
      readonly basis: Basis;
    } & At)
  /** `on` is the first day that the person no longer serves: the day of `at` or earlier. */
  | ({ readonly type: 'Resign'; readonly appointment: AppointmentId; readonly on: Day } & At)
  /** Notes that a term has begun; asked when its first day has come. */
  | ({ readonly type: 'BeginTerm'; readonly appointment: AppointmentId } & At)
  /** Notes that a term has run out; asked when its last day has passed. */
  | ({ readonly type: 'EndTerm'; readonly appointment: AppointmentId } & At)
  | ({ readonly type: 'DeclareVacancy'; readonly seat: SeatId } & At)
  /** `from`: the day it begins; at once, unless that is a later one. */
  | ({ readonly type: 'ChooseOffice'; readonly office: Office; readonly person: PersonId; readonly from?: Day | undefined } & At)
  /** The day has come from which somebody was chosen. */
  | ({ readonly type: 'BeginOffice'; readonly office: Office } & At)
  | ({ readonly type: 'WithdrawOffice'; readonly office: Office } & At)
  | ({ readonly type: 'LeaveOffice'; readonly office: Office; readonly person: PersonId } & At)
  | ({ readonly type: 'Dissolve'; readonly reason: string } & At);

/** One kind of command, by its name. */
export type Asked<Type extends GroupCommand['type']> = Extract<GroupCommand, { readonly type: Type }>;

import type { AppointmentId, Day, DecisionId, GroupId, Instant, MeasureCode, OrganisationId, PersonId, SeatId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).

export const GROUP_KINDS = [
  'steering',
  'assembly',
  'secretariat',
  'area',
  'working',
  'sustainability',
  'evaluation',
  'support',
  'consultation',
  'local',
] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** How one group stands to another: it reports to it, supports it, or is consulted by it. */
export const GROUP_RELATIONS = ['reports-to', 'supports', 'consults'] as const;
export type GroupRelation = (typeof GROUP_RELATIONS)[number];

export const OFFICES = ['chair', 'vice-chair', 'secretary'] as const;
export type Office = (typeof OFFICES)[number];

export interface GroupRules {
  /** Least share of the ordinary seats that must be present, in percent (50 = more than half is asked for by `>`). */
  readonly quorumPercent: number;
  readonly termMonths: number;
}

/** What an appointment rests on: a § decision of the partnership, or a document from before the record began. */
export type Basis = { readonly decision: DecisionId } | { readonly document: string };

export type GroupEvent =
  | {
      readonly type: 'GroupFormed';
      readonly group: GroupId;
      readonly kind: GroupKind;
      readonly name: string;
      readonly nameEn?: string;
      readonly mandate: string;
      readonly mandateEn?: string;
      readonly rules: GroupRules;
      readonly area?: string;
      readonly municipality?: string;
      readonly at: Instant;
    }
  | { readonly type: 'GroupRenamed'; readonly group: GroupId; readonly name: string; readonly nameEn?: string; readonly at: Instant }
  | { readonly type: 'MandateGiven'; readonly group: GroupId; readonly mandate: string; readonly mandateEn?: string; readonly at: Instant }
  | { readonly type: 'GroupRulesSet'; readonly group: GroupId; readonly rules: GroupRules; readonly at: Instant }
  | { readonly type: 'GroupLinkedToMeasure'; readonly group: GroupId; readonly measure: MeasureCode }
  | { readonly type: 'GroupLinkedToGroup'; readonly group: GroupId; readonly relation: GroupRelation; readonly to: GroupId }
  | {
      readonly type: 'SeatEstablished';
      readonly group: GroupId;
      readonly seat: SeatId;
      /** Those who may nominate for it; empty: the seat is open. */
      readonly nominatedBy: readonly OrganisationId[];
      readonly at: Instant;
    }
  | {
      readonly type: 'MemberAppointed';
      readonly group: GroupId;
      readonly seat: SeatId;
      readonly appointment: AppointmentId;
      readonly person: PersonId;
      readonly organisation?: OrganisationId;
      readonly as: 'ordinary' | 'substitute';
      /** Order of service among the seat's substitutes, from 1; absent for an ordinary member. */
      readonly order?: number;
      readonly from: Day;
      /** The last day of the term. */
      readonly until: Day;
      readonly basis: Basis;
      readonly at: Instant;
    }
  | {
      readonly type: 'MemberResigned';
      readonly group: GroupId;
      readonly appointment: AppointmentId;
      readonly person: PersonId;
      /** The first day that the person no longer serves. */
      readonly on: Day;
      readonly at: Instant;
    }
  /** The first day of a term that was appointed before it; what begins on the day it is appointed has none. */
  | {
      readonly type: 'TermBegun';
      readonly group: GroupId;
      readonly appointment: AppointmentId;
      readonly person: PersonId;
      readonly at: Instant;
    }
  | {
      readonly type: 'TermEnded';
      readonly group: GroupId;
      readonly appointment: AppointmentId;
      readonly person: PersonId;
      readonly at: Instant;
    }
  | { readonly type: 'VacancyDeclared'; readonly group: GroupId; readonly seat: SeatId; readonly at: Instant }
  | { readonly type: 'OfficeChosen'; readonly group: GroupId; readonly office: Office; readonly person: PersonId; readonly at: Instant }
  | { readonly type: 'OfficeLeft'; readonly group: GroupId; readonly office: Office; readonly person: PersonId; readonly at: Instant }
  /** Somebody is chosen for an office from a later day on, by the term that they have then. `OfficeChosen` follows with that day. */
  | {
      readonly type: 'OfficeAwaited';
      readonly group: GroupId;
      readonly office: Office;
      readonly person: PersonId;
      readonly from: Day;
      readonly at: Instant;
    }
  /** What was to come of it does not: it was taken back, or the term that it rested on is over before it began. */
  | { readonly type: 'OfficeWithdrawn'; readonly group: GroupId; readonly office: Office; readonly person: PersonId; readonly at: Instant }
  | { readonly type: 'GroupDissolved'; readonly group: GroupId; readonly reason: string; readonly at: Instant };

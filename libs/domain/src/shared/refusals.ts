import type {
  AppointmentId,
  AuthorityId,
  CredentialId,
  Day,
  DecisionId,
  GroupId,
  Instant,
  ItemId,
  MeetingId,
  OrganisationId,
  PersonId,
  ProposalId,
  SeatId,
  TaskId,
} from './ids.js';

/** What a refusal of each code tells: ids, limits and dates, never a text that somebody wrote nor personal data. */
export interface RefusalFacts {
  'id/invalid': { readonly field: string };
  /** Says no more than that: whose it is may be behind closed doors. */
  'id/taken': { readonly field: string };
  'code/invalid': { readonly field: string };
  'text/empty': { readonly field: string };
  'text/too-long': { readonly field: string; readonly limit: number };
  'text/invalid': { readonly field: string };
  /** `character` as `U+202E`: it is not seen, or turns the text around it. */
  'text/character': { readonly field: string; readonly character: string };
  'text/combining': { readonly field: string };
  'text/mixed-scripts': { readonly field: string };
  'time/invalid': { readonly field: string };
  'day/invalid': { readonly field: string };
  'period/ends-before-start': { readonly from: string; readonly until: string };
  'number/out-of-range': { readonly field: string; readonly min: number; readonly max: number };
  'choice/invalid': { readonly field: string };
  'list/too-long': { readonly field: string; readonly limit: number };

  'programme/not-adopted': Nothing;
  'programme/already-adopted': Nothing;
  'programme/no-such-area': { readonly area: string };
  'programme/area-exists': { readonly area: string };
  'programme/no-such-measure': { readonly measure: string };
  'programme/measure-exists': { readonly measure: string };
  'programme/measure-retired': { readonly measure: string };
  'programme/target-without-subject': { readonly target: string };
  'programme/no-such-target': { readonly target: string };
  'programme/criterion-exists': { readonly criterion: string };
  'programme/dimension-exists': { readonly dimension: string };

  'organisation/unknown': Nothing;
  'organisation/already-registered': Nothing;
  'organisation/closed': Nothing;
  'organisation/merged': { readonly into: OrganisationId };
  'organisation/merged-into-itself': Nothing;
  'organisation/no-such-successor': { readonly into: OrganisationId };

  'person/unknown': Nothing;
  'person/already-registered': Nothing;
  'person/closed': Nothing;
  /** Still has an appointment, an office or an authority: that ends first. */
  'person/holds-something': Nothing;
  'person/merged': { readonly into: PersonId };
  'person/merged-into-itself': Nothing;
  'person/no-such-successor': { readonly into: PersonId };

  'group/unknown': Nothing;
  'group/already-formed': Nothing;
  'group/dissolved': Nothing;
  'group/linked-to-itself': Nothing;
  'group/no-such-seat': { readonly seat: SeatId };
  'group/seat-exists': { readonly seat: SeatId };
  'group/seat-taken': { readonly seat: SeatId; readonly appointment: AppointmentId; readonly from: Day; readonly until: Day };
  'group/seat-not-vacant': { readonly seat: SeatId; readonly appointment: AppointmentId };
  'group/order-taken': { readonly seat: SeatId; readonly order: number };
  'group/order-of-ordinary': Nothing;
  'group/member-already': { readonly person: PersonId; readonly appointment: AppointmentId };
  'group/appointment-without-basis': Nothing;
  'group/appointment-exists': { readonly appointment: AppointmentId };
  'group/no-such-appointment': { readonly appointment: AppointmentId };
  'group/resignation-in-future': { readonly on: Day };
  'group/term-not-begun': { readonly appointment: AppointmentId; readonly from: Day };
  'group/term-not-over': { readonly appointment: AppointmentId; readonly until: Day };
  'group/term-over': { readonly appointment: AppointmentId; readonly until: Day };
  'group/not-a-member': { readonly person: PersonId; readonly day: Day };
  'group/chair-and-vice-chair': { readonly person: PersonId };

  'meeting/unknown': Nothing;
  'meeting/already-scheduled': Nothing;
  'meeting/group-dissolved': { readonly group: GroupId };
  'meeting/not-open': { readonly status: string };
  'meeting/already-opened': { readonly status: string };
  'meeting/over': { readonly status: string };
  'meeting/not-convoked': Nothing;
  'meeting/agenda-full': { readonly limit: number };
  'meeting/no-such-item': { readonly item: ItemId };
  'meeting/item-exists': { readonly item: ItemId };
  'meeting/item-closed': { readonly item: ItemId };
  'meeting/item-not-taken-up': { readonly item: ItemId };
  'meeting/another-item-taken-up': { readonly item: ItemId };
  'meeting/not-entitled': { readonly person: PersonId };
  'meeting/not-serving': { readonly person: PersonId };
  'meeting/too-many-proposals': { readonly item: ItemId; readonly limit: number };
  'meeting/no-such-proposal': { readonly proposal: ProposalId };
  'meeting/proposal-exists': { readonly proposal: ProposalId };
  'meeting/proposal-withdrawn': { readonly proposal: ProposalId };
  'meeting/not-own-proposal': { readonly proposal: ProposalId };

  'decision/already-taken': { readonly item: ItemId; readonly decision: DecisionId };
  'decision/exists': { readonly decision: DecisionId };
  'decision/no-quorum': { readonly needed: number; readonly present: number; readonly seats: number };
  'decision/nobody-present': Nothing;
  'decision/wrong-year': { readonly year: number; readonly expected: number };
  'decision/section-out-of-order': { readonly section: number; readonly last: number };
  'decision/contradicts-itself': { readonly outcome: string; readonly adopted: ProposalId };
  'decision/unknown': { readonly decision: DecisionId };
  'decision/superseded': { readonly by: DecisionId };
  'decision/superseded-by-itself': Nothing;
  'decision/behind-closed-doors': { readonly decision: DecisionId };
  'decision/task-exists': { readonly task: TaskId };
  'decision/no-such-task': { readonly task: TaskId };

  'proceedings/floor-taken': { readonly meeting: MeetingId; readonly since: Instant };
  'proceedings/floor-not-held': { readonly meeting: MeetingId };
  'proceedings/numbered-elsewhere': { readonly decision: DecisionId; readonly year: number; readonly section: number };

  'account/unknown': Nothing;
  'account/exists': Nothing;
  'account/closed': Nothing;
  'account/last-administrator': Nothing;
  'account/credential-exists': { readonly credential: CredentialId };
  'account/in-use': Nothing;
  'account/no-such-reset': Nothing;
  'account/link-invalid': Nothing;
  'account/own-reset': Nothing;
  'account/two-persons-needed': Nothing;
  'account/too-new-to-confirm': { readonly from: Instant };

  'authority/no-such-authority': { readonly authority: AuthorityId };
  'authority/exists': { readonly authority: AuthorityId };
  'authority/without-organisation': { readonly role: string };
  'authority/with-organisation': { readonly role: string };
  'authority/overlaps': { readonly authority: AuthorityId; readonly from: Day };
  'authority/term-not-over': { readonly authority: AuthorityId };
}

/** A code that says everything by itself. */
type Nothing = Readonly<Record<string, never>>;

/** Every code there is, for the tables that must have a sentence and an HTTP status for each. */
export const REFUSAL_CODES = [
  'id/invalid',
  'id/taken',
  'code/invalid',
  'text/empty',
  'text/too-long',
  'text/invalid',
  'text/character',
  'text/combining',
  'text/mixed-scripts',
  'time/invalid',
  'day/invalid',
  'period/ends-before-start',
  'number/out-of-range',
  'choice/invalid',
  'list/too-long',
  'programme/not-adopted',
  'programme/already-adopted',
  'programme/no-such-area',
  'programme/area-exists',
  'programme/no-such-measure',
  'programme/measure-exists',
  'programme/measure-retired',
  'programme/target-without-subject',
  'programme/no-such-target',
  'programme/criterion-exists',
  'programme/dimension-exists',
  'organisation/unknown',
  'organisation/already-registered',
  'organisation/closed',
  'organisation/merged',
  'organisation/merged-into-itself',
  'organisation/no-such-successor',
  'person/unknown',
  'person/already-registered',
  'person/closed',
  'person/holds-something',
  'person/merged',
  'person/merged-into-itself',
  'person/no-such-successor',
  'group/unknown',
  'group/already-formed',
  'group/dissolved',
  'group/linked-to-itself',
  'group/no-such-seat',
  'group/seat-exists',
  'group/seat-taken',
  'group/seat-not-vacant',
  'group/order-taken',
  'group/order-of-ordinary',
  'group/member-already',
  'group/appointment-without-basis',
  'group/appointment-exists',
  'group/no-such-appointment',
  'group/resignation-in-future',
  'group/term-not-begun',
  'group/term-not-over',
  'group/term-over',
  'group/not-a-member',
  'group/chair-and-vice-chair',
  'meeting/unknown',
  'meeting/already-scheduled',
  'meeting/group-dissolved',
  'meeting/not-open',
  'meeting/already-opened',
  'meeting/over',
  'meeting/not-convoked',
  'meeting/agenda-full',
  'meeting/no-such-item',
  'meeting/item-exists',
  'meeting/item-closed',
  'meeting/item-not-taken-up',
  'meeting/another-item-taken-up',
  'meeting/not-entitled',
  'meeting/not-serving',
  'meeting/too-many-proposals',
  'meeting/no-such-proposal',
  'meeting/proposal-exists',
  'meeting/proposal-withdrawn',
  'meeting/not-own-proposal',
  'decision/already-taken',
  'decision/exists',
  'decision/no-quorum',
  'decision/nobody-present',
  'decision/wrong-year',
  'decision/section-out-of-order',
  'decision/contradicts-itself',
  'decision/unknown',
  'decision/superseded',
  'decision/superseded-by-itself',
  'decision/behind-closed-doors',
  'decision/task-exists',
  'decision/no-such-task',
  'proceedings/floor-taken',
  'proceedings/floor-not-held',
  'proceedings/numbered-elsewhere',
  'account/unknown',
  'account/exists',
  'account/closed',
  'account/last-administrator',
  'account/credential-exists',
  'account/in-use',
  'account/no-such-reset',
  'account/link-invalid',
  'account/own-reset',
  'account/two-persons-needed',
  'account/too-new-to-confirm',
  'authority/no-such-authority',
  'authority/exists',
  'authority/without-organisation',
  'authority/with-organisation',
  'authority/overlaps',
  'authority/term-not-over',
] as const satisfies readonly (keyof RefusalFacts)[];
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A refusal as plain data; `code` tells which facts there are. */
export type Refusal = { readonly [C in RefusalCode]: { readonly code: C; readonly facts: RefusalFacts[C] } }[RefusalCode];

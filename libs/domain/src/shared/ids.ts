/** Ids are branded strings: the compiler keeps a meeting's id from being given where a group's is wanted. */
export type Id<Kind extends string> = string & { readonly __id?: Kind };

export type ProgrammeId = Id<'programme'>;
export type OrganisationId = Id<'organisation'>;
export type PersonId = Id<'person'>;
export type GroupId = Id<'group'>;
export type SeatId = Id<'seat'>;
export type AppointmentId = Id<'appointment'>;
export type MeetingId = Id<'meeting'>;
export type ItemId = Id<'item'>;
export type ProposalId = Id<'proposal'>;
export type DecisionId = Id<'decision'>;
export type TaskId = Id<'task'>;
export type AccountId = Id<'account'>;
/** Names a session or a credential in the record; it is no secret, and opens nothing. */
export type SessionId = Id<'session'>;
export type CredentialId = Id<'credential'>;
/** Names one request for a reset in the record; it opens nothing. */
export type ResetId = Id<'reset'>;
export type AuthorityId = Id<'authority'>;
/** The code of a measure within its programme, as printed: `1.1`, `3.4a`. */
export type MeasureCode = Id<'measure'>;

/** An instant in UTC, ISO 8601 with milliseconds: `2026-11-23T11:30:00.000Z`. */
export type Instant = string;
/** A calendar day in the partnership's time zone (Europe/Stockholm): `2026-11-23`. */
export type Day = string;
/** Personal data as the vault has sealed it; the domain never opens it, and tells only whether it is the very same sealing. */
export type SealedText = string & { readonly __sealed?: true };

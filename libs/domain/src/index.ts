export type * from './shared/ids.js';
export type { Decider } from './shared/decider.js';
export { REFUSAL_CODES, type Refusal, type RefusalCode, type RefusalFacts } from './shared/refusals.js';
export { Refused } from './shared/refused.js';
export { addDays, addMonths, dayOf, isDay, isInstant, yearOf } from './shared/calendar.js';
export { SEALED_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from './shared/check.js';
export { UnknownEvent, type Codec, type Stored, type Upcaster } from './shared/codec.js';
export { CATEGORIES, categoryOf, idOf, streamOf, type Category } from './shared/streams.js';

export * from './programme/programme.events.js';
export type { ProgrammeCommand } from './programme/programme.commands.js';
export type { ProgrammeState } from './programme/programme.state.js';
export { programmeDecider } from './programme/programme.js';
export { decodeProgramme, encodeProgramme, parseProgramme } from './programme/programme.codec.js';

export * from './organisation/organisation.events.js';
export { organisationDecider, type OrganisationCommand, type OrganisationState } from './organisation/organisation.js';
export { decodeOrganisation, encodeOrganisation, parseOrganisation } from './organisation/organisation.codec.js';

export * from './person/person.events.js';
export { personDecider, type PersonCommand, type PersonState } from './person/person.js';
export { decodePerson, encodePerson, parsePerson } from './person/person.codec.js';

export * from './group/group.events.js';
export type { GroupCommand } from './group/group.commands.js';
export { quorumNeeded, quorumOn, type Counted, type Quorum } from './group/group.quorum.js';
export { servingAmong, servingOn, type Serving, type Sitting } from './group/group.serving.js';
export { holdsOn, membersOn, officesOn, ordinaryOn, type Appointment, type GroupState, type Seat } from './group/group.state.js';
export { groupDecider } from './group/group.js';
export { decodeGroup, encodeGroup, parseGroup } from './group/group.codec.js';

export * from './meeting/meeting.events.js';
export type { MeetingCommand } from './meeting/meeting.commands.js';
export { lastSectionIn, meetingDay, presentIn, type MeetingState } from './meeting/meeting.state.js';
export { ITEM_LIMIT, PROPOSAL_LIMIT } from './meeting/meeting.agenda.js';
export { meetingDecider } from './meeting/meeting.js';
export { decodeMeeting, encodeMeeting, parseMeeting } from './meeting/meeting.codec.js';

export * from './decision/decision.events.js';
export { decisionDecider, type DecisionCommand, type DecisionState, type OrganisationResponse, type Task } from './decision/decision.js';
export { decodeDecision, encodeDecision, parseDecision } from './decision/decision.codec.js';

export * from './proceedings/proceedings.events.js';
export { nextSection, proceedingsDecider, sectionOf, type ProceedingsCommand, type ProceedingsState } from './proceedings/proceedings.js';
export { decodeProceedings, encodeProceedings, parseProceedings } from './proceedings/proceedings.codec.js';

export * from './account/account.events.js';
export type { AccountCommand, ConfirmingAs } from './account/account.commands.js';
export { accountDecider, type AccountState } from './account/account.js';
export { decodeAccount, encodeAccount, parseAccount } from './account/account.codec.js';

export * from './authority/authority.events.js';
export { authoritiesOn, authorityDecider, type Authority, type AuthorityCommand, type AuthorityState } from './authority/authority.js';
export { decodeAuthority, encodeAuthority, parseAuthority } from './authority/authority.codec.js';

export type * from './installation/installation.events.js';
export { installationDecider, type InstallationCommand, type InstallationState } from './installation/installation.js';

export { codecs, decodeEvent, parseEvent, type DomainEvent, type StoredInStream } from './domain.codec.js';

import type {
  AccountsDocument,
  ActivityDocument,
  AuthoritiesDocument,
  DecisionDocument,
  DirectoryDocument,
  DocumentKind,
  GroupDocument,
  GroupTreeDocument,
  MeetingDocument,
  MyDocument,
  OrganisationDocument,
  OverviewDocument,
  PersonDocument,
  ProgrammeDocument,
} from '@samverkan/contract';
import type { SealedText } from '@samverkan/domain';
import type { Blocks } from './blocks.js';
import type { Entries } from './entries.js';
import type { Register } from './register.js';

// Documents as they are stored: whole, before an audience's restriction. They are the contract's bodies with lists of pairs
// where many events add to a map, and with what the restriction needs to know: what is published, sealed values.

type AgendaItem = MeetingDocument['agenda'][string];
export type Proposal = AgendaItem['proposals'][string];
export type MeetingItem = Omit<AgendaItem, 'proposals'> & { readonly proposals: Entries<Proposal> };
export type MeetingDecision = MeetingDocument['decisions'][string];

type Lists = 'agenda' | 'roll' | 'attendance' | 'serving' | 'served' | 'presided' | 'adjournments' | 'decisions';

/** `meeting/ID`. */
export interface MeetingWhole extends Omit<MeetingDocument, 'order' | Lists> {
  /** In the order of the agenda. */
  readonly agenda: Entries<MeetingItem>;
  /** The items behind closed doors; one may be so before it is on the agenda. */
  readonly behind: readonly string[];
  readonly attendance: Entries<MeetingDocument['attendance'][string]>;
  readonly roll: Entries<MeetingDocument['roll'][string]>;
  readonly serving: Entries<MeetingDocument['serving'][string]>;
  readonly served: Entries<MeetingDocument['served'][string]>;
  readonly presided: Entries<MeetingDocument['presided'][string]>;
  readonly adjournments: Entries<MeetingDocument['adjournments'][string]>;
  readonly decisions: Entries<MeetingDecision>;
  /** Everybody whom any convocation has called. */
  readonly called: readonly string[];
}

/** `decision/ID`. */
export interface DecisionWhole extends DecisionDocument {
  /** The meeting that took it is closed. */
  readonly published: boolean;
  /** Where the decision that took its place was taken, and who may know of that. */
  readonly superseder?:
    | { readonly group: string; readonly meeting: string; readonly doors: DecisionDocument['doors']; readonly published: boolean }
    | undefined;
  /** Those whose place it took. */
  readonly supersedes: readonly string[];
  /** The groups with an appointment that rests on it. */
  readonly citedIn: readonly string[];
}

export type GroupMeeting = GroupDocument['meetings'][string];
export type GroupDecision = GroupDocument['decisions'][string];

/** `group/ID`. */
export interface GroupWhole extends Omit<GroupDocument, 'meetings' | 'decisions'> {
  readonly meetings: Entries<GroupMeeting>;
  /** Those with open doors. */
  readonly decisions: Entries<GroupDecision>;
  /** All those behind closed doors, in the order in which they were taken. */
  readonly behind: Entries<GroupDecision>;
  /** How many items of its meetings are behind closed doors. */
  readonly closedItems: number;
  /** The decisions that appointments rest on: whose they are, and who may know of them. */
  readonly bases: Readonly<
    Record<string, { readonly group: string; readonly doors: DecisionDocument['doors']; readonly published: boolean }>
  >;
  /** Everybody who ever held an office; a secretary may be an official who is no member. */
  readonly officers: readonly string[];
  /** The decisions of closed meetings: the newest, and how many there are in all. */
  readonly published: { readonly decisions: Entries<GroupDecision>; readonly count: number };
}

/** `group-tree/all`; of a row's decisions, so many are published. */
export interface GroupTreeWhole {
  readonly groups: Entries<GroupTreeDocument['groups'][string] & { readonly published: number }>;
}

/** `programme/current`; of a measure's decisions, so many are published. */
export interface ProgrammeWhole extends Omit<ProgrammeDocument, 'measures'> {
  readonly measures: Entries<ProgrammeDocument['measures'][string] & { readonly published: number }>;
}

/** `person/ID`. */
export interface PersonWhole extends PersonDocument {
  readonly sealed: {
    readonly name: SealedText;
    readonly gender: SealedText;
    readonly email?: SealedText | undefined;
    readonly phone?: SealedText | undefined;
  };
  /** The organisation acted for before the one now. */
  readonly organisationBefore?: string | undefined;
  /** Groups in which the person ever held an office. */
  readonly heldOffice: Readonly<Record<string, true>>;
  /** Groups in whose meetings the person has taken part. */
  readonly tookPart: Readonly<Record<string, true>>;
}

/** `organisation/ID`: as those signed in see it. */
export interface OrganisationWhole extends Omit<OrganisationDocument, 'persons'> {
  readonly persons: Register<true>;
}

/** `composition/all`: who is appointed where, and what is counted of them. */
export interface CompositionWhole {
  /** The appointments in force of each group, by appointment. */
  readonly groups: Readonly<Record<string, Entries<{ readonly person: string; readonly organisation?: string | undefined }>>>;
  readonly people: Register<{
    readonly gender: SealedText;
    readonly organisation?: string | undefined;
    readonly municipality?: string | undefined;
  }>;
  readonly organisations: Register<{ readonly sector: string; readonly municipality?: string | undefined }>;
  /** Who came or went since the public was told a share of women. */
  readonly moved: readonly string[];
  /** Of whom it was told: their genders. */
  readonly told: Entries<SealedText>;
}

/** `directory/all` and `directory/GROUP`. */
export interface DirectoryWhole {
  readonly persons: Register<{
    readonly name: SealedText;
    readonly email?: SealedText | undefined;
    readonly phone?: SealedText | undefined;
    readonly organisation?: string | undefined;
    readonly invented: boolean;
    /** Holds or held an appointment or office: in this directory's group; in the whole directory, in any. */
    readonly appointed: boolean;
    /** Has an appointment in force in this directory's group. */
    readonly member: boolean;
    /** A guest of whom nothing is known but a proposal behind closed doors. */
    readonly within?: true | undefined;
  }>;
  readonly organisations: Register<DirectoryDocument['organisations'][string]>;
}

type MyMeeting = MyDocument['meetings'][string];

/** `my/PERSON`. */
export interface MyWhole extends Omit<MyDocument, 'meetings' | 'tasks'> {
  readonly meetings: Entries<MyMeeting>;
  readonly tasks: Entries<MyDocument['tasks'][string]>;
  /** The tasks on decisions behind closed doors. */
  readonly behind: readonly string[];
}

interface Decided {
  readonly decisions: number;
  readonly decisionsByOutcome: Record<string, number>;
  readonly decisionsByYear: Record<string, number>;
  readonly latestDecisions: Entries<OverviewDocument['latestDecisions'][string]>;
  readonly openTasks: number;
}
type Occasion = OverviewDocument['upcoming'][string];

/** `overview/all`: what those signed in see, and beside it what is published of the decisions. */
export interface OverviewWhole extends Omit<OverviewDocument, keyof Decided | 'openMeetings' | 'upcoming'> {
  readonly openMeetings: Entries<OverviewDocument['openMeetings'][string] & Occasion>;
  readonly upcoming: Entries<Occasion>;
  readonly decided: Decided;
  readonly published: Decided;
}

type ActivityEntry = ActivityDocument['entries'][string];

/** For whom an entry is: everybody, everybody once its meeting is closed, or only ever those signed in. */
export type Reach = 'public' | 'when-closed' | 'partner';

/** `activity/all` and `activity/GROUP`, oldest first: what those signed in see, and beside it what is published. */
export interface ActivityWhole {
  readonly entries: Blocks<ActivityEntry>;
  /** Of meetings that are not closed: published when they are. */
  readonly pending: Blocks<ActivityEntry>;
  readonly published: Blocks<ActivityEntry>;
  /** Of items behind closed doors, with for whom they are once the doors are opened. Only in the activity of a group. */
  readonly behind: Entries<{ readonly made: ActivityEntry; readonly reach: Reach }>;
}

export type AccountWhole = AccountsDocument['accounts'][string];
/** `accounts/all`: as those see them who see them at all. */
export interface AccountsWhole {
  readonly accounts: Register<AccountWhole>;
}

/** `authorities/all`, likewise. */
export interface AuthoritiesWhole {
  readonly authorities: Register<AuthoritiesDocument['authorities'][string]>;
}

/** The stored body of each kind of document. */
export interface Wholes extends Record<DocumentKind, unknown> {
  readonly meeting: MeetingWhole;
  readonly decision: DecisionWhole;
  readonly group: GroupWhole;
  readonly 'group-tree': GroupTreeWhole;
  readonly programme: ProgrammeWhole;
  readonly person: PersonWhole;
  readonly organisation: OrganisationWhole;
  readonly composition: CompositionWhole;
  readonly directory: DirectoryWhole;
  readonly my: MyWhole;
  readonly overview: OverviewWhole;
  readonly activity: ActivityWhole;
  readonly accounts: AccountsWhole;
  readonly authorities: AuthoritiesWhole;
}

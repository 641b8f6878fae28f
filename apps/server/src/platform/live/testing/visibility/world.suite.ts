import type { AuthorityRole, GroupKind, Office } from '@samverkan/domain';
import type { Fact } from './facts.suite.js';

// What is so in a random partnership, kept in plain terms from the events alone: whoever judges what may be seen must not
// ask those who are judged.

export interface Person {
  readonly name: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly municipality: string | undefined;
  readonly organisation: string | undefined;
}
export interface Appointment {
  readonly group: string;
  readonly seat: string;
  readonly person: string;
  readonly as: 'ordinary' | 'substitute';
  readonly from: string;
  readonly until: string;
  /** Its beginning is recorded: with the appointment itself, or when its first day came. */
  readonly begun: boolean;
  /** Its end is recorded. */
  readonly ended: boolean;
}
export interface Group {
  readonly kind: GroupKind;
  readonly name: string;
  readonly seats: readonly string[];
  readonly offices: Readonly<Partial<Record<Office, string>>>;
  readonly awaited: Readonly<Partial<Record<Office, { readonly person: string; readonly from: string } | undefined>>>;
  readonly dissolved: boolean;
  /** Everybody who ever had an appointment or an office in it. */
  readonly ever: ReadonlySet<string>;
  /** Guests of its meetings. */
  readonly attended: ReadonlySet<string>;
}
export interface Meeting {
  readonly group: string;
  readonly title: string;
  readonly place: string;
  readonly message: string | undefined;
  readonly state: 'scheduled' | 'open' | 'adjourned' | 'closed' | 'cancelled';
  readonly current: string | undefined;
}
export interface Item {
  readonly meeting: string;
  readonly group: string;
  /** On the agenda; one whose doors are closed first is not there yet. */
  readonly added: boolean;
  readonly behind: boolean;
  readonly title: string;
  readonly description: string;
  readonly closed: boolean;
  readonly decision: string | undefined;
}
export interface Proposal {
  readonly item: string;
  readonly by: string;
  readonly wording: string;
  readonly standing: boolean;
  /** A decision was taken between it and others. */
  readonly decided: boolean;
  /** It has once been on an item with open doors: that its mover took part is known. */
  readonly shown: boolean;
}
export interface Decision {
  readonly item: string;
  readonly meeting: string;
  readonly group: string;
  readonly wording: string;
  readonly superseded: boolean;
  readonly executed: boolean;
  /** Texts that stand in it beside its wording, title and description. */
  readonly texts: readonly string[];
}
export interface Task {
  readonly decision: string;
  readonly person: string;
  readonly what: string;
  readonly done: boolean;
}
export interface Authority {
  readonly person: string;
  readonly role: AuthorityRole;
  readonly organisation: string | undefined;
  readonly from: string;
  readonly until: string | undefined;
  readonly ended: boolean;
}
export interface Account {
  readonly person: string | undefined;
  readonly administrator: boolean;
  readonly closed: boolean;
}

export type Table<T> = ReadonlyMap<string, T>;

/** The partnership after one of its events; never changed in place, so that it can be asked of as it was at any position. */
export interface World {
  readonly persons: Table<Person>;
  readonly organisations: Table<string>;
  readonly groups: Table<Group>;
  readonly appointments: Table<Appointment>;
  readonly meetings: Table<Meeting>;
  readonly items: Table<Item>;
  readonly proposals: Table<Proposal>;
  readonly decisions: Table<Decision>;
  readonly tasks: Table<Task>;
  readonly authorities: Table<Authority>;
  readonly accounts: Table<Account>;
  /** What each marker is, by the marker. */
  readonly facts: Table<Fact>;
}

const none: ReadonlyMap<string, never> = new Map<string, never>();
export const NOTHING: World = {
  persons: none,
  organisations: none,
  groups: none,
  appointments: none,
  meetings: none,
  items: none,
  proposals: none,
  decisions: none,
  tasks: none,
  authorities: none,
  accounts: none,
  facts: none,
};

const MARKER = /mk\d+x/gu;
/** The markers in a text. */
export const markersIn = (text: string): readonly string[] => text.match(MARKER) ?? [];

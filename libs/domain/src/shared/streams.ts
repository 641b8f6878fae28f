import type { AccountId, DecisionId, GroupId, MeetingId, OrganisationId, PersonId, ProgrammeId } from './ids.js';

/** The kinds of stream there are; a stream's name is `category-id`. NOTE: they are stored for ever. */
export const CATEGORIES = [
  'programme',
  'organisation',
  'person',
  'group',
  'meeting',
  'decision',
  'proceedings',
  'account',
  'authority',
  'installation',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The name of the stream that holds an aggregate's events. */
export const streamOf = {
  programme: (id: ProgrammeId): string => `programme-${id}`,
  organisation: (id: OrganisationId): string => `organisation-${id}`,
  person: (id: PersonId): string => `person-${id}`,
  group: (id: GroupId): string => `group-${id}`,
  meeting: (id: MeetingId): string => `meeting-${id}`,
  decision: (id: DecisionId): string => `decision-${id}`,
  proceedings: (id: GroupId): string => `proceedings-${id}`,
  account: (id: AccountId): string => `account-${id}`,
  authority: (id: PersonId): string => `authority-${id}`,
  /** One in each log: its id is the partnership's. */
  installation: (id: string): string => `installation-${id}`,
} as const satisfies Record<Category, (id: string) => string>;

const isCategory = (name: string): name is Category => (CATEGORIES as readonly string[]).includes(name);

/** The category of a stream; undefined for a stream that belongs to no aggregate of the domain. */
export const categoryOf = (stream: string): Category | undefined => {
  const name = stream.slice(0, stream.indexOf('-'));
  return isCategory(name) ? name : undefined;
};

/** The id within a stream's name: what stands after its category. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

import { z } from 'zod';
import { EntityId, MeasureCode } from '../text.js';
import { MEETING_STATES, OUTCOMES, SECTORS, count, id, instant, setOf } from './common.js';

// A list is a query over documents of one kind, by page. It is watched like a document: kind `list/NAME`, id the
// canonical query string (see `listId`), body `ListBody`.

const Page = { limit: z.coerce.number().int().min(1).max(100).default(25), cursor: z.string().max(200).optional() };
const words = () => z.string().trim().max(200).optional();
const year = () => z.coerce.number().int().min(1900).max(2200).optional();

export const DecisionsQuery = z.strictObject({
  group: EntityId.optional(),
  year: year(),
  measure: MeasureCode.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  state: z.enum(['standing', 'corrected', 'superseded', 'executed']).optional(),
  q: words(),
  ...Page,
});
export const MeetingsQuery = z.strictObject({
  group: EntityId.optional(),
  state: z.enum(MEETING_STATES).optional(),
  year: year(),
  q: words(),
  /** `upcoming`: soonest first; `latest`: newest first. */
  order: z.enum(['upcoming', 'latest']).default('latest'),
  ...Page,
});
export const OrganisationsQuery = z.strictObject({ sector: z.enum(SECTORS).optional(), q: words(), ...Page });
export const PersonsQuery = z.strictObject({ group: EntityId.optional(), organisation: EntityId.optional(), q: words(), ...Page });

export const DecisionRow = z.object({
  group: id(),
  meeting: id(),
  year: z.number(),
  section: z.number(),
  title: z.string(),
  outcome: z.enum(OUTCOMES),
  /** The first 300 characters of the wording. */
  wording: z.string(),
  measures: setOf(),
  at: instant(),
  state: z.enum(['standing', 'corrected', 'superseded', 'executed']),
  /** Also of one of which `state` says something else. */
  corrected: z.literal(true).optional(),
});
export const MeetingListRow = z.object({
  group: id(),
  title: z.string(),
  startsAt: instant(),
  endsAt: instant(),
  place: z.string(),
  state: z.enum(MEETING_STATES),
  items: count(),
  decisions: count(),
});
export const OrganisationRow = z.object({
  name: z.string(),
  sector: z.enum(SECTORS),
  municipality: z.string().optional(),
  persons: count(),
  seats: count(),
});
export const PersonRow = z.object({
  name: z.string().optional(),
  erased: z.literal(true).optional(),
  unreadable: z.literal(true).optional(),
  organisation: id().optional(),
  invented: z.boolean(),
  groups: setOf(),
});

export const LISTS = {
  decisions: { query: DecisionsQuery, row: DecisionRow, of: 'decision' },
  meetings: { query: MeetingsQuery, row: MeetingListRow, of: 'meeting' },
  organisations: { query: OrganisationsQuery, row: OrganisationRow, of: 'organisation' },
  persons: { query: PersonsQuery, row: PersonRow, of: 'person' },
} as const;

export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];
export type ListQuery<L extends ListName> = z.infer<(typeof LISTS)[L]['query']>;
export type ListQueryInput<L extends ListName> = z.input<(typeof LISTS)[L]['query']>;
export type ListRow<L extends ListName> = z.infer<(typeof LISTS)[L]['row']>;

/** What a list looks like as a document: the page's rows by id, their order, how many there are in all, facets, the next page's cursor. */
export interface ListBody<L extends ListName> {
  readonly rows: Readonly<Record<string, ListRow<L>>>;
  readonly order: readonly string[];
  readonly total: number;
  readonly next?: string;
  /** Counts of the whole answer (all pages) by class, e.g. `year` → `2008` → 12. */
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * The id of a list document: equal queries give equal ids, whatever the order or spelling of their parts.
 * @throws ZodError when the query does not fit the list's schema.
 */
export function listId<L extends ListName>(name: L, query: ListQueryInput<L>): string {
  const parsed: Readonly<Record<string, string | number | undefined>> = LISTS[name].query.parse(query);
  return Object.keys(parsed)
    .sort()
    .flatMap((key) => (parsed[key] === undefined || parsed[key] === '' ? [] : [`${key}=${encodeURIComponent(String(parsed[key]))}`]))
    .join('&');
}

/** Reads a list's id back into its query. @throws ZodError when it does not fit, URIError when it is badly encoded. */
export function parseListId<L extends ListName>(name: L, text: string): ListQuery<L> {
  const parts = text === '' ? [] : text.split('&').map((part) => part.split('=', 2).map(decodeURIComponent));
  return LISTS[name].query.parse(Object.fromEntries(parts)) as ListQuery<L>;
}

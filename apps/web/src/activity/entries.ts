import type { ActivityDocument } from '@samverkan/contract';
import type { RouteLocationRaw } from 'vue-router';

export type Entry = ActivityDocument['entries'][string];
export interface EntryRow extends Entry {
  /** The position in the log. */
  readonly key: string;
}
export const KINDS = ['all', 'decisions', 'meetings', 'groups', 'register'] as const;
export type EntryKind = (typeof KINDS)[number];

/** Which part of the partnership's life a happening belongs to, by the name of its event. */
export function kindOf(type: string): Exclude<EntryKind, 'all'> {
  if (/^(Decision|Task|Response)/u.test(type)) return 'decisions';
  if (/^(Meeting|AgendaItem|Proposal|Attendance)/u.test(type)) return 'meetings';
  if (/^(Group|Mandate|Vacancy|Member|Term|Office|Seat)/u.test(type)) return 'groups';
  return 'register';
}

export const ICONS: Record<Exclude<EntryKind, 'all'>, string> = {
  decisions: 'i-lucide-scroll-text',
  meetings: 'i-lucide-calendar-days',
  groups: 'i-lucide-network',
  register: 'i-lucide-book-open',
};

/** Where a reader gets to what happened: the most particular of what the happening names. */
export function placeOf(entry: Entry): RouteLocationRaw | undefined {
  if (entry.decision !== undefined) return { name: 'decision', params: { id: entry.decision } };
  if (entry.meeting !== undefined) return { name: 'meeting', params: { id: entry.meeting } };
  if (entry.organisation !== undefined) return { name: 'organisation', params: { id: entry.organisation } };
  if (entry.group !== undefined) return { name: 'group', params: { id: entry.group } };
  if (entry.concerns !== undefined) return { name: 'person', params: { id: entry.concerns } };
  return undefined;
}

/** Newest first; positions are ordered as text. */
export function newestFirst(entries: Readonly<Record<string, Entry>>, kind: EntryKind): readonly EntryRow[] {
  return Object.entries(entries)
    .filter(([, entry]) => kind === 'all' || kindOf(entry.type) === kind)
    .map(([key, entry]) => ({ key, ...entry }))
    .sort((a, b) => (a.key < b.key ? 1 : -1));
}

/** Rows that follow on each other under the day on which they happened. */
export function byDay(
  rows: readonly EntryRow[],
  day: (at: string) => string,
): readonly { readonly day: string; readonly rows: readonly EntryRow[] }[] {
  const days: { day: string; rows: EntryRow[] }[] = [];
  for (const row of rows) {
    const name = day(row.at);
    const last = days.at(-1);
    if (last?.day === name) last.rows.push(row);
    else days.push({ day: name, rows: [row] });
  }
  return days;
}

import type { DocumentKind, LISTS, ListName, ListQuery, ListRow } from '@samverkan/contract';
import type { Audience, Open, Viewer } from '../projection.js';
import type { GroupWhole, Wholes } from '../wholes.js';

/** A row with what it is found, ordered and counted by. */
export interface Indexed<L extends ListName = ListName> {
  readonly id: string;
  readonly row: ListRow<L>;
  /** What it is ordered by; rows alike in it are ordered by id. */
  readonly sort: string;
  /** What words are looked for in, folded. */
  readonly text: string;
  /** The classes it falls in, by the name under which a query asks for them and facets count them. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
}

/** The kind of document whose rows a list shows. */
export type KindOf<L extends ListName> = (typeof LISTS)[L]['of'];

/** A list: which documents stand in it for whom, as what, and in which order. */
export interface List<L extends ListName = ListName> {
  readonly name: L;
  readonly of: DocumentKind & KindOf<L>;
  /** Whether a group has something behind closed doors that changes rows of the list. Absent: nothing in this list ever is. */
  isBehind?(group: GroupWhole): boolean;
  /**
   * The audience as which somebody sees the list.
   * @param behind the groups that have something behind closed doors, by `isBehind`
   */
  audience(viewer: Viewer, behind: ReadonlySet<string>): Audience;
  /** The document's row as an audience may see it; `undefined`: it does not stand in the list for them. */
  row(whole: Wholes[KindOf<L>], id: string, audience: Audience, open: Open): Indexed<L> | undefined;
  compare(a: string, b: string): number;
  /** Whether the answer to a query goes from the last row to the first. */
  descending(query: ListQuery<L>): boolean;
  /** The classes that facets count and queries ask for. */
  readonly classes: readonly string[];
  /**
   * Whether a cursor may say what its row is ordered by, which keeps the place when that row is moved. Not where it is a name:
   * cursors stand in addresses, and those in logs.
   */
  readonly cursorSaysSort: boolean;
}

/** One audience for everybody signed in and one for everybody else: what the rows of lists differ in. */
export const listAudience = (viewer: Viewer): Audience => (viewer.account === undefined ? 'public' : 'partner');

/**
 * Where there is something behind closed doors: one audience for those who read everything, and one for the members of just those groups. As long as there is
 * nothing, everybody signed in shares a room.
 */
export const audienceBehind = (viewer: Viewer, behind: ReadonlySet<string>): Audience => {
  if (behind.size === 0 || viewer.account === undefined) return listAudience(viewer);
  if (viewer.roles.has('secretariat') || viewer.roles.has('auditor')) return 'secretariat';
  const inside = [...viewer.groups].filter((group) => behind.has(group));
  return inside.length === 0 ? 'partner' : `groups:${inside.sort().join(',')}`;
};

const GROUPS = 'groups:';
/** Whether an audience of `audienceBehind` sees what a group has behind closed doors. */
export const seesBehind = (audience: Audience, group: string): boolean =>
  audience === 'secretariat' || (audience.startsWith(GROUPS) && audience.slice(GROUPS.length).split(',').includes(group));

/** Plain order of code units: for instants and ids. */
export const plainly = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const swedish = new Intl.Collator('sv', { numeric: true });

/** Swedish order: å, ä, ö after z; numbers by value. */
export const inSwedish = (a: string, b: string): number => (a === b ? 0 : swedish.compare(a, b));

/**
 * Text as it is searched: lower case, without the marks on letters, except that å, ä and ö are letters of their own:
 * `Örnsköldsvik` is not found by `ornskoldsvik`, `Idé` is by `ide`.
 */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/(a\u030a|a\u0308|o\u0308)|\p{M}/gu, '$1')
    .normalize('NFC');

/** The words that all must stand in a row's text. A section is looked for as a whole: `§ 2` is not found in `§ 20`. */
export const wordsOf = (query: string): readonly string[] =>
  folded(query)
    .replace(/§\s*(\d+)/gu, '§$1;')
    .split(/\s+/u)
    .filter(Boolean);

/** The first so many characters of a text, not cut within one. */
export const beginning = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
};

import type { ListBody, ListName, ListQuery } from '@samverkan/contract';
import { plainly, wordsOf, type Indexed, type List } from './list.js';

/** Rows in ascending order of what they are ordered by, then of id. */
export type Rows<L extends ListName> = readonly Indexed<L>[];

/** How many rows come before a place; `orAt`: with the row at that place, if there is one. */
const before = <L extends ListName>(list: List<L>, rows: Rows<L>, sort: string, id: string, orAt: boolean): number => {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    const order = row === undefined ? 1 : list.compare(row.sort, sort) || plainly(row.id, id);
    if (order < 0 || (orAt && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const cursorOf = <L extends ListName>(list: List<L>, { id, sort }: Indexed<L>, offset: number): string =>
  [String(offset), id, ...(list.cursorSaysSort ? [sort] : [])].join('~');

/** Where a cursor's page begins: `from` in the direction of the answer, as an index of `rows`; `undefined` when it cannot be read. */
const beginningOf = <L extends ListName>(list: List<L>, rows: Rows<L>, cursor: string, descending: boolean): number | undefined => {
  const [offset, id, sort] = cursor.split('~');
  if (offset === undefined || id === undefined || !/^\d{1,9}$/.test(offset)) return undefined;
  const known = sort ?? rows.find((row) => row.id === id)?.sort;
  // The row is gone and nothing says where it stood: so many rows were shown before.
  if (known === undefined) return descending ? rows.length - 1 - Number(offset) : Number(offset);
  return descending ? before(list, rows, known, id, false) - 1 : before(list, rows, known, id, true);
};

const PAGING: ReadonlySet<string> = new Set(['limit', 'cursor', 'order', 'q']);

type Test = (entry: Pick<Indexed, 'text' | 'classes'>) => boolean;

const testOf = (query: Readonly<Record<string, string | number | undefined>>): Test => {
  const words = wordsOf(String(query['q'] ?? ''));
  const asked = Object.entries(query).flatMap(([name, value]) =>
    PAGING.has(name) || value === undefined ? [] : [[name, String(value)] as const],
  );
  return ({ text, classes }) =>
    asked.every(([name, value]) => classes[name]?.includes(value) === true) && words.every((word) => text.includes(word));
};

/** True when a row is among the answers to a query, on whichever page. */
export const matches = <L extends ListName>(entry: Indexed<L>, query: ListQuery<L>): boolean => testOf(query)(entry);

/**
 * Answers a query from the rows that its audience may see.
 *
 * The page begins after its cursor's row, wherever that now stands, so that rows that come or go meanwhile neither repeat
 * others nor hide them. A cursor that cannot be read gives an empty page, the last one.
 */
export const answer = <L extends ListName>(list: List<L>, rows: Rows<L>, query: ListQuery<L>): ListBody<L> => {
  const descending = list.descending(query);
  const step = descending ? -1 : 1;
  const first = descending ? rows.length - 1 : 0;
  const from = query.cursor === undefined ? first : beginningOf(list, rows, query.cursor, descending);
  const test = testOf(query);
  const counts = list.classes.map((name) => ({ name, count: new Map<string, number>() }));
  const page: Indexed<L>[] = [];
  let total = 0;
  let next: string | undefined;
  for (let index = first; index >= 0 && index < rows.length; index += step) {
    const row = rows[index];
    if (row === undefined || !test(row)) continue;
    total += 1;
    for (const { name, count } of counts) for (const one of row.classes[name] ?? []) count.set(one, (count.get(one) ?? 0) + 1);
    if (from === undefined || (descending ? index > from : index < from)) continue;
    const last = page.at(-1);
    if (page.length < query.limit) page.push(row);
    else if (next === undefined && last !== undefined) next = cursorOf(list, last, descending ? first - index : index);
  }
  return {
    rows: Object.fromEntries(page.map(({ id, row }) => [id, row])),
    order: page.map(({ id }) => id),
    total,
    ...(next === undefined ? {} : { next }),
    facets: Object.fromEntries(counts.map(({ name, count }) => [name, Object.fromEntries(count)])),
  };
};

/** The rows of one list as one audience sees them, kept in order. */
export interface ListIndex<L extends ListName> {
  readonly rows: Rows<L>;
  /** Puts a row, in the place of the one with its id; `undefined` takes that out. */
  set(id: string, entry: Indexed<L> | undefined): void;
}

/** An empty index: filled from all documents of the list's kind, then told of each that changes. */
export const createListIndex = <L extends ListName>(list: List<L>): ListIndex<L> => {
  const rows: Indexed<L>[] = [];
  const byId = new Map<string, Indexed<L>>();
  return {
    rows,
    set: (id, entry) => {
      const old = byId.get(id);
      if (old !== undefined) rows.splice(before(list, rows, old.sort, id, false), 1);
      if (entry === undefined) byId.delete(id);
      else {
        byId.set(id, entry);
        rows.splice(before(list, rows, entry.sort, id, false), 0, entry);
      }
    },
  };
};

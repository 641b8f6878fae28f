/**
 * A map written as a list of pairs, in the order of arrival unless a read model says otherwise. Inside stored bodies it stands
 * where every other event adds to it: copying a list of a thousand pairs costs a microsecond, copying an object of a thousand
 * keys fifty. What an audience gets are objects (`asMap`), as the contract says.
 */
export type Entries<T> = readonly (readonly [id: string, value: T])[];

const indexOf = (entries: Entries<unknown>, id: string): number => {
  // From the end: what changes is nearly always among the newest.
  for (let index = entries.length - 1; index >= 0; index--) if (entries[index]?.[0] === id) return index;
  return -1;
};

/** The value under an id, if there is one. */
export const entry = <T>(entries: Entries<T>, id: string): T | undefined => entries[indexOf(entries, id)]?.[1];

/** With a value at the end, under an id that is not there yet: nothing is looked for. */
export const add = <T>(entries: Entries<T>, id: string, value: T): Entries<T> => [...entries, [id, value]];

/** With the value under an id: in the place of the one before, else last. */
export const put = <T>(entries: Entries<T>, id: string, value: T): Entries<T> => {
  const index = indexOf(entries, id);
  if (index < 0) return [...entries, [id, value]];
  return entries[index]?.[1] === value ? entries : entries.with(index, [id, value]);
};

/** With the value under an id changed; the same list when there is none. */
export const change = <T>(entries: Entries<T>, id: string, to: (value: T) => T): Entries<T> => {
  const index = indexOf(entries, id);
  const found = entries[index];
  if (found === undefined) return entries;
  const value = to(found[1]);
  return value === found[1] ? entries : entries.with(index, [id, value]);
};

/** Without an id; the same list when it was not there. */
export const without = <T>(entries: Entries<T>, id: string): Entries<T> => {
  const index = indexOf(entries, id);
  return index < 0 ? entries : entries.toSpliced(index, 1);
};

/** The last so many of a list and a value after them, under an id that is not there yet. */
export const addNewest = <T>(entries: Entries<T>, id: string, value: T, count: number): Entries<T> => {
  const kept = entries.length < count ? entries.slice() : entries.slice(1 - count);
  (kept as (readonly [string, T])[]).push([id, value]);
  return kept;
};

/** The last so many; the same list when there are no more. */
export const newest = <T>(entries: Entries<T>, count: number): Entries<T> => (entries.length <= count ? entries : entries.slice(-count));

/**
 * Remembers what was made of an object for as long as the object lives. Stored bodies are never changed in place, so an equal
 * reference means an equal result, and a diff by reference stops there.
 */
export const memo = <A extends object, B extends object>(make: (from: A) => B): ((from: A) => B) => {
  const made = new WeakMap<A, B>();
  return (from) => {
    const before = made.get(from);
    if (before !== undefined) return before;
    const result = make(from);
    made.set(from, result);
    return result;
  };
};

const objectOf = memo((entries: Entries<unknown>): Readonly<Record<string, unknown>> => Object.fromEntries(entries));

/** As an object; the same object for the same list. */
export const asMap = <T>(entries: Entries<T>): Record<string, T> => objectOf(entries) as Record<string, T>;

/** Ids as the contract writes a set. */
export const asSet = (ids: Iterable<string>): Record<string, true> => {
  const set: Record<string, true> = {};
  for (const id of ids) set[id] = true;
  return set;
};

/** What an object holds under an id; nothing for names that every object inherits, which an id may have. */
export const under = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

/**
 * The place, among the like of other parents, of what its parent owns: its id, unless what another parent owns has the same one. An id need
 * be free only where it is chosen, in its group, on its decision; neither takes the place of the other here.
 */
export const placeAmong = <T>(at: (place: string) => T | undefined, isOf: (there: T) => boolean, parent: string, id: string): string => {
  // A full stop stands in no id.
  const apart = `${parent}.${id}`;
  if (at(apart) !== undefined) return apart;
  const there = at(id);
  return there === undefined || isOf(there) ? id : apart;
};

/** Counts with one class raised or lowered; a class with none is absent. */
export const bump = (counts: Readonly<Record<string, number>>, key: string, by: number): Record<string, number> => {
  const count = (under(counts, key) ?? 0) + by;
  if (count > 0) return { ...counts, [key]: count };
  const { [key]: _, ...others } = counts;
  return others;
};

import { memo, type Entries } from './entries.js';

/**
 * A map of very many under their ids, in a tree of short lists: a change copies the list that it falls into and the branches above it, and nothing else,
 * however many there are. All that it does not touch keeps its identity. Plain arrays, so that it is stored as it is.
 */
export type Register<T> = Leaf<T> | Branch<T>;
interface Leaf<T> {
  /** In the order of arrival. */
  readonly leaf: Entries<T>;
}
interface Branch<T> {
  /** By four bits of the id's hash: WIDTH of them. */
  readonly branches: readonly Register<T>[];
}

const BITS = 4;
const WIDTH = 1 << BITS;
const LONGEST_LEAF = 16;
/** So deep at most: then all bits of the hash are used up, and ids that have the same one stand in one list. */
const DEEPEST = 32 / BITS;

const EMPTY: Leaf<never> = { leaf: [] };
/** With nothing in it. */
export const emptyRegister = <T>(): Register<T> => EMPTY;

/** FNV-1a, 32 bits, with its bits mixed so that short ids differ in all of them. NOTE: registers are stored by it. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

const branchOf = (hash: number, depth: number): number => (hash >>> (depth * BITS)) & (WIDTH - 1);

/** The value under an id, if there is one. */
export function registered<T>(register: Register<T>, id: string): T | undefined {
  let node = register;
  for (let hash = hashOf(id), depth = 0; 'branches' in node; depth += 1) node = node.branches[branchOf(hash, depth)] ?? emptyRegister();
  return node.leaf.find(([one]) => one === id)?.[1];
}

/** With the value under an id; the same register when it stands there already. */
export const register = <T>(into: Register<T>, id: string, value: T): Register<T> => changed(into, id, hashOf(id), 0, () => value);

/** With the value under an id changed; the same register when there is none. */
export const reregister = <T>(into: Register<T>, id: string, to: (value: T) => T): Register<T> =>
  changed(into, id, hashOf(id), 0, (before) => (before === undefined ? undefined : to(before)));

function changed<T>(node: Register<T>, id: string, hash: number, depth: number, to: (before: T | undefined) => T | undefined): Register<T> {
  if ('branches' in node) {
    const at = branchOf(hash, depth);
    const before = node.branches[at] ?? emptyRegister<T>();
    const after = changed(before, id, hash, depth + 1, to);
    return after === before ? node : { branches: node.branches.with(at, after) };
  }
  const at = node.leaf.findIndex(([one]) => one === id);
  const before = node.leaf[at]?.[1];
  const value = to(before);
  if (value === undefined || value === before) return node;
  if (at >= 0) return { leaf: node.leaf.with(at, [id, value]) };
  const leaf: Entries<T> = [...node.leaf, [id, value]];
  return leaf.length > LONGEST_LEAF && depth < DEEPEST ? split(leaf, depth) : { leaf };
}

function split<T>(leaf: Entries<T>, depth: number): Register<T> {
  const leaves: (readonly [string, T])[][] = Array.from({ length: WIDTH }, () => []);
  for (const pair of leaf) leaves[branchOf(hashOf(pair[0]), depth)]?.push(pair);
  return {
    branches: leaves.map((one) => (one.length > LONGEST_LEAF && depth + 1 < DEEPEST ? split(one, depth + 1) : { leaf: one })),
  };
}

/** Everything in it; those that stand in one short list in the order of arrival. */
export function* allRegistered<T>(node: Register<T>): Generator<readonly [id: string, value: T]> {
  if ('branches' in node) for (const one of node.branches) yield* allRegistered(one);
  else yield* node.leaf;
}

/** Without an id; the same register when it was not there. What stood beside it stays where it is. */
export const unregister = <T>(from: Register<T>, id: string): Register<T> => removed(from, id, hashOf(id), 0);

function removed<T>(node: Register<T>, id: string, hash: number, depth: number): Register<T> {
  if ('branches' in node) {
    const at = branchOf(hash, depth);
    const before = node.branches[at] ?? emptyRegister<T>();
    const after = removed(before, id, hash, depth + 1);
    return after === before ? node : { branches: node.branches.with(at, after) };
  }
  const leaf = node.leaf.filter(([one]) => one !== id);
  return leaf.length === node.leaf.length ? node : { leaf };
}

const objectOf = memo((all: Register<unknown>): Readonly<Record<string, unknown>> => Object.fromEntries(allRegistered(all)));

/** As an object; the same object for the same register. */
export const asRecord = <T>(all: Register<T>): Record<string, T> => objectOf(all) as Record<string, T>;

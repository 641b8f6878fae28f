import { memo, newest, type Entries } from './entries.js';

/**
 * The newest of a stream that never ends, in short blocks: each event adds to the last block and copies no more than that. Between
 * `count` and `count + SIZE` are kept.
 */
export type Blocks<T> = readonly Entries<T>[];

const SIZE = 10;

/** With a value after the newest, and without the block that falls out of the newest `count`. */
export const append = <T>(blocks: Blocks<T>, id: string, value: T, count: number): Blocks<T> => {
  const last = blocks.at(-1);
  if (last !== undefined && last.length < SIZE) return blocks.with(-1, [...last, [id, value]]);
  const first = blocks.length > count / SIZE ? 1 : 0;
  return [...blocks.slice(first), [[id, value]]];
};

const flat = memo((blocks: Blocks<unknown>): Entries<unknown> => blocks.flat());

/** As one list; the same list for the same blocks. */
export const flattened = <T>(blocks: Blocks<T>): Entries<T> => flat(blocks) as Entries<T>;

/** A list cut into blocks, the newest `count` of it. */
export const inBlocks = <T>(entries: Entries<T>, count: number): Blocks<T> => {
  const kept = newest(entries, count);
  return Array.from({ length: Math.ceil(kept.length / SIZE) }, (_, n) => kept.slice(n * SIZE, (n + 1) * SIZE));
};

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { attendanceRow } from '../data/rows.ts';
import { now } from '../measure/statistics.ts';
import { serve } from '../processes/serve.ts';
import { NaiveStore } from './naive-store.ts';

// Callers in a loop, no network, on a store that does one transaction per append; the store is the stand-in, or Emmett's own where it is installed.

interface Load {
  readonly callers: number;
  readonly milliseconds: number;
}

const row = await attendanceRow();

async function loop({ callers, milliseconds }: Load, append: (stream: string, expected: number) => Promise<unknown>): Promise<number> {
  const began = now();
  let appended = 0;
  const caller = async (_: unknown, index: number): Promise<void> => {
    for (let revision = 0; now() - began < milliseconds; revision += 1) {
      await append(`${row.stream}-${String(index)}`, revision);
      appended += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (appended / (now() - began)) * 1_000;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'samverkan-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What of Emmett's package is used. */
interface EmmettPackage {
  readonly getSQLiteEventStore: (options: { fileName: string }) => {
    appendToStream(stream: string, events: readonly object[], options: { expectedStreamVersion: bigint }): Promise<unknown>;
  };
}

export const naiveLoop = serve({
  run: (load: Load) =>
    inFolder((folder) => {
      const store = new NaiveStore(join(folder, 'naive.sqlite'));
      return loop(load, (stream, expected) => store.append(stream, expected, row));
    }),
  /**
   * The same on Emmett's own store, found in a folder where somebody has installed it. One append at a time, since it shares one connection, and
   * each to a stream of its own. With its driver a commit fails now and then; such an append is made again, and counts once.
   */
  emmett: ({ load, from }: { load: Load; from: string }) =>
    inFolder(async (folder) => {
      const { getSQLiteEventStore } = (await import(pathToFileURL(join(from, 'dist/index.js')).href)) as EmmettPackage;
      const store = getSQLiteEventStore({ fileName: join(folder, 'emmett.sqlite') });
      const event = { type: row.type, data: JSON.parse(row.data) as object, metadata: JSON.parse(row.meta) as object };
      let last: Promise<unknown> = Promise.resolve();
      return loop(load, (stream, revision) => {
        const append = (again: string) =>
          store.appendToStream(`${stream}-${String(revision)}${again}`, [event], { expectedStreamVersion: 0n });
        last = last.then(() => append('')).catch(() => append('-again'));
        return last;
      });
    }),
});

import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteLog, START } from '@samverkan/event-store';
import { fill, history } from './history.ts';

export interface HistoryFiles {
  /** A data folder with nothing but a log. */
  readonly folder: string;
  /** The same events, one a line. */
  readonly flat: string;
  readonly events: number;
}

const made = new Map<number, HistoryFiles>();

/** A log of so many events, made once per run of the bench. */
export async function historyOf(events: number, under: string): Promise<HistoryFiles> {
  const known = made.get(events);
  if (known !== undefined) return known;
  const folder = join(under, `history-${String(events)}`);
  mkdirSync(folder);
  const log = openSqliteLog({ file: join(folder, 'events.sqlite') });
  const written = await fill(log, history(), 0, events);
  const flat = join(folder, 'events.jsonl');
  const file = openSync(flat, 'w');
  for await (const page of log.readAll(START)) writeSync(file, page.map((event) => `${JSON.stringify(event)}\n`).join(''));
  closeSync(file);
  await log.close();
  const files = { folder, flat, events: written };
  made.set(events, files);
  return files;
}

/** Removes the documents that were made of a log, so that the next start makes them again. */
export function forgetDocuments(folder: string): void {
  for (const name of ['read.sqlite', 'read.sqlite-wal', 'read.sqlite-shm', 'read.sqlite-lock', 'read.sqlite-journal'])
    rmSync(join(folder, name), { force: true });
}

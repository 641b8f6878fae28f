import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { now } from './statistics.ts';

/** How often a second a small write reaches the disk in a folder. */
function fsyncRate(folder: string, milliseconds: number): number {
  const file = openSync(join(folder, 'fsync'), 'w');
  const page = Buffer.alloc(4_096, 1);
  let times = 0;
  const began = now();
  while (now() - began < milliseconds) {
    writeSync(file, page, 0, page.length, (times % 1_000) * page.length);
    fsyncSync(file);
    times += 1;
  }
  const rate = (times / (now() - began)) * 1_000;
  closeSync(file);
  return rate;
}

/** What the figures were measured on, in one line. */
export function machineFacts(folder: string): string {
  const cores = cpus();
  const database = new DatabaseSync(':memory:');
  const { version } = database.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  database.close();
  return [
    `${String(cores.length)} cores (${cores[0]?.model.trim() ?? 'unknown'})`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    `Node ${process.versions.node}`,
    `SQLite ${version}`,
    `${Math.round(fsyncRate(folder, 500)).toLocaleString('en-GB')} fsyncs/s`,
    `load ${loadavg()[0]!.toFixed(1)}`,
  ].join(', ');
}

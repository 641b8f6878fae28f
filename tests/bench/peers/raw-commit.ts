import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { newCommandId } from '../data/ids.ts';
import { attendanceRow } from '../data/rows.ts';
import { now } from '../measure/statistics.ts';
import { serve } from '../processes/serve.ts';

// The limit of durable appends: callers in a loop, no network, no checks, no decisions. What arrives during one turn goes into one transaction.
// A log must be able to find a stream's events and to tell a repeated command, so the table has an index for each. Whether the ids of commands
// come in order or at random makes a commit short or long. Bare inserts have no index and do not even write the JSON: that is
// what the disk and the engine can do, not what a log can.

export type RawKind = 'random' | 'ordered' | 'bare';

interface Load {
  readonly callers: number;
  readonly milliseconds: number;
  readonly kind: RawKind;
}

const SCHEMA = {
  log: 'CREATE TABLE event (position INTEGER PRIMARY KEY, command TEXT NOT NULL UNIQUE, stream TEXT NOT NULL, revision INTEGER NOT NULL, json TEXT NOT NULL, UNIQUE (stream, revision))',
  bare: 'CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, json TEXT NOT NULL)',
};

const row = await attendanceRow();
const event: unknown = JSON.parse(row.json);

async function run({ callers, milliseconds, kind }: Load): Promise<number> {
  const bare = kind === 'bare';
  const commandId = kind === 'random' ? randomUUID : newCommandId;
  const folder = mkdtempSync(join(tmpdir(), 'samverkan-bench-'));
  const database = new DatabaseSync(join(folder, 'raw.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(bare ? SCHEMA.bare : SCHEMA.log);
  const plain = database.prepare(bare ? 'INSERT INTO event (stream, revision, json) VALUES (?, ?, ?)' : 'SELECT 1');
  const indexed = database.prepare(bare ? 'SELECT 1' : 'INSERT INTO event (command, stream, revision, json) VALUES (?, ?, ?, ?)');
  const insert = (revision: number): void => {
    if (bare) plain.run(row.stream, revision, row.json);
    else indexed.run(commandId(), row.stream, revision, JSON.stringify(event));
  };
  const [begin, commit] = [database.prepare('BEGIN IMMEDIATE'), database.prepare('COMMIT')];
  let revision = 0;
  let waiting: (() => void)[] = [];
  const tick = (): void => {
    const answered = waiting;
    waiting = [];
    begin.run();
    for (let times = answered.length; times > 0; times -= 1) insert((revision += 1));
    commit.run();
    for (const answer of answered) answer();
  };
  const append = (): Promise<void> =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(tick);
    });
  const began = now();
  let appended = 0;
  const caller = async (): Promise<void> => {
    while (now() - began < milliseconds) {
      await append();
      appended += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = (appended / (now() - began)) * 1_000;
  database.close();
  rmSync(folder, { recursive: true });
  return perSecond;
}

export const rawCommit = serve({ run });

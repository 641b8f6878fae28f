import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LogFull, LogUnusable } from './errors.js';
import type { StoredEvent } from './port.js';
import { START } from './position.js';
import { collect, meta, write } from './samples.suite.js';
import { openSqliteLog, type SqliteLog } from './sqlite-log.js';

let folder = '';
let file = '';
let log: SqliteLog;
let reported: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-log-recovery-'));
  file = join(folder, 'log.sqlite');
  reported = [];
  log = openSqliteLog({ file, report: (message) => reported.push(message) });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

type Where = 'before' | 'after';
const sqliteError = (errcode: number, message: string): Error => Object.assign(new Error(message), { errcode });

/** Lets commits of the log fail as SQLite says it, before or after they have reached the disk; and whatever tries whether it can be written. */
function breakDisk(errcode: number, where: Where = 'before'): () => void {
  const run = StatementSync.prototype.run;
  const exec = DatabaseSync.prototype.exec;
  const failing = () => sqliteError(errcode, 'disk I/O error');
  const broken = [
    vi.spyOn(StatementSync.prototype, 'run').mockImplementation(function (this: StatementSync, ...given: Parameters<typeof run>) {
      if (this.sourceSQL !== 'COMMIT') return run.apply(this, given);
      if (where === 'after') run.apply(this, given);
      throw failing();
    }),
    vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
      if (sql.startsWith('PRAGMA user_version')) throw failing();
      exec.call(this, sql);
    }),
  ];
  return () => {
    for (const one of broken) one.mockRestore();
  };
}

const FAILURES = [
  ['the disk failed (SQLITE_IOERR)', 10, LogUnusable],
  ['the disk became read-only (SQLITE_READONLY)', 8, LogUnusable],
  ['the disk is full (SQLITE_FULL)', 13, LogFull],
  ['the file is locked by another (SQLITE_BUSY)', 5, Error],
  ['a sync failed (SQLITE_IOERR_FSYNC)', 1034, LogUnusable],
] as const;

describe.each(FAILURES)('when %s', (_, code, kind) => {
  test('an append is refused, reads go on, and the log is written again when the cause is gone', async () => {
    await log.append([write('a-1', -1)], meta('first'));
    expect(log.whyNotWritable()).toBeUndefined();
    const mend = breakDisk(code);
    await expect(log.append([write('a-1', 0)], meta('refused'))).rejects.toThrow(kind);
    await expect(log.append([write('b-1', -1)], meta('refused-too'))).rejects.toThrow(kind);
    expect(log.whyNotWritable()).toBeInstanceOf(kind);
    expect(await collect(log.readAll(START))).toHaveLength(1);
    mend();
    expect((await log.append([write('a-1', 0)], meta('refused'))).repeated).toBe(false);
    expect(log.whyNotWritable()).toBeUndefined();
    expect(reported).toEqual([
      expect.stringContaining('Commands are refused meanwhile.'),
      expect.stringContaining('can be written again.'),
    ]);
    expect(await log.answerTo('refused-too')).toBeUndefined();
    expect(await log.verify()).toEqual({ events: 2 });
  });

  test('what could be written by then is said without a command, and nothing was added by trying', async () => {
    await log.append([write('a-1', -1)], meta('first'));
    const mend = breakDisk(code);
    await expect(log.append([write('a-1', 0)], meta('refused'))).rejects.toThrow(kind);
    mend();
    await vi.waitUntil(() => log.whyNotWritable() === undefined, { timeout: 5_000 });
    expect(await log.verify()).toEqual({ events: 1 });
  });
});

test('events of an append that failed and are on disk all the same are found, fed to whoever follows, and the command is known', async () => {
  const fed: StoredEvent[] = [];
  log.subscribe(START, (events) => void fed.push(...events));
  await log.append([write('a-1', -1)], meta('first'));
  const mend = breakDisk(10, 'after');
  await expect(log.append([write('a-1', 0)], meta('uncertain'))).rejects.toThrow(LogUnusable);
  mend();
  expect((await log.append([write('b-1', -1)], meta('next'))).repeated).toBe(false);
  expect(await log.append([write('a-1', 0)], meta('uncertain'))).toMatchObject({ repeated: true, revisions: [1] });
  await vi.waitUntil(() => fed.length === 3);
  expect(fed.map(({ stream, revision }) => `${stream} ${String(revision)}`)).toEqual(['a-1 0', 'a-1 1', 'b-1 0']);
  expect(await log.verify()).toEqual({ events: 3 });
});

test('a failure beside which an acknowledged event got lost is no recovery', async () => {
  await log.append([write('a-1', -1)], meta('first'));
  const copy = join(folder, 'copy');
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part);
  await log.append([write('a-1', 0)], meta('second'));
  const mend = breakDisk(10);
  await expect(log.append([write('a-1', 1)], meta('refused'))).rejects.toThrow(LogUnusable);
  mend();
  const close = DatabaseSync.prototype.close;
  const swapped = vi.spyOn(DatabaseSync.prototype, 'close').mockImplementation(function (this: DatabaseSync) {
    close.call(this);
    rmSync(`${file}-wal`, { force: true });
    for (const part of ['', '-wal']) if (existsSync(copy + part)) copyFileSync(copy + part, file + part);
  });
  await expect(log.append([write('a-1', 1)], meta('refused'))).rejects.toMatchObject({ code: 'log/damaged' });
  swapped.mockRestore();
  await expect(log.append([write('a-1', 1)], meta('refused'))).rejects.toMatchObject({ code: 'log/damaged' });
  expect(log.whyNotWritable()).toMatchObject({ code: 'log/damaged' });
});

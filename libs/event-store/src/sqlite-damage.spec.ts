import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LogDamaged, LogFull, LogLost, LogUnusable, OtherPartnership } from './errors.js';
import { collect, happened, meta, write } from './samples.suite.js';
import type { StoredEvent } from './port.js';
import { START } from './position.js';
import { openSqliteLog } from './sqlite-log.js';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-log-damage-'));
  file = join(folder, 'log.sqlite');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const PARTS = ['', '-wal', '-head'];

/** Copies a log with all its files, as a crash would leave them. */
function copyTo(name: string): string {
  const to = join(folder, name);
  mkdirSync(to, { recursive: true });
  for (const part of PARTS) if (existsSync(file + part)) copyFileSync(file + part, join(to, `log.sqlite${part}`));
  return join(to, 'log.sqlite');
}

/** A log of 400 events; `crashed`: its files as they are while it is open, with much of it in the write-ahead log. */
async function written(state: 'closed' | 'crashed'): Promise<StoredEvent[]> {
  const log = openSqliteLog({ file, partnership: 'p' });
  await log.append([write('a-1', -1, happened(200, 'early'.repeat(20)))], meta());
  for (let at = 0; at < 100; at += 1) await log.append([write('a-1', 199 + at), write(`b-${String(at)}`, -1)], meta());
  const events = await collect(log.readAll(START));
  if (state === 'crashed') copyTo('crashed');
  await log.close();
  return events;
}

function alter(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0x01;
  writeFileSync(path, bytes);
}

/** Everything in a log, checked; or the damage it was refused for. */
async function readOrDamage(path: string): Promise<StoredEvent[] | LogDamaged> {
  try {
    const log = openSqliteLog({ file: path });
    try {
      const events = await collect(log.readAll(START));
      await log.verify();
      return events;
    } finally {
      await log.close();
    }
  } catch (error) {
    if (error instanceof LogDamaged) return error;
    throw error;
  }
}

describe('a damaged file is named at start', () => {
  test('cut short', async () => {
    await written('closed');
    const { size } = statSync(file);
    for (const left of [size - 1, size - 4096, Math.floor(size / 2), 4096, 100]) {
      const cut = copyTo(`cut-${String(left)}`);
      truncateSync(cut, left);
      expect(() => openSqliteLog({ file: cut })).toThrow(
        `The event log ${cut} is damaged: it was cut short: ${String(left)} bytes of ${String(size)} are there.`,
      );
    }
    truncateSync(file, 0);
    expect(() => openSqliteLog({ file })).toThrow(/is damaged: it is missing or empty, though 400 events had been written/);
    rmSync(file);
    expect(() => openSqliteLog({ file })).toThrow(LogDamaged);
  });

  test('altered at its end', async () => {
    const events = await written('closed');
    const text = events.at(-2)?.id ?? '';
    alter(file, readFileSync(file).lastIndexOf(text) + 400);
    expect(() => openSqliteLog({ file })).toThrow(
      /log\.sqlite is damaged: event \d+ or the one before it was altered\. Restore it from a backup/,
    );
  });

  test('no SQLite file, another one, or one of another partnership', async () => {
    await written('closed');
    expect(() => openSqliteLog({ file, partnership: 'q' })).toThrow(OtherPartnership);
    alter(file, 3);
    expect(() => openSqliteLog({ file })).toThrow(/its first bytes are not those of an SQLite file/);
    const other = join(folder, 'other.sqlite');
    const db = new DatabaseSync(other);
    db.exec('CREATE TABLE t (x)');
    db.close();
    expect(() => openSqliteLog({ file: other })).toThrow(/no event log of this program/);
    expect(() => openSqliteLog({ file: join(folder, 'missing', 'log.sqlite') })).toThrow(LogUnusable);
  });

  test('its write-ahead log removed, cut or altered', async () => {
    const events = await written('crashed');
    file = join(folder, 'crashed', 'log.sqlite');
    expect(await readOrDamage(copyTo('whole'))).toEqual(events);
    const lost = /it ends with event \d+, though 400 had been written|cut short|write-ahead log was altered/;
    const without = copyTo('without');
    rmSync(`${without}-wal`);
    expect(() => openSqliteLog({ file: without })).toThrow(lost);
    const { size } = statSync(`${file}-wal`);
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      const cut = copyTo(`cut-${String(part)}`);
      truncateSync(`${cut}-wal`, Math.floor(size * part));
      expect(() => openSqliteLog({ file: cut })).toThrow(lost);
      const altered = copyTo(`altered-${String(part)}`);
      alter(`${altered}-wal`, Math.floor(size * part));
      expect(() => openSqliteLog({ file: altered })).toThrow(lost);
    }
    const unwitnessed = copyTo('unwitnessed');
    rmSync(`${unwitnessed}-head`);
    alter(`${unwitnessed}-wal`, Math.floor(size / 2));
    expect(() => openSqliteLog({ file: unwitnessed })).toThrow(/its write-ahead log was altered/);
  });

  test('an older copy in its place, until somebody says that it is meant', async () => {
    let log = openSqliteLog({ file });
    await log.append([write('a-1', -1)], meta());
    await log.close();
    const older = readFileSync(file);
    log = openSqliteLog({ file });
    await log.append([write('a-1', 0)], meta());
    await log.close();
    writeFileSync(file, older);
    expect(() => openSqliteLog({ file })).toThrow(/ends with event 1, though 2 had been written.*remove .*log\.sqlite-head/);
    rmSync(`${file}-head`);
    log = openSqliteLog({ file });
    await log.append([write('a-1', 0)], meta());
    await log.close();
  });
});

describe('damage further back', () => {
  test('does not delay the start, and is named when it is read and by a check of the whole', async () => {
    const events = await written('closed');
    alter(file, readFileSync(file).indexOf(events[20]?.id ?? '') + 300);
    const log = openSqliteLog({ file });
    const named = /event 2[01] or the one before it was altered/;
    await expect(collect(log.readAll(START))).rejects.toThrow(named);
    await expect(collect(log.read('a-1'))).rejects.toThrow(named);
    await expect(log.verify()).rejects.toThrow(named);
    const failed = await new Promise((resolve) => log.subscribe(START, () => undefined, { onError: resolve }));
    expect(failed).toBeInstanceOf(LogDamaged);
    expect((await collect(log.readAll(events[30]?.position ?? START))).length).toBe(369);
    await log.close();
  });

  test('an event that was taken out or put elsewhere is named', async () => {
    const changes = [
      'DELETE FROM event WHERE place = 50',
      'UPDATE event SET revision = 9000 WHERE place = 50',
      "UPDATE stream SET name = 'z-9' WHERE id = 1",
      'UPDATE event SET sum = 7 WHERE place = 50',
    ];
    await written('closed');
    for (const [at, change] of changes.entries()) {
      const path = copyTo(String(at));
      const db = new DatabaseSync(path);
      db.exec(change);
      db.close();
      expect(await readOrDamage(path)).toBeInstanceOf(LogDamaged);
    }
  });

  test('any byte altered or anything cut off, in any file: refused, or everything is there', { timeout: 60_000 }, async () => {
    const events = await written('crashed');
    file = join(folder, 'crashed', 'log.sqlite');
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    let copies = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('', '-wal'), fc.boolean(), place, async (part, cut, at) => {
        const path = copyTo(`any-${String((copies += 1))}`);
        const { size } = statSync(path + part);
        if (cut) truncateSync(path + part, Math.floor(size * at));
        else alter(path + part, Math.floor(size * at));
        const found = await readOrDamage(path);
        if (found instanceof LogDamaged) refused += 1;
        else expect(found).toEqual(events);
        rmSync(join(path, '..'), { recursive: true });
      }),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});

describe('a full disk', () => {
  test('is a clear error, nothing is half done, and what fits later is written', async () => {
    let log = openSqliteLog({ file, maxBytes: 200 * 1024 });
    await log.append([write('a-1', -1)], meta());
    const big = happened(100, 'x'.repeat(5_000));
    const results = await Promise.allSettled([
      log.append([write('b-1', -1)], meta('small')),
      log.append([write('a-1', 0, big), write('c-1', -1)], meta('big')),
    ]);
    for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'log/full' } });
    await expect(log.append([write('a-1', 0, big)], meta('big'))).rejects.toThrow(LogFull);
    await expect(log.append([write('a-1', 0, big)], meta('big'))).rejects.toThrow(/the disk is full\. Nothing was written/);
    expect((await collect(log.readAll(START))).length).toBe(1);
    expect(await collect(log.read('c-1'))).toEqual([]);
    expect(await log.answerTo('big')).toBeUndefined();

    expect((await log.append([write('a-1', 0)], meta('small'))).revisions).toEqual([1]);
    await log.close();
    log = openSqliteLog({ file });
    expect((await log.append([write('a-1', 1, big), write('c-1', -1)], meta('big'))).revisions).toEqual([101, 0]);
    expect(await log.verify()).toEqual({ events: 103 });
    await log.close();
  });

  test('while 64 callers write, every answer is true', async () => {
    let log = openSqliteLog({ file, maxBytes: 150 * 1024 });
    const outcomes: boolean[] = [];
    const call = async (caller: number) => {
      for (let at = 0; ; at += 1) {
        try {
          await log.append([write(`a-${String(caller)}`, at - 1, happened(1, 'x'.repeat(300)))], meta(`${String(caller)}-${String(at)}`));
          outcomes.push(true);
        } catch (error) {
          expect(error).toBeInstanceOf(LogFull);
          outcomes.push(false);
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: 64 }, (_, caller) => call(caller)));
    await log.close();
    log = openSqliteLog({ file });
    expect(await log.verify()).toEqual({ events: outcomes.filter(Boolean).length });
    expect(outcomes.filter((written) => !written).length).toBe(64);
    await log.close();
  });
});

describe('a file that is taken away from under a log', () => {
  test.each([
    ['removed', () => rmSync(file)],
    ['moved', () => renameSync(file, `${file}-elsewhere`)],
    [
      'replaced',
      () => {
        copyFileSync(file, `${file}-copy`);
        renameSync(`${file}-copy`, file);
      },
    ],
    ['in a folder that is moved', () => renameSync(folder, `${folder}-elsewhere`)],
  ])('%s: nothing is acknowledged any more, and it is said', async (_, take) => {
    const log = openSqliteLog({ file });
    await log.append([write('a-1', -1)], meta());
    take();
    await expect(log.append([write('a-1', 0)], meta())).rejects.toThrow(LogLost);
    await expect(log.append([write('a-1', 0)], meta())).rejects.toThrow(/was removed, moved or replaced while it was open/);
    expect((await collect(log.readAll(START))).length).toBe(1);
    await log.close();
    rmSync(`${folder}-elsewhere`, { recursive: true, force: true });
  });
});

test('all files of a log are for their owner only, whatever the umask, and those from before are narrowed', async () => {
  const before = process.umask(0);
  try {
    const modes = () => readdirSync(folder).map((name) => `${name} ${(statSync(join(folder, name)).mode & 0o777).toString(8)}`);
    let log = openSqliteLog({ file });
    await log.append([write('a-1', -1)], meta());
    expect(modes()).toEqual(['log.sqlite 600', 'log.sqlite-head 600', 'log.sqlite-lock 600', 'log.sqlite-wal 600']);
    for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(folder, name.replace('log', 'wide')));
    await log.close();
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o664);
    log = openSqliteLog({ file: join(folder, 'wide.sqlite') });
    expect(modes().filter((name) => name.startsWith('wide'))).toEqual([
      'wide.sqlite 600',
      'wide.sqlite-head 600',
      'wide.sqlite-lock 600',
      'wide.sqlite-wal 600',
    ]);
    await log.close();
  } finally {
    process.umask(before);
  }
});

test('very long events are read in smaller pages', async () => {
  const log = openSqliteLog({ file });
  await log.append([write('a-1', -1, happened(40, 'x'.repeat(1_000_000)))], meta());
  await log.append([write('a-1', 39, happened(1, 'å'.repeat(7_900_000)))], meta());
  for (const pages of [log.readAll(START), log.read('a-1')]) {
    const sizes: number[] = [];
    for await (const page of pages) sizes.push(page.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(41);
  }
  await log.close();
});

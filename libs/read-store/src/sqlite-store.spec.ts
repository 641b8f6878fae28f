import { mkdtempSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { StoreDamaged, type ReadStore } from './port.js';
import { readStoreSuite } from './read-store.suite.js';
import { openSqliteStore } from './sqlite-store.js';

const folder = mkdtempSync(join(tmpdir(), 'read-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
let file = '';
const nextFile = () => (file = join(folder, `${++files}.sqlite`));

readStoreSuite(
  'documents in a SQLite file',
  () => openSqliteStore({ file: nextFile() }),
  () => openSqliteStore({ file }),
);

const at = '2026-11-23T10:00:00.000Z';
const bodies = Array.from({ length: 300 }, (_, n) => ({
  kind: 'meeting',
  id: `m${n}`,
  version: '11',
  at,
  body: { text: `wording ${n} `.repeat(30) },
}));

async function filled(): Promise<void> {
  const store = openSqliteStore({ file: nextFile() });
  await store.claim('stamp');
  await store.commit({ docs: bodies, checkpoint: { name: 'projector', position: '11', sum: '7' } });
  await store.close();
}

function reopened(): { readonly store: ReadStore; readonly said: string[] } {
  const said: string[] = [];
  return { store: openSqliteStore({ file, onDamage: (message) => said.push(message) }), said };
}

describe('a damaged file of documents', () => {
  it.each([
    ['that is no database', () => writeFileSync(file, 'not a database at all, but long enough to be taken for one '.repeat(40))],
    ['whose head is overwritten', () => overwrite(0, 4_096)],
    ['of another layout', () => withDatabase((db) => db.exec('PRAGMA user_version = 99'))],
    [
      'whose tables are not ours',
      () => withDatabase((db) => db.exec('DROP TABLE document; CREATE TABLE document (x) STRICT'.replace(' STRICT', ''))),
    ],
  ])('%s is thrown away and begun anew, said in one line', async (_, damage) => {
    await filled();
    damage();
    const { store, said } = reopened();
    expect(await store.claim('stamp')).toBe(false);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^The documents in .* thrown away and made again from the event log\.$/);
    await store.commit({ docs: bodies });
    expect(await store.get('meeting', 'm7')).toEqual(bodies[7]);
    await store.close();
  });

  it('that is cut short is begun anew, at the latest when the damage is met', async () => {
    await filled();
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4_096) * 4_096);
    const { store, said } = reopened();
    await readAll(store);
    expect(said).toHaveLength(1);
    expect(await store.claim('stamp')).toBe(false);
    expect(await store.get('meeting', 'm7')).toBeUndefined();
    expect(await store.checkpoint('projector')).toBeUndefined();
    await store.close();
  });

  it('in which one byte of a text was altered is not believed', async () => {
    await filled();
    const place = readFileSync(file).indexOf('wording 123');
    overwrite(place, 1);
    const { store, said } = reopened();
    expect(await store.claim('stamp')).toBe(true);
    expect(await readAll(store)).toBeInstanceOf(StoreDamaged);
    expect(said).toHaveLength(1);
    expect(await store.get('meeting', 'm7')).toBeUndefined();
    await store.close();
  });

  it('is not what a full disk or a missing folder is: that is an error', () => {
    expect(() => openSqliteStore({ file: join(folder, 'no', 'such', 'folder', 'x.sqlite') })).toThrow(/no such file or directory/);
  });
});

it('its file, and what stands beside it, are for their owner only, whatever the umask', async () => {
  const before = process.umask(0);
  try {
    await filled();
    const store = openSqliteStore({ file });
    await store.claim('stamp');
    await store.commit({ docs: bodies.slice(0, 1) });
    for (const suffix of ['', '-wal', '-shm']) expect([suffix, statSync(file + suffix).mode & 0o777]).toEqual([suffix, 0o600]);
    await store.close();
  } finally {
    process.umask(before);
  }
});

function overwrite(place: number, length: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(length, 'X'), 0, length, place);
  closeSync(descriptor);
}

function withDatabase(work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(file);
  work(db);
  db.close();
}

/** The error that reading everything throws, if any. */
async function readAll(store: ReadStore): Promise<unknown> {
  try {
    for await (const page of store.each('meeting')) page.forEach(() => undefined);
    return undefined;
  } catch (error) {
    return error;
  }
}

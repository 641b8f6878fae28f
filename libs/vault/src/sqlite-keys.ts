import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { FileFault, openSqliteFile, type FileKind, type OpenSqliteFile, type OpenSqliteFileOptions } from '@samverkan/sqlite-file';
import { KeyDamaged, VaultUnusable } from './errors.js';
import { KEY_BYTES } from './sealed.js';
import { createVault, type KeyState, type KeyStore, type Vault } from './vault.js';

const KIND: FileKind = {
  what: 'key store',
  // NOTE: stored for ever: 'SVKY'.
  application: 0x53564b59,
  schema: `
    CREATE TABLE person_key (person TEXT PRIMARY KEY, key BLOB, erased TEXT, sum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL, sum INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  first: makeSecret,
  steps: [addSums],
  // Not a write-ahead log: that one would keep the pages of destroyed keys until it wraps around.
  journal: 'PERSIST',
};
/** The installation's secret for fingerprints. */
const SECRET = 'fingerprint';

export interface SqliteVaultOptions extends Pick<OpenSqliteFileOptions, 'file' | 'mustExist' | 'wayOut'> {
  /** Goes on with the copy that is there, or a new one. */
  readonly accept?: boolean;
  /** The file that says how much was written to the key store. */
  readonly witness?: string;
}

/**
 * Opens the vault whose keys are in one SQLite file, making the file when it is not there.
 * @throws VaultUnusable when another process has it, when it is damaged, no key store, or not the copy that was written to last
 */
export function openSqliteVault({ witness, accept, ...options }: SqliteVaultOptions): Vault {
  const { file } = options;
  let opened: OpenSqliteFile | undefined;
  try {
    opened = openSqliteFile({
      ...options,
      kind: KIND,
      ...(witness === undefined ? {} : { witness: { file: witness, kind: 'keys' } }),
      ...(accept === true ? { accept: () => undefined } : {}),
    });
    return createVault(keysIn(opened, file));
  } catch (error) {
    opened?.close();
    throw asUnusable(error, file);
  }
}

interface KeyRow {
  readonly person: string;
  readonly key: Uint8Array | null;
  readonly erased: string | null;
  readonly sum: number;
}

function keysIn({ db, isNew, write, whyNotWritable, close }: OpenSqliteFile, file: string): KeyStore {
  const select = db.prepare('SELECT person, key, erased, sum FROM person_key WHERE person = ?');
  const insert = db.prepare('INSERT INTO person_key (person, key, sum) VALUES (?, ?, ?)');
  const destroy = db.prepare(
    `INSERT INTO person_key (person, key, erased, sum) VALUES (?1, NULL, ?2, ?3)
     ON CONFLICT (person) DO UPDATE SET key = NULL, erased = excluded.erased, sum = excluded.sum WHERE erased IS NULL OR key IS NOT NULL`,
  );
  const changing = <T>(change: () => T): T => {
    try {
      return write(change);
    } catch (error) {
      throw asUnusable(error, file);
    }
  };
  return {
    isNew,
    secret: secretIn(db, file),
    damaged: damagedIn(db),
    keyOf(person): KeyState {
      const row = select.get(person) as unknown as KeyRow | undefined;
      if (row === undefined) return undefined;
      if (!isWhole(row)) throw new KeyDamaged(person);
      return row.erased === null && row.key !== null ? row.key : 'erased';
    },
    add(keys) {
      changing(() => {
        for (const [person, key] of keys) insert.run(person, key, sumOf(person, key, null));
      });
    },
    erase(person) {
      const at = new Date().toISOString();
      changing(() => destroy.run(person, at, sumOf(person, null, at)));
      overwrite(`${file}-journal`);
    },
    whyNotWritable,
    close,
  };
}

/** A checksum over a row, since SQLite keeps none: an altered byte inside a key would otherwise be taken for the key. */
function sumOf(name: string, key: Uint8Array | null, erased: string | null): number {
  return crc32(key ?? '', crc32(`${name}\0${erased ?? ''}\0`));
}

function isWhole({ person, key, erased, sum }: KeyRow): boolean {
  return sumOf(person, key, erased) === sum && (erased === null ? key?.length === KEY_BYTES : key === null);
}

function damagedIn(db: DatabaseSync): readonly string[] {
  const damaged: string[] = [];
  const rows = db.prepare('SELECT person, key, erased, sum FROM person_key').iterate() as Iterable<unknown> as Iterable<KeyRow>;
  for (const row of rows) if (!isWhole(row)) damaged.push(row.person);
  return damaged;
}

function makeSecret(db: DatabaseSync): void {
  const value = randomBytes(KEY_BYTES);
  db.prepare('INSERT INTO secret (name, value, sum) VALUES (?, ?, ?)').run(SECRET, value, sumOf(SECRET, value, null));
}

function secretIn(db: DatabaseSync, file: string): Uint8Array {
  const row = db.prepare('SELECT value, sum FROM secret WHERE name = ?').get(SECRET);
  const value = row?.['value'];
  if (!(value instanceof Uint8Array) || value.length !== KEY_BYTES || sumOf(SECRET, value, null) !== row?.['sum'])
    throw new VaultUnusable(file, 'its secret is missing or damaged. Restore it from a backup.');
  return value;
}

/** Files from before rows had sums: what is in them is taken as it is. */
function addSums(db: DatabaseSync): void {
  db.exec('ALTER TABLE person_key ADD COLUMN sum INTEGER NOT NULL DEFAULT 0; ALTER TABLE secret ADD COLUMN sum INTEGER NOT NULL DEFAULT 0');
  const sum = db.prepare('UPDATE person_key SET sum = ? WHERE person = ?');
  for (const row of db.prepare('SELECT person, key, erased, sum FROM person_key').all() as unknown as readonly KeyRow[])
    sum.run(sumOf(row.person, row.key, row.erased), row.person);
  const value = db.prepare('SELECT value FROM secret WHERE name = ?').get(SECRET)?.['value'];
  if (value instanceof Uint8Array) db.prepare('UPDATE secret SET sum = ? WHERE name = ?').run(sumOf(SECRET, value, null), SECRET);
}

/** The journal of a finished transaction still has the pages as they were before it: zeros over them. */
function overwrite(journal: string): void {
  if (!existsSync(journal)) return;
  const handle = openSync(journal, 'r+');
  try {
    const { size } = fstatSync(handle);
    if (size > 0) writeSync(handle, Buffer.alloc(size), 0, size, 0);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function asUnusable(error: unknown, file: string): unknown {
  return error instanceof FileFault ? new VaultUnusable(file, error.why, error.fault, { cause: error }) : error;
}

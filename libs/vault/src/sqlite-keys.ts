import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VaultUnusable } from './errors.js';
import { KEY_BYTES } from './sealed.js';
import { createVault, type KeyState, type KeyStore, type Vault } from './vault.js';

// NOTE: stored for ever. 'SVKY' marks the file as a key store.
const APPLICATION = 0x53564b59;
const FORM = 1;
const FULL = 2;
const SCHEMA = `
  CREATE TABLE person_key (person TEXT PRIMARY KEY, key BLOB, erased TEXT) STRICT, WITHOUT ROWID;
  CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${String(APPLICATION)};
  PRAGMA user_version = ${String(FORM)};`;

/**
 * Opens the vault whose keys are in one SQLite file, making the file when it is not there.
 * @throws VaultUnusable when another process has it, or when it is damaged or no key store
 */
export function openSqliteVault(options: { readonly file: string }): Vault {
  return createVault(openKeys(options.file));
}

function openKeys(file: string): KeyStore {
  const db = openDatabase(file);
  try {
    return prepareKeys(db, file);
  } catch (error) {
    db.close();
    throw asUnusable(error, file);
  }
}

function openDatabase(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw asUnusable(error, file);
  }
}

function prepareKeys(db: DatabaseSync, file: string): KeyStore {
  // A rollback journal and not a write-ahead log: that one would keep the pages of destroyed keys until it wraps around.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE');
  const isNew = numberOf(db, 'PRAGMA application_id') === 0 && numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (isNew) {
    db.exec(SCHEMA);
    db.prepare('INSERT INTO secret (name, value) VALUES (?, ?)').run('fingerprint', randomBytes(KEY_BYTES));
  }
  if (numberOf(db, 'PRAGMA application_id') !== APPLICATION) throw new VaultUnusable(file, 'it is no key store.');
  if (numberOf(db, 'PRAGMA user_version') !== FORM) throw new VaultUnusable(file, 'it was written by a newer version of the program.');
  db.exec('COMMIT; PRAGMA journal_mode = PERSIST');
  if (numberOf(db, 'PRAGMA synchronous') !== FULL || numberOf(db, 'PRAGMA secure_delete') !== 1) {
    throw new VaultUnusable(file, 'this SQLite can neither write durably nor overwrite what is deleted.');
  }
  const check = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (check !== 'ok') throw new VaultUnusable(file, 'it is damaged. Restore it from a backup.');
  if (isNew) {
    chmodSync(file, 0o600);
    syncFolder(dirname(file));
  }

  const select = db.prepare('SELECT key, erased FROM person_key WHERE person = ?');
  const insert = db.prepare('INSERT INTO person_key (person, key) VALUES (?, ?)');
  const destroy = db.prepare(
    `INSERT INTO person_key (person, key, erased) VALUES (?, NULL, ?)
     ON CONFLICT (person) DO UPDATE SET key = NULL, erased = coalesce(erased, excluded.erased)`,
  );
  const secret = db.prepare('SELECT value FROM secret WHERE name = ?').get('fingerprint')?.['value'];
  if (!(secret instanceof Uint8Array) || secret.length !== KEY_BYTES)
    throw new VaultUnusable(file, 'its secret is missing. Restore it from a backup.');

  return {
    isNew,
    secret,
    keyOf(person): KeyState {
      const row = select.get(person);
      if (row === undefined) return undefined;
      const key = row['key'];
      if (key instanceof Uint8Array && key.length === KEY_BYTES) return key;
      if (row['erased'] !== null) return 'erased';
      throw new VaultUnusable(file, `the key of person ${person} is damaged. Restore it from a backup.`);
    },
    add(keys) {
      db.exec('BEGIN IMMEDIATE');
      try {
        for (const [person, key] of keys) insert.run(person, key);
        db.exec('COMMIT');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw asUnusable(error, file);
      }
    },
    erase(person) {
      destroy.run(person, new Date().toISOString());
      overwrite(`${file}-journal`);
    },
    close() {
      db.close();
    },
  };
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

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function numberOf(db: DatabaseSync, query: string): number {
  return Number(Object.values(db.prepare(query).get() ?? {})[0]);
}

const BUSY = 5;
const CORRUPT = 11;
const FULL_DISK = 13;
const NO_DATABASE = 26;

function asUnusable(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  switch (Number(error.errcode) & 0xff) {
    case BUSY:
      return new VaultUnusable(file, 'another process has it open. Stop that one first.', { cause: error });
    case CORRUPT:
    case NO_DATABASE:
      return new VaultUnusable(file, 'it is damaged. Restore it from a backup.', { cause: error });
    case FULL_DISK:
      return new VaultUnusable(file, 'the disk is full.', { cause: error });
    default:
      return new VaultUnusable(file, error.message, { cause: error });
  }
}

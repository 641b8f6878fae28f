import { chmodSync, closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EdgeRefused } from '../../platform/refusals.js';
import { APPLICATION, FORM, SCHEMA } from './schema.js';

/** The file of credentials and sessions cannot be used; the message says why and what to do, in one sentence. */
export class AccountsUnusable extends Error {
  readonly code = 'accounts/unusable';
  override readonly name = 'AccountsUnusable';
  constructor(file: string, why: string, options?: ErrorOptions) {
    super(`The file of accounts ${file} cannot be used: ${why}`, options);
  }
}

/** An open file of credentials: what `write` returns from is on disk. */
export interface StoreFile {
  readonly db: DatabaseSync;
  /**
   * All of it or nothing; may be called within itself.
   * @throws EdgeRefused server/disk-full
   */
  readonly write: <T>(change: () => T) => T;
  readonly close: () => void;
}

const MEMORY = ':memory:';
const SYNCHRONOUS_FULL = 2;
const RESTORE = 'Restore it from a backup.';

/**
 * Opens the file, making it when it is not there.
 * @throws AccountsUnusable when it is damaged, another program's or a newer version's, or in use
 */
export function openStoreFile(file: string): StoreFile {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    return { ...prepare(db, file), write: writer(db) };
  } catch (error) {
    db?.close();
    throw asUnusable(error, file);
  }
}

function prepare(db: DatabaseSync, file: string): Omit<StoreFile, 'write'> {
  // What is deleted is overwritten: credentials that were taken away should not be found in a copy of the file.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON');
  const isNew = numberOf(db, 'PRAGMA application_id') === 0 && numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!isNew) mustBeOurs(db, file);
  if (file !== MEMORY) mustBeDurable(db, file);
  if (isNew) {
    db.exec(`BEGIN EXCLUSIVE; ${SCHEMA} COMMIT`);
    if (file !== MEMORY) {
      chmodSync(file, 0o600);
      syncFolder(dirname(file));
    }
  } else if (Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] !== 'ok') {
    throw new AccountsUnusable(file, `it is damaged. ${RESTORE}`);
  }
  return {
    db,
    close: () => {
      db.close();
    },
  };
}

function mustBeOurs(db: DatabaseSync, file: string): void {
  if (numberOf(db, 'PRAGMA application_id') !== APPLICATION) throw new AccountsUnusable(file, 'it is no file of accounts.');
  if (numberOf(db, 'PRAGMA user_version') !== FORM) throw new AccountsUnusable(file, 'it was written by a newer version of the program.');
}

function mustBeDurable(db: DatabaseSync, file: string): void {
  const mode = Object.values(db.prepare('PRAGMA journal_mode = WAL').get() ?? {})[0];
  db.exec('PRAGMA synchronous = FULL');
  if (mode !== 'wal' || numberOf(db, 'PRAGMA synchronous') !== SYNCHRONOUS_FULL) {
    throw new AccountsUnusable(file, 'SQLite does not write durably (WAL with synchronous=FULL) on this disk.');
  }
}

function writer(db: DatabaseSync): StoreFile['write'] {
  return (change) => {
    if (isWithin(db)) return change();
    try {
      db.exec('BEGIN IMMEDIATE');
      const result = change();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (isWithin(db)) db.exec('ROLLBACK');
      throw sqliteCode(error) === FULL_DISK ? new EdgeRefused('server/disk-full') : error;
    }
  };
}

/** Whether a change is under way: SQLite itself ends it on some errors. */
const isWithin = (db: DatabaseSync): boolean => db.isTransaction;

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

const sqliteCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;

function asUnusable(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const cause = { cause: error };
  if (code === BUSY) return new AccountsUnusable(file, 'another process has it open. Stop that one first.', cause);
  if (code === CORRUPT || code === NO_DATABASE) return new AccountsUnusable(file, `it is damaged. ${RESTORE}`, cause);
  if (code === FULL_DISK) return new AccountsUnusable(file, 'the disk is full.', cause);
  return new AccountsUnusable(file, error instanceof Error ? `${error.message}.` : 'for an unknown reason.', cause);
}

import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { keepToOwner } from '@samverkan/sqlite-file';
import type { SeenVersion, StoredDocument } from './port.js';

// `synchronous=NORMAL`: under WAL a power cut may take the latest commits, whole ones only, and never damages the file. That is
// enough here, where everything can be folded again from the event log, and saves a wait for the disk per commit.
// Documents are some kilobytes each: large pages hold them without chains of overflow pages, at a third of the time per write.
const SETTINGS = `
  PRAGMA page_size = 16384;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -16000;
  PRAGMA wal_autocheckpoint = 1000;
  PRAGMA journal_size_limit = 32000000;
`;

/** Raised when the tables change: a file with another layout is begun anew. */
const LAYOUT = 2;

const TABLES = `
  CREATE TABLE IF NOT EXISTS document (
    kind TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL, seen TEXT, sum INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoint (name TEXT PRIMARY KEY, position TEXT NOT NULL, sum TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS stamp (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), text TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${LAYOUT};
`;

const COLUMNS = 'kind, id, version, at, body, seen, sum';

export interface OpenFile {
  readonly get: StatementSync;
  readonly page: StatementSync;
  readonly put: StatementSync;
  readonly remove: StatementSync;
  readonly checkpoint: StatementSync;
  readonly putCheckpoint: StatementSync;
  stamp(): unknown;
  holdsSomething(): boolean;
  /** Empties the tables and writes the stamp. */
  restart(stamp: string | undefined): void;
  transaction(work: () => void): void;
  close(): void;
}

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  readonly at: string;
  readonly body: string;
  readonly seen: string | null;
}

/** A row is not what was written. */
class AlteredRow extends Error {}

/** Opens the file, or makes it. Reads its head only: a damaged page further in shows when it is read. */
export function openFile(path: string): OpenFile {
  keepToOwner(path);
  const db = new DatabaseSync(path);
  try {
    db.exec(SETTINGS);
    const layout = db.prepare('PRAGMA user_version').get()?.['user_version'];
    if (layout === 0) db.exec(TABLES);
    else if (layout !== LAYOUT) throw new AlteredRow(`it has layout ${String(layout)}, not ${String(LAYOUT)}`);
    return prepared(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepared(db: DatabaseSync): OpenFile {
  const stamp = db.prepare('SELECT text FROM stamp');
  const something = db.prepare('SELECT 1 FROM document UNION ALL SELECT 1 FROM checkpoint LIMIT 1');

  function transaction(work: () => void): void {
    db.exec('BEGIN IMMEDIATE');
    try {
      work();
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    get: db.prepare(`SELECT ${COLUMNS} FROM document WHERE kind = ? AND id = ?`),
    page: db.prepare(`SELECT ${COLUMNS} FROM document WHERE kind = ? AND id > ? ORDER BY id LIMIT ?`),
    put: db.prepare(
      `INSERT INTO document (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET
        version = excluded.version, at = excluded.at, body = excluded.body, seen = excluded.seen, sum = excluded.sum`,
    ),
    remove: db.prepare('DELETE FROM document WHERE kind = ? AND id = ?'),
    checkpoint: db.prepare('SELECT position, sum FROM checkpoint WHERE name = ?'),
    putCheckpoint: db.prepare('INSERT OR REPLACE INTO checkpoint (name, position, sum) VALUES (?, ?, ?)'),
    stamp: () => stamp.get()?.['text'],
    holdsSomething: () => something.get() !== undefined,
    restart: (text) => {
      transaction(() => {
        db.exec('DELETE FROM document; DELETE FROM checkpoint; DELETE FROM stamp');
        if (text !== undefined) db.prepare('INSERT INTO stamp (only_one, text) VALUES (1, ?)').run(text);
      });
    },
    transaction,
    close: () => {
      db.close();
    },
  };
}

/** A check sum over a row, since SQLite keeps none: an altered byte inside a text would otherwise be believed. */
export function sumOf({ kind, id, version, at, body, seen }: Row): number {
  return crc32(body, crc32(`${kind}\0${id}\0${version}\0${at}\0${seen ?? ''}`));
}

/** @throws when the row is not what was written (see isDamage) */
export function documentOf(row: Record<string, unknown> | undefined): StoredDocument | undefined {
  if (row === undefined) return undefined;
  const found = row as unknown as Row & { readonly sum: number };
  if (sumOf(found) !== found.sum) throw new AlteredRow('a document has been altered');
  const { kind, id, version, at } = found;
  const body: unknown = JSON.parse(found.body);
  return found.seen === null
    ? { kind, id, version, at, body }
    : { kind, id, version, at, body, seen: JSON.parse(found.seen) as Readonly<Record<string, SeenVersion>> };
}

// SQLITE_ERROR (a table is not as it should be), SQLITE_CORRUPT, SQLITE_FORMAT, SQLITE_NOTADB; in the low byte of an extended code.
const DAMAGE = new Set([1, 11, 24, 26]);

/** Whether an error says that the file is not what was written; others (the disk is full, no right to read) are no damage. */
export function isDamage(error: unknown): boolean {
  if (error instanceof AlteredRow) return true;
  const code: unknown = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' && DAMAGE.has(code & 0xff);
}

export function removeFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  damageBeforeOpening,
  FilePlace,
  keepToOwner,
  numberOf,
  readWitness,
  syncFolder,
  Witness,
  type Witnessed,
} from '@samverkan/sqlite-file';
import { LogDamaged, LogLost, LogUnusable, OtherPartnership } from '../errors.js';
import { chainStart } from './chain.js';
import { asLogError } from './errors.js';
import { EventRows, type ChainEnd } from './event-rows.js';

export interface SqliteLogOptions {
  readonly file: string;
  /** Whose log it is; written into the file when it is made (a random id when left out), and compared when it is opened again. */
  readonly partnership?: string;
  /** The file must not grow beyond this many bytes: an append that would is refused with LogFull. */
  readonly maxBytes?: number;
  /** Told in one line when the log can no longer be written, and when it can again. */
  readonly report?: (message: string) => void;
}

/** A log file that is this process's own and has been found whole as far as can be seen in a few milliseconds. */
export interface OpenFile {
  readonly db: DatabaseSync;
  readonly rows: EventRows;
  readonly partnership: string;
  readonly end: ChainEnd;
  readonly witness: Witness;
  readonly place: FilePlace;
  /** Writes a value that is there already, durably: throws when the file cannot be written. */
  touch(): void;
  /** Closes the file and keeps the lock. */
  closeFile(): void;
  /** Opens the file anew once it is closed, with every check that a start makes. */
  reopen(): OpenFile;
  unlock(): void;
}

// NOTE: stored for ever. 'SVEL' marks the file as an event log.
const APPLICATION = 0x5356454c;
const FORM = 1;
const SCHEMA = `
  CREATE TABLE partnership (id TEXT NOT NULL) STRICT;
  CREATE TABLE stream (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE event (place INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, sum INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX event_of_stream ON event (stream, revision);
  CREATE TABLE command (id TEXT PRIMARY KEY, place INTEGER NOT NULL, revisions TEXT NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${String(APPLICATION)};
  PRAGMA user_version = ${String(FORM)};`;
const SYNCHRONOUS_FULL = 2;
/** So many events at the end are checked before the log is used; the others when they are read, and by verify(). */
const TAIL = 256;
/** NOTE: stands in the file of the witness. */
const LOG = 'log';

/** @throws LogInUse, LogDamaged, LogUnusable, LogFull, OtherPartnership */
export function openFile(options: SqliteLogOptions): OpenFile {
  const lock = takeLock(options.file, readWitness(`${options.file}-head`, LOG));
  try {
    return openLocked(options, lock);
  } catch (error) {
    lock.close();
    throw error;
  }
}

function openLocked(options: SqliteLogOptions, lock: DatabaseSync): OpenFile {
  const { file } = options;
  const witnessed = readWitness(`${file}-head`, LOG);
  let db: DatabaseSync | undefined;
  try {
    checkBeforeOpening(file, witnessed);
    db = new DatabaseSync(file, { timeout: 0 });
    // Before the first question: in this mode SQLite needs no file of shared memory, which a full disk has no room for.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // A process that ended while it made the file leaves one without tables; nothing can have been written to it.
    const isNew =
      witnessed === undefined && numberOf(db, 'PRAGMA application_id') === 0 && numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
    if (!isNew) checkKind(db, file);
    setUp(db, file);
    if (isNew) create(db, file, options.partnership ?? randomUUID());
    if (options.maxBytes !== undefined)
      db.exec(`PRAGMA max_page_count = ${String(Math.floor(options.maxBytes / numberOf(db, 'PRAGMA page_size')))}`);
    const partnership = partnershipOf(db, file, options.partnership);
    checkSize(db, file);
    const rows = new EventRows(db, file, chainStart(partnership));
    const end = rows.checkTail(TAIL);
    checkWitness(rows, end, witnessed, file);
    const witness = new Witness(`${file}-head`, LOG);
    witness.write(end.place, end.sum);
    const opened = db;
    const place = new FilePlace(file);
    return {
      db,
      rows,
      partnership,
      end,
      witness,
      place,
      touch() {
        if (!place.isKept()) throw new LogLost(file);
        if (opened.isTransaction) opened.exec('ROLLBACK');
        // One page to the write-ahead log, which says what it said before.
        opened.exec(`PRAGMA user_version = ${String(FORM)}`);
      },
      closeFile() {
        opened.close();
        witness.close();
      },
      reopen: () => openLocked(options, lock),
      unlock: () => {
        lock.close();
      },
    };
  } catch (error) {
    db?.close();
    throw asLogError(error, file, witnessed?.process);
  }
}

/**
 * Holds an exclusive lock on a file of its own before the log is touched: a lock of the operating system, which ends with the process however that ends.
 */
function takeLock(file: string, witnessed: Witnessed | undefined): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    keepToOwner(`${file}-lock`);
    lock = new DatabaseSync(`${file}-lock`, { timeout: 0 });
    lock.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    throw asLogError(error, file, witnessed?.process);
  }
}

/** What has to be judged before SQLite repairs or forgets it. */
function checkBeforeOpening(file: string, witnessed: Witnessed | undefined): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0 && witnessed !== undefined)
    throw new LogDamaged(file, `it is missing or empty, though ${String(witnessed.count)} events had been written to it. ${RESTORE}`);
  const damage = damageBeforeOpening(file);
  if (damage !== undefined) throw new LogDamaged(file, `${damage} ${RESTORE}`);
  keepToOwner(file);
}

const RESTORE = 'Restore it from a backup.';

function cutShort(file: string, found: number, expected: number): LogDamaged {
  return new LogDamaged(file, `it was cut short: ${String(found)} bytes of ${String(expected)} are there. ${RESTORE}`);
}

function checkKind(db: DatabaseSync, file: string): void {
  if (numberOf(db, 'PRAGMA application_id') !== APPLICATION) throw new LogDamaged(file, 'it is no event log of this program.');
  if (numberOf(db, 'PRAGMA user_version') !== FORM) throw new LogUnusable(file, 'it was written by another version of the program.');
}

function setUp(db: DatabaseSync, file: string): void {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const mode = Object.values(db.prepare('PRAGMA journal_mode').get() ?? {})[0];
  // Some builds quietly take NORMAL with a write-ahead log: then an answer would not mean that the disk has it.
  if (mode !== 'wal' || numberOf(db, 'PRAGMA synchronous') !== SYNCHRONOUS_FULL) {
    throw new LogUnusable(file, 'SQLite does not write durably (WAL with synchronous=FULL) on this disk.');
  }
}

function create(db: DatabaseSync, file: string, partnership: string): void {
  db.exec(`BEGIN; ${SCHEMA}`);
  db.prepare('INSERT INTO partnership (id) VALUES (?)').run(partnership);
  db.exec('COMMIT');
  syncFolder(dirname(file));
}

function partnershipOf(db: DatabaseSync, file: string, asked: string | undefined): string {
  const found = db.prepare('SELECT id FROM partnership').get()?.['id'];
  if (typeof found !== 'string') throw new LogDamaged(file, `it does not say whose it is. ${RESTORE}`);
  if (asked !== undefined && asked !== found) throw new OtherPartnership(file, found, asked);
  return found;
}

/** With everything moved from the write-ahead log into the file, the file has the size it says. */
function checkSize(db: DatabaseSync, file: string): void {
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  const expected = numberOf(db, 'PRAGMA page_count') * numberOf(db, 'PRAGMA page_size');
  const found = statSync(file).size;
  if (found < expected) throw cutShort(file, found, expected);
}

function checkWitness(rows: EventRows, end: ChainEnd, witnessed: Witnessed | undefined, file: string): void {
  if (witnessed === undefined) return;
  if (witnessed.count > end.place) {
    throw new LogDamaged(
      file,
      `it ends with event ${String(end.place)}, though ${String(witnessed.count)} had been written: its end was cut off or altered, or its write-ahead log removed. ` +
        `${RESTORE} (When an older copy is what you want, remove ${file}-head.)`,
    );
  }
  if (rows.sumAt(witnessed.count) !== witnessed.sum)
    throw new LogDamaged(file, `event ${String(witnessed.count)} is not the one that had been written. ${RESTORE}`);
}

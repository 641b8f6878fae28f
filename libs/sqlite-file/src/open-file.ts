import { randomInt } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { damageBeforeOpening } from './before-opening.js';
import { faultOf, FileFault } from './faults.js';
import { keepToOwner } from './owner-only.js';
import { FilePlace } from './place.js';
import { beginSums, keepSums, takeAsTheyAre } from './row-sums.js';
import { numberOf, syncFolder } from './settings.js';
import { readWitness, Witness, type Witnessed } from './witness.js';

/** A kind of file that one process owns: by what it is known again, and its tables. */
export interface FileKind {
  /** What it is, after "it is no": `key store`. */
  readonly what: string;
  /** Its `application_id`. NOTE: stored for ever. */
  readonly application: number;
  readonly schema: string;
  /** What a new file holds from the beginning: written together with its tables, or neither is. */
  readonly first?: (db: DatabaseSync) => void;
  /** Brings the tables from form n + 1 to n + 2; a new file has the form after the last. */
  readonly steps: readonly ((db: DatabaseSync) => void)[];
  /** `PERSIST`: a rollback journal, which keeps no page of what was deleted beyond the next transaction. */
  readonly journal: 'WAL' | 'PERSIST';
  /** One number is kept over all rows, so that an altered byte in any is found when it is opened. Begins with a new file, or with the last of `steps`. */
  readonly summed?: boolean;
}

export interface OpenSqliteFileOptions {
  /** `:memory:` for one that lives as long as the process, without a witness. */
  readonly file: string;
  readonly kind: FileKind;
  /** The file that says how much was written to it. Its name does not begin like the file's, so that nobody restores both at once without meaning to. */
  readonly witness?: { readonly file: string; readonly kind: string };
  /** It must be there already: something else rests on it. */
  readonly mustExist?: boolean;
  /** What whoever wants to go on with another copy than the last does, in a sentence. */
  readonly wayOut?: string;
  /** Goes on with the copy that is there, or a new one, whatever the witness says, after a change of it that becomes true together with that. */
  readonly accept?: (db: DatabaseSync) => void;
}

/** An open file: what `write` returns from is on disk. */
export interface OpenSqliteFile {
  readonly db: DatabaseSync;
  /** Made just now. */
  readonly isNew: boolean;
  /**
   * All of it or nothing; may be called within itself. Counted, and told the witness.
   * @throws FileFault `full`, `lost`; whatever `change` throws
   */
  readonly write: <T>(change: () => T) => T;
  /** Why the last change could not be written, if it still cannot be: that is tried, so that whoever asks need not wait for somebody's next change. */
  readonly whyNotWritable: () => unknown;
  readonly close: () => void;
}

const MEMORY = ':memory:';
const SYNCHRONOUS_FULL = 2;
const MARKS = 2 ** 32;
const WRITTEN =
  'CREATE TABLE IF NOT EXISTS written (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), count INTEGER NOT NULL, mark INTEGER NOT NULL) STRICT';

/**
 * Opens a file that is this process's own, making it when it is not there, and checks it: what it is, that it is whole, and that it is the copy
 * that was written to last.
 * @throws FileFault
 */
export function openSqliteFile(options: OpenSqliteFileOptions): OpenSqliteFile {
  const { file, witness } = options;
  let db: DatabaseSync | undefined;
  try {
    const witnessed = witness === undefined ? undefined : readWitness(witness.file, witness.kind);
    if (file !== MEMORY) checkBefore(options, witnessed);
    db = new DatabaseSync(file, { timeout: 0 });
    const isNew = prepare(db, options);
    const written = writtenIn(db);
    if (options.accept === undefined) checkWitness(options, written.count, written.mark, witnessed);
    return { db, isNew, ...counting(db, options, written, witnessed) };
  } catch (error) {
    db?.close();
    throw asFault(error, file);
  }
}

const RESTORE = 'Restore it from a backup.';

function checkBefore({ file, kind, mustExist, accept, wayOut }: OpenSqliteFileOptions, witnessed: Witnessed | undefined): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0 && accept === undefined && (witnessed !== undefined || mustExist === true)) {
    const had = witnessed === undefined || witnessed.count === 0 ? '' : `, though ${changes(witnessed.count)} had been written to it`;
    throw new FileFault(file, said(`it is missing or empty${had}.`, RESTORE, wayOut), 'unfit');
  }
  // A rollback journal that waits may say of itself what the file's head does not.
  const damage = kind.journal === 'WAL' ? damageBeforeOpening(file) : undefined;
  if (damage !== undefined) throw new FileFault(file, `it is damaged: ${damage} ${RESTORE}`, 'damaged');
  keepToOwner(file);
}

/** @returns whether it was made just now */
function prepare(db: DatabaseSync, { file, kind, accept, wayOut }: OpenSqliteFileOptions): boolean {
  // What is deleted is overwritten: it should not be found in a copy of the file.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON');
  const isNew = numberOf(db, 'PRAGMA application_id') === 0 && numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  const form = kind.steps.length + 1;
  if (!isNew) {
    if (numberOf(db, 'PRAGMA application_id') !== kind.application) throw new FileFault(file, `it is no ${kind.what}.`, 'damaged');
    if (numberOf(db, 'PRAGMA user_version') > form)
      throw new FileFault(file, 'it was written by a newer version of the program.', 'unusable');
  }
  if (file !== MEMORY) mustBeDurable(db, file, kind);
  db.exec('BEGIN EXCLUSIVE');
  if (isNew) {
    db.exec(`${kind.schema}; PRAGMA application_id = ${String(kind.application)}`);
    kind.first?.(db);
  }
  const steps = isNew ? [] : kind.steps.slice(numberOf(db, 'PRAGMA user_version') - 1);
  for (const step of steps) step(db);
  if (kind.summed === true && (isNew || steps.length > 0)) beginSums(db);
  else if (kind.summed === true && accept !== undefined) takeAsTheyAre(db);
  db.exec(`${WRITTEN}; INSERT OR IGNORE INTO written VALUES (1, 0, 0); PRAGMA user_version = ${String(form)}; COMMIT`);
  // Only the longer one looks into indexes, by which rows are found.
  const question = kind.summed === true ? 'PRAGMA integrity_check(1)' : 'PRAGMA quick_check(1)';
  const check = isNew ? 'ok' : Object.values(db.prepare(question).get() ?? {})[0];
  if (check !== 'ok') throw new FileFault(file, `it is damaged. ${RESTORE}`, 'damaged');
  if (kind.summed === true && !keepSums(db))
    throw new FileFault(file, said('it is damaged: a row of it is not as it was written.', RESTORE, wayOut), 'damaged');
  if (isNew && file !== MEMORY) syncFolder(dirname(file));
  return isNew;
}

function mustBeDurable(db: DatabaseSync, file: string, { journal }: FileKind): void {
  const mode = Object.values(db.prepare(`PRAGMA journal_mode = ${journal}`).get() ?? {})[0];
  db.exec('PRAGMA synchronous = FULL');
  const isDurable = mode === journal.toLowerCase() && numberOf(db, 'PRAGMA synchronous') === SYNCHRONOUS_FULL;
  if (!isDurable || numberOf(db, 'PRAGMA secure_delete') !== 1)
    throw new FileFault(file, 'SQLite can neither write durably nor overwrite what is deleted on this disk.', 'unusable');
}

interface Written {
  readonly count: number;
  readonly mark: number;
}

function writtenIn(db: DatabaseSync): Written {
  return db.prepare('SELECT count, mark FROM written').get() as unknown as Written;
}

function checkWitness(
  { file, witness, wayOut }: OpenSqliteFileOptions,
  count: number,
  mark: number,
  witnessed: Witnessed | undefined,
): void {
  if (witness === undefined) return;
  const unfit = (why: string): FileFault => new FileFault(file, said(why, 'Put the newest copy back.', wayOut), 'unfit');
  if (witnessed === undefined) {
    if (count > 0) throw unfit(`${witness.file}, which says how much was written to it, is missing.`);
    return;
  }
  if (count < witnessed.count)
    throw unfit(`it is an older copy or has lost its end: it has ${changes(count)}, though ${String(witnessed.count)} had been written.`);
  if (count === witnessed.count && mark !== witnessed.sum) throw unfit('it is another copy than the one that was written to last.');
}

const changes = (count: number): string => (count === 1 ? '1 change' : `${String(count)} changes`);

const said = (...sentences: readonly (string | undefined)[]): string => sentences.filter((one) => one !== undefined).join(' ');

/** Whether a change is under way: SQLite itself ends it on some errors. */
const isWithin = (db: DatabaseSync): boolean => db.isTransaction;

/** Counts what is written, tells the witness, and refuses when the file is no longer where it was. */
function counting(
  db: DatabaseSync,
  { file, witness: beside, accept }: OpenSqliteFileOptions,
  written: Written,
  witnessed: Witnessed | undefined,
): Pick<OpenSqliteFile, 'write' | 'whyNotWritable' | 'close'> {
  const place = file === MEMORY ? undefined : new FilePlace(file);
  const witness = beside === undefined ? undefined : new Witness(beside.file, beside.kind);
  const total = db.prepare('SELECT total_changes() AS changes');
  const count = db.prepare('UPDATE written SET count = ?, mark = ?');
  const touch = db.prepare('UPDATE written SET mark = mark');
  let now = written;
  let failure: unknown;

  const mustBeInPlace = (): void => {
    if (place?.isKept() === false) throw new FileFault(file, 'it was removed, moved or replaced while it was open.', 'lost');
  };
  const write: OpenSqliteFile['write'] = (change) => {
    if (isWithin(db)) return change();
    mustBeInPlace();
    let next: Written | undefined;
    let result;
    try {
      db.exec('BEGIN IMMEDIATE');
      const before = total.get()?.['changes'];
      result = change();
      if (total.get()?.['changes'] !== before) {
        next = { count: now.count + 1, mark: randomInt(MARKS) };
        count.run(next.count, next.mark);
      }
      db.exec('COMMIT');
    } catch (error) {
      if (isWithin(db)) db.exec('ROLLBACK');
      const fault = faultOf(error);
      if (fault === 'full' || fault === 'unusable') failure = error;
      throw fault === 'full' ? asFault(error, file) : error;
    }
    if (next !== undefined) {
      now = next;
      witness?.write(now.count, now.mark);
    }
    mustBeInPlace();
    failure = undefined;
    return result;
  };
  const whyNotWritable = (): unknown => {
    if (failure === undefined || !db.isOpen) return failure;
    try {
      write(() => touch.run());
    } catch (error) {
      failure = error;
    }
    return failure;
  };

  if (accept !== undefined) {
    now = { count: Math.max(written.count, witnessed?.count ?? 0), mark: written.mark };
    write(() => {
      accept(db);
      count.run(now.count, now.mark);
    });
  }
  witness?.write(now.count, now.mark);
  witness?.sync();
  return {
    write,
    whyNotWritable,
    close: () => {
      if (!db.isOpen) return;
      db.close();
      witness?.close();
    },
  };
}

function asFault(error: unknown, file: string): unknown {
  const fault = faultOf(error);
  if (fault === undefined) return error;
  const cause = { cause: error };
  switch (fault) {
    case 'in-use':
      return new FileFault(file, 'another process has it open. Stop that one first.', fault, cause);
    case 'damaged':
      return new FileFault(file, `it is damaged. ${RESTORE}`, fault, cause);
    case 'full':
      return new FileFault(file, 'the disk is full.', fault, cause);
    case 'unusable':
    case 'other':
      return new FileFault(file, error instanceof Error ? `${error.message}.` : 'for an unknown reason.', fault, cause);
  }
}

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';

// SQLite keeps no checksums: an altered byte inside a row would be taken for what was written. One number stands for all rows of all tables and for what
// the tables are, the exclusive or of a sum of each, which every change of a row carries on with; it is compared with the rows when the file is opened.

const SUM_TABLE = 'CREATE TABLE IF NOT EXISTS row_sum (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), sum INTEGER) STRICT';
/** What counts and sums are not summed themselves. */
const BESIDE = ['written', 'row_sum'];

/** Makes room for the sum, within the transaction that makes or changes the tables: what stands there then counts as written. */
export const beginSums = (db: DatabaseSync): void => db.exec(`${SUM_TABLE}; INSERT OR REPLACE INTO row_sum VALUES (1, NULL)`);

/**
 * Sums what is written from now on.
 * @returns whether the rows are those that were written; `true` where no sum has been kept yet
 */
export function keepSums(db: DatabaseSync): boolean {
  try {
    return isKept(db);
  } catch (error) {
    // What asks for the tables that there were does not fit those that there are.
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_ERROR) return false;
    throw error;
  }
}
const SQLITE_ERROR = 1;

function isKept(db: DatabaseSync): boolean {
  db.function('summed', { varargs: true, deterministic: true }, (sum, ...row) => (Number(sum) ^ sumOf(row)) >>> 0);
  // Also for rows that take the place of others.
  db.exec('PRAGMA recursive_triggers = ON');
  const tables = tablesOf(db);
  let actual = sumOf(
    db
      .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name')
      .all()
      .flatMap((one) => Object.values(one)),
  );
  for (const [table, columns] of tables) {
    const query = db.prepare(`SELECT ${columns.join(', ')} FROM "${table}"`);
    query.setReturnArrays(true);
    for (const row of query.iterate() as Iterable<unknown> as Iterable<readonly SQLOutputValue[]>) actual ^= sumOf([table, ...row]);
    for (const trigger of triggersOf(table, columns)) db.exec(trigger);
  }
  actual >>>= 0;
  const kept = db.prepare('SELECT sum FROM row_sum').get()?.['sum'];
  if (kept === null) db.prepare('UPDATE row_sum SET sum = ?').run(actual);
  return kept === null || kept === actual;
}

/** Takes the rows that are there for those that were written. */
export function takeAsTheyAre(db: DatabaseSync): void {
  db.exec('UPDATE row_sum SET sum = NULL');
}

function tablesOf(db: DatabaseSync): readonly (readonly [table: string, columns: readonly string[]])[] {
  return db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !BESIDE.includes(name))
    .map((name) => [
      name,
      db
        .prepare(`SELECT name FROM pragma_table_info(?)`)
        .all(name)
        .map((column) => `"${String(column['name'])}"`),
    ]);
}

/** They last as long as the connection: another program's changes are not summed, and are found when the file is opened. */
function triggersOf(table: string, columns: readonly string[]): readonly string[] {
  const of = (row: 'OLD' | 'NEW', sum: string): string =>
    `summed(${[sum, `'${table}'`, ...columns.map((one) => `${row}.${one}`)].join(', ')})`;
  return (
    [
      ['INSERT', of('NEW', 'sum')],
      ['DELETE', of('OLD', 'sum')],
      ['UPDATE', of('NEW', of('OLD', 'sum'))],
    ] as const
  ).map(
    ([change, sum]) =>
      `CREATE TEMP TRIGGER "summed_${table}_${change}" AFTER ${change} ON main."${table}" BEGIN UPDATE row_sum SET sum = ${sum}; END`,
  );
}

/** Of a table's name and a row's values, each with what kind of value it is, so that no two rows are written alike. */
function sumOf(row: readonly SQLOutputValue[]): number {
  let sum = 0;
  for (const value of row) {
    const bytes = value instanceof Uint8Array ? value : `${value ?? ''}`;
    sum = crc32(bytes, crc32(`\0${typeof value}:${String(bytes.length)}:`, sum));
  }
  return sum;
}

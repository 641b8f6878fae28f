import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileFault } from './faults.js';
import { openSqliteFile, type FileKind, type OpenSqliteFile, type OpenSqliteFileOptions } from './open-file.js';

const SCHEMA = `
  CREATE TABLE holder (id TEXT PRIMARY KEY, secret BLOB, since INTEGER) STRICT, WITHOUT ROWID;
  CREATE TABLE held (id INTEGER PRIMARY KEY, holder TEXT NOT NULL REFERENCES holder (id) ON DELETE CASCADE, text TEXT UNIQUE) STRICT;
  CREATE INDEX held_of ON held (holder)`;
const BEFORE: FileKind = { what: 'file of this spec', application: 0x53565350, schema: SCHEMA, steps: [], journal: 'WAL' };
const KIND: FileKind = { ...BEFORE, steps: [() => undefined], summed: true };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'row-sums-'));
  file = join(folder, 'rows.sqlite');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function within<T>(use: (open: OpenSqliteFile) => T, more: Partial<OpenSqliteFileOptions> = {}): T {
  const open = openSqliteFile({ file, kind: KIND, ...more });
  try {
    return use(open);
  } finally {
    open.close();
  }
}
const rowsOf = ({ db }: OpenSqliteFile): unknown => [
  db.prepare('SELECT * FROM holder ORDER BY id').all(),
  db.prepare('SELECT * FROM held ORDER BY id').all(),
];
const fill = (open: OpenSqliteFile): void =>
  open.write(() => {
    for (let n = 0; n < 30; n += 1) {
      open.db.prepare('INSERT INTO holder VALUES (?, ?, ?)').run(`holder-${n}`, new Uint8Array(32).fill(n), n % 3 === 0 ? null : n);
      open.db.prepare('INSERT INTO held (holder, text) VALUES (?, ?)').run(`holder-${n}`, `text ${n}`);
    }
  });
/** As another program does that knows nothing of sums. */
function behind(change: string): void {
  const db = new DatabaseSync(file);
  db.exec(change);
  db.close();
}
const altered = expect.objectContaining({
  message: expect.stringMatching(/it is damaged: a row of it is not as it was written\. Restore/u) as string,
}) as Error;

describe('the sum of all rows', () => {
  it('is that of the rows, whatever is put, put in the place of others, changed, removed with what hangs on it, or taken back', () => {
    const step = fc.record({
      what: fc.constantFrom('put', 'replace', 'change', 'remove', 'hang', 'back'),
      id: fc.constantFrom('a', 'b', 'c', 'a,b', 'null', ''),
      value: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        rmSync(file, { force: true });
        const rows = within((open) => {
          const { db } = open;
          for (const { what, id, value } of steps) {
            const secret = value === 0 ? null : new Uint8Array(value);
            try {
              open.write(() => {
                if (what === 'put') db.prepare('INSERT OR IGNORE INTO holder VALUES (?, ?, ?)').run(id, secret, value);
                if (what === 'replace') db.prepare('INSERT OR REPLACE INTO held VALUES (?, ?, ?)').run(value, id, `t-${value % 2}`);
                if (what === 'change') db.prepare('UPDATE holder SET secret = ?, since = since + ? WHERE id >= ?').run(secret, value, id);
                if (what === 'remove') db.prepare('DELETE FROM holder WHERE id = ?').run(id);
                if (what === 'hang')
                  db.prepare('INSERT INTO held (holder, text) VALUES (?, ?) ON CONFLICT (text) DO UPDATE SET holder = excluded.holder').run(
                    id,
                    id,
                  );
                if (what === 'back') {
                  db.prepare('DELETE FROM held').run();
                  throw new RangeError('taken back');
                }
              });
            } catch {
              // Nothing is left of it.
            }
          }
          return rowsOf(open);
        });
        expect(within(rowsOf)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["UPDATE holder SET secret = x'00' WHERE id = 'holder-7'"],
    ["UPDATE holder SET since = 8 WHERE id = 'holder-7'"],
    ["UPDATE holder SET since = NULL WHERE id = 'holder-7'"],
    ["UPDATE held SET holder = 'holder-8' WHERE holder = 'holder-7'"],
    ["DELETE FROM held WHERE holder = 'holder-7'"],
    ["INSERT INTO holder VALUES ('another', NULL, NULL)"],
  ])('is not that of rows that somebody else changed: %s', (change) => {
    within(fill);
    behind(change);
    expect(() => within(rowsOf)).toThrow(altered);
    expect(() => within(rowsOf, { wayOut: 'Or say so.' })).toThrow(/Or say so\.$/u);
    // Whoever says so goes on with what is there.
    within(() => undefined, { accept: () => undefined });
    within((open) => open.write(() => open.db.exec("DELETE FROM holder WHERE id = 'holder-3'")));
    within(rowsOf);
  });

  it('any byte altered: refused, or all is there as it was written', () => {
    within(fill);
    const whole = readFileSync(file);
    const rows = within(rowsOf);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ by;
        writeFileSync(file, bytes);
        rmSync(`${file}-wal`, { force: true });
        let found: unknown;
        try {
          found = within(rowsOf);
        } catch (error) {
          expect(error).toBeInstanceOf(FileFault);
          return;
        }
        expect(found).toEqual(rows);
      }),
      { numRuns: 400 },
    );
  });

  it('begins with what stands in a file from before', () => {
    within(fill, { kind: BEFORE });
    const rows = within(rowsOf);
    expect(within(rowsOf)).toEqual(rows);
    behind("DELETE FROM held WHERE holder = 'holder-7'");
    expect(() => within(rowsOf)).toThrow(altered);
  });
});

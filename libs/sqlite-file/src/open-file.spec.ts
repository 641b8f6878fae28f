import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileFault } from './faults.js';
import { openSqliteFile, type FileKind, type OpenSqliteFile, type OpenSqliteFileOptions } from './open-file.js';

const KIND: FileKind = {
  what: 'file of this spec',
  application: 0x53565350,
  schema: 'CREATE TABLE noted (text TEXT PRIMARY KEY) STRICT',
  steps: [],
  journal: 'WAL',
};

let folder: string;
let open: OpenSqliteFile[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-file-'));
  open = [];
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
  rmSync(folder, { recursive: true, force: true });
});

const paths = (at = folder) => ({ file: join(at, 'notes.sqlite'), witness: { file: join(at, 'head-notes'), kind: 'notes' } });
function opened(more: Partial<OpenSqliteFileOptions> = {}): OpenSqliteFile {
  const one = openSqliteFile({ ...paths(), kind: KIND, ...more });
  open.push(one);
  return one;
}
const note = (one: OpenSqliteFile, text: string): unknown =>
  one.write(() => one.db.prepare('INSERT INTO noted (text) VALUES (?)').run(text));
const notes = (one: OpenSqliteFile): readonly unknown[] =>
  one.db
    .prepare('SELECT text FROM noted ORDER BY text')
    .all()
    .map((row) => row['text']);
function close(): void {
  for (const one of open.splice(0)) one.close();
}
function written(...texts: readonly string[]): void {
  const one = opened();
  for (const text of texts) note(one, text);
  close();
}

/** The files as a kill would leave them. */
function copied(name: string): string {
  const to = join(folder, name);
  mkdirSync(to, { recursive: true });
  for (const path of ['notes.sqlite', 'notes.sqlite-wal', 'notes.sqlite-journal', 'head-notes'])
    if (existsSync(join(folder, path))) copyFileSync(join(folder, path), join(to, path));
  return to;
}

describe.each(['WAL', 'PERSIST'] as const)('a file with a journal of kind %s', (journal) => {
  const kind = { ...KIND, journal };

  it('has what was written, is opened again, and belongs to one process', () => {
    const one = opened({ kind });
    expect(one.isNew).toBe(true);
    note(one, 'a');
    expect(() => opened({ kind })).toThrow(/another process has it open/);
    close();
    const again = opened({ kind });
    expect([again.isNew, notes(again)]).toEqual([false, ['a']]);
  });

  it('takes back a change that fails', () => {
    const one = opened({ kind });
    const failing = () =>
      one.write(() => {
        note(one, 'a');
        throw new TypeError('no');
      });
    expect(failing).toThrow('no');
    note(one, 'b');
    expect(notes(one)).toEqual(['b']);
  });

  it('that is older than what was written is refused, until somebody says that it is meant', () => {
    const one = opened({ kind });
    note(one, 'a');
    close();
    const older = readFileSync(paths().file);
    const again = opened({ kind });
    note(again, 'b');
    close();
    writeFileSync(paths().file, older);
    expect(() => opened({ kind, wayOut: 'Or say so.' })).toThrow(
      /it is an older copy or has lost its end: it has 1 change, though 2 had been written\. Put the newest copy back\. Or say so\./,
    );
    const failing = () => {
      throw new TypeError('not accepted');
    };
    expect(() => opened({ kind, accept: failing })).toThrow('not accepted');
    expect(() => opened({ kind })).toThrow(/it is an older copy/);
    expect(notes(opened({ kind, accept: (db) => db.exec("UPDATE noted SET text = 'accepted'") }))).toEqual(['accepted']);
    close();
    expect(notes(opened({ kind }))).toEqual(['accepted']);
  });

  it('that went another way than the last one is refused', () => {
    const one = opened({ kind });
    note(one, 'a');
    close();
    copyFileSync(paths().file, join(folder, 'other'));
    copyFileSync(paths().witness.file, join(folder, 'other-head'));
    note(opened({ kind }), 'b');
    close();
    const head = readFileSync(paths().witness.file);
    copyFileSync(join(folder, 'other'), paths().file);
    copyFileSync(join(folder, 'other-head'), paths().witness.file);
    note(opened({ kind }), 'c');
    close();
    writeFileSync(paths().witness.file, head);
    expect(() => opened({ kind })).toThrow(/it is another copy than the one that was written to last/);
  });

  it('that is missing or emptied, or whose witness is, is refused', () => {
    const one = opened({ kind });
    note(one, 'a');
    close();
    const head = readFileSync(paths().witness.file);
    rmSync(paths().witness.file);
    expect(() => opened({ kind })).toThrow(/head-notes, which says how much was written to it, is missing/);
    writeFileSync(paths().witness.file, head);
    truncateSync(paths().file, 0);
    expect(() => opened({ kind })).toThrow(/it is missing or empty, though 1 change had been written to it\. Restore it from a backup\./);
    rmSync(paths().file);
    expect(() => opened({ kind })).toThrow(/missing or empty/);
    expect(existsSync(paths().file)).toBe(false);
    rmSync(paths().witness.file);
    expect(() => opened({ kind, mustExist: true })).toThrow(/it is missing or empty\. Restore/);
    expect(existsSync(paths().file)).toBe(false);
    expect(opened({ kind, accept: () => undefined, mustExist: true }).isNew).toBe(true);
  });

  it('from before files were counted is taken as it is, once', () => {
    const one = opened({ kind });
    note(one, 'a');
    one.db.exec('DROP TABLE written');
    close();
    rmSync(paths().witness.file);
    expect(notes(opened({ kind }))).toEqual(['a']);
  });

  it('that is removed, moved or replaced while it is open is not written to any more', () => {
    for (const how of ['removed', 'replaced', 'folder'] as const) {
      const at = join(folder, how);
      mkdirSync(at);
      const one = opened({ ...paths(at), kind });
      note(one, 'a');
      if (how === 'folder') renameSync(at, join(folder, 'elsewhere'));
      else rmSync(paths(at).file);
      if (how === 'replaced') writeFileSync(paths(at).file, 'x');
      const lost: unknown = catching(() => note(one, 'b'));
      expect(lost).toBeInstanceOf(FileFault);
      expect(lost).toMatchObject({ fault: 'lost' });
      expect(notes(one)).toEqual(['a']);
    }
  });

  it('and all that stands beside it is for its owner only, whatever it was before', () => {
    const before = process.umask(0);
    try {
      writeFileSync(paths().witness.file, '', { mode: 0o666 });
      const one = opened({ kind });
      note(one, 'a');
      for (const name of ['notes.sqlite', 'head-notes', journal === 'WAL' ? 'notes.sqlite-wal' : 'notes.sqlite-journal'])
        expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      close();
      for (const name of ['notes.sqlite', 'head-notes']) chmodSync(join(folder, name), 0o644);
      opened({ kind });
      for (const name of ['notes.sqlite', 'head-notes']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    } finally {
      process.umask(before);
    }
  });
});

describe('a damaged file', () => {
  it("that is none, or another program's, or a newer version's, is refused", () => {
    writeFileSync(paths().file, 'x'.repeat(10_000));
    expect(() => opened()).toThrow(/its first bytes are not those of an SQLite file/);
    rmSync(paths().file);
    written('a');
    expect(() => opened({ kind: { ...KIND, application: 7 } })).toThrow(/it is no file of this spec/);
    const newer = { ...KIND, steps: [() => undefined] };
    opened({ kind: newer });
    close();
    expect(() => opened()).toThrow(/written by a newer version/);
  });

  it('any byte of its write-ahead log altered, or its end cut off: refused, or everything is there', { timeout: 60_000 }, () => {
    const one = opened();
    const all = Array.from({ length: 12 }, (_, at) => `note ${String(at).padStart(2, '0')} ${'x'.repeat(200)}`);
    for (const text of all) note(one, text);
    copied('crashed');
    close();
    let copies = 0;
    let refused = 0;
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom('flip', 'cut', 'gone'), place, (how, at) => {
        const to = join(folder, `any-${String((copies += 1))}`);
        mkdirSync(to);
        for (const name of ['notes.sqlite', 'notes.sqlite-wal', 'head-notes']) copyFileSync(join(folder, 'crashed', name), join(to, name));
        const wal = join(to, 'notes.sqlite-wal');
        const bytes = readFileSync(wal);
        const index = Math.floor(bytes.length * at);
        if (how === 'gone') rmSync(wal);
        else if (how === 'cut') truncateSync(wal, index);
        else {
          bytes[index] = (bytes[index] ?? 0) ^ 0x10;
          writeFileSync(wal, bytes);
        }
        const found = catching(() => {
          const again = opened(paths(to));
          const held = notes(again);
          close();
          return held;
        });
        if (found instanceof FileFault) refused += 1;
        else expect(found).toEqual(all);
        rmSync(to, { recursive: true });
      }),
      { numRuns: 120 },
    );
    expect(refused).toBeGreaterThan(60);
  });
});

function catching(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('a file that could not be written', () => {
  const note = ({ db, write }: OpenSqliteFile, text: string) => write(() => db.prepare('INSERT INTO noted VALUES (?)').run(text));

  it('says so until it can be written again, though nobody has changed anything meanwhile', () => {
    const file = opened();
    note(file, 'before');
    expect(file.whyNotWritable()).toBeUndefined();
    file.db.exec('PRAGMA query_only = ON');
    expect(() => note(file, 'meanwhile')).toThrow(/readonly/u);
    expect(file.whyNotWritable()).toBeInstanceOf(Error);
    file.db.exec('PRAGMA query_only = OFF');
    expect(file.whyNotWritable()).toBeUndefined();
    note(file, 'after');
    file.close();
    expect(opened().db.prepare('SELECT text FROM noted ORDER BY text').all()).toEqual([{ text: 'after' }, { text: 'before' }]);
  });

  it('does not say so of a change that was refused for what it was', () => {
    const file = opened();
    note(file, 'once');
    expect(() => note(file, 'once')).toThrow(/UNIQUE/u);
    expect(file.whyNotWritable()).toBeUndefined();
  });
});

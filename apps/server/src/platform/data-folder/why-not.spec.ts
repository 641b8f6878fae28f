import 'reflect-metadata';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogUnusable } from '@samverkan/event-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstStart } from '../../first-start.js';
import { sentenceOf } from '../../sentence.js';
import { systemClock } from '../clock.js';
import { openData } from './open-data.js';
import { named } from './why-not.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-why-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const said = (starting: Promise<unknown>): Promise<string> =>
  starting.then(
    () => 'started',
    (error: unknown) => sentenceOf(error),
  );
const open = () => openData(folder, () => undefined);
const system = (code: string) => Object.assign(new Error(`${code}: x, open`), { code, syscall: 'open' });
const ofSqlite = (errcode: number) => Object.assign(new Error('unable to open database file'), { errcode });

const FILES = [
  'events.sqlite',
  'events.sqlite-wal',
  'events.sqlite-head',
  'events.sqlite-lock',
  'keys.sqlite',
  'read.sqlite',
  'accounts.sqlite',
  'accounts.key',
] as const;

describe('what fails when the data folder is opened', () => {
  it.each(FILES)('names %s and the cause, in one sentence', async (name) => {
    await (await open()).close();
    const file = join(folder, name);
    rmSync(file, { force: true });
    mkdirSync(file);
    const sentence = await said(open());
    expect(sentence).toContain(`${file} cannot be used: there is a folder of that name.`);
    expect(sentence).not.toMatch(/\n|\bat \//u);
  });

  it('names the mark of the first start', async () => {
    const data = await open();
    mkdirSync(join(folder, 'first-start'));
    const parts = { config: { data: folder, demo: false }, filling: 'empty', clock: systemClock } as const;
    expect(await said(firstStart(parts as unknown as Parameters<typeof firstStart>[0]))).toBe(
      `${join(folder, 'first-start')} cannot be used: there is a folder of that name.`,
    );
    await data.close();
  });

  it.each([
    ['EROFS', 'its disk is read-only'],
    ['EACCES', 'it may not be read or written to'],
    ['EMFILE', 'this process may have no more files open (raise its limit, ulimit -n)'],
    ['EIO', 'its disk fails'],
  ])('says %s in words', (code, words) => {
    const file = join(folder, 'read.sqlite');
    expect(sentenceOf(named(system(code), file))).toBe(`${file} cannot be used: ${words}.`);
    expect(sentenceOf(Object.assign(system(code), { path: file }))).toBe(`${file} cannot be used: ${words}.`);
  });

  it('finds the cause in what somebody else made of it, and the file that it is about', () => {
    const beside = join(folder, 'events.sqlite-head');
    const told = new LogUnusable(join(folder, 'events.sqlite'), 'EMFILE.', { cause: Object.assign(system('EMFILE'), { path: beside }) });
    expect(sentenceOf(named(told, told.file))).toMatch(/^\S+events\.sqlite-head cannot be used: this process may have no more files open/u);
  });

  it('finds the cause that SQLite does not tell', () => {
    const file = join(folder, 'x.sqlite');
    mkdirSync(`${file}-wal`);
    expect(sentenceOf(named(ofSqlite(14), file))).toBe(`${file}-wal cannot be used: there is a folder of that name.`);
    expect(sentenceOf(named(ofSqlite(14), join(folder, 'gone', 'x.sqlite')))).toBe(
      `${join(folder, 'gone')} cannot be used: its path does not exist.`,
    );
  });

  it('is said of too few descriptors when there are no more', () => {
    const file = join(folder, 'x.sqlite');
    closeSync(openSync(file, 'w'));
    const held: number[] = [];
    const limit = 100_000;
    let sentence = '';
    try {
      while (held.length < limit) held.push(openSync(file, 'r'));
    } catch {
      sentence = sentenceOf(named(ofSqlite(14), file));
    } finally {
      for (const one of held) closeSync(one);
    }
    // Where a process may have more open than can be tried, there is nothing to run out of.
    if (held.length < limit)
      expect(sentence).toBe(`${file} cannot be used: this process may have no more files open (raise its limit, ulimit -n).`);
  });

  it('leaves no trace of asking', () => {
    named(ofSqlite(14), join(folder, 'x.sqlite'));
    expect(existsSync(join(folder, `.probe-${String(process.pid)}`))).toBe(false);
  });

  it('and what is in a file is left to whoever knows it', () => {
    const damaged = ofSqlite(11);
    expect(named(damaged, join(folder, 'x.sqlite'))).toBe(damaged);
  });
});

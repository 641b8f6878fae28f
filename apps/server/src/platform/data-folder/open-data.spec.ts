import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteLog, START } from '@samverkan/event-store';
import { openSqliteVault } from '@samverkan/vault';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogCheck } from '../health/log-check.js';
import { openData, type DataFolder } from './open-data.js';
import { DataFolderUnusable } from './unusable.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-data-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Makes the keys a file from before what is written was counted. */
function notCounted(): void {
  const db = new DatabaseSync(join(folder, 'keys.sqlite'));
  db.exec('DROP TABLE written');
  db.close();
}

const open = () => openData(folder, () => undefined);
const write = async (log: Awaited<ReturnType<typeof open>>['log'], n: number): Promise<void> => {
  await log.append([{ stream: `group-g${String(n)}`, expectedRevision: -1, events: [{ type: 'Noted', data: { n } }] }], {
    commandId: `command-${String(n)}`,
    actor: { account: 'spec', role: 'secretariat' },
    at: '2008-01-01T00:00:00.000Z',
  });
};

describe('the data folder', () => {
  it('is refused when it holds a log whose keys to personal data are gone, and none are made in their place', async () => {
    const data = await open();
    await write(data.log, 1);
    await data.close();
    for (const name of ['keys.sqlite', 'keys.sqlite-journal']) rmSync(join(folder, name), { force: true });
    await expect(open()).rejects.toThrow(
      /keys\.sqlite cannot be used: it is missing or empty, though \d changes? had been written.*accept keys/u,
    );
    rmSync(join(folder, 'head-keys'));
    await expect(open()).rejects.toThrow(/keys\.sqlite cannot be used: it is missing or empty\. Restore it from a backup\./u);
    expect(existsSync(join(folder, 'keys.sqlite'))).toBe(false);
  });

  it('is refused when its keys are those of another log, known by the proof that stands in this one', async () => {
    await (await open()).close();
    const other = mkdtempSync(join(tmpdir(), 'samverkan-other-'));
    const foreign = await openData(other, () => undefined);
    for (let n = 0; n < 5; n += 1) foreign.vault.seal(`p${String(n)}`, 'name', 'Namn');
    await foreign.close();
    copyFileSync(join(other, 'keys.sqlite'), join(folder, 'keys.sqlite'));
    rmSync(other, { recursive: true });
    const again = open();
    await expect(again).rejects.toThrow(DataFolderUnusable);
    await expect(again).rejects.toThrow(/keys\.sqlite belongs to another log: .* from the same backup\./u);
  });

  it('from before keys were bound to the log is bound when they open what is sealed in it, and refused when they do not', async () => {
    const log = openSqliteLog({ file: join(folder, 'events.sqlite') });
    const vault = openSqliteVault({ file: join(folder, 'keys.sqlite') });
    const registered = { type: 'PersonRegistered', data: { person: 'p', name: vault.seal('p', 'name', 'Kerstin') } };
    const meta = { commandId: 'c', actor: { account: 'spec', role: 'secretariat' }, at: '2008-01-01T00:00:00.000Z' };
    await log.append([{ stream: 'person-p', expectedRevision: -1, events: [registered] }], meta);
    await log.close();
    vault.close();
    notCounted();
    const copies = ['events.sqlite', 'events.sqlite-head', 'keys.sqlite'].map((name) => [name, readFileSync(join(folder, name))] as const);
    const typesIn = async ({ log: opened }: DataFolder): Promise<readonly string[]> => {
      const types: string[] = [];
      for await (const page of opened.readAll(START)) types.push(...page.map(({ type }) => type));
      return types;
    };
    for (let n = 0; n < 2; n += 1) {
      const data = await open();
      expect(await typesIn(data)).toEqual(['PersonRegistered', 'KeysBound']);
      await data.close();
    }
    rmSync(folder, { recursive: true });
    mkdirSync(folder, { mode: 0o700 });
    for (const [name, bytes] of copies) if (name !== 'keys.sqlite') writeFileSync(join(folder, name), bytes);
    const foreign = openSqliteVault({ file: join(folder, 'keys.sqlite') });
    foreign.seal('q', 'name', 'Någon');
    foreign.close();
    notCounted();
    await expect(open()).rejects.toThrow(/belongs to another log/u);
  });

  it('from before sessions were kept is opened, and its old key is gone', async () => {
    const data = await open();
    await write(data.log, 1);
    await data.close();
    for (const name of ['accounts.sqlite', 'accounts.key', 'head-accounts']) rmSync(join(folder, name));
    writeFileSync(join(folder, 'session.key'), new Uint8Array(32));
    await (await open()).close();
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['accounts.key', 'accounts.sqlite', 'events.sqlite']));
    expect(existsSync(join(folder, 'session.key'))).toBe(false);
    for (const name of ['accounts.key', 'accounts.sqlite'])
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('is refused when its accounts are damaged or gone, or their key is', async () => {
    await (await open()).close();
    const key = readFileSync(join(folder, 'accounts.key'));
    rmSync(join(folder, 'accounts.key'));
    await expect(open()).rejects.toThrow(
      /accounts\.key is missing, though accounts\.sqlite is there\. Restore the two from the same backup/u,
    );
    expect(existsSync(join(folder, 'accounts.key'))).toBe(false);
    writeFileSync(join(folder, 'accounts.key'), randomBytes(32));
    await expect(open()).rejects.toThrow(/accounts\.sqlite cannot be used: it was made with another key/u);
    writeFileSync(join(folder, 'accounts.key'), key);
    writeFileSync(join(folder, 'accounts.sqlite'), 'no database at all, however long it may be'.repeat(100));
    await expect(open()).rejects.toThrow(/accounts\.sqlite cannot be used: it is damaged/u);
    rmSync(join(folder, 'accounts.sqlite'));
    await expect(open()).rejects.toThrow(
      /accounts\.sqlite cannot be used: it is missing or empty, though \d changes? had been written.*accept accounts/u,
    );
    const accepted = await openData(folder, () => undefined, { accept: 'accounts' });
    expect(accepted.accounts.isNew).toBe(true);
    await accepted.close();
    await (await open()).close();
  });

  it('is for its owner only, whoever made it and whatever the umask, and one that is open to others is named', async () => {
    const made = join(folder, 'made-before');
    const linked = join(folder, 'linked');
    const before = process.umask(0);
    try {
      mkdirSync(made, { mode: 0o755 });
      symlinkSync(made, linked);
      const told: string[] = [];
      const data = await openData(linked, (line) => told.push(line));
      await write(data.log, 1);
      data.vault.seal('p', 'name', 'Namn');
      data.accounts.credentials.setLogin('a', 'anna@example.org');
      await data.store.claim('spec');
      const modes = () => readdirSync(made).map((name) => `${name} ${(statSync(join(made, name)).mode & 0o777).toString(8)}`);
      expect(modes().length).toBeGreaterThan(10);
      expect(modes().filter((name) => !name.endsWith(' 600'))).toEqual([]);
      expect(told).toEqual([`The data folder ${linked} is open to others on this machine (mode 755). Close it: chmod 700 ${linked}`]);
      await data.close();
      for (const name of readdirSync(made)) chmodSync(join(made, name), 0o664);
      chmodSync(made, 0o700);
      const again = await openData(made, (line) => told.push(line));
      expect(modes().filter((name) => !name.endsWith(' 600'))).toEqual([]);
      expect(told).toHaveLength(1);
      await again.close();
    } finally {
      process.umask(before);
    }
  });

  it('has a log that is walked through after the start', async () => {
    const data = await open();
    for (let n = 0; n < 50; n += 1) await write(data.log, n);
    const check = new LogCheck(data.log, pino({ level: 'silent' }));
    expect(check.condition).toBe('unchecked');
    await check.run();
    expect(check.condition).toBe('sound');
    await data.close();
  });

  it('is told to be damaged when the walk finds that an event is not as it was written', async () => {
    const data = await open();
    const damaged = Object.assign(Object.create(data.log) as typeof data.log, {
      verify: () => Promise.reject(Object.assign(new Error('events.sqlite is damaged'), { code: 'log/damaged' })),
    });
    const told: string[] = [];
    const check = new LogCheck(damaged, pino({ level: 'error' }, { write: (line: string) => void told.push(line) }));
    await check.run();
    expect(check.condition).toBe('damaged');
    expect(told.join('')).toContain('events.sqlite is damaged');
    await data.close();
  });
});

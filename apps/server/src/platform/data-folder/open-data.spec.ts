import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogCheck } from '../health/log-check.js';
import { DataFolderUnusable, openData } from './open-data.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-data-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = () => openData(folder, () => undefined);
const write = async (log: Awaited<ReturnType<typeof open>>['log'], n: number): Promise<void> => {
  await log.append([{ stream: `group-g${String(n)}`, expectedRevision: -1, events: [{ type: 'Noted', data: { n } }] }], {
    commandId: `command-${String(n)}`,
    actor: { account: 'spec', role: 'secretariat' },
    at: '2008-01-01T00:00:00.000Z',
  });
};

describe('the data folder', () => {
  it('is refused when it holds a log whose keys to personal data are gone', async () => {
    const data = await open();
    await write(data.log, 1);
    await data.close();
    for (const name of ['keys.sqlite', 'keys.sqlite-wal', 'keys.sqlite-shm']) rmSync(join(folder, name), { force: true });
    const again = open();
    await expect(again).rejects.toThrow(DataFolderUnusable);
    await expect(again).rejects.toThrow(/keys\.sqlite/u);
  });

  it('from before sessions were kept is opened, and its old key is gone', async () => {
    const data = await open();
    await write(data.log, 1);
    await data.close();
    rmSync(join(folder, 'accounts.sqlite'));
    rmSync(join(folder, 'accounts.key'));
    writeFileSync(join(folder, 'session.key'), new Uint8Array(32));
    await (await open()).close();
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['accounts.key', 'accounts.sqlite', 'events.sqlite']));
    expect(existsSync(join(folder, 'session.key'))).toBe(false);
    for (const name of ['accounts.key', 'accounts.sqlite'])
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('is refused when its accounts are damaged, or their key is gone', async () => {
    await (await open()).close();
    rmSync(join(folder, 'accounts.key'));
    await expect(open()).rejects.toThrow(/accounts\.sqlite cannot be used: it was made with another key/u);
    writeFileSync(join(folder, 'accounts.sqlite'), 'no database at all, however long it may be'.repeat(100));
    await expect(open()).rejects.toThrow(/accounts\.sqlite cannot be used: it is damaged/u);
    rmSync(join(folder, 'accounts.sqlite'));
    await (await open()).close();
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

import 'reflect-metadata';
import { copyFileSync, cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../serve.js';
import { readConfig } from '../config/config.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-taken-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const data = () => join(folder, 'data');
const inData = (name: string): string => join(data(), name);
const json = { 'content-type': 'application/json' };

/** Another file of the same content at the same path. */
function replaceFile(name: string): void {
  copyFileSync(inData(name), inData(`${name}-copy`));
  renameSync(inData(`${name}-copy`), inData(name));
}

describe('a file of the data folder that is taken away under a running server', () => {
  it.each([
    ['the log, removed', () => rmSync(inData('events.sqlite'))],
    ['its write-ahead log, removed', () => rmSync(inData('events.sqlite-wal'))],
    ['the keys, replaced', () => replaceFile('keys.sqlite')],
    ['the accounts, replaced', () => replaceFile('accounts.sqlite')],
    [
      'the folder, moved and copied back',
      () => {
        renameSync(data(), join(folder, 'elsewhere'));
        cpSync(join(folder, 'elsewhere'), data(), { recursive: true });
      },
    ],
  ])(
    '%s: commands are refused within seconds, health says why, and the end is no success',
    async (_, take) => {
      const { url, stop } = await serve(readConfig({ SAMVERKAN_DATA: data(), SAMVERKAN_DEMO: 'on', PORT: '0' }));
      const signedIn = await fetch(`${url}/api/session`, { method: 'POST', headers: json, body: '{"account":"secretariat"}' });
      const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
      let organisations = 0;
      const command = async () => {
        const body = '{"name":"Föreningen","sector":"civil"}';
        const path = `/api/organisations/taken-${String((organisations += 1))}/register`;
        const answer = await fetch(`${url}${path}`, { method: 'POST', headers: { ...json, cookie }, body });
        return [answer.status, ((await answer.json()) as { code?: string }).code];
      };
      expect((await command())[0]).toBe(200);
      take();
      await expect.poll(command, { timeout: 5_000 }).toEqual([503, 'server/storage-lost']);
      expect(await command()).toEqual([503, 'server/storage-lost']);
      await expect
        .poll(
          async () => {
            const health = await fetch(`${url}/api/health`);
            return [health.status, await health.json()];
          },
          { timeout: 5_000 },
        )
        .toEqual([503, expect.objectContaining({ ready: false, reasons: expect.arrayContaining(['storage-lost']) as string[] })]);
      await expect(stop()).rejects.toThrow(
        /was removed, moved or replaced under the running server: nothing is acknowledged any more\. Stop/u,
      );
    },
    60_000,
  );
});

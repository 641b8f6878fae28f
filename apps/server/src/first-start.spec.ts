import 'reflect-metadata';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionAnswer } from '@samverkan/contract';
import { createHandler, START, type StoredEvent } from '@samverkan/event-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SpecBrowser } from './accounts/testing/holder.suite.js';
import { runCli } from './cli.js';
import { addDemoAccounts } from './demo/demo.js';
import { readConfig } from './platform/config/config.js';
import { openData } from './platform/data-folder/open-data.js';
import { serve, type Serving } from './serve.js';

const PASSWORD = 'tre kossor på en äng';

let folder: string;
let serving: Serving | undefined;
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-first-start-'));
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const data = () => join(folder, 'data');
const environment = () => ({ PORT: '0', SAMVERKAN_DATA: data(), SAMVERKAN_URL: 'http://localhost' });
const start = async (demo: 'on' | 'off'): Promise<SpecBrowser> => {
  said = [];
  serving = await serve(readConfig({ ...environment(), SAMVERKAN_DEMO: demo }), (line) => said.push(line));
  return new SpecBrowser(serving);
};
async function stop(): Promise<void> {
  await serving?.stop();
  serving = undefined;
}
const cli = async (...words: string[]): Promise<string> => {
  const out: string[] = [];
  const code = await runCli(words, environment(), { out: (line) => out.push(line), err: (line) => out.push(line) });
  expect([code, out.join('\n')]).toEqual([0, expect.any(String)]);
  return out.at(-1)?.split('#')[1] ?? '';
};
const events = async (): Promise<readonly StoredEvent[]> => {
  const opened = await openData(data(), () => undefined);
  const found: StoredEvent[] = [];
  for await (const page of opened.log.readAll(START)) found.push(...page);
  await opened.close();
  return found;
};
const session = async (browser: SpecBrowser): Promise<SessionAnswer> => (await browser.send<SessionAnswer>('GET', '/api/session')).body;
const choose = (browser: SpecBrowser, account = 'administrator') => browser.send('POST', '/api/session', { account });

const ASIDE = expect.stringMatching(/^SAMVERKAN_DEMO=on is left aside: the data folder .* was not filled by the demo\. [^\n]*$/u) as string;

async function expectNoDemo(browser: SpecBrowser): Promise<void> {
  expect(await session(browser)).toMatchObject({ demo: false, identities: [] });
  expect(await choose(browser)).toMatchObject({ status: 404, body: { code: 'session/not-demo' } });
}

describe('a folder that the demo did not fill', () => {
  it('has no demo when one is asked for: nothing is written, nobody chooses who to be, and it is said', async () => {
    await start('off');
    await stop();
    const before = await events();
    await expectNoDemo(await start('on'));
    expect(said).toEqual([ASIDE]);
    await stop();
    expect(await events()).toEqual(before);
  }, 30_000);

  it('is one in which there are accounts only, made before the first start', async () => {
    await cli('administrator', 'ada@example.org');
    const browser = await start('on');
    await expectNoDemo(browser);
    expect(said).toEqual([ASIDE]);
    expect((await browser.send('GET', '/api/docs/group/rtp-1-2')).status).toBe(200);
    await stop();
    expect((await events()).some(({ data: made }) => made['invented'] === true)).toBe(false);
  }, 30_000);

  it('is one that something was imported into before the first start', async () => {
    const file = join(folder, 'organisations.csv');
    writeFileSync(file, 'id;name;sector\nforening;Föreningen;civil\n');
    await cli('import', 'organisations', file);
    await expectNoDemo(await start('on'));
  }, 30_000);

  it('stays so with the mark of a first start that was broken off', async () => {
    await start('off');
    await stop();
    writeFileSync(join(data(), 'first-start'), '2026-11-23T12:00:00.000Z');
    await expectNoDemo(await start('on'));
    await stop();
    expect((await events()).some(({ data: made }) => made['invented'] === true)).toBe(false);
  }, 30_000);

  it('names the accounts that a demo wrote into it once, which nobody can use', async () => {
    await start('off');
    await stop();
    const opened = await openData(data(), () => undefined);
    await addDemoAccounts(createHandler(opened.log));
    await opened.close();
    await expectNoDemo(await start('on'));
    expect(said).toEqual([ASIDE, expect.stringMatching(/^Accounts of a demo stand .*administrator\): nobody can use them\./u)]);
  }, 30_000);
});

describe('a folder that the demo filled', () => {
  it('is a demo again, also as a copy', async () => {
    expect((await choose(await start('on'))).status).toBe(200);
    await stop();
    const copy = join(folder, 'copy');
    cpSync(data(), copy, { recursive: true });
    rmSync(data(), { recursive: true });
    cpSync(copy, data(), { recursive: true });
    expect((await choose(await start('on'))).status).toBe(200);
    expect(said).toEqual([]);
  }, 60_000);

  it('lets nobody use its accounts without the demo, also by a link and a password, and says so', async () => {
    await start('on');
    await stop();
    const member = (await events()).find(({ type, stream }) => type === 'AccountOpened' && stream === 'account-member');
    const person = typeof member?.data['person'] === 'string' ? member.data['person'] : '';
    const token = await cli('invite', person, 'ada@example.org');
    const taking = { token, password: PASSWORD };
    const without = await start('off');
    await expectNoDemo(without);
    expect(said).toEqual([
      expect.stringMatching(/was filled by the demo, and SAMVERKAN_DEMO is off: the demo's accounts cannot be used\./u),
    ]);
    expect(await without.send('POST', '/api/session/link/password', taking)).toMatchObject({
      status: 401,
      body: { code: 'session/refused' },
    });
    expect((await session(without)).identity).toBeUndefined();
  }, 60_000);
});

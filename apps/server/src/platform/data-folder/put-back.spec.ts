import 'reflect-metadata';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START } from '@samverkan/event-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../cli.js';
import { serve, type Serving } from '../../serve.js';
import { readConfig } from '../config/config.js';
import { openData } from './open-data.js';

let folder: string;
let serving: Serving | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-put-back-'));
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({ SAMVERKAN_DATA: join(folder, 'data'), SAMVERKAN_DEMO: 'on', PORT: '0' });
const inData = (name: string): string => join(folder, 'data', name);
const start = async (): Promise<Serving> => (serving = await serve(readConfig(environment())));
async function stop(): Promise<void> {
  await serving?.stop();
  serving = undefined;
}

/** Registers an organisation, and waits until there is a document of it. */
async function register({ url }: Serving, id: string, name: string): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${url}/api/session`, { method: 'POST', headers: json, body: '{"account":"secretariat"}' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const body = JSON.stringify({ name, sector: 'civil' });
  const done = await fetch(`${url}/api/organisations/${id}/register`, { method: 'POST', headers: { ...json, cookie }, body });
  expect(done.status).toBe(200);
  const { position } = (await done.json()) as { position: string };
  expect((await fetch(`${url}/api/docs/organisation/${id}?after=${position}`)).status).toBe(200);
}

const statusOf = async ({ url }: Serving, id: string): Promise<number> => (await fetch(`${url}/api/docs/organisation/${id}`)).status;

describe('an older log that is put back as the program says', () => {
  it('and written to by the command line past the documents is served with documents of its own history only', async () => {
    await register(await start(), 'before', 'Före');
    await stop();
    copyFileSync(inData('events.sqlite'), join(folder, 'older'));
    const first = await start();
    for (const id of ['lost-1', 'lost-2']) await register(first, id, 'Efter');
    await stop();

    copyFileSync(join(folder, 'older'), inData('events.sqlite'));
    rmSync(inData('events.sqlite-head'));
    const told: string[] = [];
    for (let n = 1; n <= 6; n += 1) {
      const code = await runCli(['administrator', `ada${n}@example.org`], environment(), { out: () => 0, err: (line) => told.push(line) });
      expect(code).toBe(0);
    }
    expect(told).toEqual([expect.stringMatching(/^The documents are made again from the event log: they are ahead of the event log/u)]);

    const again = await start();
    expect(await statusOf(again, 'before')).toBe(200);
    for (const id of ['lost-1', 'lost-2']) expect(await statusOf(again, id)).toBe(404);
    await register(again, 'lost-1', 'En annan');
    expect(await (await fetch(`${again.url}/api/docs/organisation/lost-1`)).json()).toMatchObject({ body: { name: 'En annan' } });
  }, 120_000);
});

describe('an older file of accounts that is put back', () => {
  const cookieOf = async ({ url }: Serving): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const signedIn = await fetch(`${url}/api/session`, { method: 'POST', headers, body: '{"account":"secretariat"}' });
    return signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  };
  const isSignedIn = async ({ url }: Serving, cookie: string): Promise<boolean> =>
    'identity' in ((await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as object);
  const typesIn = async (): Promise<readonly string[]> => {
    const data = await openData(inData(''), () => undefined);
    const types: string[] = [];
    for await (const page of data.log.readAll(START)) types.push(...page.map(({ type }) => type));
    await data.close();
    return types;
  };

  it('is named at the start, and taken into use only by a command, without the sessions in it', async () => {
    const cookie = await cookieOf(await start());
    await stop();
    for (const name of ['accounts.sqlite', 'accounts.key']) copyFileSync(inData(name), join(folder, name));
    const second = await start();
    expect(await isSignedIn(second, cookie)).toBe(true);
    await fetch(`${second.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    expect(await isSignedIn(second, cookie)).toBe(false);
    await stop();
    for (const name of ['accounts.sqlite', 'accounts.key']) copyFileSync(join(folder, name), inData(name));
    await expect(start()).rejects.toThrow(
      /^The file of accounts .*accounts\.sqlite cannot be used: it is an older copy or has lost its end: it has \d+ changes?, though \d+ had been written\. Put the newest copy back\. To go on with this one, .*"npx samverkan accept accounts"/u,
    );
    const told: string[] = [];
    expect(await runCli(['accept', 'accounts'], environment(), { out: (line) => told.push(line), err: (line) => told.push(line) })).toBe(0);
    expect(told.join(' ')).toMatch(/is in use from now on\. Everybody is signed out/u);
    expect((await typesIn()).at(-1)).toBe('AccountsReplaced');
    expect(await isSignedIn(await start(), cookie)).toBe(false);
  }, 120_000);

  it('of keys is named too, and what no key is left for is said when it is taken into use', async () => {
    const data = await openData(inData(''), () => undefined);
    await data.close();
    copyFileSync(inData('keys.sqlite'), join(folder, 'keys.sqlite'));
    const later = await openData(inData(''), () => undefined);
    const sealed = later.vault.seal('p-late', 'name', 'Kerstin');
    const meta = { commandId: 'c', actor: { account: 'spec', role: 'secretariat' }, at: '2008-01-01T00:00:00.000Z' };
    const events = [{ type: 'PersonRegistered', data: { person: 'p-late', name: sealed } }];
    await later.log.append([{ stream: 'person-p-late', expectedRevision: -1, events }], meta);
    await later.close();
    copyFileSync(join(folder, 'keys.sqlite'), inData('keys.sqlite'));
    await expect(openData(inData(''), () => undefined)).rejects.toThrow(/keys\.sqlite cannot be used: it is an older copy .*accept keys/u);
    const told: string[] = [];
    expect(await runCli(['accept', 'keys'], environment(), { out: (line) => told.push(line), err: (line) => told.push(line) })).toBe(0);
    expect(told.at(-1)).toBe('They do not open what is sealed of 1 persons: p-late.');
    expect((await typesIn()).at(-1)).toBe('KeysReplaced');
  }, 120_000);
});

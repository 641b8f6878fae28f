import 'reflect-metadata';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../cli.js';
import { serve, type Serving } from '../../serve.js';
import { readConfig } from '../config/config.js';

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
  }, 60_000);
});

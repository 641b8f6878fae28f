import 'reflect-metadata';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandAnswer, SessionAnswer } from '@samverkan/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, WrongSetting, type Config } from './platform/config/config.js';
import { DataFolderUnusable } from './platform/data-folder/unusable.js';
import { sentenceOf } from './sentence.js';
import { serve, type Serving } from './serve.js';

let folder: string;
const running: Serving[] = [];
const config = (more: Partial<Config> = {}): Config => ({ ...readConfig({ PORT: '0', SAMVERKAN_DATA: join(folder, 'data') }), ...more });
const start = async (more: Partial<Config> = {}): Promise<Serving> => {
  const serving = await serve(config(more));
  running.push(serving);
  return serving;
};
const stop = async (serving: Serving): Promise<void> => {
  running.splice(running.indexOf(serving), 1);
  await serving.stop();
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-serve-'));
});
afterEach(async () => {
  for (const serving of [...running]) await stop(serving);
  rmSync(folder, { recursive: true, force: true });
});

const logPosition = async (serving: Serving): Promise<string> =>
  /^samverkan_log_events (\d+)$/mu.exec(await (await fetch(`${serving.url}/api/metrics`)).text())?.[1] ?? '';

const said = (starting: Promise<unknown>): Promise<string> =>
  starting.then(
    () => 'started',
    (error: unknown) => sentenceOf(error),
  );

describe('the settings', () => {
  it('have their defaults, and an empty one is none', () => {
    expect(readConfig({ PORT: '' })).toMatchObject({ port: 3000, host: '127.0.0.1', demo: false });
    expect(readConfig({ PORT: '0', SAMVERKAN_DEMO: 'on', SAMVERKAN_DATA: '/x' })).toMatchObject({ port: 0, demo: true, data: '/x' });
  });

  it('are said to be wrong in one sentence, all of them', () => {
    const wrong = () => readConfig({ PORT: 'many', SAMVERKAN_DEMO: 'yes' });
    expect(wrong).toThrow(WrongSetting);
    expect(wrong).toThrow('The settings are wrong: PORT must be a number; SAMVERKAN_DEMO must be on or off.');
    expect(() => readConfig({ PORT: '70000' })).toThrow('PORT must be from 0 to 65535');
  });
});

describe('a start', () => {
  it('makes the data folder for nobody else to read, and imports the programme at the first start only', async () => {
    const first = await start();
    expect(statSync(config().data).mode & 0o777).toBe(0o700);
    const position = await logPosition(first);
    expect(position).not.toBe('');
    await stop(first);
    expect(await logPosition(await start())).toBe(position);
    expect(existsSync(join(config().data, 'first-start'))).toBe(false);
  });

  it('takes up a first start that was broken off, and repeats nothing', async () => {
    const first = await start();
    const before = await logPosition(first);
    await stop(first);
    writeFileSync(join(config().data, 'first-start'), '2026-11-23T12:00:00.000Z');
    expect(await logPosition(await start())).toBe(before);
  });

  it('is refused while another has the data, in one sentence', async () => {
    await start();
    expect(await said(serve(config()))).toMatch(/^The event log .*events\.sqlite is in use by another process.*\.$/u);
  });

  it('is refused on a damaged log, which it names', async () => {
    await stop(await start());
    const file = join(config().data, 'events.sqlite');
    truncateSync(file, statSync(file).size / 2);
    expect(await said(serve(config()))).toMatch(/^The event log .*events\.sqlite is damaged: /u);
  });

  it('is refused where the data folder cannot be, in one sentence', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(serve(config({ data: join(folder, 'file') }))).rejects.toThrow(DataFolderUnusable);
    expect(await said(serve(config({ data: join(folder, 'file') })))).toMatch(
      /^The data folder .* cannot be used: there is a file of that name\.$/u,
    );
    expect(await said(serve(config({ data: '/proc/samverkan' })))).toMatch(
      /^The data folder \/proc\/samverkan cannot be used: nothing can be made there\.$/u,
    );
    expect(await said(serve(config({ data: '/proc' })))).toMatch(/\/proc(\/\S+)? cannot be used: nothing can be made there\.$/u);
    expect(await said(serve(config({ data: join(folder, 'file', 'data') })))).toMatch(/there is a file of that name\.$/u);
  });

  it('says where a role requires what nobody can have there', async () => {
    const lines: string[] = [];
    const none = { url: 'https://192.0.2.1', requirePasskey: ['chair'] } as const;
    running.push(await serve(config(none), (line) => lines.push(line)));
    expect(lines).toEqual([expect.stringMatching(/^SAMVERKAN_REQUIRE_PASSKEY names chair, but .* nobody can act in these roles\./u)]);
  });

  it('is refused on a port that is taken, in one sentence', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    expect(await said(serve(config({ port, data: join(folder, 'other') })))).toMatch(
      /^The server cannot listen on .*: another program does\./u,
    );
  });

  it('keeps those signed in who were', async () => {
    const demo = { demo: true };
    const first = await start(demo);
    const signedIn = await fetch(`${first.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"account":"secretary"}',
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    await stop(first);
    expect(statSync(join(config().data, 'accounts.sqlite')).mode & 0o777).toBe(0o600);
    const second = await start(demo);
    const answer = (await (await fetch(`${second.url}/api/session`, { headers: { cookie } })).json()) as SessionAnswer;
    expect(answer.identity?.account).toBe('secretary');
    // Where nobody may choose any more who to be, nobody is whom they chose.
    await stop(second);
    const real = await start();
    expect(await (await fetch(`${real.url}/api/session`, { headers: { cookie } })).json()).not.toHaveProperty('identity');
  }, 60_000);
});

describe('a stop', () => {
  it('answers what it took before, and keeps it', async () => {
    const first = await start({ demo: true });
    const signedIn = await fetch(`${first.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"account":"secretariat"}',
    });
    const headers = { 'content-type': 'application/json', cookie: signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '' };
    const give = (id: string) =>
      fetch(`${first.url}/api/organisations/${id}/register`, { method: 'POST', headers, body: '{"name":"Föreningen","sector":"civil"}' })
        .then(async (answer) => ({ id, status: answer.status, answer: (await answer.json()) as CommandAnswer }))
        .catch(() => ({ id, status: 0 }));
    const sent = Array.from({ length: 40 }, (_, index) => give(`org-last-${index}`));
    await Promise.race(sent);
    await stop(first);
    const answered = (await Promise.all(sent)).filter(({ status }) => status === 200);
    expect(answered.length).toBeGreaterThan(0);
    const second = await start({ demo: true });
    for (const { id } of answered) expect((await fetch(`${second.url}/api/docs/organisation/${id}`)).status).toBe(200);
  }, 60_000);

  it('does not wait for somebody who takes no answer', async () => {
    const first = await start();
    const answer = await fetch(`${first.url}/api/swagger-ui-bundle.js`);
    expect(answer.status).toBe(200);
    const began = performance.now();
    await stop(first);
    expect(performance.now() - began).toBeLessThan(8_000);
    await answer.body?.cancel().catch(() => undefined);
  }, 20_000);

  it('leaves a key that only the owner reads', async () => {
    await stop(await start());
    const key = join(config().data, 'accounts.key');
    expect(readFileSync(key)).toHaveLength(32);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    writeFileSync(key, 'short');
    expect(await said(serve(config()))).toMatch(/is no key of accounts; restore it/u);
  });
});

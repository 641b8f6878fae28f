import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionAnswer } from '@samverkan/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../cli.js';
import { readConfig } from '../platform/config/config.js';
import { openData } from '../platform/data-folder/open-data.js';
import { serve, type Serving } from '../serve.js';
import { SpecBrowser } from './testing/holder.suite.js';

const PASSWORD = 'tre kossor på en äng';

let folder: string;
let serving: Serving | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-cli-'));
});
afterEach(async () => {
  await serving?.stop();
  serving = undefined;
  rmSync(folder, { recursive: true });
});

const environment = () => ({ SAMVERKAN_DATA: join(folder, 'data'), SAMVERKAN_URL: 'https://samverkan.example.org', PORT: '0' });
const run = async (...words: string[]): Promise<{ code: number; out: string[]; err: string[] }> => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli(words, environment(), { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out, err };
};
const start = async (): Promise<Serving> => {
  serving = await serve({ ...readConfig(environment()), url: 'http://localhost', secure: false });
  return serving;
};
const tokenIn = ({ out }: { readonly out: readonly string[] }): string => out.at(-1)?.split('#')[1] ?? '';
const take = (token: string, browser: SpecBrowser) =>
  browser.send<{ roles: readonly string[]; identity?: object }>('POST', '/api/session/link/password', { token, password: PASSWORD });

describe('the first administrator', () => {
  it('is made by a command, comes in by its link once, and has no password before', async () => {
    const made = await run('administrator', 'ada@example.org');
    expect(made).toMatchObject({ code: 0, err: [] });
    expect(made.out.at(-1)).toMatch(/^https:\/\/samverkan\.example\.org\/inbjudan#[\w-]{43}$/u);
    const browser = new SpecBrowser(await start());
    // The first start brings the programme in all the same.
    expect((await browser.send('GET', '/api/docs/programme/current')).status).toBe(200);
    const signedIn = await take(tokenIn(made), browser);
    expect([signedIn.status, signedIn.body.roles]).toEqual([200, ['administrator']]);
    expect((await take(tokenIn(made), browser)).status).toBe(404);
    expect((await browser.send('GET', '/api/session/resets')).status).toBe(200);
  });

  it('asked for again is the same account, with a new link in place of the old one', async () => {
    const [first, again] = [await run('administrator', 'ada@example.org'), await run('administrator', 'Ada@Example.org')];
    expect(again.out[0]).toBe(first.out[0]);
    const browser = new SpecBrowser(await start());
    expect((await take(tokenIn(first), browser)).status).toBe(404);
    expect((await take(tokenIn(again), browser)).status).toBe(200);
  });

  it('is not made while a server runs, nor of what is no address', async () => {
    const data = await openData(environment().SAMVERKAN_DATA, () => undefined);
    expect((await run('administrator', 'ada@example.org')).err[0]).toMatch(/is in use by another process/u);
    await data.close();
    expect(await run('administrator', 'ada')).toMatchObject({ code: 1, err: ['ada is no e-mail address.'] });
    expect((await run('administrator')).err[0]).toMatch(/^Usage: /u);
    expect((await run('administrator', 'ada@example.org', 'hemligt')).err[0]).toMatch(/^Usage: /u);
  });
});

describe('whoever runs the server', () => {
  it('is the way back in where nobody could confirm a reset: what is chosen then is the only way in, and the holder sees it', async () => {
    const first = tokenIn(await run('administrator', 'ada@example.org'));
    const before = new SpecBrowser(await start());
    expect((await take(first, before)).status).toBe(200);
    await serving?.stop();
    const again = await run('administrator', 'ada@example.org');
    expect(again.out.at(-1)).toMatch(/\/aterstall#[\w-]{43}$/u);
    const browser = new SpecBrowser(await start());
    const answer = await browser.send<SessionAnswer>('POST', '/api/session/link/password', {
      token: tokenIn(again),
      password: 'fyra får i ett hus',
    });
    expect([answer.status, answer.body.roles]).toEqual([200, ['administrator']]);
    expect(answer.body.reset).toMatchObject({ asked: { by: 'command-line' }, confirmed: { by: 'command-line' }, ended: { as: 'used' } });
    expect((await browser.signIn('ada@example.org', PASSWORD)).status).toBe(401);
  }, 60_000);

  it('changes no address that somebody signs in by', async () => {
    const file = join(folder, 'people.csv');
    writeFileSync(file, 'id;name;gender\nanna;Anna Berg;woman\n');
    await run('import', 'people', file);
    const token = tokenIn(await run('invite', 'anna', 'anna@example.org'));
    await take(token, new SpecBrowser(await start()));
    await serving?.stop();
    serving = undefined;
    const other = await run('invite', 'anna', 'other@example.org');
    expect([other.code, other.err[0]]).toEqual([1, expect.stringMatching(/is signed in to by another e-mail address/u)]);
  }, 60_000);
});

describe('a person', () => {
  it('is invited by a command, and acts as nobody else', async () => {
    const file = join(folder, 'people.csv');
    writeFileSync(file, 'id;name;gender\nanna;Anna Berg;woman\n');
    expect((await run('import', 'people', file)).err).toEqual([]);
    expect((await run('invite', 'nobody', 'anna@example.org')).err).toEqual(['No person nobody is registered.']);
    const invited = await run('invite', 'anna', 'anna@example.org');
    expect(invited.code).toBe(0);
    const other = await run('invite', 'anna', 'anna.berg@example.org');
    expect(other.out[0]).toBe(invited.out[0]);
    await run('administrator', 'ada@example.org');
    expect((await run('invite', 'anna', 'ada@example.org')).err).toEqual(['That e-mail address signs in to another account.']);
    const browser = new SpecBrowser(await start());
    const signedIn = await take(tokenIn(other), browser);
    expect(signedIn.body).toMatchObject({ roles: [], identity: { person: 'anna', name: 'Anna Berg' } });
  });
});

import { createHmac } from 'node:crypto';
import type { SessionAnswer } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { COOKIE, SessionCookies } from './cookie.js';
import { isOwnOrigin } from './origin.js';

let server: SpecServer;
beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
}, 60_000);
afterAll(() => server.close());

const session = async (cookie = ''): Promise<SessionAnswer> =>
  (await (await fetch(`${server.url}/api/session`, { headers: { cookie } })).json()) as SessionAnswer;
const signIn = (at: SpecServer, account: unknown) =>
  fetch(`${at.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account }) });

describe('a session', () => {
  it('is somebody not signed in, to begin with', async () => {
    expect(await session()).toMatchObject({ demo: true, groups: {} });
    expect((await session()).identity).toBeUndefined();
  });

  it('is who was chosen, with the groups and the office', async () => {
    const { cookie } = await SpecClient.as(server, 'secretary');
    const answer = await session(cookie);
    expect(answer.identity).toMatchObject({ role: 'secretary', group: 'rtp-1-2' });
    expect(answer.groups['rtp-1-2']).toEqual({ office: 'secretary' });
    expect(answer.identity?.name).toMatch(/^\p{L}+ \p{L}+$/u);
  });

  it('keeps its cookie from scripts and from other sites', async () => {
    const header = (await signIn(server, 'chair')).headers.get('set-cookie') ?? '';
    expect(header).toMatch(/HttpOnly/u);
    expect(header).toMatch(/SameSite=Lax/u);
    expect(header).toMatch(/Max-Age=\d+/u);
  });

  it('ends when it is left', async () => {
    const left = await fetch(`${server.url}/api/session`, { method: 'DELETE' });
    expect(left.headers.get('set-cookie')).toContain(`${COOKIE}=;`);
  });

  it('is not to be had for another name, nor where there is no demo', async () => {
    const unknown = await signIn(server, 'administrator');
    expect([unknown.status, await unknown.json()]).toMatchObject([422, { code: 'session/unknown-identity' }]);
    expect((await signIn(server, 7)).status).toBe(422);
    const real = await startServer({ demo: false });
    const refused = await signIn(real, 'secretariat');
    expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'session/not-demo' }]);
    const { cookie } = await SpecClient.as(server, 'secretariat');
    const answer = (await (await fetch(`${real.url}/api/session`, { headers: { cookie } })).json()) as SessionAnswer;
    expect(answer).toMatchObject({ demo: false, identities: [] });
    expect(answer.identity).toBeUndefined();
    await real.close();
  });
});

describe('a session cookie', () => {
  const key = new Uint8Array(32).fill(1);
  let now = Date.parse('2026-11-23T12:00:00Z');
  const cookies = new SessionCookies(key, () => now);
  const issued = (account: string): string => cookies.issue(account).split(';', 1)[0] ?? '';

  it('proves the account it was made for, among others', () => {
    expect(cookies.accountIn(`a=b; ${issued('secretary')}; c=d`)).toBe('secretary');
  });

  it('proves nothing once altered, made with another key, out of date, or too long', () => {
    const cookie = issued('member');
    const [account = '', expires = ''] = cookie.slice(COOKIE.length + 1).split('.');
    const forged = Buffer.from('secretariat').toString('base64url');
    expect(cookies.accountIn(cookie.replace(account, forged))).toBeUndefined();
    const mac = createHmac('sha256', new Uint8Array(32)).update(`${forged}.${expires}`).digest('base64url');
    expect(cookies.accountIn(`${COOKIE}=${forged}.${expires}.${mac}`)).toBeUndefined();
    expect(cookies.accountIn(`${COOKIE}=`)).toBeUndefined();
    expect(cookies.accountIn(undefined)).toBeUndefined();
    expect(cookies.accountIn(`${'x'.repeat(5_000)}; ${cookie}`)).toBeUndefined();
    now += 8 * 24 * 60 * 60 * 1_000;
    expect(cookies.accountIn(cookie)).toBeUndefined();
  });
});

describe('where a request comes from', () => {
  it.each([
    [{ host: 'localhost:3000' }, true],
    [{ host: 'localhost:3000', origin: 'http://localhost:3000' }, true],
    [{ host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, true],
    [{ host: 'localhost:3000', 'sec-fetch-site': 'none' }, true],
    [{ host: 'localhost:3000', origin: 'http://localhost:4000' }, false],
    [{ host: 'localhost:3000', origin: 'null' }, false],
    [{ host: 'localhost:3000', 'sec-fetch-site': 'same-site' }, false],
  ])('%j is our own: %s', (headers, own) => {
    expect(isOwnOrigin(headers)).toBe(own);
  });
});

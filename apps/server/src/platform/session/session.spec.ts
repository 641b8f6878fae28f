import type { SessionAnswer } from '@samverkan/contract';
import type { StoredEvent } from '@samverkan/event-store';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { EdgeRefused } from '../refusals.js';
import { SafeCookie } from './cookie.js';
import { deviceOf } from './device.js';
import { SessionService } from './sessions.js';

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;

let server: SpecServer;
let now: number;
const clock = () => new Date(now).toISOString();
beforeAll(async () => {
  now = Date.now();
  server = await startServer({ demo: true, clock });
}, 60_000);
afterAll(() => server.close());
beforeEach(() => {
  now = Math.max(now, Date.now());
});

const ask = (cookie = '', at = server) => fetch(`${at.url}/api/session`, { headers: { cookie } });
const session = async (cookie = ''): Promise<SessionAnswer> => (await (await ask(cookie)).json()) as SessionAnswer;
const accountOf = async (cookie: string): Promise<string | undefined> => (await session(cookie)).identity?.account;
const signIn = (at: SpecServer, account: unknown, headers: Record<string, string> = {}) =>
  fetch(`${at.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ account }),
  });
const cookieOf = (answer: Response): string => answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
const eventsOf = async (account: string): Promise<readonly StoredEvent[]> => {
  const found: StoredEvent[] = [];
  for await (const page of server.log.read(`account-${account}`)) found.push(...page);
  return found;
};

describe('a session', () => {
  it('is somebody not signed in, to begin with', async () => {
    expect(await session()).toMatchObject({ demo: true, roles: [], groups: {}, nominates: [], finances: [] });
    expect((await session()).identity).toBeUndefined();
  });

  it('is who was chosen, with what they hold', async () => {
    const { cookie } = await SpecClient.as(server, 'secretariat');
    const answer = await session(cookie);
    expect(answer.identity).toEqual({ account: 'secretariat', person: 'spec-secretariat', name: 'Spec secretariat' });
    expect(answer.roles).toEqual(['secretariat']);
    expect(answer.means).toEqual({ password: true, passkey: true });
  });

  it('keeps its cookie from scripts and from other sites', async () => {
    const header = (await signIn(server, 'auditor')).headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^samverkan_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/u);
  });

  it('over TLS has a cookie for TLS and this host only', async () => {
    const secure = await startServer({ config: { url: 'https://samverkan.example.org', secure: true } });
    const answer = await signIn(secure, 'auditor');
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-samverkan-session=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure; /u);
    const unsafe = cookieOf(answer).replace('__Host-samverkan-session', 'samverkan_session');
    expect(await (await ask(unsafe, secure)).json()).not.toHaveProperty('identity');
    expect(await (await ask(cookieOf(answer), secure)).json()).toHaveProperty('identity');
    await secure.close();
  });

  it('is not to be had for another name, nor where there is no demo', async () => {
    const unknown = await signIn(server, 'somebody');
    expect([unknown.status, await unknown.json()]).toMatchObject([422, { code: 'session/unknown-identity' }]);
    expect((await signIn(server, 7)).status).toBe(422);
    const real = await startServer({ demo: false });
    const refused = await signIn(real, 'secretariat');
    expect([refused.status, await refused.json()]).toMatchObject([404, { code: 'session/not-demo' }]);
    expect(await (await ask('', real)).json()).toMatchObject({ demo: false, identities: [] });
    await real.close();
  });

  it('is recorded when it begins and when it ends, without a word of who it is', async () => {
    const cookie = cookieOf(await signIn(server, 'auditor'));
    await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    const events = (await eventsOf('auditor')).slice(-2);
    expect(events).toMatchObject([
      { type: 'SignedIn', data: { account: 'auditor', means: 'demo' }, meta: { actor: { account: 'auditor', role: 'account' } } },
      { type: 'SignedOut', data: { account: 'auditor', because: 'asked' } },
    ]);
    expect(JSON.stringify(events)).not.toContain(cookie.split('=')[1]);
  });
});

describe('a session cannot be had by', () => {
  it('a token that was made up, altered, or is another cookie’s', async () => {
    const { cookie } = await SpecClient.as(server, 'secretariat');
    const [, token = ''] = cookie.split('=');
    const altered = (token.startsWith('A') ? 'B' : 'A') + token.slice(1);
    const tries = ['x'.repeat(43), altered, `${token}x`, token.slice(1), token.toUpperCase(), '', '%27%20OR%201=1'];
    for (const one of tries) expect([one, await accountOf(`samverkan_session=${one}`)]).toEqual([one, undefined]);
    expect(await accountOf(`other=${token}`)).toBeUndefined();
    expect(await accountOf(`${'x'.repeat(9_000)}; ${cookie}`)).toBeUndefined();
  });

  it('its public id', async () => {
    const { cookie } = await SpecClient.as(server, 'secretariat');
    const { session: held } = await server.app.get(SessionService).sessionOf(cookie);
    expect(held?.id).toMatch(/^[0-9a-f-]{36}$/u);
    expect(await accountOf(`samverkan_session=${held?.id ?? ''}`)).toBeUndefined();
  });

  it('a token that somebody put into the browser before the sign-in', async () => {
    const planted = `samverkan_session=${'p'.repeat(43)}`;
    const cookie = cookieOf(await signIn(server, 'auditor', { cookie: planted }));
    expect(cookie).not.toBe(planted);
    expect([await accountOf(planted), await accountOf(cookie)]).toEqual([undefined, 'auditor']);
    const attackers = cookieOf(await signIn(server, 'auditor'));
    const victims = cookieOf(await signIn(server, 'secretariat', { cookie: attackers }));
    expect([await accountOf(attackers), await accountOf(victims)]).toEqual([undefined, 'secretariat']);
  });

  it('a token sent again after the sign-out', async () => {
    const { cookie } = await SpecClient.as(server, 'secretariat');
    const left = await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    expect(left.headers.get('set-cookie')).toContain('samverkan_session=; ');
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(left.headers.get('clear-site-data')).toBe('"cache"');
    expect(await accountOf(cookie)).toBeUndefined();
    const command = await fetch(`${server.url}/api/organisations/o-1/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ name: 'X', sector: 'private' }),
    });
    expect([command.status, await command.json()]).toMatchObject([401, { code: 'command/not-signed-in' }]);
  });

  it('a token that was replaced: its session ends, for who copied it and for whom it was', async () => {
    const copied = cookieOf(await signIn(server, 'auditor'));
    now += DAY;
    const rotated = cookieOf(await ask(copied));
    expect(rotated).toMatch(/^samverkan_session=/u);
    expect(rotated).not.toBe(copied);
    expect([await accountOf(copied), await accountOf(rotated)]).toEqual(['auditor', 'auditor']);
    // What was on its way when the new one came is still answered.
    now += 30 * SECOND;
    expect(await accountOf(copied)).toBe('auditor');
    now += 31 * SECOND;
    expect([await accountOf(copied), await accountOf(rotated)]).toEqual([undefined, undefined]);
    expect((await eventsOf('auditor')).at(-1)).toMatchObject({ type: 'SignedOut', data: { because: 'stolen' } });
  });

  it('a token from before a new proof of who it is, or a change of means: not for a moment', async () => {
    const sessions = server.app.get(SessionService);
    const copied = cookieOf(await signIn(server, 'auditor'));
    const held = await sessions.held(copied);
    if (held === undefined) throw new Error('nobody is signed in');
    now += 10 * SECOND;
    const newer = sessions.renewed(held).split(';', 1)[0] ?? '';
    expect([await accountOf(copied), await accountOf(newer)]).toEqual([undefined, 'auditor']);
    // What its own browser had sent before the answer came signs nobody out.
    now += 59 * SECOND;
    expect([await accountOf(copied), await accountOf(newer)]).toEqual([undefined, 'auditor']);
    // The daily rotation keeps its minute, and a proof ends what it gave as well.
    now += DAY;
    const rotated = cookieOf(await ask(newer));
    expect([await accountOf(rotated), await accountOf(newer)]).toEqual(['auditor', 'auditor']);
    const latest = sessions.renewed(held).split(';', 1)[0] ?? '';
    expect([await accountOf(newer), await accountOf(rotated), await accountOf(latest)]).toEqual([undefined, undefined, 'auditor']);
    now += 61 * SECOND;
    expect([await accountOf(rotated), await accountOf(latest)]).toEqual([undefined, undefined]);
    expect((await eventsOf('auditor')).at(-1)).toMatchObject({ type: 'SignedOut', data: { because: 'stolen' } });
  });

  it('a token that was replaced while it was looked up whose it is', async () => {
    const sessions = server.app.get(SessionService);
    const cookie = cookieOf(await signIn(server, 'auditor'));
    const held = await sessions.held(cookie);
    if (held === undefined) throw new Error('nobody is signed in');
    const asked = sessions.held(cookie);
    sessions.renewed(held);
    expect(await asked).toBeUndefined();
  });

  it('a token that was replaced long ago', async () => {
    const first = cookieOf(await signIn(server, 'auditor'));
    let latest = first;
    for (let day = 0; day < 3; day += 1) {
      now += DAY;
      latest = cookieOf(await ask(latest));
    }
    expect(await accountOf(latest)).toBe('auditor');
    expect([await accountOf(first), await accountOf(latest)]).toEqual([undefined, undefined]);
  });
});

describe('a session lasts', () => {
  it('though the answer with its new token never arrived', async () => {
    const cookie = cookieOf(await signIn(server, 'auditor'));
    now += DAY;
    expect(cookieOf(await ask(cookie))).not.toBe('');
    now += DAY / 2;
    expect(await accountOf(cookie)).toBe('auditor');
    now += DAY / 2;
    const again = cookieOf(await ask(cookie));
    expect(await accountOf(again)).toBe('auditor');
  });

  it('seven days where anybody may choose who to be', async () => {
    const cookie = cookieOf(await signIn(server, 'auditor'));
    now += 7 * DAY - SECOND;
    expect(await accountOf(cookie)).toBe('auditor');
    now += SECOND;
    expect(await accountOf(cookie)).toBeUndefined();
  });

  it('fourteen days without use, ninety with it', async () => {
    const sessions = server.app.get(SessionService);
    const open = async () =>
      (await sessions.open({ account: 'auditor', means: 'password', cookie: undefined, userAgent: undefined })).setCookie;
    const idle = (await open()).split(';', 1)[0] ?? '';
    now += 14 * DAY - SECOND;
    expect(await accountOf(idle)).toBe('auditor');
    sessions.tidy();
    now += 14 * DAY;
    expect(await accountOf(idle)).toBeUndefined();
    let used = (await open()).split(';', 1)[0] ?? '';
    for (let day = 10; day < 90; day += 10) {
      now += 10 * DAY;
      used = cookieOf(await ask(used)) || used;
      expect(await accountOf(used)).toBe('auditor');
    }
    now += 10 * DAY;
    expect(await accountOf(used)).toBeUndefined();
  });

  it('no longer than its time, also for a connection that stays open', async () => {
    const sessions = server.app.get(SessionService);
    const ended: string[] = [];
    const stop = sessions.onEnded((id) => ended.push(id));
    const { cookie } = await SpecClient.as(server, 'auditor');
    const { session: held } = await sessions.sessionOf(cookie);
    sessions.tidy();
    expect(ended).toEqual([]);
    now += 7 * DAY;
    sessions.tidy();
    expect(ended).toContain(held?.id);
    stop();
  });
});

describe('a full disk', () => {
  it('signs nobody out', async () => {
    const { cookie } = await SpecClient.as(server, 'auditor');
    now += DAY;
    const { sessions } = server.accountStore;
    const full = vi.spyOn(sessions, 'addToken').mockImplementation(() => {
      throw new EdgeRefused('server/disk-full');
    });
    const answer = await ask(cookie);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    full.mockRestore();
    expect(cookieOf(await ask(cookie))).not.toBe('');
  });
});

describe('the socket', () => {
  const connect = (cookie: string): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = io(server.url, { path: '/ws', transports: ['websocket'], reconnection: false, extraHeaders: { cookie } });
      socket.once('connect', () => resolve(socket)).once('connect_error', reject);
    });

  it('is opened anew when its token was replaced by a proof: what was opened with the one before hears nothing more', async () => {
    const sessions = server.app.get(SessionService);
    const { cookie } = await SpecClient.as(server, 'secretariat');
    const held = await sessions.held(cookie);
    if (held === undefined) throw new Error('nobody is signed in');
    const socket = await connect(cookie);
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    sessions.renewed(held);
    const answer: unknown = await socket
      .timeout(200)
      .emitWithAck('command', {})
      .catch(() => 'silence');
    expect(answer).toBe('silence');
    await cut;
  });

  it('ends with its session', async () => {
    const { cookie } = await SpecClient.as(server, 'secretariat');
    const other = await SpecClient.as(server, 'secretariat');
    const [socket, stays] = [await connect(cookie), await connect(other.cookie)];
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    await cut;
    expect(stays.connected).toBe(true);
    stays.disconnect();
  });
});

describe('a cookie', () => {
  const cookie = new SafeCookie('a_b', { secure: false });
  it.each([
    ['a_b=x', 'x'],
    ['c=d; a_b=x; e=f', 'x'],
    ['xa_b=x', undefined],
    ['a_b', undefined],
    ['a_b=', undefined],
    ['a_b=x y', undefined],
    ['a_b="x"', undefined],
    [undefined, undefined],
  ])('is read from %j', (header, value) => {
    expect(cookie.in(header)).toBe(value);
  });
});

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari, iOS',
    ],
    ['<script>alert(1)</script>', ''],
    ['', ''],
    [undefined, ''],
    [`Firefox/1 ${'('.repeat(100_000)}`, ''],
  ])('is told by what it calls itself', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});

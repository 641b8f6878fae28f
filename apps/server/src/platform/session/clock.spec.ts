import type { SessionAnswer } from '@samverkan/contract';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { ClockTrust } from '../clock-trust.js';

const DAY = 24 * 60 * 60 * 1_000;

let ahead: number;
let confirmed: string[];
let said: string[];
let server: SpecServer;
beforeEach(async () => {
  [ahead, confirmed, said] = [0, [], []];
  const clockTrust = new ClockTrust({
    clock: () => new Date(Date.now() + ahead).toISOString(),
    monotonic: () => performance.now(),
    lastSign: undefined,
    confirmed: () => (confirmed.length === 0 ? undefined : Date.parse(confirmed.at(-1) ?? '')),
    confirm: (moment) => confirmed.push(moment),
    say: (line) => said.push(line),
  });
  server = await startServer({ clockTrust });
});
afterEach(() => server.close());

const told = async (who: SpecClient) => ((await (await who.get('/api/session')).json()) as SessionAnswer).clock;
const confirm = (who: SpecClient, body: unknown) =>
  who.send('/api/session/clock', JSON.stringify(body), { 'content-type': 'application/json' });

it('is doubtful: administrators and the secretariat are told what it shows and what was expected, and nobody else', async () => {
  const [administrator, secretariat, auditor] = [
    await SpecClient.as(server, 'administrator'),
    await SpecClient.as(server, 'secretariat'),
    await SpecClient.as(server, 'auditor'),
  ];
  expect(await told(administrator)).toBeUndefined();
  ahead = 400 * DAY;
  for (const one of [administrator, secretariat]) {
    const { shows, expected } = (await told(one)) ?? { shows: '', expected: '' };
    expect(Math.round((Date.parse(shows) - Date.parse(expected)) / DAY)).toBe(400);
  }
  for (const one of [auditor, SpecClient.nobody(server)]) expect(await told(one)).toBeUndefined();
  ahead = 0;
  expect(await told(administrator)).toBeUndefined();
});

it('is said to be right by an administrator alone, who has seen the time that it shows; a line names the account', async () => {
  const administrator = await SpecClient.as(server, 'administrator');
  ahead = 400 * DAY;
  const { shows = '' } = (await told(administrator)) ?? {};
  const refused = async (who: SpecClient, body: unknown) => {
    const { status, problem } = await confirm(who, body);
    return [status, problem.code, problem.errors?.[0]?.field];
  };
  expect(await refused(await SpecClient.as(server, 'secretariat'), { shows })).toEqual([403, 'command/not-allowed', undefined]);
  expect(await refused(SpecClient.nobody(server), { shows })).toEqual([401, 'command/not-signed-in', undefined]);
  expect(await refused(administrator, { shows: 'now' })).toEqual([422, 'request/invalid', 'body.shows']);
  expect(await refused(administrator, { shows: new Date().toISOString() })).toEqual([409, 'session/clock-moved', undefined]);
  expect(confirmed).toEqual([]);
  const done = await confirm(administrator, { shows });
  expect([done.status, (done.done as unknown as SessionAnswer).clock]).toEqual([200, undefined]);
  expect(await told(administrator)).toBeUndefined();
  expect(confirmed).toHaveLength(1);
  expect(said).toContainEqual(expect.stringMatching(/^The account administrator said that the clock is right/u));
  expect((await confirm(administrator, { shows })).status).toBe(200);
  expect(confirmed).toHaveLength(1);
});

it('is told of in open pages of those who hear of it, when it becomes doubtful and when it is so no more', async () => {
  const heard = async (role: 'administrator' | 'auditor') => {
    const { cookie } = await SpecClient.as(server, role);
    const news: unknown[] = [];
    const socket = io(server.url, {
      path: '/ws',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie },
    });
    socket.on('session', (one) => news.push(one));
    await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
    return { socket, news };
  };
  const [administrator, auditor] = [await heard('administrator'), await heard('auditor')];
  ahead = 400 * DAY;
  await vi.waitUntil(() => administrator.news.length === 1, { timeout: 5_000 });
  const late = await heard('administrator');
  await vi.waitUntil(() => late.news.length === 1, { timeout: 5_000 });
  ahead = 0;
  await vi.waitUntil(() => administrator.news.length === 2, { timeout: 5_000 });
  expect(administrator.news).toEqual([{ code: 'clock' }, { code: 'clock' }]);
  expect(auditor.news).toEqual([]);
  for (const { socket } of [administrator, auditor, late]) socket.disconnect();
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import { listId } from '@samverkan/contract';
import { READ_TURNS } from '../platform/projector/projector.tokens.js';
import type { Turns } from '../platform/shares/turns.js';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
let auditor: SpecClient;
beforeAll(async () => {
  // How fast requests may come is another matter than how many are answered at once.
  const fast = { burst: 10_000, perSecond: 10_000 };
  server = await startServer({ filled: true, httpLimits: { reads: fast, searches: fast, address: fast } });
  auditor = await SpecClient.as(server, 'auditor');
}, 120_000);
afterAll(() => server.close());

const FLOOD = 500;

/** Keeps everybody's turns until it is let go, so that what waits and what does not is no matter of speed. */
function holdTurns(): () => void {
  const turns = server.app.get<Turns>(READ_TURNS);
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  for (const account of ['one', 'two']) for (const _ of [1, 2]) void turns.run({ house: '192.0.2.1', account }, () => held);
  return letGo;
}

describe('500 reads of a register at once', () => {
  it('leave small reads alone, take turns with another reader, and are told to come again when they are too many', async () => {
    const letGo = holdTurns();
    const done: string[] = [];
    const note = (name: string) => (answer: Response) => {
      done.push(answer.status === 429 ? 'refused' : name);
      return answer;
    };
    const flood = Array.from({ length: FLOOD }, (_, n) => auditor.get(`/api/lists/decisions?q=ord%20${String(n)}`).then(note('flood')));
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(FLOOD - 200);
    const nobody = SpecClient.nobody(server);
    const small = ['/api/session', '/api/health', '/api/docs/overview/all'].map(async (path) => (await nobody.get(path)).status);
    expect(await Promise.all(small)).toEqual([200, 200, 200]);
    const other = nobody.get('/api/lists/decisions?q=bredband').then(note('other'));
    // It is there when it waits with the 200.
    await expect.poll(() => server.app.get<Turns>(READ_TURNS).waiting).toBe(201);
    letGo();
    const answers = await Promise.all(flood);
    expect((await other).status).toBe(200);
    expect(done.slice(0, FLOOD - 200).every((name) => name === 'refused')).toBe(true);
    expect(done.slice(FLOOD - 200).indexOf('other')).toBeLessThan(20);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.every(({ headers }) => headers.get('retry-after') === '1')).toBe(true);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(200);
  }, 60_000);

  it('over live connections take turns likewise, and leave what else a message asks for as it is', async () => {
    const socket = io(server.url, { path: '/ws', transports: ['websocket'], forceNew: true, extraHeaders: { cookie: auditor.cookie } });
    const lists = Array.from({ length: 99 }, (_, n) => ({ kind: 'list/decisions', id: listId('decisions', { q: `annat ${String(n)}` }) }));
    const order: string[] = [];
    const watching = socket
      .timeout(30_000)
      .emitWithAck('watch', { docs: [...lists, { kind: 'overview', id: 'all' }] })
      .then((answers: unknown) => {
        order.push('watch');
        return answers as object[];
      });
    await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
    await SpecClient.nobody(server)
      .get('/api/session')
      .then(() => order.push('small'));
    expect((await watching).every((answer) => 'snapshot' in answer)).toBe(true);
    expect(order[0]).toBe('small');
    socket.disconnect();
  }, 60_000);
});

describe('many reads of something large', () => {
  it('are sent in turn, and small reads meanwhile', async () => {
    const secretariat = await SpecClient.as(server, 'secretariat');
    const bytes = Array.from({ length: 400 }, (_, n) => ({
      id: `storfil-${String(n)}`,
      name: `Aktör nummer ${String(n)} i en lång förteckning`,
      sector: 'civil',
    }));
    expect(
      (await secretariat.send('/api/imports/organisations', JSON.stringify(bytes), { 'content-type': 'application/json' })).status,
    ).toBe(200);
    const path = `/api/docs/directory/all?after=${await server.log.head()}`;
    expect((await (await auditor.get(path)).text()).length).toBeGreaterThan(32 * 1_024);
    const letGo = holdTurns();
    const done: string[] = [];
    const flood = Array.from({ length: 50 }, () => auditor.get(path).then(({ status }) => done.push(`large ${String(status)}`)));
    await expect.poll(() => server.app.get<Turns>(READ_TURNS).waiting).toBe(50);
    expect((await SpecClient.nobody(server).get('/api/docs/overview/all')).status).toBe(200);
    expect(done).toEqual([]);
    letGo();
    await Promise.all(flood);
    expect(done).toEqual(Array(50).fill('large 200'));
  }, 60_000);
});

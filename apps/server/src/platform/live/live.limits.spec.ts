import type { Ref } from '@samverkan/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveClient } from './testing/live-client.suite.js';
import { startLiveServer, type LiveServerSettings, type LiveServerUnderTest } from './testing/live-server.suite.js';

const meeting = (id: string): Ref => ({ kind: 'meeting', id });
const M1 = meeting('m1');

let server: LiveServerUnderTest;
let clients: LiveClient[] = [];

async function start(settings: LiveServerSettings = {}): Promise<void> {
  server = await startLiveServer(settings);
  await server.partnership.group('g1');
  await server.projector.reached(await server.partnership.meeting('m1', 'g1'));
}

async function client(as?: string): Promise<LiveClient> {
  const made = await new LiveClient(server.url, as).connect();
  clients.push(made);
  return made;
}

afterEach(async () => {
  for (const each of clients) each.disconnect();
  clients = [];
  await server.stop();
});

/** The ws of a client, to stop reading from it as a client would that is stuck. */
function netSocketOf(client: LiveClient): { pause(): void; resume(): void } {
  const engine = client.socket.io.engine as unknown as {
    readonly transport: { readonly ws: { readonly _socket: { pause(): void; resume(): void } } };
  };
  return engine.transport.ws._socket;
}

describe('the limits of one connection', () => {
  it('refuses more watches than it may have, and keeps those it has', async () => {
    await start({ limits: { watches: 3 } });
    const member = await client('p1');
    for (const id of ['m2', 'm3']) await server.partnership.meeting(id, 'g1');
    await server.projector.reached(await server.partnership.meeting('m4', 'g1'));
    const refs = ['m1', 'm2', 'm3', 'm4'].map(meeting);
    expect(await member.watch(refs)).toMatchObject([
      { snapshot: {} },
      { snapshot: {} },
      { snapshot: {} },
      { refused: { code: 'live/too-many-watches', status: 429 } },
    ]);
    // One that is watched already is no further one.
    expect(await member.watch(refs.slice(0, 3))).toMatchObject([{ patches: [] }, { patches: [] }, { patches: [] }]);
    await member.unwatch([M1]);
    expect(await member.watch([meeting('m4')])).toMatchObject([{ snapshot: {} }]);
  });

  it('100,000 watch requests from one socket neither block others nor grow memory', async () => {
    await start();
    const calm = await client('p2');
    await calm.watch([M1]);
    const greedy = await client('p1');
    const before = process.memoryUsage().heapUsed;
    const refusals = new Map<string, number>();
    let cut = false;
    greedy.socket.on('disconnect', () => (cut = true));
    let sent = 0;
    let slowest = 0;
    let events = 0;
    while (sent < 100_000) {
      for (let n = 0; n < 2_000; n += 1, sent += 1) {
        greedy.socket.emit('watch', { docs: [meeting(`m${sent}`)] }, (answers) => {
          const code = 'refused' in answers ? answers.refused.code : 'answered';
          refusals.set(code, (refusals.get(code) ?? 0) + 1);
        });
      }
      const began = performance.now();
      const position = await server.partnership.item('m1', 'g1', `i${++events}`);
      await expect.poll(() => calm.patches.at(-1)?.to, { interval: 2, timeout: 2_000 }).toBe(position);
      slowest = Math.max(slowest, performance.now() - began);
    }
    await expect.poll(() => cut).toBe(true);
    expect(refusals.get('live/too-fast')).toBeGreaterThan(0);
    expect(server.metrics.cut).toBeGreaterThan(0);
    expect(server.metrics.rooms).toBe(1);
    expect(slowest).toBeLessThan(1_500);
    // Client and server share this process; what the client keeps of its own requests is in it.
    expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(200);
    expect(calm.faults).toEqual([]);
  }, 60_000);

  it('bounds the number of rooms altogether; rooms that nobody is in make place', async () => {
    await start({ limits: { rooms: 2 } });
    for (const id of ['m2', 'm3']) await server.projector.reached(await server.partnership.meeting(id, 'g1'));
    const member = await client('p1');
    expect(await member.watch(['m1', 'm2', 'm3'].map(meeting))).toMatchObject([{}, {}, { refused: { code: 'live/too-many-watches' } }]);
    await member.unwatch([M1]);
    expect(await member.watch([meeting('m3')])).toMatchObject([{ snapshot: {} }]);
  });

  it('a message that is too large ends the connection', async () => {
    await start();
    const member = await client('p1');
    const ended = new Promise((resolve) => member.socket.once('disconnect', resolve));
    member.socket.emit('watch', { docs: [meeting('x'.repeat(300_000))] }, () => undefined);
    await ended;
  });
});

describe('a socket that stops reading', () => {
  const limits = { bufferedBytes: 64 * 1_024, lagCheckMs: 20 };
  const large = 'å'.repeat(10_000);
  let changes = 0;

  async function change(): Promise<string> {
    return server.partnership.inMeeting('m1', 'g1', {
      type: 'MeetingRescheduled',
      reason: '',
      title: `${++changes} ${large}`,
      place: 'Sundsvall',
      startsAt: '2026-11-24T08:00:00.000Z',
      endsAt: '2026-11-24T10:00:00.000Z',
    });
  }

  it('has a bounded queue, slows nobody, and is told to ask again when it reads', async () => {
    await start({ limits });
    const stuck = await client('p1');
    const other = await client('p2');
    await stuck.watch([M1]);
    await other.watch([M1]);
    netSocketOf(stuck).pause();
    let slowest = 0;
    while (server.metrics.lagging === 0) {
      const began = performance.now();
      const position = await change();
      await expect.poll(() => other.patches.at(-1)?.to, { interval: 1 }).toBe(position);
      slowest = Math.max(slowest, performance.now() - began);
      expect(changes).toBeLessThan(3_000);
    }
    expect(slowest).toBeLessThan(1_000);
    const frames = server.metrics.frames;
    await change();
    await expect.poll(() => server.metrics.frames).toBe(frames + 1);
    expect(stuck.resyncs).toEqual([]);
    netSocketOf(stuck).resume();
    await expect.poll(() => stuck.resyncs, { timeout: 5_000 }).toEqual(['slow']);
    expect(server.metrics.lagging).toBe(0);
    await stuck.watchAgain();
    expect(stuck.body(M1)).toEqual(other.body(M1));
    expect(stuck.faults).toEqual([]);
  }, 60_000);

  it('is cut when it never reads again', async () => {
    await start({ limits: { ...limits, cutAfterMs: 100 } });
    const stuck = await client('p1');
    await stuck.watch([M1]);
    netSocketOf(stuck).pause();
    for (let n = 0; server.metrics.lagging === 0 && n < 3_000; n += 1) await server.projector.reached(await change());
    await expect.poll(() => server.metrics.connections, { timeout: 5_000 }).toBe(0);
    expect(server.metrics).toMatchObject({ cut: 1, lagging: 0, slowed: 0, rooms: 0 });
  }, 60_000);
});

describe('many clients', () => {
  it('300 that reconnect at once are resumed from their versions within 3 seconds, with no more than they missed', async () => {
    await start();
    const group: Ref = { kind: 'group', id: 'g1' };
    const many = await Promise.all(Array.from({ length: 300 }, (_, n) => client(`p${n}`)));
    for (const each of many) await each.watch([M1, group]);
    for (const each of many) each.disconnect();
    let last = '';
    for (let n = 0; n < 10; n += 1) last = await server.partnership.item('m1', 'g1', `i${n}`);
    await server.projector.reached(last);
    for (const each of many) each.received = 0;
    const began = performance.now();
    await Promise.all(many.map((each) => each.resume()));
    const took = performance.now() - began;
    const body = many[0]?.body(M1);
    for (const each of many) {
      expect(each.answers).toMatchObject([{ version: last }, { patches: [] }]);
      expect(each.answers[0]).not.toHaveProperty('snapshot');
      expect(each.received).toBeLessThanOrEqual(JSON.stringify(each.answers).length * 1.2);
      expect(each.body(M1)).toEqual(body);
      expect(each.faults).toEqual([]);
    }
    expect(took).toBeLessThan(3_000);
  }, 30_000);

  it('in a large room get their frames gathered, and all of them the same', async () => {
    await start({ limits: { shard: 20, share: 0.01 } });
    const many = await Promise.all(Array.from({ length: 70 }, (_, n) => client(`p${n}`)));
    for (const each of many) await each.watch([M1]);
    let last = '';
    for (let n = 0; n < 40; n += 1) last = await server.partnership.item('m1', 'g1', `i${n}`);
    await expect.poll(() => many.every((each) => each.patches.at(-1)?.to === last)).toBe(true);
    for (const each of many) {
      expect(each.patches).toEqual(many[0]?.patches);
      expect(each.faults).toEqual([]);
    }
    expect(many[0]?.patches.length).toBeLessThan(20);
  }, 20_000);
});

describe('a command over the socket', () => {
  it('is acknowledged before its consequences are sent out', async () => {
    await start({
      commands: (_log, partnership) => ({
        execute: async (session, request) => {
          const position = await partnership.item(request.target, 'g1', String(request.body['item']));
          return { done: { position, version: position, repeated: session.identity === undefined } };
        },
      }),
    });
    const chair = await client('p1');
    await chair.watch([M1]);
    const order: string[] = [];
    chair.socket.on('patches', () => order.push('patch'));
    const answered = chair
      .command({ id: 'command-0001', context: 'meetings', target: 'm1', command: 'add-item', body: { item: 'a' } })
      .then((answer) => {
        order.push('answer');
        return answer;
      });
    const answer = await answered;
    await expect.poll(() => order).toEqual(['answer', 'patch']);
    expect(answer).toEqual({ done: { position: chair.patches[0]?.to, version: chair.patches[0]?.to, repeated: false } });
  });

  it('of no schema is refused', async () => {
    await start();
    const chair = await client('p1');
    expect(await chair.command({ id: 'x' } as never)).toMatchObject({ refused: { code: 'request/invalid' } });
  });
});

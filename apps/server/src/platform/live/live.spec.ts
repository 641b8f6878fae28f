import type { Ref } from '@samverkan/contract';
import { createMemoryLog } from '@samverkan/event-store';
import { createMemoryStore } from '@samverkan/read-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveClient } from './testing/live-client.suite.js';
import { startLiveServer, type LiveServerUnderTest } from './testing/live-server.suite.js';

const meeting = (id: string): Ref => ({ kind: 'meeting', id });
const M1 = meeting('m1');

let server: LiveServerUnderTest;
let clients: LiveClient[];

async function client(as?: string): Promise<LiveClient> {
  const made = await new LiveClient(server.url, as).connect();
  clients.push(made);
  return made;
}

beforeEach(async () => {
  clients = [];
  server = await startLiveServer();
  const { partnership } = server;
  await partnership.group('g1');
  await partnership.meeting('m1', 'g1');
  await server.projector.caughtUp();
});

afterEach(async () => {
  for (const each of clients) each.disconnect();
  await server.stop();
  expect(server.faults).toEqual([]);
  for (const each of clients) expect(each.faults).toEqual([]);
});

describe('a watched document', () => {
  it('is answered with a snapshot, then followed by patches in order', async () => {
    const member = await client('p1');
    const [answer] = await member.watch([M1]);
    expect(answer).toMatchObject({ snapshot: { body: { title: 'Meeting m1', agenda: {} } } });
    for (const item of ['a', 'b', 'c']) {
      const position = await server.partnership.item('m1', 'g1', item);
      await expect.poll(() => member.patches.at(-1)?.to).toBe(position);
    }
    expect(member.body(M1)).toMatchObject({ order: ['c', 'b', 'a'], agenda: { a: { title: 'Item a' } } });
    expect(member.patches.map(({ from }) => from)).toEqual([
      answer !== undefined && 'snapshot' in answer ? answer.snapshot.version : '',
      member.patches[0]?.to,
      member.patches[1]?.to,
    ]);
  });

  it('sends what changed together as one patch', async () => {
    const member = await client('p1');
    await member.watch([M1]);
    const position = await server.partnership.inMeeting(
      'm1',
      'g1',
      { type: 'MeetingOpened' },
      { type: 'AttendanceNoted', person: 'p1', presence: 'room' },
    );
    await expect.poll(() => member.patches.at(-1)?.to).toBe(position);
    expect(member.patches).toHaveLength(1);
    expect(member.body(M1)).toMatchObject({ state: 'open', attendance: { p1: { presence: 'room' } } });
  });

  it('that nobody knows is refused, others of the same request are answered, in the order asked', async () => {
    const member = await client('p1');
    const answers = await member.watch([meeting('none'), M1, { kind: 'group', id: 'g1' }]);
    expect(answers).toMatchObject([
      { refused: { code: 'document/not-found', status: 404 } },
      { snapshot: { body: { title: 'Meeting m1' } } },
      { snapshot: { body: { name: 'Group g1' } } },
    ]);
  });

  it('is no longer sent once it is unwatched', async () => {
    const member = await client('p1');
    await member.watch([M1, { kind: 'group', id: 'g1' }]);
    await member.unwatch([M1]);
    const position = await server.partnership.item('m1', 'g1', 'a');
    await server.projector.reached(position);
    await member.watch([{ kind: 'group', id: 'g1' }]);
    expect(member.patches.filter(({ kind }) => kind === 'meeting')).toEqual([]);
  });

  it.each([
    ['of no schema', { docs: 'all' }],
    ['of an unknown kind', { docs: [{ kind: 'secret', id: 'x' }] }],
    ['with an unknown field', { docs: [{ kind: 'meeting', id: 'm1', body: true }] }],
    ['of too many documents', { docs: Array.from({ length: 101 }, (_, n) => meeting(`m${n}`)) }],
    ['of none', { docs: [] }],
  ])('asked for by a message %s is refused', async (_, message) => {
    const member = await client('p1');
    expect(await member.socket.emitWithAck('watch', message as never)).toMatchObject({ refused: { code: 'request/invalid', status: 422 } });
  });
});

describe('what somebody may see', () => {
  it('a meeting while it runs is for those signed in: the public is not told, not even that something happened', async () => {
    const member = await client('p1');
    const visitor = await client();
    await member.watch([M1]);
    await visitor.watch([M1]);
    const version = visitor.watched.get('meeting/m1')?.version;
    await server.partnership.inMeeting('m1', 'g1', { type: 'MeetingOpened' });
    const position = await server.partnership.item('m1', 'g1', 'secret');
    await expect.poll(() => member.patches.at(-1)?.to).toBe(position);
    await visitor.watch([M1]);
    expect(visitor.answers.at(-1)).toEqual({ version, patches: [] });
    expect(visitor.patches).toEqual([]);
    expect(JSON.stringify(visitor.body(M1))).not.toContain('secret');
    expect(JSON.stringify(member.body(M1))).toContain('secret');
  });

  it('a version held as somebody else never passes for one held now', async () => {
    const member = await client('p1');
    await member.watch([M1]);
    const visitor = await client();
    visitor.watched.set('meeting/m1', { ref: M1, version: member.watched.get('meeting/m1')?.version, body: member.body(M1) });
    const [answer] = await visitor.watch([M1]);
    expect(answer).toHaveProperty('snapshot');
  });

  it('a document of another audience is refused, and nothing of it is sent', async () => {
    await server.partnership.person('p1');
    await server.partnership.appoint('g1', 'p1');
    const position = await server.partnership.appoint('g1', 'p2');
    await server.projector.reached(position);
    const mine: Ref = { kind: 'my', id: 'p1' };
    const owner = await client('p1');
    const other = await client('p2');
    expect(await owner.watch([mine])).toMatchObject([{ snapshot: { body: { groups: {} } } }]);
    expect(await other.watch([mine])).toMatchObject([{ refused: { code: 'document/not-found', status: 404 } }]);
    await server.partnership.meeting('m2', 'g1');
    await expect.poll(() => owner.patches.some(({ kind }) => kind === 'my')).toBe(true);
    expect(other.patches).toEqual([]);
  });

  it('a member whose term ends leaves at once, and is told', async () => {
    await server.partnership.person('p1');
    await server.projector.reached(await server.partnership.appoint('g1', 'p1'));
    const member = await client('p1');
    await member.watch([M1, { kind: 'directory', id: 'g1' }]);
    await server.partnership.resign('g1', 'p1');
    await expect.poll(() => member.resyncs).toEqual(['rights']);
    const before = member.patches.length;
    await server.projector.reached(await server.partnership.item('m1', 'g1', 'after'));
    expect(member.patches).toHaveLength(before);
    await member.watchAgain();
    expect(member.body(M1)).toMatchObject({ order: ['after'] });
  });

  it('a page of somebody else is not let in with the cookie of its visitor', async () => {
    const foreign = new LiveClient(server.url, 'p1');
    foreign.socket.io.opts.extraHeaders = { cookie: 'as=p1', origin: 'https://elsewhere.example' };
    await expect(foreign.connect()).rejects.toThrow();
  });
});

describe('after a lost connection', () => {
  it('a client gets exactly what it missed, in one patch', async () => {
    const member = await client('p1');
    const other = await client('p2');
    await member.watch([M1, { kind: 'group', id: 'g1' }]);
    await other.watch([M1]);
    member.disconnect();
    const versions: string[] = [];
    for (const item of ['a', 'b', 'c']) {
      versions.push(await server.partnership.item('m1', 'g1', item));
      await expect.poll(() => other.patches.at(-1)?.to).toBe(versions.at(-1));
    }
    await member.resume();
    expect(member.answers).toMatchObject([{ version: versions[2], patches: [{ to: versions[2] }] }, { patches: [] }]);
    expect(member.body(M1)).toEqual(other.body(M1));
  });

  it('what changed while nobody looked is one patch, and no bytes more than it takes', async () => {
    const member = await client('p1');
    await member.watch([M1]);
    member.disconnect();
    await expect.poll(() => server.metrics.connections).toBe(0);
    let last = '';
    for (const item of ['a', 'b', 'c']) last = await server.partnership.item('m1', 'g1', item);
    await server.projector.reached(last);
    await member.connect();
    member.received = 0;
    await member.watchAgain();
    expect(member.answers).toMatchObject([{ version: last, patches: [{ to: last }] }]);
    const missed = JSON.stringify(member.answers).length;
    expect(member.received).toBeLessThanOrEqual(missed * 1.2);
    expect(member.body(M1)).toMatchObject({ order: ['c', 'b', 'a'] });
  });

  it('a version too old for the room is answered with a snapshot of that document alone', async () => {
    await server.stop();
    const { log, store, partnership } = server;
    server = await startLiveServer({ log, store, partnership, limits: { recentPatches: 2 } });
    const member = await client('p1');
    const other = await client('p2');
    await member.watch([M1, { kind: 'group', id: 'g1' }]);
    await other.watch([M1]);
    member.disconnect();
    for (const item of ['a', 'b', 'c']) {
      const position = await server.partnership.item('m1', 'g1', item);
      await expect.poll(() => other.patches.at(-1)?.to).toBe(position);
    }
    await member.resume();
    expect(member.answers).toMatchObject([{ snapshot: { body: { order: ['c', 'b', 'a'] } } }, { patches: [] }]);
  });

  it('a server that was started again resumes those who missed nothing without sending anything', async () => {
    const log = createMemoryLog({ partnership: 'restart' });
    const store = createMemoryStore();
    await server.stop();
    server = await startLiveServer({ log, store });
    await server.partnership.group('g1');
    await server.partnership.meeting('m1', 'g1');
    await server.projector.reached(await server.partnership.meeting('m2', 'g1'));
    const member = await client('p1');
    await member.watch([M1, meeting('m2')]);
    const { partnership } = server;
    const port = Number(new URL(server.url).port);
    await server.stop();
    const last = await partnership.item('m2', 'g1', 'a');
    server = await startLiveServer({ log, store, partnership, port });
    await server.projector.reached(last);
    await member.resume();
    expect(member.answers).toMatchObject([{ patches: [] }, { snapshot: { version: last } }]);
  });

  it('a server that was started again does not tell by a version that something happened out of sight', async () => {
    const visitor = await client();
    await visitor.watch([M1]);
    const { log, store, partnership } = server;
    const port = Number(new URL(server.url).port);
    await server.projector.reached(await partnership.inMeeting('m1', 'g1', { type: 'MeetingOpened' }));
    visitor.disconnect();
    await server.stop();
    server = await startLiveServer({ log, store, partnership, port });
    await visitor.resume();
    expect(visitor.answers).toMatchObject([{ patches: [] }]);
  });
});

describe('lists', () => {
  const list: Ref = { kind: 'list/meetings', id: 'limit=2&order=latest' };

  it('are watched like documents, and asked again only for what concerns them', async () => {
    const member = await client('p1');
    expect(await member.watch([list])).toMatchObject([{ snapshot: { body: { order: ['m1'], total: 1 } } }]);
    const position = await server.partnership.meeting('m2', 'g1');
    await expect.poll(() => member.patches.at(-1)?.to).toBe(position);
    expect(member.body(list)).toMatchObject({ total: 2, rows: { m2: { title: 'Meeting m2' } } });
    const before = member.patches.length;
    await server.projector.reached(await server.partnership.attend('m1', 'g1', 'p1'));
    await member.watch([list]);
    expect(member.patches).toHaveLength(before);
    expect(member.answers.at(-1)).toMatchObject({ version: position, patches: [] });
  });

  it('with equal queries of one audience share a room', async () => {
    const one = await client('p1');
    const two = await client('p2');
    await one.watch([list]);
    await two.watch([list]);
    expect(server.metrics.rooms).toBe(1);
  });

  it('asked for in another than the canonical spelling are refused', async () => {
    const member = await client('p1');
    expect(await member.watch([{ kind: 'list/meetings', id: 'order=latest&limit=2' }])).toMatchObject([
      { refused: { code: 'request/invalid' } },
    ]);
    expect(await member.watch([{ kind: 'list/meetings', id: 'limit=1000' }])).toMatchObject([{ refused: { code: 'request/invalid' } }]);
    expect(await member.watch([{ kind: 'list/meetings', id: '%' }])).toMatchObject([{ refused: { code: 'request/invalid' } }]);
  });
});

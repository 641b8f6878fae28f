import { DecisionsQuery, MeetingsQuery, listId, type Ref } from '@samverkan/contract';
import type { DomainEvent } from '@samverkan/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveClient, keyOf } from './testing/live-client.suite.js';
import { somebody, startLiveServer, type LiveServerUnderTest } from './testing/live-server.suite.js';

const MEETING: Ref = { kind: 'meeting', id: 'm1' };
const DECISION: Ref = { kind: 'decision', id: 'd1' };
const MEETINGS: Ref = { kind: 'list/meetings', id: listId('meetings', MeetingsQuery.parse({})) };
const DECISIONS: Ref = { kind: 'list/decisions', id: listId('decisions', DecisionsQuery.parse({})) };
const ALL: readonly Ref[] = [
  MEETING,
  { kind: 'group', id: 'g1' },
  { kind: 'directory', id: 'g1' },
  { kind: 'activity', id: 'g1' },
  { kind: 'activity', id: 'all' },
  { kind: 'overview', id: 'all' },
  { kind: 'group-tree', id: 'all' },
  MEETINGS,
  DECISIONS,
];
const AT = '2026-11-23T10:00:00.000Z';

let server: LiveServerUnderTest;
let clients: LiveClient[];

async function client(as?: string): Promise<LiveClient> {
  const made = await new LiveClient(server.url, as).connect();
  clients.push(made);
  return made;
}

/** What is recorded behind closed doors, one write at a time; resolves when all of it is in the documents. */
async function behindClosedDoors(): Promise<void> {
  const { partnership, projector } = server;
  const item = 'secret';
  const told = { decision: 'd1', group: 'g1', at: AT } as const;
  const written = [
    () =>
      partnership.inMeeting(
        'm1',
        'g1',
        { type: 'DoorsClosed', item },
        { type: 'AgendaItemAdded', item, title: 'Hushed', description: '', place: 1, measures: [] },
      ),
    () => partnership.inMeeting('m1', 'g1', { type: 'AgendaItemTakenUp', item }),
    () => partnership.inMeeting('m1', 'g1', { type: 'ProposalMoved', item, proposal: 'y1', by: 'p1', wording: 'Hushed' }),
    () =>
      partnership.inMeeting('m1', 'g1', {
        type: 'DecisionTaken',
        decision: 'd1',
        item,
        year: 2026,
        section: 1,
        outcome: 'approved',
        wording: 'Hushed',
        adopted: 'y1',
        proposals: [],
        manner: 'acclamation',
        attendance: [{ person: 'p1', presence: 'room' }],
        measures: [],
      }),
    () =>
      partnership.record(
        'decision-d1',
        ...([
          { type: 'TaskAssigned', ...told, task: 't1', person: 'p1', what: 'Hushed', due: '2026-12-01' },
          { type: 'ResponseRecorded', ...told, organisation: 'o1', stand: 'commits', conditions: 'Hushed' },
        ] satisfies DomainEvent[]),
      ),
    () => partnership.inMeeting('m1', 'g1', { type: 'AgendaItemClosed', item }),
  ];
  for (const write of written) {
    await projector.reached(await write());
    projector.tellNow();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const openDoors = () => server.partnership.inMeeting('m1', 'g1', { type: 'DoorsOpened', item: 'secret' });

/** What somebody would be told of the versions, were they to ask now. */
async function versionsFor(account: string | undefined): Promise<Record<string, unknown>> {
  const viewer = server.viewers.viewerOf(account === undefined ? undefined : somebody(account));
  const views = await Promise.all([...ALL, DECISION].map((ref) => server.views.view(ref, viewer)));
  return Object.fromEntries(
    views.map((view, index) => [
      keyOf([...ALL, DECISION][index] ?? DECISION),
      'refused' in view ? view.refused : { version: view.version, at: view.at, body: JSON.stringify(view.body) },
    ]),
  );
}

beforeEach(async () => {
  clients = [];
  server = await startLiveServer();
  const { partnership } = server;
  await partnership.group('g1');
  await partnership.person('p1');
  await partnership.appoint('g1', 'p1');
  await partnership.record('authority-p2', {
    type: 'AuthorityGiven',
    person: 'p2',
    authority: 'a1',
    role: 'auditor',
    from: '2026-01-01',
    at: AT,
  });
  await partnership.meeting('m1', 'g1');
  await server.projector.reached(await partnership.inMeeting('m1', 'g1', { type: 'MeetingOpened' }));
});

afterEach(async () => {
  for (const each of clients) each.disconnect();
  await server.stop();
  expect(server.faults).toEqual([]);
  for (const each of clients) expect(each.faults).toEqual([]);
});

describe('item behind closed doors', () => {
  it('public no, signed in no: not a byte is sent of it', async () => {
    const outside = [await client('p9'), await client()];
    for (const each of outside) await each.watch(ALL);
    const before = outside.map(({ received }) => received);
    const bodies = outside.map((each) => JSON.stringify(ALL.map((ref) => each.body(ref))));
    await behindClosedDoors();
    expect(outside.map(({ received }) => received)).toEqual(before);
    for (const each of outside) expect([each.patches, each.resyncs, each.gone]).toEqual([[], [], []]);
    // Asked again, or for the first time, nothing else is answered than before.
    for (const each of outside) await each.watchAgain();
    expect(outside.map((each) => JSON.stringify(ALL.map((ref) => each.body(ref))))).toEqual(bodies);
    for (const each of outside) expect(each.answers.every((answer) => 'patches' in answer && answer.patches.length === 0)).toBe(true);
    for (const each of outside)
      expect(await each.watch([DECISION, { kind: 'decision', id: 'none' }])).toMatchObject([
        { refused: { code: 'document/not-found', facts: { id: 'd1' } } },
        { refused: { code: 'document/not-found', facts: { id: 'none' } } },
      ]);
  });

  it.each(['p9', undefined])('no version tells of it, to one who has not looked before (%s)', async (account) => {
    const { log, store } = server;
    await behindClosedDoors();
    const after = await versionsFor(account);
    const fresh = await startLiveServer();
    const itself = server;
    try {
      // The same partnership, in which nothing happened behind closed doors.
      for await (const page of log.readAll('' as never)) {
        for (const { stream, type, data } of page) {
          if (stream === 'decision-d1' || ('item' in (data as object) && (data as { item: string }).item === 'secret')) continue;
          await fresh.partnership.record(stream, { type, ...(data as object) } as DomainEvent);
        }
      }
      await fresh.projector.reached(await fresh.log.head());
      server = fresh;
      expect(after).toEqual(await versionsFor(account));
    } finally {
      server = itself;
      await fresh.stop();
    }
    await server.stop();
    server = await startLiveServer({ log, store });
    await server.projector.caughtUp();
    expect(await versionsFor(account)).toEqual(after);
  });

  it.each(['p1', 'p2'])("group's members, auditor yes: %s is sent what happens", async (account) => {
    const inside = await client(account);
    inside.socket.on('resync', () => void inside.watchAgain());
    await inside.watch(ALL);
    await behindClosedDoors();
    await expect.poll(() => inside.body(MEETING)).toMatchObject({ agenda: { secret: { state: 'closed', decision: 'd1' } } });
    await expect.poll(() => inside.body(DECISIONS)).toMatchObject({ order: ['d1'] });
    await expect.poll(() => inside.body(MEETINGS)).toMatchObject({ rows: { m1: { items: 1, decisions: 1 } } });
    await expect.poll(() => inside.body({ kind: 'group', id: 'g1' })).toMatchObject({ figures: { decisions: 1 } });
    expect(await inside.watch([DECISION])).toMatchObject([{ snapshot: { body: { doors: 'closed', wording: 'Hushed' } } }]);
  });

  it('is sent to everybody when its doors are opened, and the members share a room with them again', async () => {
    const [inside, outside] = [await client('p1'), await client('p9')];
    inside.socket.on('resync', () => void inside.watchAgain());
    await behindClosedDoors();
    await inside.watch(ALL);
    await outside.watch(ALL);
    expect(server.metrics.rooms).toBe(ALL.length + 6);
    await openDoors();
    for (const each of [inside, outside]) {
      await expect.poll(() => each.body(MEETING)).toMatchObject({ agenda: { secret: { doors: 'open' } } });
      await expect.poll(() => each.body(DECISIONS)).toMatchObject({ order: ['d1'] });
      await expect.poll(() => each.body({ kind: 'overview', id: 'all' })).toMatchObject({ decisions: 1, openTasks: 1 });
    }
    // But for the directory, where the member sees how to reach the others.
    await expect.poll(() => server.metrics.rooms).toBe(ALL.length + 1);
  });

  it('takes what others saw from them when the doors are closed on it', async () => {
    const outside = await client('p9');
    await behindClosedDoors();
    await server.projector.reached(await openDoors());
    await outside.watch([...ALL, DECISION]);
    expect(outside.body(DECISION)).toMatchObject({ wording: 'Hushed' });
    await server.partnership.inMeeting('m1', 'g1', { type: 'DoorsClosed', item: 'secret' });
    await expect.poll(() => outside.gone.map(({ id }) => id)).toEqual(['d1']);
    await expect.poll(() => JSON.stringify(ALL.map((ref) => outside.body(ref)))).not.toMatch(/hushed/iu);
  });
});

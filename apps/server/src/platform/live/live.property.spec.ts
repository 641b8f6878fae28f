import type { Ref } from '@samverkan/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveClient, keyOf } from './testing/live-client.suite.js';
import { somebody, startLiveServer, type LiveServerUnderTest } from './testing/live-server.suite.js';

const MEETINGS = ['m1', 'm2', 'm3'];
const PEOPLE = [undefined, 'p1', 'p2'];
const REFS: readonly Ref[] = [
  ...MEETINGS.map((id): Ref => ({ kind: 'meeting', id })),
  { kind: 'group', id: 'g1' },
  { kind: 'group-tree', id: 'all' },
  { kind: 'directory', id: 'g1' },
  { kind: 'list/meetings', id: 'limit=2&order=latest' },
];

type Step =
  | { readonly do: 'change'; readonly meeting: number; readonly how: 'item' | 'attend' | 'open' }
  | { readonly do: 'appoint' | 'resign'; readonly person: number }
  | { readonly do: 'watch' | 'unwatch'; readonly client: number; readonly ref: number }
  | { readonly do: 'disconnect' | 'resume' | 'again'; readonly client: number }
  | { readonly do: 'settle' };

const client = fc.nat({ max: PEOPLE.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      meeting: fc.nat({ max: 2 }),
      how: fc.constantFrom('item' as const, 'attend' as const, 'open' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('appoint' as const, 'resign' as const), person: fc.integer({ min: 1, max: 2 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('watch' as const, 'unwatch' as const), client, ref: fc.nat({ max: REFS.length - 1 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('disconnect' as const, 'resume' as const, 'again' as const), client }) },
  { weight: 2, arbitrary: fc.constant({ do: 'settle' as const }) },
);

let server: LiveServerUnderTest;
let changes = 0;
const appointed = new Set<string>();
let last = '';

beforeAll(async () => {
  // Few patches are kept and parts of rooms are small, so that the rare ways are taken too.
  server = await startLiveServer({
    limits: { recentPatches: 4, shard: 1, gatherAbove: 1, gatherMs: 5, emptyRooms: 3, messages: { burst: 1e6, perSecond: 1e6 } },
  });
  const { partnership } = server;
  await partnership.group('g1');
  for (const person of ['p1', 'p2']) await partnership.person(person);
  for (const id of MEETINGS) last = await partnership.meeting(id, 'g1');
  await server.projector.reached(last);
});
afterAll(() => server.stop());

it('whatever is lost and whatever changes, what a client holds is what the server shows it, and every patch fits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const clients = await Promise.all(PEOPLE.map((as) => new LiveClient(server.url, as).connect()));
      try {
        for (const [n, each] of clients.entries()) await each.watch(REFS.slice(n, n + 4));
        for (const one of steps) await take(one, clients);
        await settled(clients);
        for (const [n, each] of clients.entries()) {
          expect(each.faults).toEqual([]);
          await holdsWhatIsShown(each, PEOPLE[n]);
        }
      } finally {
        for (const each of clients) each.disconnect();
      }
    }),
    { numRuns: 25 },
  );
  expect(server.faults).toEqual([]);
}, 120_000);

async function take(one: Step, clients: readonly LiveClient[]): Promise<void> {
  const { partnership } = server;
  switch (one.do) {
    case 'change': {
      const id = MEETINGS[one.meeting] ?? '';
      changes += 1;
      if (one.how === 'item') last = await partnership.item(id, 'g1', `i${changes}`);
      else if (one.how === 'attend') last = await partnership.attend(id, 'g1', `p${changes % 5}`);
      else last = await partnership.inMeeting(id, 'g1', { type: changes % 2 === 0 ? 'MeetingOpened' : 'MeetingClosed' });
      return;
    }
    case 'appoint':
    case 'resign': {
      const person = `p${one.person}`;
      if ((one.do === 'resign') !== appointed.has(person)) return;
      if (one.do === 'appoint') appointed.add(person);
      else appointed.delete(person);
      last = one.do === 'appoint' ? await partnership.appoint('g1', person) : await partnership.resign('g1', person);
      return;
    }
    case 'watch':
    case 'unwatch': {
      const each = clients[one.client];
      const ref = REFS[one.ref];
      if (each?.socket.connected === true && ref !== undefined) await each[one.do]([ref]);
      return;
    }
    case 'disconnect':
      clients[one.client]?.disconnect();
      return;
    case 'resume': {
      const each = clients[one.client];
      if (each?.socket.connected === false) await each.resume();
      return;
    }
    case 'again':
      await resynced(clients[one.client]);
      return;
    case 'settle':
      await settled(clients);
  }
}

/** What a client does when it is told to ask again. */
async function resynced(each: LiveClient | undefined): Promise<void> {
  if (each?.socket.connected !== true || each.resyncs.length === 0) return;
  each.resyncs.length = 0;
  await each.watchAgain();
}

/** Everybody is connected, and nothing is under way any more. */
async function settled(clients: readonly LiveClient[]): Promise<void> {
  await server.projector.reached(last);
  await new Promise((resolve) => setTimeout(resolve, 15));
  for (const each of clients) {
    if (!each.socket.connected) await each.resume();
    // Whatever was sent before this answer has arrived before it.
    await each.unwatch([{ kind: 'meeting', id: 'nothing' }]);
    await resynced(each);
  }
}

async function holdsWhatIsShown(each: LiveClient, as: string | undefined): Promise<void> {
  const viewer = server.viewers.viewerOf(as === undefined ? undefined : somebody(as));
  for (const { ref, body, version } of each.watched.values()) {
    const view = await server.views.view(ref, viewer);
    if ('refused' in view) throw new Error(`${keyOf(ref)} is held by somebody who may not see it`);
    expect(body).toEqual(JSON.parse(JSON.stringify(view.body)));
    expect(version).toBe(view.version);
  }
}

import { isDeepStrictEqual } from 'node:util';
import { POLICY, type Role } from '@samverkan/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyOf, type LiveClient } from './testing/live-client.suite.js';
import { somebody } from './testing/live-server.suite.js';
import { miscounted, missing } from './testing/visibility/complete.suite.js';
import { viewerOf } from './testing/visibility/fresh.suite.js';
import { positionOf } from './testing/visibility/history.suite.js';
import { holderOf, mayOpen, mightStill, rolesIn } from './testing/visibility/oracle.suite.js';
import { LOOKING, Stage, WHAT_HAPPENS } from './testing/visibility/stage.suite.js';
import { markersIn } from './testing/visibility/world.suite.js';

// SAMVERKAN_VISIBILITY_RUNS: so many partnerships instead of a few. SAMVERKAN_VISIBILITY_SEED and _PATH: those of a failure that fast-check has told.
const RUNS = Number(process.env['SAMVERKAN_VISIBILITY_RUNS'] ?? 24);
const SEED = process.env['SAMVERKAN_VISIBILITY_SEED'];
const PATH = process.env['SAMVERKAN_VISIBILITY_PATH'];
const STEPS = 160;

type Step =
  | { readonly do: 'happen'; readonly what: string; readonly luck: number }
  | { readonly do: 'watch'; readonly client: number; readonly luck: number }
  | { readonly do: 'unwatch' | 'disconnect' | 'resume' | 'again'; readonly client: number }
  | { readonly do: 'turn' | 'midnight' | 'settle' };

const luck = fc.nat({ max: 2 ** 31 - 2 });
const client = fc.nat({ max: LOOKING.length - 1 });
const happens = (what: readonly string[]) => fc.record({ do: fc.constant('happen' as const), what: fc.constantFrom(...what), luck });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 24, arbitrary: happens(WHAT_HAPPENS.inMeetings) },
  { weight: 10, arbitrary: happens(WHAT_HAPPENS.ofPeople) },
  { weight: 12, arbitrary: happens(WHAT_HAPPENS.afterDecisions) },
  { weight: 14, arbitrary: fc.record({ do: fc.constant('watch' as const), client, luck }) },
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constantFrom('unwatch', 'disconnect', 'disconnect', 'resume', 'resume', 'again'), client }),
  },
  { weight: 12, arbitrary: fc.constant({ do: 'turn' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'midnight' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'settle' as const }) },
);

it(
  'no socket is ever sent what its holder may not see, nor anything because of it; and nothing that they may see is missing',
  async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS / 2, maxLength: STEPS, size: 'max' }), async (steps) => {
        const stage = await new Stage().begin();
        try {
          for (const one of steps) {
            await take(one, stage);
            taken += 1;
            expect(stage.tap.found).toEqual([]);
          }
          await holds(stage);
        } catch (error) {
          throw new Error(`after ${stage.history.tail(25).join('\n')}`, { cause: error });
        } finally {
          await stage.end();
        }
        expect(stage.server.faults).toEqual([]);
        expect(stage.tap.frames).toBeGreaterThan(0);
      }),
      {
        numRuns: RUNS,
        // What happens between the two ends of a socket is not the same twice: a failure is told as it was met, and not made smaller.
        endOnFailure: true,
        ...(SEED === undefined ? {} : { seed: Number(SEED) }),
        ...(PATH === undefined ? {} : { path: PATH }),
      },
    );
    expect(taken).toBeGreaterThan((RUNS * STEPS) / 2);
  },
  60_000 + RUNS * 10_000,
);

async function take(one: Step, stage: Stage): Promise<void> {
  switch (one.do) {
    case 'happen':
      await stage.happen(one.what, one.luck);
      return;
    case 'midnight':
      stage.midnight();
      return;
    case 'turn':
      await stage.reached();
      return;
    case 'settle':
      await holds(stage);
      return;
    default:
      await look(one, stage, stage.clients[one.client]);
  }
}

async function look(one: Extract<Step, { readonly client: number }>, stage: Stage, looking: LiveClient | undefined): Promise<void> {
  if (looking === undefined) return;
  const { connected } = looking.socket;
  if (one.do === 'resume' && !connected) await looking.resume();
  if (!connected) return;
  switch (one.do) {
    case 'watch':
      await looking.watch([stage.ref(one.luck), stage.ref(one.luck + 1), stage.ref(one.luck + 2)]);
      return;
    case 'unwatch': {
      const first = looking.watched.values().next().value;
      if (first !== undefined) await looking.unwatch([first.ref]);
      return;
    }
    case 'disconnect':
      looking.disconnect();
      return;
    case 'again':
      if (looking.resyncs.length === 0) return;
      looking.resyncs.length = 0;
      await looking.watchAgain();
      return;
    case 'resume':
  }
}

/** Everybody holds what is there for them, all of it and nothing else; over HTTP they read the same, and they may act as what they are. */
async function holds(stage: Stage): Promise<void> {
  await stage.settled();
  await stage.fresh.follow();
  expect(stage.tap.found).toEqual([]);
  const world = stage.history.now;
  for (const [index, who] of LOOKING.entries()) {
    const looking = stage.clients[index];
    const holder = holderOf(world, who, stage.day);
    expect(stage.server.viewers.viewerOf(who === undefined ? undefined : somebody(who))).toEqual(viewerOf(holder));
    expect(looking?.faults).toEqual([]);
    for (const { ref, body, version } of looking?.watched.values() ?? []) {
      const about = `${keyOf(ref)} as ${who ?? 'a stranger'} holds it`;
      expect(mayOpen(world, holder, ref), about).toBe(true);
      const fresh = compared(stage.fresh.read(ref, viewerOf(holder)));
      if (!isDeepStrictEqual(compared(body), fresh)) expect(compared(body), about).toEqual(fresh);
      expect(missing(world, holder, ref, body), about).toEqual([]);
      expect(miscounted(world, holder, ref, body), about).toEqual([]);
      if (version === undefined) expect(version, about).toBeDefined();
    }
    await reads(stage, who, looking);
    await looksBack(stage, who, index);
    if (who !== undefined) await acts(stage, who);
  }
}

/** A list's cursor says beside its row how many stand before it in all, other queries' rows too, which is not followed. */
const compared = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'next' in body ? { ...body, next: String(body.next).replace(/^\d+~/u, '') } : body;

/** One document over HTTP, and one that chance says. */
async function reads(stage: Stage, who: string | undefined, looking: LiveClient | undefined): Promise<void> {
  const { server, history, day } = stage;
  const held = [...(looking?.watched.values() ?? [])].at(-1);
  const any = stage.ref(history.length);
  for (const ref of held === undefined ? [any] : [held.ref, any]) {
    const path = ref.kind.startsWith('list/') ? `lists/${ref.kind.slice(5)}?${ref.id}` : `docs/${ref.kind}/${ref.id}`;
    const answer = await fetch(`${server.url}/api/${path}`, who === undefined ? {} : { headers: { cookie: `as=${who}` } });
    const read = (await answer.json()) as { readonly version?: string; readonly body?: unknown };
    const holder = holderOf(history.now, who, day);
    const about = `${path} as ${who ?? 'a stranger'} reads it`;
    expect(answer.status, about).toBe(mayOpen(history.now, holder, ref) ? 200 : 404);
    expect(compared(read.body), about).toEqual(compared(stage.fresh.read(ref, viewerOf(holder))));
    if (ref === held?.ref) expect(read.version, about).toBe(held.version);
    if (answer.status === 404) {
      const nothing = await fetch(
        `${server.url}/api/docs/${ref.kind}/nothing`,
        who === undefined ? {} : { headers: { cookie: `as=${who}` } },
      );
      expect(JSON.stringify(read).replaceAll(`"${ref.id}"`, '"nothing"'), about).toBe(await nothing.text());
    }
  }
}

/** What was is read with the rights of today. */
async function looksBack(stage: Stage, who: string | undefined, nth: number): Promise<void> {
  const { server, history, day } = stage;
  const ref = stage.ref(history.length + nth);
  if (ref.kind.startsWith('list/')) return;
  const place = 1 + ((history.length * 31 + nth * 17) % history.length);
  const path = `docs/${ref.kind}/${ref.id}?at=${positionOf(place)}`;
  const answer = await fetch(`${server.url}/api/${path}`, who === undefined ? {} : { headers: { cookie: `as=${who}` } });
  const holder = holderOf(history.now, who, day);
  const text = await answer.text();
  const about = `${path} as ${who ?? 'a stranger'} reads it`;
  if (answer.status === 200)
    expect(
      markersIn(text).filter((marker) => !mightStill(history.at(place), history.now, holder, marker, ref)),
      about,
    ).toEqual([]);
  else expect(answer.status, about).toBe(404);
  if (!mayOpen(history.now, holder, ref)) expect(answer.status, about).toBe(404);
}

/** Whoever gives a command is let through exactly as what they are. */
async function acts(stage: Stage, who: string): Promise<void> {
  const { server, history, day, now } = stage;
  const world = history.now;
  const holder = holderOf(world, who, day);
  const wide = (['secretariat', 'auditor', 'administrator'] as const).filter((role) => holder[role]);
  for (const group of world.groups.keys()) {
    const organisation = 'o1';
    const roles: ReadonlySet<string> = new Set([
      ...rolesIn(world, who, group, day),
      ...wide,
      ...(holder.nominates.has(organisation) ? ['nominator'] : []),
      ...(holder.finances.has(organisation) ? ['financier'] : []),
    ]);
    for (const by of asked) {
      const as = await server.rights.actingAs({ identity: somebody(who) }, { group, organisation }, by, () => now).catch(() => undefined);
      expect(as !== undefined, `${who} in ${group} as one of ${by.join(', ')}`).toBe(by.some((role) => roles.has(role)));
    }
  }
}

/** The sets of roles that commands ask for, each once. */
const asked: readonly (readonly Role[])[] = [
  ...new Map(
    Object.values(POLICY)
      .flatMap((commands) => Object.values(commands) as readonly (readonly Role[])[])
      .map((by) => [by.join(), by]),
  ).values(),
];

import { listId, type ListBody } from '@samverkan/contract';
import { createMemoryLog, type EventLog } from '@samverkan/event-store';
import { PROJECTIONS, STRANGER, type Viewer } from '@samverkan/projections';
import { createMemoryStore, StoreDamaged, type ReadStore } from '@samverkan/read-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Partnership } from '../live/testing/partnership.suite.js';
import { DocumentsBeingMade } from './documents-being-made.js';
import type { Model } from './folding.js';
import { Projector } from './projector.js';
import type { ProjectorOptions } from './projector.options.js';
import { Views } from './views.js';

const MEETINGS = 400;
const VIEWER: Viewer = { ...STRANGER, account: 'spec', roles: new Set(['secretariat']) };

let log: EventLog;
let partnership: Partnership;
let running: Projector[] = [];

beforeEach(async () => {
  log = createMemoryLog({ partnership: 'spec' });
  partnership = new Partnership(log);
  await partnership.group('g1');
  for (let n = 1; n <= MEETINGS; n += 1) await partnership.meeting(`m${n}`, 'g1');
});
afterEach(async () => {
  for (const projector of running) await projector.stop();
  running = [];
});

async function start(store: ReadStore, options: Partial<ProjectorOptions> = {}): Promise<{ projector: Projector; views: Views }> {
  const projector = new Projector({ log, store, models: PROJECTIONS, report: () => undefined, ...options });
  running.push(projector);
  await projector.start();
  return { projector, views: new Views(projector, PROJECTIONS, (sealed) => sealed) };
}

/** A store that finds once, when it is told to, that its file is damaged: it is empty from then on. */
function damageable(): ReadStore & { damage: (at: 'get' | 'each') => void } {
  const store = createMemoryStore();
  let next: 'get' | 'each' | undefined;
  const meet = async (what: 'get' | 'each') => {
    if (next !== what) return;
    next = undefined;
    await store.clear();
    throw new StoreDamaged('a row was altered');
  };
  return {
    ...store,
    damage: (at) => (next = at),
    get: async (kind, id) => {
      await meet('get');
      return store.get(kind, id);
    },
    async *each(kind) {
      let pages = 0;
      for await (const page of store.each(kind)) {
        // Not at once: some rows have been given away by then.
        for (let from = 0; from < page.length; from += 50) {
          yield page.slice(from, from + 50);
          if ((pages += 1) === 3 && kind === 'meeting') await meet('each');
        }
      }
    },
  };
}

const FIRST = { kind: 'list/meetings', id: listId('meetings', { order: 'latest', limit: 25 }) } as const;

async function rowsOf(views: Views): Promise<number> {
  const view = await views.view(FIRST, VIEWER);
  if ('refused' in view) throw new Error(view.refused.code);
  return (view.body as unknown as ListBody<'meetings'>).total;
}
/** How many rows a list has; undefined when it cannot be told now. */
const told = (views: Views): Promise<number | undefined> =>
  rowsOf(views).catch((error: unknown) => {
    expect(error).toBeInstanceOf(DocumentsBeingMade);
    return undefined;
  });

/** Lets a store from before be as good as one of another version of the program: all is made anew. */
const OTHER: readonly Model[] = PROJECTIONS.map((model) => (model.kind === 'meeting' ? { ...model, version: model.version + 1 } : model));

async function filledStore(): Promise<ReturnType<typeof damageable>> {
  const store = damageable();
  const { projector } = await start(store);
  await projector.reached(await log.head());
  await projector.stop();
  running = [];
  return store;
}

describe('while documents are made anew', () => {
  it('lists wait for all of their rows', async () => {
    const { views, projector } = await start(await filledStore(), { models: OTHER });
    expect(projector.health()).toMatchObject({ whole: false, caughtUp: false });
    expect(await Promise.all(Array.from({ length: 5 }, () => rowsOf(views)))).toEqual(Array.from({ length: 5 }, () => MEETINGS));
    expect(projector.health()).toMatchObject({ whole: true, caughtUp: true });
  });

  it('nobody waits longer than the patience that there is, and is told so', async () => {
    const { views, projector } = await start(await filledStore(), { models: OTHER, patienceMs: 0 });
    // Both are asked for before the making gets on at all.
    const asked = [rowsOf(views), projector.document('overview', 'all')];
    for (const told of await Promise.allSettled(asked)) expect(told).toMatchObject({ reason: expect.any(DocumentsBeingMade) as unknown });
    await projector.caughtUp();
    expect(await rowsOf(views)).toBe(MEETINGS);
  });

  it.each(['get', 'each'] as const)('the request that meets damage (%s) and all beside it are answered right, or not', async (at) => {
    const store = await filledStore();
    const { views, projector } = await start(store);
    await projector.caughtUp();
    store.damage(at);
    const first = at === 'get' ? projector.document('meeting', 'm7') : told(views);
    const beside: Promise<number | undefined>[] = [];
    for (let n = 0; n < 40; n += 1) {
      beside.push(told(views));
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (at === 'get') expect(await first).toMatchObject({ id: 'm7', body: { group: 'g1' } });
    else expect(await first).toBe(MEETINGS);
    for (const rows of await Promise.all(beside)) expect([MEETINGS, undefined]).toContain(rows);
    expect(await rowsOf(views)).toBe(MEETINGS);
  });

  it('who watches a list is told of what is new, and never of what was', async () => {
    const store = await filledStore();
    const { views, projector } = await start(store, { capacity: 10 });
    await projector.caughtUp();
    const sight = await views.sight(FIRST, VIEWER);
    if ('refused' in sight) throw new Error('refused');
    const seen: number[] = [];
    sight.pins += 1;
    sight.changed = () => seen.push((sight.now().body as unknown as ListBody<'meetings'>).total);
    store.damage('get');
    await projector.document('meeting', 'm7');
    await projector.reached(await partnership.meeting('m-new', 'g1'));
    await projector.caughtUp();
    projector.tellNow();
    expect(await rowsOf(views)).toBe(MEETINGS + 1);
    expect(new Set(seen)).toEqual(new Set([MEETINGS + 1]));
  });
});

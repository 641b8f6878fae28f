import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeEvent } from '@samverkan/domain';
import { createMemoryLog, type EventLog } from '@samverkan/event-store';
import { PROJECTIONS, applyEvent, type Document } from '@samverkan/projections';
import { createMemoryStore, openSqliteStore, StoreDamaged, type ReadStore } from '@samverkan/read-store';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Partnership } from '../live/testing/partnership.suite.js';
import type { Model } from './folding.js';
import { Projector } from './projector.js';
import type { ProjectorOptions } from './projector.options.js';

let log: EventLog;
let partnership: Partnership;
let reports: string[];
let running: Projector[];

beforeEach(() => {
  log = createMemoryLog({ partnership: 'spec' });
  partnership = new Partnership(log);
  reports = [];
  running = [];
});
afterEach(async () => {
  for (const projector of running) await projector.stop();
});

async function start(store: ReadStore, options: Partial<ProjectorOptions> = {}): Promise<Projector> {
  const projector = new Projector({ log, store, models: PROJECTIONS, report: (message) => reports.push(message), ...options });
  running.push(projector);
  await projector.start();
  return projector;
}

async function some(meetings = 3): Promise<string> {
  let last = await partnership.group('g1');
  for (let n = 1; n <= meetings; n += 1) {
    await partnership.meeting(`m${n}`, 'g1');
    last = await partnership.item(`m${n}`, 'g1', `i${n}`);
  }
  return last;
}

/** All documents, by folding the whole log in the plainest way. */
async function folded(): Promise<ReadonlyMap<string, Document>> {
  const documents = new Map<string, Document>();
  for await (const page of log.readAll('' as never)) {
    for (const stored of page) {
      const recorded = { position: stored.position, time: stored.time, event: decodeEvent(stored), actor: stored.meta.actor };
      const changed = applyEvent({ get: (kind, id) => documents.get(`${kind}/${id}`) }, recorded);
      for (const document of changed) documents.set(`${document.kind}/${document.id}`, document);
    }
  }
  return documents;
}

async function expectAllAsFolded(projector: Projector): Promise<void> {
  for (const document of (await folded()).values()) {
    const found = await projector.document(document.kind, document.id);
    expect(JSON.parse(JSON.stringify(found))).toMatchObject(
      JSON.parse(JSON.stringify({ version: document.version, body: document.body })) as object,
    );
  }
}

describe('the projector', () => {
  it('makes the documents of everything in the log, and of what is appended', async () => {
    await some();
    const projector = await start(createMemoryStore());
    await projector.caughtUp();
    await expectAllAsFolded(projector);
    const position = await partnership.attend('m1', 'g1', 'p1');
    expect(await projector.reached(position)).toBe(true);
    expect(projector.head()).toBe(position);
    await expectAllAsFolded(projector);
  });

  it('says when a position is reached, and gives up waiting after a while', async () => {
    const projector = await start(createMemoryStore());
    expect(await projector.reached('zz', 20)).toBe(false);
    const later = projector.reached('11', 1_000);
    await partnership.group('g1');
    expect(await later).toBe(true);
  });

  it('tells of changes once a turn, in log order, with every step', async () => {
    const projector = await start(createMemoryStore());
    const told: string[][] = [];
    projector.onChange((changes) =>
      told.push(changes.filter(({ kind }) => kind === 'meeting').flatMap(({ steps }) => steps.map(({ version }) => version))),
    );
    await partnership.group('g1');
    const first = await partnership.meeting('m1', 'g1');
    const last = await partnership.inMeeting('m1', 'g1', { type: 'MeetingOpened' }, { type: 'MeetingClosed' });
    await projector.reached(last);
    await expect.poll(() => told.flat().at(-1)).toBe(last);
    expect(told.flat()[0]).toBe(first);
    expect(told.at(-1)).toHaveLength(2);
  });

  it('goes on after a restart from where the store is', async () => {
    const store = createMemoryStore();
    const last = await some();
    const before = await start(store);
    await before.reached(last);
    await before.stop();
    expect(await store.checkpoint('projector')).toMatchObject({ position: last });
    let read = 0;
    const counting: EventLog = {
      ...log,
      subscribe: (after, handler, options) =>
        log.subscribe(
          after,
          (events) => {
            read += events.length;
            return handler(events);
          },
          options,
        ),
    };
    const position = await partnership.attend('m1', 'g1', 'p1');
    const after = await start(store, { log: counting });
    await after.reached(position);
    expect(read).toBe(1);
    await expectAllAsFolded(after);
    expect(reports).toEqual([]);
  });

  it('serves documents as of their version before it has caught up', async () => {
    const store = createMemoryStore();
    const before = await start(store);
    const version = await some();
    await before.reached(version);
    await before.stop();
    for (let n = 0; n < 3_000; n += 1) void partnership.attend('m1', 'g1', `p${n % 7}`);
    const last = await partnership.attend('m1', 'g1', 'p1');
    const after = await start(store);
    const early = await after.document('meeting', 'm1');
    expect(early?.version !== undefined && early.version < last).toBe(true);
    expect(after.health().caughtUp).toBe(false);
    await after.caughtUp();
    expect((await after.document('meeting', 'm1'))?.version).toBe(last);
  });

  it('waits for a document that is not there yet while it catches up', async () => {
    await some();
    const projector = await start(createMemoryStore());
    expect(await projector.document('meeting', 'm3')).toMatchObject({ body: { title: 'Meeting m3' } });
    expect(await projector.document('meeting', 'm9')).toBeUndefined();
  });

  it('makes everything anew when a projection has another version', async () => {
    const store = createMemoryStore();
    await (await start(store)).reached(await some());
    await running.pop()?.stop();
    const raised = PROJECTIONS.map((model): Model => (model.kind === 'meeting' ? { ...model, version: 99 } : model));
    const after = await start(store, { models: raised });
    expect(await store.checkpoint('projector')).toBeUndefined();
    await after.caughtUp();
    await expectAllAsFolded(after);
  });

  it('makes everything anew when the log is an older one than the documents', async () => {
    const store = createMemoryStore();
    await (await start(store)).reached(await some());
    await running.pop()?.stop();
    log = createMemoryLog({ partnership: 'spec' });
    partnership = new Partnership(log);
    await partnership.group('g2');
    const after = await start(store);
    await after.caughtUp();
    expect(await after.document('meeting', 'm1')).toBeUndefined();
    expect(await after.document('group', 'g2')).toBeDefined();
    expect(reports.join()).toContain('replaced by an older one');
  });

  it('makes everything anew when the log has another history up to where the documents are', async () => {
    const store = createMemoryStore();
    const documentsAt = await some();
    await (await start(store)).reached(documentsAt);
    await running.pop()?.stop();
    log = createMemoryLog({ partnership: 'spec' });
    partnership = new Partnership(log);
    await partnership.group('g2');
    while ((await log.head()) <= documentsAt) await partnership.meeting(`other-${await log.head()}`, 'g2');
    const after = await start(store);
    await after.caughtUp();
    expect(await after.document('meeting', 'm1')).toBeUndefined();
    await expectAllAsFolded(after);
    expect(reports).toEqual([
      'The documents are made again from the event log: they are of a history that is not in the event log, which was replaced by another one.',
    ]);
  });
});

describe('with little memory', () => {
  it('whatever happens, documents are what a plain fold makes of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'projector-'));
    let files = 0;
    const step = fc.record({ meeting: fc.nat({ max: 30 }), how: fc.constantFrom('item', 'attend', 'open', 'close', 'restart') });
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
          log = createMemoryLog({ partnership: 'spec' });
          partnership = new Partnership(log);
          const store = openSqliteStore({ file: join(folder, `${++files}.sqlite`) });
          let projector = await start(store, { capacity: 4, batchDocuments: 3 });
          await partnership.group('g1');
          for (let n = 0; n <= 30; n += 1) await partnership.meeting(`m${n}`, 'g1');
          let changes = 0;
          for (const { meeting, how } of steps) {
            const id = `m${meeting}`;
            changes += 1;
            if (how === 'item') await partnership.item(id, 'g1', `i${changes}`);
            else if (how === 'attend') await partnership.attend(id, 'g1', `p${changes}`);
            else if (how === 'open') await partnership.inMeeting(id, 'g1', { type: 'MeetingOpened' });
            else if (how === 'close') await partnership.inMeeting(id, 'g1', { type: 'MeetingClosed' });
            else {
              await projector.stop();
              projector = await start(store, { capacity: 4, batchDocuments: 3 });
            }
          }
          await projector.reached(await log.head());
          await expectAllAsFolded(projector);
          await projector.stop();
          await store.close();
        }),
        { numRuns: 15 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});

describe('when things fail', () => {
  it('a projection that meets an event it cannot read stops, says which, and the rest goes on', async () => {
    const store = createMemoryStore();
    const projector = await start(store);
    await some(1);
    await partnership.person('p1');
    const position = await partnership.record('person-p1', { type: 'PersonMoved.v9' } as never);
    const last = await partnership.item('m1', 'g1', 'later');
    expect(await projector.reached(last)).toBe(true);
    const { stopped } = projector.health();
    expect(stopped.find(({ kind }) => kind === 'person')).toMatchObject({ eventType: 'PersonMoved.v9', position });
    expect(reports.find((line) => line.startsWith('The read model person'))).toBe(
      `The read model person has stopped at PersonMoved.v9 (position ${position}): No event of person is stored as "PersonMoved.v9"`,
    );
    expect(stopped.map(({ kind }) => kind)).not.toContain('meeting');
    expect(await projector.document('meeting', 'm1')).toMatchObject({ version: last });
    await projector.reached(await partnership.person('p2'));
    expect(await projector.document('person', 'p2')).toBeUndefined();
  });

  it('what a stopped projection made is made anew at the next start, which may be able to read on', async () => {
    const store = createMemoryStore();
    const failing = PROJECTIONS.map((model): Model =>
      model.kind === 'decision' ? { ...model, types: ['MeetingOpened'], keys: fail } : model,
    );
    const projector = await start(store, { models: failing });
    await some(1);
    await projector.reached(await partnership.inMeeting('m1', 'g1', { type: 'MeetingOpened' }));
    expect(projector.health().stopped).toMatchObject([{ kind: 'decision', eventType: 'MeetingOpened', reason: 'cannot read it' }]);
    await projector.stop();
    const after = await start(store);
    await after.caughtUp();
    expect(after.health().stopped).toEqual([]);
    await expectAllAsFolded(after);
  });

  it('a projection that looks at one that has stopped stops too: it would be false', async () => {
    const failing = PROJECTIONS.map((model): Model => (model.kind === 'meeting' ? { ...model, project: fail } : model));
    const projector = await start(createMemoryStore(), { models: failing });
    await projector.reached(await some(1));
    const { stopped } = projector.health();
    expect(stopped[0]).toMatchObject({ kind: 'meeting', reason: 'cannot read it' });
    expect(stopped.find(({ kind }) => kind === 'group')).toMatchObject({ reason: 'it rests on meeting, which has stopped' });
    expect(stopped.map(({ kind }) => kind)).not.toContain('person');
  });

  it('a store that cannot be written to is said, tried again, and nothing is lost', async () => {
    const memory = createMemoryStore();
    let full = true;
    const store: ReadStore = {
      ...memory,
      commit: (changes) => (full ? Promise.reject(new Error('disk is full')) : memory.commit(changes)),
    };
    const projector = await start(store, { capacity: 2, batchDocuments: 1 });
    await projector.reached(await some(5));
    await expect.poll(() => projector.health().storeFailure).toBe('disk is full');
    await expectAllAsFolded(projector);
    full = false;
    await expect.poll(() => projector.health().storeFailure, { timeout: 5_000 }).toBeUndefined();
    expect(await memory.get('meeting', 'm5')).toBeDefined();
    expect(await memory.checkpoint('projector')).toEqual({ position: await log.head(), sum: await log.sumAt(await log.head()) });
  });

  it('a store that is damaged while it is open is made anew from the log', async () => {
    const memory = createMemoryStore();
    let damaged = false;
    const store: ReadStore = {
      ...memory,
      get: async (kind, id) => {
        if (!damaged) return memory.get(kind, id);
        damaged = false;
        await memory.clear();
        throw new StoreDamaged('damaged');
      },
    };
    const projector = await start(store, { capacity: 2, batchDocuments: 2 });
    const last = await some(20);
    await projector.reached(last);
    await expect.poll(() => memory.checkpoint('projector')).toMatchObject({ position: last });
    damaged = true;
    for (let n = 1; n <= 20; n += 1) expect(await projector.document('meeting', `m${n}`)).toBeDefined();
    expect(damaged).toBe(false);
    await projector.reached(await partnership.attend('m3', 'g1', 'p1'));
    await expectAllAsFolded(projector);
  });
});

function fail(): never {
  throw new TypeError('cannot read it');
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandReused, WrongRevision } from './errors.js';
import { collect, meta } from './samples.suite.js';
import { createHandler } from './handle.js';
import { createMemoryLog } from './memory-log.js';
import type { CommandMeta, EventLog, Write } from './port.js';
import { START } from './position.js';
import { next, numbers, Refused, series } from './series.suite.js';

const refusedAt100 = (refusal: unknown) => {
  expect(refusal).toBeInstanceOf(Refused);
  return { revision: 99 };
};

/** A log that lets a test look at, delay or disturb what passes. */
function watched(log: EventLog, onAppend: (writes: readonly Write[], meta: CommandMeta) => void): EventLog {
  return {
    ...log,
    append: (writes, about) => {
      onAppend(writes, about);
      return log.append(writes, about);
    },
  };
}

describe('handle', () => {
  test('decides on the folded state and appends', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    const first = await handler.handle(series, 'series-1', next, meta('c1'));
    expect(first).toEqual({ events: [{ type: 'NumberTaken', number: 1 }], position: await log.head(), revision: 0, repeated: false });
    expect((await createHandler(log).handle(series, 'series-1', next, meta())).events).toEqual([{ type: 'NumberTaken', number: 2 }]);
    expect(await handler.load(series, 'series-1')).toEqual({ state: { last: 2 }, revision: 1, position: await log.head() });
    expect(await handler.load(series, 'series-2')).toEqual({ state: { last: 0 }, revision: -1, position: START });
  });

  test('already true: nothing is written, the answer names the last event', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    expect(await handler.handle(series, 'series-1', { take: 0 }, meta())).toEqual({
      events: [],
      position: START,
      revision: -1,
      repeated: false,
    });
    const { position } = await handler.handle(series, 'series-1', next, meta());
    await handler.handle(series, 'series-2', next, meta());
    expect(await handler.handle(series, 'series-1', { take: 1 }, meta())).toEqual({ events: [], position, revision: 0, repeated: false });
  });

  test('64 callers on one stream are decided on each other and share a commit', async () => {
    const log = createMemoryLog();
    let appends = 0;
    const handler = createHandler(watched(log, () => (appends += 1)));
    // The first 64 find nothing known, the second find what the first have left.
    for (const before of [0, 64]) {
      const answers = await Promise.all(
        Array.from({ length: 64 }, () => handler.handle(series, 'series-1', next, meta()).catch(refusedAt100)),
      );
      expect(answers.map((answer) => answer.revision)).toEqual(
        Array.from({ length: 64 }, (_, at) => (before + at < 100 ? before + at : 99)),
      );
    }
    expect(await numbers(log)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    expect(appends).toBe(100);
  });

  test('a refusal is not given on what others have only begun', async () => {
    const log = createMemoryLog();
    await log.append([{ stream: 'series-1', expectedRevision: -1, events: [{ type: 'NumberTaken', data: { number: 98 } }] }], meta());
    const handler = createHandler(log);
    await handler.load(series, 'series-1');
    // Somebody else takes the place that the first caller believes in: it fails, and the second, refused on its account, is decided again.
    const others = log.append(
      [{ stream: 'series-1', expectedRevision: 0, events: [{ type: 'NumberTaken', data: { number: 5 } }] }],
      meta(),
    );
    const results = await Promise.allSettled([
      handler.handle(series, 'series-1', { take: 99 }, meta()),
      handler.handle(series, 'series-1', { take: 98 }, meta()),
      handler.handle(series, 'series-1', { take: 6 }, meta()),
      others,
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await numbers(log)).toEqual([98, 5, 6]);
  });

  test('what others wrote past the handler is seen, also by a refusal and by load', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    await handler.handle(series, 'series-1', next, meta());
    await log.append([{ stream: 'series-1', expectedRevision: 0, events: [{ type: 'NumberTaken', data: { number: 7 } }] }], meta());
    expect((await handler.handle(series, 'series-1', { take: 8 }, meta())).revision).toBe(2);
    await log.append([{ stream: 'series-1', expectedRevision: 2, events: [{ type: 'NumberTaken', data: { number: 20 } }] }], meta());
    expect((await handler.load(series, 'series-1')).state).toEqual({ last: 20 });
    expect((await handler.handle(series, 'series-1', next, meta())).events).toEqual([{ type: 'NumberTaken', number: 21 }]);
  });

  test('a repeated command gets its earlier answer: at once, later, when it would be refused, when it is already true', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    const [first, ...repeats] = await Promise.all(
      Array.from({ length: 5 }, () => handler.handle(series, 'series-1', next, meta('c1', 'f'))),
    );
    expect(first?.repeated).toBe(false);
    for (const repeat of repeats) expect(repeat).toEqual({ events: [], position: first?.position, revision: 0, repeated: true });
    const second = await handler.handle(series, 'series-1', { take: 2 }, meta('c2', 'f'));
    expect(await handler.handle(series, 'series-1', { take: 2 }, meta('c2', 'f'))).toEqual({ ...second, events: [], repeated: true });
    await handler.handle(series, 'series-1', next, meta());
    for (const again of [handler, createHandler(log)]) {
      expect(await again.handle(series, 'series-1', { take: 2 }, meta('c2', 'f'))).toEqual({ ...second, events: [], repeated: true });
      expect(await again.handle(series, 'series-1', next, meta('c1', 'f'))).toEqual({ ...first, events: [], repeated: true });
    }
    expect(await numbers(log)).toEqual([1, 2, 3]);
  });

  test('an id used before for another command is refused, whatever would be decided', async () => {
    const handler = createHandler(createMemoryLog());
    await handler.handle(series, 'series-1', next, meta('c1', 'f'));
    for (const command of [next, { take: 1 }, { take: 9 }]) {
      await expect(handler.handle(series, 'series-1', command, meta('c1', 'other'))).rejects.toThrow(CommandReused);
    }
  });

  test('with an expected revision nothing is decided on what is newer', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    await handler.handle(series, 'series-1', next, meta());
    const seen = { expectedRevision: 0 };
    const results = await Promise.allSettled([
      handler.handle(series, 'series-1', next, meta('a'), seen),
      handler.handle(series, 'series-1', next, meta('b'), seen),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    await expect(handler.handle(series, 'series-1', next, meta(), seen)).rejects.toMatchObject({ code: 'log/wrong-revision', actual: 1 });
    expect((await handler.handle(series, 'series-1', next, meta('a'), seen)).repeated).toBe(true);
    expect(await numbers(log)).toEqual([1, 2]);
  });

  test('a failed append is forgotten, and what rested on it is decided again', async () => {
    const log = createMemoryLog();
    const failing: EventLog = {
      ...log,
      append: (writes, about) => (about.commandId === 'fails' ? Promise.reject(new Error('no room')) : log.append(writes, about)),
    };
    const handler = createHandler(failing);
    const results = await Promise.allSettled([
      handler.handle(series, 'series-1', next, meta()),
      handler.handle(series, 'series-1', next, meta('fails')),
      handler.handle(series, 'series-1', next, meta()),
      handler.handle(series, 'series-1', next, meta()),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await numbers(log)).toEqual([1, 2, 3]);
  });

  test('stored names may differ from those the decider knows', async () => {
    const log = createMemoryLog();
    const renamed: typeof series = {
      ...series,
      encode: (event) => ({ type: 'NumberTaken.v2', data: { value: event.number } }),
      decode: (stored) => ({ type: 'NumberTaken', number: Number(stored.data['value']) }),
    };
    await createHandler(log).handle(renamed, 'series-1', next, meta());
    expect((await createHandler(log).handle(renamed, 'series-1', next, meta())).events).toEqual([{ type: 'NumberTaken', number: 2 }]);
    expect((await collect(log.readAll(START))).map((event) => event.type)).toEqual(['NumberTaken.v2', 'NumberTaken.v2']);
  });

  test('only so many states are kept, and none is lost by it', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log, { cacheSize: 2 });
    for (let round = 1; round <= 3; round += 1) {
      const streams = ['a-1', 'a-2', 'a-3', 'a-4'];
      const answers = await Promise.all(streams.flatMap((stream) => [0, 1].map(() => handler.handle(series, stream, next, meta()))));
      expect(answers.filter((answer) => answer.events.length === 1).length).toBe(8);
      for (const stream of streams) expect((await numbers(log, stream)).length).toBe(round * 2);
    }
  });

  test('whatever callers, handlers, writers past them and repeats do at once: no gap, no double, no lost answer', async () => {
    const step = fc.record({
      stream: fc.constantFrom('a-1', 'a-2'),
      handler: fc.nat(1),
      id: fc.nat(25),
      pause: fc.boolean(),
      past: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const log = createMemoryLog();
        const handlers = [createHandler(log), createHandler(log)];
        const asked = new Map<string, string>();
        const pending: Promise<unknown>[] = [];
        for (const { stream, handler, id, pause, past } of steps) {
          const commandId = `${stream}-${String(id)}`;
          asked.set(commandId, stream);
          const answer = past
            ? appendNext(log, stream, meta(commandId, stream))
            : handlers[handler]?.handle(series, stream, next, meta(commandId, stream)).then(async ({ position }) => {
                const stored = (await collect(log.readAll(START))).find((event) => event.position === position);
                expect(stored?.meta.commandId).toBe(commandId);
              });
          pending.push(answer ?? Promise.reject(new Error('no handler')));
          if (pause) await pending.at(-1);
        }
        await Promise.all(pending);
        const all = await collect(log.readAll(START));
        expect(new Set(all.map((event) => event.meta.commandId))).toEqual(new Set(asked.keys()));
        expect(all.length).toBe(asked.size);
        for (const stream of ['a-1', 'a-2']) {
          const taken = await numbers(log, stream);
          expect(taken).toEqual(taken.map((_, at) => at + 1));
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Writes past every handler, trying until it is the one that comes next. */
async function appendNext(log: EventLog, stream: string, about: CommandMeta): Promise<void> {
  for (;;) {
    const { length } = await collect(log.read(stream));
    try {
      await log.append([{ stream, expectedRevision: length - 1, events: [{ type: 'NumberTaken', data: { number: length + 1 } }] }], about);
      return;
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
    }
  }
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Guard } from './decider.js';
import { createHandler } from './handle.js';
import { createMemoryLog } from './memory-log.js';
import type { EventLog } from './port.js';
import { collect, meta } from './samples.suite.js';
import { next, numbers, series } from './series.suite.js';

class Lost extends Error {}

const RIGHT = 'right-1';
const part = { decider: series, stream: RIGHT } as const;
/** Holds as long as the stream has no number above one. */
const guard: Guard<readonly [typeof part]> = {
  parts: [part],
  check: ([{ last }]) => {
    if (last > 1) throw new Lost();
  },
};
const guarded = (commandId?: string) => ({ ...meta(commandId), guard });
const lose = (log: EventLog, expectedRevision = -1) =>
  log.append([{ stream: RIGHT, expectedRevision, events: [{ type: 'NumberTaken', data: { number: 2 } }] }], meta());

/** Lets something happen between a decision and its append. */
const disturbed = (log: EventLog, before: () => Promise<unknown>): EventLog => {
  let done = false;
  return {
    ...log,
    append: async (writes, about) => {
      if (!done) {
        done = true;
        await before();
      }
      return log.append(writes, about);
    },
  };
};

describe('a guard', () => {
  test('may ask one stream twice', async () => {
    const log = createMemoryLog();
    const twice = { parts: [part, part], check: () => undefined } as const;
    expect(await createHandler(log).handle(series, 'series-1', next, { ...meta(), guard: twice })).toMatchObject({ revision: 0 });
  });

  test('that is lost between the decision and the append refuses, on one stream and on several', async () => {
    for (const together of [false, true]) {
      const log = createMemoryLog();
      const handler = createHandler(disturbed(log, () => lose(log)));
      const given = together
        ? handler.handleTogether([{ decider: series, stream: 'series-1' }], () => [[{ type: 'NumberTaken', number: 1 }]], guarded())
        : handler.handle(series, 'series-1', next, guarded());
      await expect(given).rejects.toThrow(Lost);
      expect(await numbers(log)).toEqual([]);
    }
  });

  test('that moves on and still holds is asked again, and the command is carried out', async () => {
    const log = createMemoryLog();
    const handler = createHandler(
      disturbed(log, () =>
        log.append([{ stream: RIGHT, expectedRevision: -1, events: [{ type: 'NumberTaken', data: { number: 1 } }] }], meta()),
      ),
    );
    expect(await handler.handle(series, 'series-1', next, guarded())).toMatchObject({ revision: 0, repeated: false });
    expect(await numbers(log)).toEqual([1]);
    expect(await numbers(log, RIGHT)).toEqual([1]);
  });

  test('refuses also what would be refused or is true already, and neither shows in an answer nor in the log', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    const first = await handler.handle(series, 'series-1', next, guarded('c1'));
    expect(first).toMatchObject({ revision: 0, position: await log.head() });
    await lose(log);
    await expect(handler.handle(series, 'series-1', { take: 1 }, guarded())).rejects.toThrow(Lost);
    await expect(handler.handle(series, 'series-1', { take: 9 }, guarded())).rejects.toThrow(Lost);
    // A command that comes again gets its answer, whatever has been lost since.
    expect(await handler.handle(series, 'series-1', next, guarded('c1'))).toEqual({ ...first, events: [], repeated: true });
    const [written] = await collect(log.read('series-1'));
    expect(Object.keys(written?.meta ?? {})).not.toContain('guard');
  });

  test('of a stream that takes part itself is of the state that is decided on', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    const results = await Promise.allSettled([1, 2, 3].map(() => handler.handle(series, RIGHT, next, guarded())));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(await numbers(log, RIGHT)).toEqual([1, 2]);
    const many = { parts: [part, { decider: series, stream: 'series-1' }, part], check: () => undefined } as const;
    const parts = [{ decider: series, stream: 'series-1' }, part] as const;
    const both = await handler.handleTogether(parts, () => [[{ type: 'NumberTaken', number: 1 }], []], { ...meta(), guard: many });
    expect(both.revisions).toEqual([0, 1]);
  });

  test('whenever it is lost, nothing is written after it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ stream: fc.constantFrom('a-1', 'a-2'), pause: fc.boolean() }), { maxLength: 30 }),
        fc.nat(30),
        async (steps, when) => {
          const log = createMemoryLog();
          const handler = createHandler(log);
          const pending: Promise<unknown>[] = [];
          for (const [index, { stream, pause }] of steps.entries()) {
            if (index === when) pending.push(lose(log));
            pending.push(handler.handle(series, stream, next, guarded()).catch((error: unknown) => expect(error).toBeInstanceOf(Lost)));
            if (pause) await pending.at(-1);
          }
          await Promise.all(pending);
          const streams = (await collect(log.readAll('' as never))).map(({ stream }) => stream);
          const lost = streams.indexOf(RIGHT);
          expect(lost < 0 || lost === streams.length - 1).toBe(true);
          if (lost < 0) expect(streams.length).toBe(steps.length);
        },
      ),
    );
  });
});

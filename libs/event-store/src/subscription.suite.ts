import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventLog, Position, StoredEvent } from './port.js';
import { decodePosition, START } from './position.js';
import { collect, happened, meta, write } from './samples.suite.js';

/** What every adapter's subscriptions hold to. */
export function subscriptionSuite(open: () => Promise<EventLog>): void {
  describe('subscription', () => {
    const until = async (fulfilled: () => boolean) => {
      for (let wait = 0; !fulfilled(); wait += 1) {
        if (wait > 5_000) throw new Error('waited too long');
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };

    test('catches up, says so, then gets what is appended', async () => {
      const log = await open();
      await log.append([write('a-1', -1, happened(3))], meta());
      const seen: string[] = [];
      let caughtUpAt = -1;
      const subscription = log.subscribe(START, (events) => void seen.push(...events.map((event) => event.position)), {
        onCaughtUp: () => (caughtUpAt = seen.length),
      });
      await until(() => caughtUpAt >= 0);
      expect(caughtUpAt).toBe(3);
      const { position } = await log.append([write('a-1', 2, happened(2))], meta());
      await until(() => subscription.position === position);
      expect(seen).toEqual((await collect(log.readAll(START))).map((event) => event.position));
      await subscription.stop();
      await log.append([write('a-1', 4)], meta());
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(seen.length).toBe(5);
    });

    test('live events are what will be read later', async () => {
      const log = await open();
      const live: StoredEvent[] = [];
      log.subscribe(START, (events) => void live.push(...events));
      await new Promise((resolve) => setTimeout(resolve, 5));
      await log.append(
        [{ stream: 'a-1', expectedRevision: -1, events: [{ type: 'Said', data: { on: new Date(0), not: undefined } }] }],
        meta(),
      );
      await until(() => live.length === 1);
      expect(live).toStrictEqual(await collect(log.readAll(START)));
    });

    test('callers are answered before subscribers are fed', async () => {
      const log = await open();
      const order: string[] = [];
      log.subscribe(START, () => void order.push('fed'));
      await new Promise((resolve) => setTimeout(resolve, 5));
      await log.append([write('a-1', -1)], meta()).then(() => order.push('answered'));
      await until(() => order.length === 2);
      expect(order).toEqual(['answered', 'fed']);
    });

    test('waits for a handler that takes its time, and a slow one falls back to reading', async () => {
      const log = await open();
      const seen: Position[] = [];
      let running = 0;
      let caughtUp = 0;
      let release: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (release = resolve));
      log.subscribe(
        START,
        async (events) => {
          running += 1;
          expect(running).toBe(1);
          await gate;
          seen.push(...events.map((event) => event.position));
          running -= 1;
        },
        { onCaughtUp: () => (caughtUp += 1) },
      );
      await until(() => caughtUp === 1);
      for (let at = 0; at < 15; at += 1) await log.append([write('a-1', at * 1_000 - 1, happened(1_000))], meta());
      expect(seen.length).toBe(0);
      release();
      await until(() => seen.length === 15_000 && caughtUp === 2);
      expect(seen).toEqual((await collect(log.readAll(START))).map((event) => event.position));
    });

    test('a handler that fails ends its subscription and is heard, the others go on', async () => {
      const log = await open();
      const errors: unknown[] = [];
      const failing = log.subscribe(
        START,
        () => {
          throw new Error('unreadable');
        },
        { onError: (error) => errors.push(error) },
      );
      let seen = 0;
      log.subscribe(START, (events) => void (seen += events.length));
      await log.append([write('a-1', -1)], meta());
      await log.append([write('a-1', 0)], meta());
      await until(() => seen === 2 && errors.length === 1);
      expect(failing.position).toBe(START);
      expect(errors).toEqual([new Error('unreadable')]);
    });

    test('from any position, under concurrent appends, every event comes once and in order', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ size: fc.integer({ min: 1, max: 300 }), pause: fc.boolean(), subscribe: fc.boolean() }), {
            minLength: 2,
            maxLength: 15,
          }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          async (steps, from) => {
            const log = await open();
            try {
              const feeds: { after: Position; seen: Position[] }[] = [];
              const pending: Promise<unknown>[] = [];
              for (const [index, step] of steps.entries()) {
                pending.push(log.append([write(`a-${String(index)}`, -1, happened(step.size))], meta()));
                if (step.pause) await pending.at(-1);
                if (!step.subscribe) continue;
                const existing = await collect(log.readAll(START));
                const after = existing[Math.floor(from * existing.length) - 1]?.position ?? START;
                const feed = { after, seen: [] as Position[] };
                feeds.push(feed);
                log.subscribe(after, (events) => void feed.seen.push(...events.map((event) => event.position)));
              }
              await Promise.all(pending);
              const all = (await collect(log.readAll(START))).map((event) => event.position);
              for (const { after, seen } of feeds) {
                const expected = all.slice(decodePosition(after));
                await until(() => seen.length >= expected.length);
                expect(seen).toEqual(expected);
              }
            } finally {
              await log.close();
            }
          },
        ),
        { numRuns: 25 },
      );
    });
  });
}

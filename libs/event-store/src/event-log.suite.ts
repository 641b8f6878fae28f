import { afterEach, describe, expect, test } from 'vitest';
import { CommandReused, LogClosed, WrongRevision } from './errors.js';
import type { CommandMeta, EventLog, Write } from './port.js';
import { START } from './position.js';
import { collect, happened, meta, write } from './samples.suite.js';
import { subscriptionSuite } from './subscription.suite.js';

/** How the suite gets logs of an adapter; `reopen` is left out by adapters that do not outlive their process. */
export interface LogUnderTest {
  open(): Promise<EventLog> | EventLog;
  reopen?(log: EventLog): Promise<EventLog>;
}

/** What every adapter of the log holds to. */
export function eventLogSuite(name: string, adapter: LogUnderTest): void {
  describe(name, () => {
    let opened: EventLog[] = [];
    const open = async () => {
      const log = await adapter.open();
      opened.push(log);
      return log;
    };
    afterEach(async () => {
      for (const log of opened) await log.close();
      opened = [];
    });

    describe('append and read', () => {
      test('gives back what was written, in order, with who, when and why', async () => {
        const log = await open();
        const about = { ...meta('c1', 'f'), cause: 'cause', correlation: 'corr' };
        const answer = await log.append([write('meeting-1', -1, happened(3, 'åäö \u0000 "\\ \ud83d\ude00'))], about);
        expect(answer).toEqual({ position: await log.head(), revisions: [2], repeated: false });
        const events = await collect(log.read('meeting-1'));
        expect(events.map((event) => event.revision)).toEqual([0, 1, 2]);
        expect(events[2]).toEqual({
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string,
          stream: 'meeting-1',
          revision: 2,
          position: answer.position,
          type: 'SomethingHappened',
          time: about.at,
          data: { index: 2, text: 'åäö \u0000 "\\ \ud83d\ude00' },
          meta: { ...about, partnership: log.partnership },
        });
        expect(new Set(events.map((event) => event.id)).size).toBe(3);
      });

      test('an unknown stream has no events, an empty log no head', async () => {
        const log = await open();
        expect(await collect(log.read('meeting-unknown'))).toEqual([]);
        expect(await collect(log.readAll(START))).toEqual([]);
        expect(await log.head()).toBe(START);
      });

      test('tells two logs of the same positions apart by what they have up to there', async () => {
        const [one, other] = [await open(), await open()];
        for (const log of [one, other]) await log.append([write('a-1', -1)], meta('same'));
        await one.append([write('a-1', 0)], meta('c1', 'f'));
        await other.append([write('a-1', 0, happened(1, 'otherwise'))], meta('c2', 'f'));
        for (const log of [one, other]) await log.append([write('b-1', -1)], meta('later'));
        const at = await collect(one.readAll(START));
        const sums = (log: EventLog) => Promise.all([START, ...at.map(({ position }) => position)].map((position) => log.sumAt(position)));
        const [ofOne, ofOther] = [await sums(one), await sums(other)];
        expect(new Set(ofOne).size).toBe(4);
        expect(await sums(one)).toEqual(ofOne);
        expect(ofOne.map((sum, index) => sum === ofOther[index])).toEqual(
          one.partnership === other.partnership ? [true, true, false, false] : [false, false, false, false],
        );
        await one.append([write('a-1', 1)], meta());
        expect(await other.sumAt(await one.head())).toBeUndefined();
      });

      test('reads a stream from a revision, and the log from a position, in log order', async () => {
        const log = await open();
        for (let round = 0; round < 5; round += 1) await log.append([write('a-1', round - 1), write('b-1', round - 1)], meta());
        const all = await collect(log.readAll(START));
        expect(all.map((event) => event.stream)).toEqual(Array.from({ length: 5 }, () => ['a-1', 'b-1']).flat());
        expect(all.map((event) => event.position)).toEqual([...all.map((event) => event.position)].sort());
        expect(await collect(log.readAll(all[3]?.position ?? START))).toEqual(all.slice(4));
        expect(await collect(log.readAll(all[3]?.position ?? START, 2))).toEqual(all.slice(4, 6));
        expect(await collect(log.readAll(await log.head()))).toEqual([]);
        expect((await collect(log.read('b-1', 3))).map((event) => event.revision)).toEqual([3, 4]);
        expect(await collect(log.read('b-1', 5))).toEqual([]);
      });

      test('reads in pages of at most 2,000', async () => {
        const log = await open();
        await log.append([write('a-1', -1, happened(4_100))], meta());
        for (const pages of [log.readAll(START), log.read('a-1')]) {
          const sizes: number[] = [];
          for await (const page of pages) sizes.push(page.length);
          expect(sizes).toEqual([2_000, 2_000, 100]);
        }
        expect((await collect(log.readAll(START, 2_500))).length).toBe(2_500);
      });

      test('what waits to be written is what was given, whatever happens to it afterwards', async () => {
        const log = await open();
        const data = { name: 'before' };
        const appended = log.append([{ stream: 'a-1', expectedRevision: -1, events: [{ type: 'Named', data }] }], meta());
        data.name = 'after';
        await appended;
        expect((await collect(log.read('a-1')))[0]?.data).toEqual({ name: 'before' });
      });

      test('refuses what it could not give back', async () => {
        const log = await open();
        const refused: [Write[], CommandMeta][] = [
          [[], meta()],
          [[write('a-1', -1, [])], meta()],
          [[write('', -1)], meta()],
          [[write('a-\ud800', -1)], meta()],
          [[write('a-1', -2)], meta()],
          [[write('a-1', 0.5)], meta()],
          [[write('a-1', -1), write('a-1', 0)], meta()],
          [[write('a-1', -1)], meta('')],
          [[write('a-1', -1, [{ type: 'Listed', data: [1] }])], meta()],
          [[write('a-1', -1, happened(1, 'x'.repeat(8_000_000)))], meta()],
        ];
        for (const [writes, about] of refused)
          await expect(log.append(writes, about)).rejects.toThrow(/not a|needs|once|no object|too long/);
        expect(await log.head()).toBe(START);
      });
    });

    describe('expected revision', () => {
      test('a write on another revision than the expected one is refused and writes nothing', async () => {
        const log = await open();
        await log.append([write('a-1', -1, happened(2))], meta());
        for (const wrong of [-1, 0, 2]) await expect(log.append([write('a-1', wrong)], meta())).rejects.toThrow(WrongRevision);
        await expect(log.append([write('a-2', 0)], meta())).rejects.toMatchObject({ code: 'log/wrong-revision', actual: -1, expected: 0 });
        expect((await collect(log.readAll(START))).length).toBe(2);
      });

      test('of writers that expect the same revision at once exactly one succeeds', async () => {
        const log = await open();
        const results = await Promise.allSettled(Array.from({ length: 20 }, () => log.append([write('a-1', -1)], meta())));
        expect(results.filter((result) => result.status === 'fulfilled').length).toBe(1);
        expect((await collect(log.read('a-1'))).length).toBe(1);
      });

      test('an append over several streams is written whole or not at all', async () => {
        const log = await open();
        await log.append([write('b-1', -1)], meta());
        await expect(log.append([write('a-1', -1), write('b-1', -1)], meta('c'))).rejects.toThrow(WrongRevision);
        expect(await collect(log.read('a-1'))).toEqual([]);
        const answer = await log.append([write('a-1', -1, happened(2)), write('b-1', 0)], meta('c'));
        expect(answer.revisions).toEqual([1, 1]);
        expect((await collect(log.readAll(START))).map((event) => event.stream)).toEqual(['b-1', 'a-1', 'a-1', 'b-1']);
      });

      test('a write without events only checks', async () => {
        const log = await open();
        await log.append([write('b-1', -1)], meta());
        await expect(log.append([write('a-1', -1), write('b-1', 1, [])], meta())).rejects.toThrow(WrongRevision);
        expect((await log.append([write('a-1', -1), write('b-1', 0, [])], meta())).revisions).toEqual([0, 0]);
        expect((await collect(log.readAll(START))).length).toBe(2);
      });

      test('a write that rests on an append which failed fails, also when others took the revision it expected', async () => {
        const log = await open();
        const first = await log.append([write('a-1', -1)], meta('first'));
        const others = log.append([write('a-1', 0)], meta('others'));
        const failed = log.append([write('a-1', 0)], meta('failed'));
        const believed = (await collect(log.readAll(START, 1)))[0]?.id ?? '';
        const resting = log.append([{ ...write('a-1', 1), expectedEvent: believed }], meta('resting'));
        const results = await Promise.allSettled([others, failed, resting]);
        expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
        const last = (await collect(log.readAll(first.position)))[0]?.id ?? '';
        expect((await log.append([{ ...write('a-1', 1), expectedEvent: last }], meta())).revisions).toEqual([2]);
      });
    });

    describe('the same command id twice', () => {
      test('later: the same answer, nothing written', async () => {
        const log = await open();
        const writes = [write('a-1', -1, happened(2)), write('b-1', -1)];
        const answer = await log.append(writes, meta('c1', 'f1'));
        await log.append([write('a-1', 1)], meta());
        expect(await log.append(writes, meta('c1', 'f1'))).toEqual({ ...answer, repeated: true });
        expect(await log.answerTo('c1')).toEqual({ ...answer, fingerprint: 'f1' });
        expect(await log.answerTo('c2')).toBeUndefined();
        expect((await collect(log.readAll(START))).length).toBe(4);
      });

      test('at once: one is written, all get the same answer', async () => {
        const log = await open();
        const answers = await Promise.all(Array.from({ length: 10 }, () => log.append([write('a-1', -1)], meta('c1', 'f1'))));
        expect(answers.filter((answer) => !answer.repeated).length).toBe(1);
        expect(new Set(answers.map((answer) => answer.position)).size).toBe(1);
        expect((await collect(log.read('a-1'))).length).toBe(1);
      });

      test('with other content: refused, at once and later', async () => {
        const log = await open();
        const results = await Promise.allSettled([
          log.append([write('a-1', -1)], meta('c1', 'f1')),
          log.append([write('a-2', -1)], meta('c1', 'f2')),
        ]);
        expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
        await expect(log.append([write('a-2', -1)], meta('c1', 'f2'))).rejects.toThrow(CommandReused);
        await expect(log.append([write('a-2', -1)], meta('c1', 'f2'))).rejects.toMatchObject({
          code: 'log/command-reused',
          commandId: 'c1',
        });
        expect(await collect(log.read('a-2'))).toEqual([]);
      });

      test('a command that was refused may come again', async () => {
        const log = await open();
        await expect(log.append([write('a-1', 4)], meta('c1'))).rejects.toThrow(WrongRevision);
        expect((await log.append([write('a-1', -1)], meta('c1'))).repeated).toBe(false);
      });
    });

    subscriptionSuite(open);

    describe('close', () => {
      test('finishes the appends that wait, refuses what comes later', async () => {
        const log = await open();
        const waiting = Promise.all([log.append([write('a-1', -1)], meta()), log.append([write('a-2', -1)], meta())]);
        await log.close();
        expect((await waiting).length).toBe(2);
        await expect(log.append([write('a-3', -1)], meta())).rejects.toThrow(LogClosed);
        await expect(log.head()).rejects.toThrow(LogClosed);
        await expect(log.answerTo('c')).rejects.toThrow(LogClosed);
        await expect(collect(log.readAll(START))).rejects.toThrow(LogClosed);
        await expect(collect(log.read('a-1'))).rejects.toThrow(LogClosed);
        expect(() => log.subscribe(START, () => undefined)).toThrow(LogClosed);
        await log.close();
      });
    });

    if (adapter.reopen !== undefined) {
      const reopen = adapter.reopen.bind(adapter);
      describe('after a restart', () => {
        test('everything is there, and goes on where it was', async () => {
          let log = await open();
          await log.append([write('a-1', -1, happened(2)), write('b-1', -1)], meta('c1', 'f1'));
          const before = await collect(log.readAll(START));
          const { partnership } = log;
          log = await reopen(log);
          opened.push(log);
          expect(log.partnership).toBe(partnership);
          expect(await collect(log.readAll(START))).toEqual(before);
          await expect(log.append([write('a-1', -1)], meta())).rejects.toThrow(WrongRevision);
          expect((await log.append([{ ...write('a-1', 1), expectedEvent: before[1]?.id ?? '' }], meta())).revisions).toEqual([2]);
          expect((await collect(log.readAll(START))).length).toBe(4);
        });

        test('a command that was answered before it gets the same answer', async () => {
          let log = await open();
          const writes = [write('a-1', -1, happened(2)), write('b-1', -1)];
          const answer = await log.append(writes, meta('c1', 'f1'));
          const plain = await log.append([write('c-1', -1)], meta('c2'));
          log = await reopen(log);
          opened.push(log);
          expect(await log.append(writes, meta('c1', 'f1'))).toEqual({ ...answer, repeated: true });
          expect(await log.answerTo('c1')).toEqual({ ...answer, fingerprint: 'f1' });
          expect(await log.answerTo('c2')).toEqual(plain);
          await expect(log.append(writes, meta('c1', 'f2'))).rejects.toThrow(CommandReused);
        });
      });
    }
  });
}

import { describe, expect, test } from 'vitest';
import { createHandler } from './handle.js';
import { createMemoryLog } from './memory-log.js';
import { meta } from './samples.suite.js';
import { next, numbers, Refused, series, type Series } from './series.suite.js';

describe('handleTogether', () => {
  const parts = [
    { decider: series, stream: 'meeting-1' },
    { decider: series, stream: 'group-1' },
  ] as const;
  const both = ([meeting, group]: readonly [Series, Series]) =>
    [
      [{ type: 'NumberTaken', number: meeting.last + 1 }],
      [
        { type: 'NumberTaken', number: group.last + 1 },
        { type: 'NumberTaken', number: group.last + 2 },
      ],
    ] as const;

  test('decides on all states and writes all or nothing', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    await handler.handle(series, 'group-1', next, meta());
    const answer = await handler.handleTogether(parts, both, meta('c1'));
    expect(answer).toMatchObject({ revisions: [0, 2], repeated: false, events: [[{ number: 1 }], [{ number: 2 }, { number: 3 }]] });
    expect(await handler.handleTogether(parts, both, meta('c1'))).toMatchObject({ revisions: [0, 2], repeated: true, events: [[], []] });
    expect((await handler.handle(series, 'group-1', next, meta())).events).toEqual([{ type: 'NumberTaken', number: 4 }]);
    await expect(
      handler.handleTogether(
        parts,
        () => {
          throw new Refused('no');
        },
        meta(),
      ),
    ).rejects.toThrow(Refused);
    const unchanged = await handler.handleTogether(parts, () => [[], []], meta());
    expect(unchanged).toMatchObject({ position: await log.head(), revisions: [0, 3], events: [[], []] });
  });

  test('many at once, mixed with callers of one stream, give each stream its numbers without gaps', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    await Promise.all(
      Array.from({ length: 30 }, (_, at) => [
        handler.handleTogether(parts, both, meta()),
        handler.handle(series, at % 2 === 0 ? 'group-1' : 'meeting-1', { take: 'next' }, meta()),
      ]).flat(),
    );
    expect(await numbers(log, 'meeting-1')).toEqual(Array.from({ length: 45 }, (_, at) => at + 1));
    expect(await numbers(log, 'group-1')).toEqual(Array.from({ length: 75 }, (_, at) => at + 1));
  });

  test('a part without events holds the decision to its state', async () => {
    const log = createMemoryLog();
    const handler = createHandler(log);
    await handler.handleTogether(parts, both, meta());
    await log.append([{ stream: 'group-1', expectedRevision: 1, events: [{ type: 'NumberTaken', data: { number: 50 } }] }], meta());
    const seen: number[] = [];
    await handler.handleTogether(
      parts,
      ([meeting, group]) => {
        seen.push(group.last);
        return [[{ type: 'NumberTaken', number: meeting.last + 1 }], []];
      },
      meta(),
    );
    expect(seen).toEqual([2, 50]);
  });
});

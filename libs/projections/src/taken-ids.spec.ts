import { describe, expect, it } from 'vitest';
import { applyEvent } from './fold.js';
import { VIEWERS, at, decidedMeeting, given, happened, ourGroup, recordedAs } from './given.suite.js';
import type { DomainEvent } from './projection.js';

type World = ReturnType<typeof given>;

/** Another group with its running meeting `n`, with item `k` taken up and Cia present. */
const another: readonly DomainEvent[] = [
  happened.group({ group: 'h' }),
  happened.seat({ group: 'h', seat: 's1' }),
  happened.scheduled({ group: 'h', meeting: 'n' }),
  happened.item({ group: 'h', meeting: 'n', item: 'k' }),
  happened.opened({ group: 'h', meeting: 'n' }),
  happened.present({ group: 'h', meeting: 'n', person: 'cia' }),
  happened.takenUp({ group: 'h', meeting: 'n', item: 'k' }),
];
const bodies = (world: World): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...world.documents].map(([id, { body }]) => [id, body]));

describe('the id of a decision that was taken for another', () => {
  const taken = happened.decision({ group: 'h', meeting: 'n', item: 'k', wording: 'Något annat.', outcome: 'rejected' });
  const before = given(...decidedMeeting, ...another);

  it('leaves every document as the first made it', () => {
    expect(bodies(before.and(taken))).toEqual(bodies(before));
  });
  it('neither publishes nor hides the first', () => {
    const closed = before.and(taken, happened.closed({ group: 'h', meeting: 'n', at: at(80) }));
    expect(closed.seen('decision', 'd', 'public')).toBeUndefined();
    const behind = before.and(taken, happened.doorsClosed({ group: 'h', meeting: 'n', item: 'k' }));
    expect(behind.audience('decision', 'd', VIEWERS.partner)).toBe('partner');
  });
  it('gives nobody a say over the first: what followed from it for the other group is none of its own', () => {
    const follows = [
      happened.task({ group: 'h', person: 'cia', what: 'Något annat' }),
      happened.corrected({ group: 'h', wording: 'Vägen rivs.' }),
      happened.superseded({ group: 'h', by: 'e' }),
      happened.executed({ group: 'h' }),
      happened.responded({ group: 'h', organisation: 'lst' }),
    ];
    expect(bodies(before.and(taken, ...follows))).toEqual(bodies(before));
  });
  it('nor in the own group', () => {
    const own = given(
      ...decidedMeeting,
      happened.closed({}),
      happened.scheduled({ meeting: 'n' }),
      happened.item({ meeting: 'n', item: 'k' }),
      happened.opened({ meeting: 'n' }),
    );
    expect(bodies(own.and(happened.decision({ meeting: 'n', item: 'k', wording: 'Något annat.' })))).toEqual(bodies(own));
  });
  it('the first itself is folded once, however often it is fed', () => {
    const event = decidedMeeting.at(-1) as DomainEvent;
    const again = applyEvent(before, { ...recordedAs(event, before.length + 1) });
    expect(again.filter(({ kind }) => kind === 'decision').map(({ body }) => body)).toEqual([
      { ...before.whole('decision', 'd'), position: expect.any(String) as string },
    ]);
  });
});

describe('what a stream begins with', () => {
  it.each([
    ['a meeting', happened.scheduled({ title: 'Något annat' })],
    ['a group', happened.group({ name: 'Något annat' })],
    ['a person', happened.person({ person: 'bo', name: 'sealed:Någon Annan' })],
    ['an organisation', happened.organisation({ organisation: 'lst', name: 'Något annat' })],
    ['an account', happened.account({ account: 'k', person: 'cia' })],
  ])('is made once: %s', (_, event) => {
    const world = given(...decidedMeeting, happened.account({ account: 'k', person: 'bo' }));
    expect(applyEvent(world, { ...recordedAs(event, world.length + 1), revision: 7 })).toEqual([]);
  });
});

describe('what its parent owns', () => {
  it('a task is its decision’s: two of one id stand beside each other on a page, and are done each for itself', () => {
    const both = given(...decidedMeeting, ...another, happened.decision({ group: 'h', meeting: 'n', item: 'k', decision: 'e' })).and(
      happened.task({}),
      happened.task({ group: 'h', decision: 'e', what: 'Skriv' }),
    );
    const tasks = (world: World) => Object.values(world.seen('my', 'bo', 'person:bo')?.tasks ?? {});
    const first = { decision: 'd', group: 'g', what: 'Ring', due: '2026-04-01' };
    const second = { decision: 'e', group: 'h', what: 'Skriv', due: '2026-04-01' };
    expect(tasks(both)).toEqual([first, second]);
    const done = both.and(happened.taskDone({ group: 'h', decision: 'e', at: at(58) }));
    expect(tasks(done)).toEqual([first, { ...second, done: at(58) }]);
    const hidden = both.and(happened.doorsClosed({ group: 'h', meeting: 'n', item: 'k' }));
    expect(tasks(hidden)).toEqual([first]);
  });

  it('an appointment is its group’s: two of one id stand beside each other, and end each for itself', () => {
    const both = given(...ourGroup, ...another, happened.appointed({ group: 'h', appointment: 'a1', person: 'bo', organisation: 'lst' }));
    const groups = (world: World) => ({
      my: Object.values(world.seen('my', 'bo', 'person:bo')?.groups ?? {}).map(({ group }) => group),
      person: Object.values(world.seen('person', 'bo', 'partner')?.appointments ?? {}).map(({ group, ended }) => [group, ended]),
      organisation: Object.values(world.seen('organisation', 'lst', 'partner')?.appointments ?? {}).map(({ group, ended }) => [
        group,
        ended,
      ]),
    });
    const inForce = [
      ['g', undefined],
      ['h', undefined],
    ];
    expect(groups(both)).toEqual({ my: ['g', 'h'], person: inForce, organisation: inForce });
    const ended = [
      ['g', undefined],
      ['h', '2026-03-10'],
    ];
    const left = both.and(happened.resigned({ group: 'h', appointment: 'a1', person: 'bo' }));
    expect(groups(left)).toEqual({ my: ['g'], person: ended, organisation: ended });
  });
});

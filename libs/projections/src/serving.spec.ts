import { describe, expect, it } from 'vitest';
import { at, given, happened, ourGroup } from './given.suite.js';

// Bo has seat s1; Cia and Dag stand in for Bo, in that order.
const world = given(
  ...ourGroup,
  happened.appointed({ appointment: 'a2', person: 'cia', as: 'substitute', order: 1 }),
  happened.appointed({ appointment: 'a3', person: 'dag', as: 'substitute', order: 2 }),
  happened.scheduled({}),
  happened.present({ person: 'dag' }),
);
const running = world.and(happened.opened({}));
const serving = (from: typeof world) => from.seen('meeting', 'm', 'partner')?.serving;

describe('who serves in a meeting', () => {
  it('a substitute steps in for the absent ordinary member in order of service, and out again when the member returns', () => {
    expect(serving(running)).toEqual({ dag: { seat: 's1', for: 'bo' } });
    const first = running.and(happened.present({ person: 'cia' }));
    expect(serving(first)).toEqual({ cia: { seat: 's1', for: 'bo' } });
    const back = first.and(happened.present({ person: 'bo', presence: 'remote' }));
    expect(serving(back)).toEqual({});
    expect(serving(back.and(happened.present({ person: 'bo', presence: 'left' })))).toEqual({ cia: { seat: 's1', for: 'bo' } });
  });

  it('nobody before it opens', () => {
    expect(serving(world)).toEqual({});
    expect(serving(world.and(happened.present({ person: 'cia' })))).toEqual({});
  });

  it('as appointments change while it runs', () => {
    const gone = running.and(happened.resigned({ appointment: 'a1', person: 'bo' }));
    expect(serving(gone)).toEqual({ dag: { seat: 's1' } });
    const followed = gone.and(happened.appointed({ appointment: 'a4', person: 'eva' }));
    expect(serving(followed)).toEqual({ dag: { seat: 's1', for: 'eva' } });
    expect(serving(followed.and(happened.present({ person: 'eva' })))).toEqual({});
    expect(serving(running.and(happened.termEnded({ appointment: 'a3', person: 'dag' })))).toEqual({});
    expect(serving(running.and(happened.dissolved({})))).toEqual({});
  });

  it('stays as it was at the end when it is closed', () => {
    const closed = running.and(happened.closed({ at: at(59) }), happened.resigned({ appointment: 'a3', person: 'dag' }));
    expect(serving(closed)).toEqual({ dag: { seat: 's1', for: 'bo' } });
  });

  it('nothing is made anew where nobody stands in for anybody', () => {
    const plain = given(...ourGroup, happened.scheduled({}), happened.opened({}), happened.present({ person: 'bo' }));
    const more = plain.and(happened.present({ person: 'cia' }));
    expect(more.whole('meeting', 'm').serving).toBe(plain.whole('meeting', 'm').serving);
    expect(plain.and(happened.resigned({ appointment: 'a1', person: 'bo' })).whole('meeting', 'm')).toBe(plain.whole('meeting', 'm'));
  });

  it('is not for the public', () => {
    expect(running.seen('meeting', 'm', 'public')?.serving).toEqual({});
    expect(running.and(happened.closed({})).seen('meeting', 'm', 'public')?.serving).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import { VIEWERS, at, decidedMeeting, given, happened, ourGroup, runningMeeting } from './given.suite.js';

type World = ReturnType<typeof given>;
const mine = (world: World, person: string) => world.seen('my', person, `person:${person}`);

describe('my page', () => {
  it('my groups and offices, as long as the appointment is in force', () => {
    const world = given(...ourGroup, happened.chosen({ person: 'bo' }));
    expect(mine(world, 'bo')).toMatchObject({
      groups: { a1: { group: 'g', seat: 's1', as: 'ordinary', until: '2027-12-31' } },
      offices: { g: 'chair' },
    });
    const gone = world.and(happened.resigned({ appointment: 'a1', person: 'bo' }), happened.left({ person: 'bo' }));
    expect(mine(gone, 'bo')).toMatchObject({ groups: {}, offices: {} });
    expect(mine(world.and(happened.dissolved({})), 'bo')).toMatchObject({ groups: {}, offices: {} });
  });

  it('meetings of my groups that are not over', () => {
    const world = given(...ourGroup, happened.scheduled({}));
    expect(mine(world, 'bo')?.meetings).toMatchObject({ m: { group: 'g', title: 'Marsmöte', state: 'scheduled', called: false } });
    expect(mine(world.and(happened.opened({})), 'bo')?.meetings).toMatchObject({ m: { state: 'open' } });
    expect(mine(world.and(happened.opened({}), happened.adjourned({})), 'bo')?.meetings).toMatchObject({ m: { state: 'adjourned' } });
    expect(mine(world.and(happened.opened({}), happened.closed({})), 'bo')?.meetings).toEqual({});
    expect(mine(world.and(happened.cancelled({})), 'bo')?.meetings).toEqual({});
    expect(mine(world, 'cia')?.meetings).toEqual({});
  });

  it('and those I was called to', () => {
    const world = given(...runningMeeting);
    expect(mine(world, 'cia')?.meetings).toMatchObject({ m: { state: 'open', called: true } });
    const again = world.and(happened.convoked({ persons: ['bo'] }));
    expect(mine(again, 'cia')?.meetings).toMatchObject({ m: { called: true } });
    expect(mine(again.and(happened.closed({})), 'cia')?.meetings).toEqual({});
  });

  it('a new member finds the meetings of the group, one who leaves only those called to', () => {
    const world = given(...ourGroup, happened.scheduled({}), happened.scheduled({ meeting: 'n' }), happened.convoked({ persons: ['bo'] }));
    const joined = world.and(happened.appointed({ appointment: 'a2', person: 'cia', as: 'substitute', order: 1 }));
    expect(Object.keys(mine(joined, 'cia')?.meetings ?? {})).toEqual(['m', 'n']);
    const left = joined.and(
      happened.resigned({ appointment: 'a1', person: 'bo' }),
      happened.resigned({ appointment: 'a2', person: 'cia' }),
    );
    expect(Object.keys(mine(left, 'bo')?.meetings ?? {})).toEqual(['m']);
    expect(mine(left, 'cia')?.meetings).toEqual({});
  });

  it('my tasks, those done also when somebody else noted it', () => {
    const world = given(
      ...decidedMeeting,
      happened.task({}),
      happened.task({ task: 't2' }),
      happened.taskDone({ person: 'cia', at: at(58) }),
    );
    expect(mine(world, 'bo')?.tasks).toEqual({
      t: { decision: 'd', group: 'g', what: 'Ring', due: '2026-04-01', done: at(58) },
      t2: { decision: 'd', group: 'g', what: 'Ring', due: '2026-04-01' },
    });
    expect(mine(world, 'cia')?.tasks).toEqual({});
  });

  it('keeps the latest twenty tasks that are done and all that are not', () => {
    const tasks = Array.from({ length: 30 }, (_, n) => happened.task({ task: `t${n}` }));
    const done = Array.from({ length: 25 }, (_, n) => happened.taskDone({ task: `t${n}`, at: at(n + 100) }));
    const ids = Object.keys(mine(given(...decidedMeeting, ...tasks, ...done), 'bo')?.tasks ?? {});
    expect(ids).toEqual(Array.from({ length: 25 }, (_, n) => `t${n + 5}`));
  });
});

describe('who sees my page', () => {
  const world = given(...decidedMeeting);

  it('the person', () => {
    expect(world.audience('my', 'bo', VIEWERS.member)).toBe('person:bo');
    expect(mine(world, 'bo')).toBeDefined();
  });

  it.each(['public', 'partner', 'secretariat', 'auditor'] as const)('and nobody else: not %s', (who) => {
    expect(world.audience('my', 'bo', VIEWERS[who])).toBeUndefined();
    expect(world.seen('my', 'bo', who)).toBeUndefined();
  });

  it('not another person', () => {
    expect(world.seen('my', 'bo', 'person:cia')).toBeUndefined();
  });
});

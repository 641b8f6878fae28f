import { describe, expect, it } from 'vitest';
import { VIEWERS, decidedMeeting, given, happened, ourGroup } from './given.suite.js';

const running = given(...decidedMeeting);
const row = (world: ReturnType<typeof given>, audience: 'public' | 'partner', id = 'g') =>
  world.seen('group-tree', 'all', audience)?.groups[id];

describe('group tree', () => {
  it('shows each group with what it is for, whom it reports to, and how many sit in it', () => {
    const world = given(
      ...ourGroup,
      happened.group({ group: 'h', kind: 'steering', name: 'Styrgrupp' }),
      { type: 'GroupLinkedToGroup', group: 'g', relation: 'reports-to', to: 'h' },
      happened.appointed({ appointment: 'a2', person: 'cia', as: 'substitute', order: 1 }),
      happened.chosen({ person: 'bo' }),
    );
    expect(row(world, 'public')).toMatchObject({
      kind: 'working',
      name: 'Grupp',
      mandate: 'Uppdrag',
      links: { 'reports-to:h': { relation: 'reports-to', group: 'h' } },
      seats: 1,
      ordinary: 1,
      substitutes: 1,
      chair: 'bo',
    });
    expect(row(world, 'public', 'h')).toMatchObject({ kind: 'steering', links: {}, seats: 0 });
  });

  it('when the term ends, the member is no longer counted', () => {
    expect(row(given(...ourGroup, happened.termEnded({ appointment: 'a1', person: 'bo' })), 'public')).toMatchObject({
      seats: 1,
      ordinary: 0,
    });
  });

  it('marks a dissolved group', () => {
    expect(row(given(...ourGroup, happened.dissolved({})), 'public')).toMatchObject({ dissolved: true, ordinary: 0 });
  });

  it('leaves the rows of other groups as they were', () => {
    const world = given(...ourGroup, happened.group({ group: 'h' }));
    expect(row(world.and(happened.scheduled({})), 'partner', 'h')).toBe(row(world, 'partner', 'h'));
  });
});

describe('who sees the tree of groups', () => {
  it.each(['public', 'partner', 'auditor'] as const)('groups: %s yes', (who) => {
    expect(running.audience('group-tree', 'all', VIEWERS[who])).toBe(who === 'public' ? 'public' : 'partner');
  });

  it("that a group's meeting runs just now, and what it has decided in it so far, is for those signed in", () => {
    expect(row(running, 'partner')).toMatchObject({ openMeeting: 'm', meetings: 1, decisions: 1 });
    expect(row(running, 'public')).toMatchObject({ meetings: 1, decisions: 0 });
    expect(row(running, 'public')).not.toHaveProperty('openMeeting');
  });

  it('an adjourned meeting is not open, a resumed one is, a closed one is not and its decisions are published', () => {
    const adjourned = running.and(happened.adjourned({}));
    expect(row(adjourned, 'partner')?.openMeeting).toBeUndefined();
    const resumed = adjourned.and(happened.resumed({}));
    expect(row(resumed, 'partner')?.openMeeting).toBe('m');
    const closed = resumed.and(happened.closed({}));
    expect(row(closed, 'partner')?.openMeeting).toBeUndefined();
    expect(row(closed, 'public')).toMatchObject({ decisions: 1 });
  });
});

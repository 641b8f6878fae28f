import { describe, expect, it } from 'vitest';
import { VIEWERS, at, given, happened, ourGroup } from './given.suite.js';
import { asRecord } from './register.js';

const world = given(
  ...ourGroup,
  happened.authorityGiven({ organisation: 'lst' }),
  happened.authorityGiven({ person: 'cia', authority: 'c', role: 'auditor' }),
);
const seen = (after: typeof world, authority = 'b') => after.seen('authorities', 'all', 'partner')?.authorities[authority];

describe('authorities', () => {
  it('tell whom each is given to, as what, for which organisation and for how long', () => {
    expect(seen(world)).toEqual({ person: 'bo', role: 'financier', organisation: 'lst', from: '2026-01-01' });
    const term = world.and(
      happened.authorityGiven({ person: 'cia', authority: 'd', role: 'nominator', organisation: 'lst', until: '2026-12-31' }),
    );
    expect(seen(term, 'd')).toMatchObject({ role: 'nominator', organisation: 'lst', until: '2026-12-31' });
    expect(seen(world, 'c')).toEqual({ person: 'cia', role: 'auditor', from: '2026-01-01' });
  });

  it('one that is withdrawn is over from that day, with the reason', () => {
    expect(seen(world.and(happened.authorityEnded({})))?.ended).toEqual({ on: '2026-03-10', reason: 'Annan efter' });
    const midnight = world.and(happened.authorityEnded({ at: '2026-03-10T23:00:00.000Z' }));
    expect(seen(midnight)?.ended?.on).toBe('2026-03-11');
  });

  it('one whose term ran out was held through its last day, whenever that was noted', () => {
    const term = world.and(
      happened.authorityGiven({ authority: 'd', organisation: 'kf', until: '2026-02-28' }),
      happened.authorityEnded({ authority: 'd', because: 'term', reason: '' }),
    );
    expect(seen(term, 'd')?.ended).toEqual({ on: '2026-02-28', reason: '' });
  });

  it('two under one id, of two persons, do not take the place of each other', () => {
    const both = world.and(happened.authorityGiven({ person: 'cia', organisation: 'kf', at: at(7) }));
    expect(seen(both)?.person).toBe('bo');
    expect(seen(both, 'cia.b')).toMatchObject({ person: 'cia', organisation: 'kf' });
    const ended = both.and(happened.authorityEnded({ person: 'cia' }));
    expect(seen(ended)?.ended).toBeUndefined();
    expect(seen(ended, 'cia.b')?.ended).toBeDefined();
  });
});

describe('who sees the authorities', () => {
  it.each(['partner', 'member', 'secretariat', 'auditor', 'administrator'] as const)('everybody signed in: %s', (who) => {
    expect(world.audience('authorities', 'all', VIEWERS[who])).toBe('partner');
    expect(world.seen('authorities', 'all', 'partner')).toEqual({ authorities: asRecord(world.whole('authorities', 'all').authorities) });
  });

  it('the public is not told', () => {
    expect(world.audience('authorities', 'all', VIEWERS.public)).toBeUndefined();
    expect(world.seen('authorities', 'all', 'public')).toBeUndefined();
  });
});

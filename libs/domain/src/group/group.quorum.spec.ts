import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyOf } from '../shared/given.suite.js';
import type { GroupCommand } from './group.commands.js';
import { groupDecider } from './group.js';
import { quorumNeeded, quorumOn } from './group.quorum.js';

const at = '2026-01-07T08:00:00.000Z';
const DAY = '2026-02-01';
const form = (quorumPercent: number): GroupCommand => ({
  type: 'Form',
  group: 'g',
  kind: 'working',
  name: 'RTP-grupp 1.1',
  mandate: 'Bereder 1.1',
  rules: { quorumPercent, termMonths: 24 },
  at,
});
const seat = (id: string): GroupCommand => ({ type: 'EstablishSeat', seat: id, nominatedBy: [], at });
const appoint = (person: string, seatId: string, as: 'ordinary' | 'substitute' = 'ordinary', from = '2026-01-07'): GroupCommand => ({
  type: 'Appoint',
  seat: seatId,
  appointment: `a-${person}`,
  person,
  as,
  from,
  until: '2027-12-31',
  basis: { document: 'RTP 2008' },
  at,
});
const group = (...commands: GroupCommand[]) => historyOf(groupDecider, ...commands).reduce(groupDecider.evolve, groupDecider.initial);
const three = group(
  form(50),
  seat('s1'),
  seat('s2'),
  seat('s3'),
  appoint('ada', 's1'),
  appoint('bo', 's2'),
  appoint('cia', 's2', 'substitute'),
);
const quorum = (present: readonly string[], of = three) => quorumOn(of, new Set(present), DAY);

describe('Quorum: needed is fixed by the ordinary seats', () => {
  it('more than half: 17 → 9', () => {
    expect([17, 10, 3, 2, 1].map((seats) => quorumNeeded(seats, 50))).toEqual([9, 6, 2, 2, 1]);
  });
  it('by the rule of the group: another share, all, or none', () => {
    expect([quorumNeeded(10, 60), quorumNeeded(3, 66), quorumNeeded(10, 100), quorumNeeded(10, 0), quorumNeeded(0, 50)]).toEqual([
      7, 2, 10, 0, 0,
    ]);
  });
  it('is always more than the share, and never more than there are seats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 99 }), (seats, percent) => {
        const needed = quorumNeeded(seats, percent);
        expect(needed * 100).toBeGreaterThan(seats * percent);
        expect((needed - 1) * 100).toBeLessThanOrEqual(seats * percent);
        expect(needed).toBeLessThanOrEqual(seats);
      }),
    );
  });
  it('a vacant seat counts as a seat', () => {
    expect(quorum(['ada', 'bo'])).toMatchObject({ seats: 3, needed: 2 });
  });
});

describe('present = ordinary present + substitutes serving', () => {
  it('counts who sits in a seat of their own, and who serves for whom', () => {
    expect(quorum(['cia', 'ada']).counted).toEqual([
      { person: 'ada', seat: 's1' },
      { person: 'cia', seat: 's2', for: 'bo' },
    ]);
  });
  it('does not count a substitute whose ordinary member is there, nor a guest', () => {
    expect(quorum(['bo', 'cia', 'guest']).counted).toEqual([{ person: 'bo', seat: 's2' }]);
  });
  it('coming appointments do not count', () => {
    const coming = group(form(50), seat('s1'), appoint('eva', 's1', 'ordinary', '2026-03-01'));
    expect(quorum(['eva'], coming)).toEqual({ seats: 1, needed: 1, counted: [] });
    expect(quorumOn(coming, new Set(['eva']), '2026-03-01').counted).toEqual([{ person: 'eva', seat: 's1' }]);
  });
});

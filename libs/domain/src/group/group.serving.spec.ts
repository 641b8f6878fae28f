import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servingAmong, servingOn, type Sitting } from './group.serving.js';
import { evolve, initial } from './group.state.js';
import type { GroupEvent } from './group.events.js';

const ordinary = (seat: string, person: string): Sitting => ({ seat, person, as: 'ordinary' });
const substitute = (seat: string, person: string, order: number): Sitting => ({ seat, person, as: 'substitute', order });
const serving = (sittings: readonly Sitting[], ...present: string[]) => servingAmong(sittings, (person) => present.includes(person));

// Bo and Cia in two seats; Dag and Eva, in that order, for Bo, and Eva for Cia too.
const group = [
  substitute('s1', 'eva', 2),
  substitute('s2', 'eva', 1),
  substitute('s1', 'dag', 1),
  ordinary('s1', 'bo'),
  ordinary('s2', 'cia'),
];

describe('Attendance', () => {
  it('a substitute steps in for the absent ordinary member in order of service, and out again when the member returns', () => {
    expect(serving(group, 'cia', 'dag', 'eva')).toEqual([{ person: 'dag', seat: 's1', for: 'bo' }]);
    expect(serving(group, 'cia', 'eva')).toEqual([{ person: 'eva', seat: 's1', for: 'bo' }]);
    expect(serving(group, 'bo', 'cia', 'dag', 'eva')).toEqual([]);
  });
  it('one person serves in one seat, and an ordinary member in their own', () => {
    expect(serving(group, 'dag', 'eva')).toEqual([
      { person: 'dag', seat: 's1', for: 'bo' },
      { person: 'eva', seat: 's2', for: 'cia' },
    ]);
    expect(serving(group, 'eva')).toEqual([{ person: 'eva', seat: 's1', for: 'bo' }]);
    expect(serving([...group, substitute('s2', 'bo', 0)], 'bo')).toEqual([]);
  });
  it('a seat without an ordinary member is served too', () => {
    expect(serving([substitute('s1', 'dag', 1)], 'dag')).toEqual([{ person: 'dag', seat: 's1' }]);
  });
  it('whoever is not appointed serves for nobody', () => {
    expect(serving(group, 'ulf')).toEqual([]);
    expect(serving([], 'ulf')).toEqual([]);
  });
  it('the same serve in whatever order the appointments are told; nobody twice, no seat twice, none whose member is there', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const seat = fc.constantFrom('s1', 's2', 's3');
    const members = fc.uniqueArray(fc.record({ seat, person, as: fc.constant('ordinary' as const) }), {
      selector: (one) => one.seat,
    });
    const substitutes = fc.uniqueArray(fc.record({ seat, person, as: fc.constant('substitute' as const), order: fc.nat({ max: 3 }) }), {
      selector: (one) => `${one.seat} ${one.person}`,
    });
    fc.assert(
      fc.property(members, substitutes, fc.uniqueArray(person), (in_, beside, present) => {
        const all = [...in_, ...beside];
        const answer = serving(all, ...present);
        expect(serving([...all].reverse(), ...present)).toEqual(answer);
        expect(new Set(answer.map((one) => one.person)).size).toBe(answer.length);
        expect(new Set(answer.map((one) => one.seat)).size).toBe(answer.length);
        for (const one of answer) {
          expect(present).toContain(one.person);
          expect(in_.find((member) => member.seat === one.seat)?.person).toBe(one.for);
          expect(in_.filter((member) => present.includes(member.person)).map((member) => member.seat)).not.toContain(one.seat);
        }
      }),
    );
  });
});

describe('on a day', () => {
  const at = '2026-01-01T08:00:00.000Z';
  const appointed = { type: 'MemberAppointed', group: 'g', seat: 's1', basis: { document: 'x' }, from: '2026-01-01', at } as const;
  const events: readonly GroupEvent[] = [
    {
      type: 'GroupFormed',
      group: 'g',
      kind: 'working',
      name: 'G',
      mandate: 'M',
      rules: { quorumPercent: 50, termMonths: 24 },
      at,
    },
    { type: 'SeatEstablished', group: 'g', seat: 's1', nominatedBy: [], at },
    { ...appointed, appointment: 'a1', person: 'bo', as: 'ordinary', until: '2026-06-30' },
    { ...appointed, appointment: 'a2', person: 'dag', as: 'substitute', order: 1, until: '2026-12-31' },
  ];
  const state = events.reduce(evolve, initial);

  it('only those serve whose appointments hold', () => {
    expect(servingOn(state, new Set(['dag']), '2026-06-30')).toEqual([{ person: 'dag', seat: 's1', for: 'bo' }]);
    expect(servingOn(state, new Set(['bo', 'dag']), '2026-06-30')).toEqual([]);
    expect(servingOn(state, new Set(['bo', 'dag']), '2026-07-01')).toEqual([{ person: 'dag', seat: 's1' }]);
    expect(servingOn(state, new Set(['dag']), '2027-01-01')).toEqual([]);
  });
});

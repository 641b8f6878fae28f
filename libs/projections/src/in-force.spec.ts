import { holdsOn as holdsOnPage, isComing, officesOn as officesOnPage } from '@samverkan/contract';
import { groupDecider, addDays, membersOn, officesOn, type Day } from '@samverkan/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duesOf } from './calendar.js';
import { happened as h, given, ourGroup } from './given.suite.js';
import type { EventOf } from './model.js';

const DAYS = 12;
const day = fc.integer({ min: 0, max: DAYS }).map((n) => addDays('2026-03-05', n));
const noon = (on: Day): string => `${on}T11:00:00.000Z`;

/** A term in a group that has a seat for it, and the day on which somebody resigns from it, if anybody does. */
const term = fc.record({ made: day, from: day, days: fc.integer({ min: 0, max: 6 }), resigned: fc.option(fc.integer({ min: 0, max: 6 })) });

describe('In force = from ≤ day ≤ until', () => {
  it('a page, by a document, says of every day what the domain says by its events', () => {
    fc.assert(
      fc.property(term, day, ({ made, from, days, resigned }, today) => {
        const until = addDays(from, days);
        const on = resigned === null ? undefined : addDays(made > from ? made : from, resigned);
        const events = [
          h.group({}),
          h.seat({ seat: 's1' }),
          h.appointed({ appointment: 'a1', person: 'bo', from, until, at: noon(made) }),
          // A document tells of the day up to which it is folded.
          ...(on !== undefined && on <= until && on <= today ? [h.resigned({ appointment: 'a1', person: 'bo', on, at: noon(on) })] : []),
        ];
        if (made > today) return;
        const state = events.reduce(
          (before, event) => groupDecider.evolve(before, event as Parameters<typeof groupDecider.evolve>[1]),
          groupDecider.initial,
        );
        const found = given(...events).whole('group', 'g').appointments['a1'];
        const holds = membersOn(state, today).length > 0;
        expect(found !== undefined && holdsOnPage(found, today)).toBe(holds);
        if (found !== undefined && isComing(found, today)) expect(holds).toBe(false);
      }),
    );
  });
});

describe('Offices for a coming term', () => {
  const next = { person: 'eva', from: '2026-04-01', until: '2027-12-31' } as const;
  const renewed = [
    h.person({ person: 'bo', name: 'sealed:Bo Berg', gender: 'sealed:man' }),
    h.person({ person: 'eva', name: 'sealed:Eva Ek', gender: 'sealed:woman' }),
    h.group({}),
    h.seat({ seat: 's1' }),
    h.appointed({ appointment: 'a1', person: 'bo', from: '2024-01-01', until: '2026-03-31' }),
    h.chosen({ person: 'bo' }),
    h.appointed({ appointment: 'a2', ...next }),
    h.officeAwaited({ person: 'eva', from: '2026-04-01' }),
  ];
  const world = given(...renewed);

  it('a page, by a document, says of every day who leads as the domain does by its events', () => {
    const state = renewed
      .slice(2)
      .reduce((before, event) => groupDecider.evolve(before, event as Parameters<typeof groupDecider.evolve>[1]), groupDecider.initial);
    const found = world.whole('group', 'g');
    for (let day = '2026-03-25'; day <= '2026-04-05'; day = addDays(day, 1)) {
      expect(officesOnPage(found, day)).toEqual(officesOn(state, day));
      expect(officesOnPage(found, day).chair).toBe(day < '2026-04-01' ? 'bo' : 'eva');
    }
  });

  it('stand in the document as coming until the day has been recorded, and are due then', () => {
    const found = world.seen('group', 'g', 'public');
    expect([found?.offices.chair, found?.awaited]).toEqual(['bo', { chair: { person: 'eva', from: '2026-04-01' } }]);
    expect(world.seen('directory', 'all', 'public')?.persons).toHaveProperty('eva');
    const at = '2026-03-31T22:00:00.250Z';
    const due = { type: 'OfficeChosen', group: 'g', office: 'chair', person: 'eva', at } as const;
    expect(duesOf('g', world.whole('group', 'g'), '2026-03-31', at)).toEqual([]);
    expect(duesOf('g', world.whole('group', 'g'), '2026-04-01', at)).toContainEqual(due);
    const after = world.and(due).seen('group', 'g', 'public');
    expect([after?.offices.chair, after?.awaited]).toEqual(['eva', undefined]);
    const gone = world.and(h.resigned({ appointment: 'a2', person: 'eva', on: '2026-03-20' }));
    expect(duesOf('g', gone.whole('group', 'g'), '2026-04-01', at)).toContainEqual({ ...due, type: 'OfficeWithdrawn' });
    expect(gone.and(h.officeWithdrawn({ person: 'eva' })).seen('group', 'g', 'public')?.awaited).toBeUndefined();
  });
});

const LATER = { from: '2026-04-01', until: '2027-12-31' } as const;
const midnight = '2026-03-31T22:00:00.250Z';
const coming = [
  h.person({ person: 'eva', name: 'sealed:Eva Ek', gender: 'sealed:woman', email: 'sealed:eva@example.org' }),
  h.seat({ seat: 's2' }),
  h.appointed({ appointment: 'a2', seat: 's2', person: 'eva', organisation: 'lst', ...LATER }),
];
const before = given(...ourGroup, ...coming);
const begun = { type: 'TermBegun', group: 'g', appointment: 'a2', person: 'eva', at: midnight } satisfies EventOf<'TermBegun'>;
const after = before.and(begun);

describe('A coming appointment', () => {
  it('leaves its seat vacant until its first day', () => {
    expect(before.seen('group', 'g', 'public')?.seats['s2']?.vacant).toBe(true);
    expect(before.seen('group', 'g', 'public')?.appointments['a2']).toMatchObject({ coming: true, from: '2026-04-01' });
    expect(after.seen('group', 'g', 'public')?.seats['s2']?.vacant).toBe(false);
    expect(after.seen('group', 'g', 'public')?.appointments['a2']?.coming).toBeUndefined();
  });
  it('does not count among the members, in the tree, or in the balance', () => {
    expect(before.seen('group-tree', 'all', 'public')?.groups['g']).toMatchObject({ seats: 2, ordinary: 1 });
    expect(after.seen('group-tree', 'all', 'public')?.groups['g']).toMatchObject({ seats: 2, ordinary: 2 });
    expect(before.seen('composition', 'all', 'partner')?.groups['g']).toMatchObject({ persons: 1, sex: { man: 1 } });
    expect(after.seen('composition', 'all', 'partner')?.groups['g']).toMatchObject({ persons: 2, sex: { man: 1, woman: 1 } });
  });
  it("is seen as coming on the person's and the organisation's page, and on one's own", () => {
    expect(before.seen('person', 'eva', 'public')?.appointments['a2']?.coming).toBe(true);
    expect(before.seen('organisation', 'lst', 'public')?.appointments['a2']?.coming).toBe(true);
    expect(before.seen('my', 'eva', 'person:eva')?.groups['a2']).toMatchObject({ from: '2026-04-01' });
    expect(after.seen('person', 'eva', 'public')?.appointments['a2']?.coming).toBeUndefined();
    expect(after.seen('organisation', 'lst', 'public')?.appointments['a2']?.coming).toBeUndefined();
  });
  it("gives the group's members no contact data before it begins", () => {
    expect(before.seen('directory', 'g', 'group:g')?.persons['eva']).not.toHaveProperty('email', 'eva@example.org');
    expect(after.seen('directory', 'g', 'group:g')?.persons['eva']).toHaveProperty('email', 'eva@example.org');
  });
  it('may end before it begins, and then never counts', () => {
    const gone = before.and(h.resigned({ appointment: 'a2', person: 'eva', on: '2026-03-20', at: '2026-03-20T11:00:00.000Z' }));
    expect(gone.seen('group', 'g', 'public')?.appointments['a2']).toMatchObject({ ended: '2026-03-20' });
    expect(gone.and(begun).seen('composition', 'all', 'public')?.groups['g']?.persons).toBe(1);
  });
  it('one whose time is over when it is recorded counts on no day after it', () => {
    const old = given(...ourGroup, h.seat({ seat: 's2' })).and(
      h.appointed({ appointment: 'a9', seat: 's2', person: 'cia', from: '2024-01-01', until: '2025-12-31' }),
    );
    expect(old.seen('group', 'g', 'public')?.appointments['a9']).toMatchObject({ ended: '2025-12-31' });
    expect(old.seen('group-tree', 'all', 'public')?.groups['g']?.ordinary).toBe(1);
  });
});

describe('A meeting uses its own day', () => {
  const inMay = h.scheduled({ startsAt: '2026-05-04T08:00:00.000Z', endsAt: '2026-05-04T10:00:00.000Z' });
  const inMarch = h.scheduled({ meeting: 'm2' });
  it('stands on the page of those who are members on it, not of those who are members today only', () => {
    const world = before.and(inMay, inMarch);
    expect(Object.keys(world.seen('my', 'eva', 'person:eva')?.meetings ?? {})).toEqual(['m']);
    const shorter = given(...ourGroup.slice(0, -1), h.appointed({ appointment: 'a1', person: 'bo', until: '2026-04-30' })).and(
      inMay,
      inMarch,
    );
    expect(Object.keys(shorter.seen('my', 'bo', 'person:bo')?.meetings ?? {})).toEqual(['m2']);
  });
  it('follows the meeting when it is moved to another day', () => {
    const moved = before.and(inMay, h.rescheduled({ startsAt: '2026-03-20T08:00:00.000Z', endsAt: '2026-03-20T09:00:00.000Z' }));
    expect(moved.seen('my', 'eva', 'person:eva')?.meetings).toEqual({});
    const back = moved.and(h.rescheduled({ startsAt: '2026-05-04T08:00:00.000Z', endsAt: '2026-05-04T10:00:00.000Z' }));
    expect(Object.keys(back.seen('my', 'eva', 'person:eva')?.meetings ?? {})).toEqual(['m']);
  });
});

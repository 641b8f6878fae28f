import { describe, expect, it } from 'vitest';
import { VIEWERS, at, given, happened, ourGroup, runningMeeting } from './given.suite.js';

const world = given(...ourGroup, happened.person({ person: 'dan', municipality: 'Kramfors' }));

describe('person', () => {
  it('has the organisation acted for, the appointments and offices', () => {
    expect(world.and(happened.chosen({ person: 'bo' })).seen('person', 'bo', 'public')).toMatchObject({
      organisation: 'lst',
      invented: true,
      appointments: { a1: { group: 'g', seat: 's1', as: 'ordinary', organisation: 'lst' } },
      offices: { g: 'chair' },
    });
  });

  it('may change organisation', () => {
    const moved = world.and({ type: 'PersonChangedOrganisation', person: 'bo', organisation: 'kf', at: at(9) });
    expect(moved.seen('person', 'bo', 'public')?.organisation).toBe('kf');
    const left = moved.and({ type: 'PersonChangedOrganisation', person: 'bo', at: at(10) });
    expect(left.seen('person', 'bo', 'public')?.organisation).toBeUndefined();
  });

  it('keeps one office when leaving another of the same group', () => {
    const both = world.and(happened.chosen({ person: 'bo' }), happened.chosen({ person: 'bo', office: 'secretary' }));
    expect(both.and(happened.left({ person: 'bo' })).seen('person', 'bo', 'public')?.offices).toEqual({ g: 'secretary' });
  });

  it('resigned, term ended, group dissolved: the appointment shows since when', () => {
    const ended = (world2: typeof world) => world2.seen('person', 'bo', 'public')?.appointments['a1']?.ended;
    expect(ended(world)).toBeUndefined();
    expect(ended(world.and(happened.resigned({ appointment: 'a1', person: 'bo' })))).toBe('2026-03-10');
    expect(ended(world.and(happened.termEnded({ appointment: 'a1', person: 'bo' })))).toBe('2027-12-31');
    const dissolved = world.and(happened.chosen({ person: 'dan', office: 'secretary' }), happened.dissolved({}));
    expect(ended(dissolved)).toBe('2026-03-10');
    expect(dissolved.seen('person', 'dan', 'public')?.offices).toEqual({});
  });

  it('merged, closed', () => {
    const gone = world.and(
      { type: 'PersonMerged', person: 'cia', into: 'bo', at: at(9) },
      { type: 'PersonClosed', person: 'bo', at: at(9) },
    );
    expect(gone.seen('person', 'cia', 'partner')).toMatchObject({ mergedInto: 'bo', closed: false });
    expect(gone.seen('person', 'bo', 'partner')).toMatchObject({ closed: true });
  });
});

describe('who sees a person', () => {
  it('a person who holds or held an appointment or an office is shown to everybody', () => {
    expect(world.audience('person', 'bo', VIEWERS.public)).toBe('public');
    const gone = world.and(happened.resigned({ appointment: 'a1', person: 'bo' }));
    expect(gone.audience('person', 'bo', VIEWERS.public)).toBe('public');
    const secretary = world.and(
      happened.chosen({ person: 'dan', office: 'secretary' }),
      happened.left({ person: 'dan', office: 'secretary' }),
    );
    expect(secretary.audience('person', 'dan', VIEWERS.public)).toBe('public');
  });

  it('a person who never held one is for those signed in, also one who took part in a meeting', () => {
    const guest = given(...runningMeeting, happened.present({ person: 'cia' }));
    expect(guest.audience('person', 'cia', VIEWERS.public)).toBeUndefined();
    expect(guest.seen('person', 'cia', 'public')).toBeUndefined();
    expect(guest.audience('person', 'cia', VIEWERS.auditor)).toBe('partner');
  });

  it('in which municipality a person lives is for those signed in', () => {
    const appointed = world.and(happened.appointed({ appointment: 'a2', person: 'dan', as: 'substitute', order: 1 }));
    expect(appointed.seen('person', 'dan', 'partner')?.municipality).toBe('Kramfors');
    expect(appointed.seen('person', 'dan', 'public')?.municipality).toBeUndefined();
  });

  it.each(['public', 'partner', 'secretariat', 'auditor', 'group:g', 'person:bo'] as const)(
    'no name, gender or contact data stands in it: %s',
    (audience) => {
      expect(JSON.stringify(world.seen('person', 'bo', audience))).not.toMatch(/sealed|Bo Ek|man"|@/u);
    },
  );
});

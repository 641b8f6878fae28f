import { describe, expect, it } from 'vitest';
import { VIEWERS, at, given, happened, ourGroup } from './given.suite.js';

const world = given(
  ...ourGroup,
  happened.person({ person: 'dan', organisation: 'lst' }),
  happened.organisation({ organisation: 'kf', name: 'Kommunförbundet' }),
);

describe('organisation', () => {
  it('has its seats, its appointments and the persons who act for it', () => {
    expect(world.seen('organisation', 'lst', 'partner')).toMatchObject({
      name: 'Länsstyrelsen',
      sector: 'state',
      persons: { bo: true, dan: true },
      seats: { 'g/s1': { group: 'g', seat: 's1' } },
      appointments: { a1: { person: 'bo', group: 'g' } },
    });
  });

  it('renamed keeps its former names; merged and closed are told', () => {
    const renamed = world.and(
      { type: 'OrganisationRenamed', organisation: 'lst', name: 'Länsstyrelsen Y', at: at(9) },
      { type: 'OrganisationMerged', organisation: 'kf', into: 'lst', at: at(9) },
      { type: 'OrganisationClosed', organisation: 'lst', reason: 'Upphörd', at: at(10) },
    );
    const body = renamed.seen('organisation', 'lst', 'public');
    expect(body).toMatchObject({ name: 'Länsstyrelsen Y', closed: { reason: 'Upphörd' } });
    expect(Object.values(body?.formerNames ?? {})).toEqual(['Länsstyrelsen']);
    expect(renamed.seen('organisation', 'kf', 'public')?.mergedInto).toBe('lst');
  });

  it('a person may change organisation', () => {
    const moved = world.and({ type: 'PersonChangedOrganisation', person: 'bo', organisation: 'kf', at: at(9) });
    expect(moved.seen('organisation', 'lst', 'partner')?.persons).toEqual({ dan: true });
    expect(moved.seen('organisation', 'kf', 'partner')?.persons).toEqual({ bo: true });
    const left = moved.and({ type: 'PersonChangedOrganisation', person: 'bo', at: at(10) });
    expect(left.seen('organisation', 'kf', 'partner')?.persons).toEqual({});
  });

  it('who is merged or closed no longer acts for it', () => {
    const gone = world.and(
      { type: 'PersonClosed', person: 'dan', at: at(9) },
      { type: 'PersonMerged', person: 'bo', into: 'cia', at: at(9) },
    );
    expect(gone.seen('organisation', 'lst', 'partner')?.persons).toEqual({});
  });

  it.each([
    ['resigned', happened.resigned({ appointment: 'a1', person: 'bo' }), '2026-03-10'],
    ['term ended', happened.termEnded({ appointment: 'a1', person: 'bo' }), '2027-12-31'],
    ['dissolved', happened.dissolved({}), '2026-03-10'],
  ] as const)('%s: the appointment shows since when', (_, event, ended) => {
    expect(world.and(event).seen('organisation', 'lst', 'public')?.appointments['a1']?.ended).toBe(ended);
  });
});

describe('who sees an organisation', () => {
  it.each(['public', 'partner', 'auditor'] as const)('groups, compositions: %s yes', (who) => {
    expect(world.audience('organisation', 'lst', VIEWERS[who])).toBe(who === 'public' ? 'public' : 'partner');
  });

  it('of the persons who act for it, the public is told those who are or were appointed for it', () => {
    expect(world.seen('organisation', 'lst', 'public')?.persons).toEqual({ bo: true });
    const gone = world.and(happened.resigned({ appointment: 'a1', person: 'bo' }));
    expect(gone.seen('organisation', 'lst', 'public')?.persons).toEqual({ bo: true });
  });
});

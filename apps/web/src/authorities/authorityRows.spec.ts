import type { AuthoritiesDocument } from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { authorityRows, isForOrganisation, stateOf } from './authorityRows.js';

const TODAY = '2026-11-23';
const body: AuthoritiesDocument = {
  authorities: {
    a1: { person: 'p1', role: 'auditor', from: '2026-01-01' },
    a2: { person: 'p2', role: 'financier', organisation: 'o1', from: '2026-01-01', until: '2026-12-31' },
    a3: { person: 'p1', role: 'nominator', organisation: 'o1', from: '2027-01-01' },
    a4: { person: 'p3', role: 'secretariat', from: '2025-01-01', until: '2025-12-31' },
    a5: { person: 'p3', role: 'secretariat', from: '2026-01-01', ended: { on: '2026-02-01', reason: 'Slutat' } },
  },
};
const rows = (filter: object) => authorityRows(body, filter, TODAY, (a, b) => a.localeCompare(b)).map(({ id }) => id);

describe('authorities', () => {
  it('are in force through their last day, and no longer than until they are withdrawn', () => {
    const one = { person: 'p', role: 'auditor' as const, from: '2026-11-01', until: TODAY };
    expect(stateOf(one, TODAY)).toBe('inForce');
    expect(stateOf(one, '2026-11-24')).toBe('over');
    expect(stateOf(one, '2026-10-31')).toBe('coming');
    expect(stateOf({ ...one, ended: { on: TODAY, reason: 'x' } }, TODAY)).toBe('over');
  });

  it('are listed with what is in force first, and what is over only when asked for', () => {
    expect(rows({})).toEqual(['a1', 'a2', 'a3']);
    expect(rows({ over: true })).toEqual(['a1', 'a2', 'a3', 'a5', 'a4']);
  });

  it('are found by person, organisation and role', () => {
    expect(rows({ person: 'p1' })).toEqual(['a1', 'a3']);
    expect(rows({ organisation: 'o1' })).toEqual(['a2', 'a3']);
    expect(rows({ role: 'financier' })).toEqual(['a2']);
  });

  it('of nominators and financiers are for one organisation', () => {
    expect((['secretariat', 'auditor', 'nominator', 'financier'] as const).filter(isForOrganisation)).toEqual(['nominator', 'financier']);
  });
});

import type { GroupDocument } from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { comingMembers, countMembers, formerMembers, membersOn, officesOf, seatRows } from './members.js';

const appointment = (seat: string, person: string, more: object = {}) => ({
  group: 'g',
  seat,
  person,
  as: 'ordinary' as const,
  from: '2008-01-01',
  until: '2011-12-31',
  basis: { document: 'Beslut' },
  ...more,
});
const group: GroupDocument = {
  kind: 'working',
  name: 'G',
  mandate: 'M',
  rules: { quorumPercent: 50, termMonths: 48 },
  formedAt: '2008-01-01T00:00:00.000Z',
  measures: {},
  links: {},
  seats: { 'plats-10': { nominatedBy: {}, vacant: false }, 'plats-2': { nominatedBy: { almi: true }, vacant: false } },
  appointments: {
    a: appointment('plats-2', 'p1'),
    b: appointment('plats-2', 'p2', { as: 'substitute', order: 2 }),
    c: appointment('plats-2', 'p3', { as: 'substitute', order: 1 }),
    d: appointment('plats-10', 'p4', { ended: '2008-05-01' }),
    e: appointment('plats-10', 'p5', { ended: '2008-09-01' }),
    f: appointment('plats-10', 'p6', { from: '2009-01-01', coming: true }),
  },
  offices: { chair: 'p1', secretary: 'p1' },
  meetings: {},
  decisions: {},
  figures: { meetings: 0, decisions: 0 },
};
const TODAY = '2008-12-31';
const compare = (a: string, b: string): number => a.localeCompare(b, 'sv', { numeric: true });

describe('the members of a group', () => {
  it('stand by seat, the substitutes in order of service', () => {
    const rows = seatRows(group, TODAY, compare);
    expect(rows.map(({ id }) => id)).toEqual(['plats-2', 'plats-10']);
    expect(rows[0]?.ordinary?.person).toBe('p1');
    expect(rows[0]?.substitutes.map(({ person }) => person)).toEqual(['p3', 'p2']);
    expect(rows[1]).toMatchObject({ id: 'plats-10', nominatedBy: [], substitutes: [] });
    expect(rows[1]).not.toHaveProperty('ordinary');
    expect(rows[1]?.coming.map(({ person }) => person)).toEqual(['p6']);
  });

  it('are no longer members when their appointment has ended', () => {
    expect(membersOn(group, TODAY).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(formerMembers(group, TODAY).map(({ person }) => person)).toEqual(['p5', 'p4']);
    expect(membersOn(group, '2012-01-01')).toEqual([]);
    expect(formerMembers(group, '2012-01-01').map(({ person }) => person)).toContain('p1');
  });

  it('are members from their first day on, before anything is recorded of it', () => {
    expect(comingMembers(group, TODAY).map(({ person }) => person)).toEqual(['p6']);
    expect(membersOn(group, '2009-01-01').map(({ person }) => person)).toContain('p6');
    expect(comingMembers(group, '2009-01-01')).toEqual([]);
  });

  it('are counted as ordinary members and substitutes, those who are both once', () => {
    expect(countMembers(membersOn(group, TODAY))).toEqual({ ordinary: 1, substitutes: 2 });
    const both = { ...group, appointments: { ...group.appointments, g: appointment('plats-10', 'p1', { as: 'substitute' }) } };
    expect(countMembers(membersOn(both, TODAY))).toEqual({ ordinary: 1, substitutes: 2 });
  });

  it('may hold several offices', () => {
    expect(officesOf(group, 'p1', '2026-06-01')).toEqual(['chair', 'secretary']);
    expect(officesOf(group, 'p2', '2026-06-01')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { powersOf, rolesOf, standingsIn } from './standing.js';

const appointed = (person: string, as: 'ordinary' | 'substitute' = 'ordinary', until = '2027-12-31') => ({ person, as, until });

describe('how somebody stands in a group', () => {
  it('chair, secretary (of a group): by office, as long as the appointment that the office rests on', () => {
    const appointments = [appointed('anna'), appointed('bo')];
    const offices = { chair: 'anna', 'vice-chair': 'bo', secretary: 'ceder' };
    const standings = standingsIn({ offices, appointments });
    expect([...rolesOf(standings.get('anna') ?? {})]).toEqual(['chair', 'member']);
    expect([...rolesOf(standings.get('bo') ?? {})]).toEqual(['chair', 'member']);
    // A secretary may be an official without a seat.
    expect([...rolesOf(standings.get('ceder') ?? {})]).toEqual(['secretary']);
    expect(standingsIn({ offices, appointments: [] }).get('anna')).toBeUndefined();
  });

  it('a substitute does not lead, even if the office is still written down', () => {
    const standing = standingsIn({ offices: { chair: 'bo' }, appointments: [appointed('bo', 'substitute')] }).get('bo');
    expect([...rolesOf(standing ?? {})]).toEqual(['substitute']);
  });

  it("whoever has a seat of their own and is somebody else's substitute is a member, until the later of equal terms", () => {
    const several = [
      appointed('bo', 'substitute', '2030-12-31'),
      appointed('bo', 'ordinary', '2026-12-31'),
      appointed('bo', 'ordinary', '2028-12-31'),
    ];
    expect(standingsIn({ offices: {}, appointments: several }).get('bo')).toEqual({ as: 'ordinary', until: '2028-12-31' });
  });

  it('authorities add up', () => {
    const powers = powersOf([
      { role: 'auditor' },
      { role: 'nominator', organisation: 'lst' },
      { role: 'financier', organisation: 'lst' },
      { role: 'financier', organisation: 'kommun' },
    ]);
    expect(powers).toEqual({ roles: new Set(['auditor']), nominates: new Set(['lst']), finances: new Set(['lst', 'kommun']) });
  });
});

import { describe, expect, it } from 'vitest';
import { compose, type Composition } from './composition.js';
import { readDemoGroups } from './groups-file.js';
import { Random } from './random.js';
import { planComing, planYear } from './year.js';

const { groups, organisations } = readDemoGroups();
const made = (seed: number): Composition => compose(groups, organisations, new Random(seed));
const composition = made(2008);
const counted = (values: readonly string[]): Record<string, number> =>
  values.reduce<Record<string, number>>((counts, value) => ({ ...counts, [value]: (counts[value] ?? 0) + 1 }), {});

describe('the invented people', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(made(2008)).toEqual(composition);
    expect(made(2009)).not.toEqual(composition);
  });

  it('are 108 women and 181 men, each with a name of their own, a seat, and an address that reaches nobody', () => {
    const { persons, appointments } = composition;
    expect(counted(persons.map(({ gender }) => gender))).toEqual({ woman: 108, man: 181 });
    expect(new Set(persons.map(({ name }) => name)).size).toBe(289);
    expect(new Set(appointments.map(({ person }) => person)).size).toBe(289);
    for (const { email } of persons) expect(email).toMatch(/^[a-z]+\.[a-z]+@exempel\.invalid$/u);
  });

  it('come from all 35 organisations and all 7 municipalities', () => {
    expect(new Set(composition.persons.map(({ organisation }) => organisation)).size).toBe(35);
    expect(Object.keys(counted(composition.persons.map(({ municipality }) => municipality)))).toHaveLength(7);
  });

  it('sit in one seat of a group each, with a chair, a vice chair and a secretary in every group', () => {
    for (const { id } of groups) {
      const members = composition.appointments.filter(({ group }) => group === id);
      expect(new Set(members.map(({ person }) => person)).size).toBe(members.length);
      const offices = members.flatMap(({ office }) => office ?? []);
      expect([id, offices.sort()]).toEqual([id, ['chair', 'secretary', 'vice-chair']]);
      const ordinary = members.filter((one) => one.as === 'ordinary').map(({ seat }) => seat);
      expect(new Set(ordinary).size).toBe(ordinary.length);
    }
  });

  it('are led where the programme says so: the steering group and the secretariat by the county administrative board', () => {
    for (const id of ['lilla-partnerskapet', 'tillvaxtsekretariatet']) {
      const chair = composition.appointments.find(({ group, office }) => group === id && office === 'chair')?.person;
      expect(composition.persons.find((one) => one.id === chair)?.organisation).toBe('lansstyrelsen');
    }
  });
});

describe('the invented year', () => {
  const year = planYear(groups, composition, new Random(1));

  it('holds about 160 meetings in 2008, in the order of time', () => {
    const meetings = year.flatMap((sitting) => sitting.meetings);
    expect(meetings.length).toBeGreaterThan(150);
    expect(meetings.length).toBeLessThan(170);
    expect(meetings.map(({ startsAt }) => startsAt)).toEqual(meetings.map(({ startsAt }) => startsAt).sort());
    for (const { startsAt } of meetings) expect(startsAt).toMatch(/^2008-/u);
  });

  it('has a meeting to come for every working group, one of them on the day of the first start', () => {
    const coming = planComing(groups, '2026-11-23T12:10:00.000Z', 'rtp-1-2', composition, new Random(1));
    const working = groups.filter(({ kind }) => kind === 'working').map(({ id }) => id);
    expect(coming.map(({ group }) => group.id)).toEqual(expect.arrayContaining(working));
    expect(coming.find(({ group }) => group.id === 'rtp-1-2')?.startsAt).toBe('2026-11-23T12:30:00.000Z');
    for (const { startsAt } of coming) expect(startsAt > '2026-11-23T12:10').toBe(true);
  });
});

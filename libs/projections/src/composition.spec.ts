import { describe, expect, it } from 'vitest';
import { VIEWERS, at, given, happened, opening, ourGroup } from './given.suite.js';

const world = given(
  ...ourGroup,
  happened.organisation({ organisation: 'kf', sector: 'municipal', municipality: 'Kramfors' }),
  happened.person({ person: 'dan', organisation: 'kf', municipality: 'Sollefteå' }),
  happened.person({ person: 'eli', gender: 'sealed:other', municipality: 'Timrå' }),
  happened.appointed({ appointment: 'a2', person: 'cia', as: 'substitute', order: 1 }),
  happened.group({ group: 'h' }),
  happened.seat({ group: 'h', seat: 's1' }),
  happened.appointed({ group: 'h', appointment: 'b1', person: 'dan' }),
  happened.appointed({ group: 'h', appointment: 'b2', person: 'cia', organisation: 'lst', as: 'substitute', order: 1 }),
);
const seen = (of: typeof world, erased?: ReadonlySet<string>) => of.seen('composition', 'all', 'partner', opening(erased));

describe('composition', () => {
  it('shown live all the time: balance by sex, sector and municipality', () => {
    expect(seen(world)).toEqual({
      groups: {
        g: { persons: 2, sex: { man: 1, woman: 1 }, sector: { state: 1, unstated: 1 }, municipality: { unstated: 2 } },
        h: { persons: 2, sex: { man: 1, woman: 1 }, sector: { municipal: 1, state: 1 }, municipality: { Kramfors: 1, unstated: 1 } },
      },
      whole: {
        persons: 3,
        sex: { man: 2, woman: 1 },
        sector: { state: 1, unstated: 1, municipal: 1 },
        municipality: { unstated: 2, Kramfors: 1 },
      },
    });
  });

  it('counts each person once, also with two appointments in a group', () => {
    const twice = world.and(happened.appointed({ appointment: 'a3', person: 'bo', seat: 's2', as: 'substitute', order: 1 }));
    expect(seen(twice)?.groups['g']?.persons).toBe(2);
  });

  it('counts a person without organisation by the municipality lived in', () => {
    const world2 = world.and(happened.appointed({ appointment: 'a4', person: 'eli', as: 'substitute', order: 2 }));
    expect(seen(world2)?.groups['g']).toMatchObject({ sex: { other: 1 }, municipality: { unstated: 2, Timrå: 1 } });
  });

  it.each([
    ['resigned', happened.resigned({ appointment: 'a1', person: 'bo' })],
    ['term ended', happened.termEnded({ appointment: 'a1', person: 'bo' })],
  ] as const)('when the term ends, the member is no longer counted: %s', (_, event) => {
    expect(seen(world.and(event))).toMatchObject({ groups: { g: { persons: 1, sex: { woman: 1 } } }, whole: { persons: 2 } });
  });

  it('a dissolved group is no longer composed of anybody', () => {
    expect(Object.keys(seen(world.and(happened.dissolved({})))?.groups ?? {})).toEqual(['h']);
  });

  it('follows a person to another organisation, where the appointment names none', () => {
    const moved = world.and({ type: 'PersonChangedOrganisation', person: 'cia', organisation: 'kf', at: at(9) });
    expect(seen(moved)?.groups).toMatchObject({ g: { sector: { state: 1, municipal: 1 } }, h: { sector: { municipal: 1, state: 1 } } });
  });

  it('counts a municipality whatever it is called', () => {
    const odd = world.and(
      happened.organisation({ organisation: 'x', municipality: 'constructor' }),
      happened.person({ person: 'xan', organisation: 'x' }),
      happened.appointed({ appointment: 'x1', person: 'xan' }),
    );
    expect(Object.entries(seen(odd)?.whole.municipality ?? {})).toContainEqual(['constructor', 1]);
  });
});

describe('who sees the composition', () => {
  it.each([
    ['public', 'public'],
    ['partner', 'partner'],
    ['member', 'partner'],
    ['secretariat', 'partner'],
    ['auditor', 'partner'],
  ] as const)('groups, compositions: %s yes', (who, audience) => {
    expect(world.audience('composition', 'all', VIEWERS[who])).toBe(audience);
  });

  it('the public is told of sector and municipality, not of sex, nor where somebody lives', () => {
    const known = world.and(happened.appointed({ appointment: 'a4', person: 'eli', as: 'substitute', order: 2 }));
    const body = known.seen('composition', 'all', 'public');
    expect(body?.groups['g']).toEqual({ persons: 3, sex: {}, sector: { state: 1, unstated: 2 }, municipality: { unstated: 3 } });
    expect(body?.whole).toMatchObject({ persons: 4, sex: {} });
    expect(body?.whole.womenShare).toBeUndefined();
  });

  it('the public cannot read one person’s gender before and after: the share of women follows when twenty have come or gone', () => {
    const genders = ['woman', 'man', 'man', 'woman', 'man', 'other', 'unstated'];
    let now = given(happened.group({}), happened.seat({ seat: 's1' }));
    const roster = new Set<string>();
    let told: { readonly share: number | undefined; readonly roster: ReadonlySet<string> } = { share: undefined, roster: new Set() };
    let shares = 0;
    const look = (): void => {
      const share = now.seen('composition', 'all', 'public')?.whole.womenShare;
      if (share === told.share) return;
      const differ = new Set([...roster, ...told.roster].filter((one) => roster.has(one) !== told.roster.has(one)));
      expect(differ.size).toBeGreaterThanOrEqual(20);
      expect((share ?? 0) % 5).toBe(0);
      told = { share, roster: new Set(roster) };
      shares += 1;
    };
    for (let n = 0; n < 120; n += 1) {
      const person = `p${String(n)}`;
      // From the eightieth on only women come, and somebody goes now and then, to come again.
      const gender = n < 80 ? genders[n % genders.length] : 'woman';
      now = now.and(
        happened.person({ person, gender: `sealed:${gender ?? ''}` }),
        happened.appointed({ appointment: person, person, as: 'substitute', order: n + 1 }),
      );
      roster.add(person);
      look();
      if (n % 7 !== 3) continue;
      now = now.and(happened.resigned({ appointment: person, person }));
      roster.delete(person);
      look();
      now = now.and(happened.appointed({ appointment: `${person}-again`, person, as: 'substitute', order: n + 1 }));
      roster.add(person);
      look();
    }
    expect(shares).toBeGreaterThan(1);
    expect(Object.values(now.seen('composition', 'all', 'public')?.groups ?? {}).map(({ sex }) => sex)).toEqual([{}]);
  });

  it('nor that nearly all are of one sex', () => {
    let all = given(happened.group({}), happened.seat({ seat: 's1' }));
    for (let n = 0; n < 60; n += 1) {
      const person = `p${String(n)}`;
      const named = happened.person({ person, gender: 'sealed:woman' });
      all = all.and(named, happened.appointed({ appointment: person, person, as: 'substitute', order: n + 1 }));
    }
    expect(all.seen('composition', 'all', 'public')?.whole.womenShare).toBe(90);
  });

  it('counts only, never who', () => {
    expect(JSON.stringify(seen(world))).not.toMatch(/sealed|"(?:bo|cia|dan|a1|a2)"/u);
  });

  it('the gender of an erased person is unstated, like that of a person who has not stated it', () => {
    const erased = new Set(['sealed:woman']);
    expect(seen(world, erased)?.whole).toMatchObject({ persons: 3, sex: { man: 2, unstated: 1 } });
    const silent = world.and(
      happened.person({ person: 'fia', gender: 'sealed:unstated' }),
      happened.appointed({ appointment: 'f1', person: 'fia' }),
    );
    expect(seen(silent, erased)?.whole.sex).toEqual({ man: 2, unstated: 2 });
  });
});

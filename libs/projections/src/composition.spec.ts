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
const seen = (of: typeof world, erased?: ReadonlySet<string>) => of.seen('composition', 'all', 'public', opening(erased));

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
  it.each(['public', 'partner', 'member', 'secretariat', 'auditor'] as const)('groups, compositions: %s yes', (who) => {
    expect(world.audience('composition', 'all', VIEWERS[who])).toBe('public');
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

import { describe, expect, it } from 'vitest';
import type { Audience } from './projection.js';
import { VIEWERS, at, given, happened, opening, ourGroup, runningMeeting } from './given.suite.js';

const world = given(
  ...ourGroup,
  happened.person({ person: 'dan', name: 'sealed:Dan By', phone: 'sealed:0611', email: 'sealed:dan@example.org' }),
  happened.group({ group: 'h' }),
  happened.seat({ group: 'h', seat: 's1' }),
  happened.appointed({ group: 'h', appointment: 'b1', person: 'dan' }),
  happened.scheduled({}),
  happened.opened({}),
  happened.present({ person: 'dan' }),
);
const person = (id: string, who: string, audience: Audience, of = world) => of.seen('directory', id, audience)?.persons[who];

describe('directory', () => {
  it('of the whole: everybody, and the organisations', () => {
    const body = world.seen('directory', 'all', 'partner');
    expect(body?.persons).toEqual({
      bo: { name: 'Bo Ek', organisation: 'lst', invented: true },
      cia: { name: 'Cia Al', organisation: undefined, invented: true },
      dan: { name: 'Dan By', organisation: undefined, invented: true },
    });
    expect(body?.organisations).toEqual({ lst: { name: 'Länsstyrelsen', sector: 'state' } });
  });

  it('of a group: everybody ever appointed to it, who held an office, and who took part in its meetings', () => {
    expect(Object.keys(world.seen('directory', 'g', 'partner')?.persons ?? {})).toEqual(['bo', 'dan']);
    const more = world.and(
      happened.resigned({ appointment: 'a1', person: 'bo' }),
      happened.chosen({ person: 'cia', office: 'secretary' }),
      happened.person({ person: 'eva' }),
      happened.proposal({ by: 'eva' }),
    );
    expect(Object.keys(more.seen('directory', 'g', 'partner')?.persons ?? {})).toEqual(['bo', 'dan', 'cia', 'eva']);
    expect(Object.keys(world.seen('directory', 'h', 'partner')?.persons ?? {})).toEqual(['dan']);
  });

  it('follows a change of name, organisation or contact data into every directory', () => {
    const changed = world.and(
      { type: 'PersonRenamed', person: 'dan', name: 'sealed:Dan Ås', at: at(40) },
      { type: 'PersonChangedOrganisation', person: 'dan', organisation: 'lst', at: at(40) },
      { type: 'PersonContactChanged', person: 'dan', email: 'sealed:ny@example.org', at: at(40) },
      { type: 'OrganisationRenamed', organisation: 'lst', name: 'Länsstyrelsen Y', at: at(40) },
    );
    for (const id of ['all', 'g', 'h'])
      expect(person(id, 'dan', 'secretariat', changed)).toMatchObject({
        name: 'Dan Ås',
        organisation: 'lst',
        email: 'ny@example.org',
      });
    expect(changed.seen('directory', 'all', 'public')?.organisations['lst']?.name).toBe('Länsstyrelsen Y');
  });

  it('an erased person is shown as erased, without any data', () => {
    const open = opening(new Set(['sealed:Dan By', 'sealed:dan@example.org', 'sealed:0611']));
    for (const audience of ['public', 'partner', 'secretariat', 'auditor', 'group:h'] as const)
      expect(world.seen('directory', 'h', audience, open)?.persons).toEqual({ dan: { erased: true, invented: true } });
  });
});

describe('what cannot be opened', () => {
  it('a name that cannot be is said to be so, without what else cannot be, and everybody else keeps theirs', () => {
    const open = opening(new Set(), new Set(['sealed:Dan By', 'sealed:0611']));
    const { bo, dan } = world.seen('directory', 'all', 'secretariat', open)?.persons ?? {};
    expect(bo).toMatchObject({ name: 'Bo Ek' });
    expect(dan).toMatchObject({ unreadable: true, invented: true, email: 'dan@example.org' });
    expect(Object.keys(dan ?? {})).not.toEqual(expect.arrayContaining(['name']));
    expect(dan?.phone).toBeUndefined();
  });
});

describe('who sees names', () => {
  it('the name of a person who holds or held an appointment is public', () => {
    expect(Object.keys(world.seen('directory', 'all', 'public')?.persons ?? {})).toEqual(['bo', 'dan']);
    const gone = world.and(happened.resigned({ appointment: 'a1', person: 'bo' }));
    expect(person('all', 'bo', 'public', gone)).toMatchObject({ name: 'Bo Ek' });
  });

  it('the name of anybody else is for those signed in, also of a guest', () => {
    const guest = given(...runningMeeting, happened.present({ person: 'cia' }));
    expect(person('g', 'cia', 'public', guest)).toBeUndefined();
    expect(person('g', 'cia', 'partner', guest)).toMatchObject({ name: 'Cia Al' });
    const appointed = guest.and(happened.group({ group: 'h' }), happened.appointed({ group: 'h', appointment: 'c1', person: 'cia' }));
    expect(person('all', 'cia', 'public', appointed)).toMatchObject({ name: 'Cia Al' });
    expect(person('h', 'cia', 'public', appointed)).toMatchObject({ name: 'Cia Al' });
  });

  it("a group's directory shows the public those who are or were in the group, not who came as a guest", () => {
    expect(person('g', 'dan', 'partner')).toMatchObject({ name: 'Dan By' });
    expect(person('g', 'dan', 'public')).toBeUndefined();
    expect(person('h', 'dan', 'public')).toMatchObject({ name: 'Dan By' });
    const secretary = world.and(happened.chosen({ person: 'dan', office: 'secretary' }));
    expect(person('g', 'dan', 'public', secretary)).toMatchObject({ name: 'Dan By' });
  });
});

describe('who sees contact data', () => {
  it.each([
    ['public', 'g', 'public'],
    ['partner', 'g', 'partner'],
    ['member', 'g', 'group:g'],
    ['member', 'h', 'partner'],
    ['member', 'all', 'partner'],
    ['secretariat', 'g', 'secretariat'],
    ['secretariat', 'all', 'secretariat'],
    ['auditor', 'g', 'auditor'],
  ] as const)('%s sees directory/%s as %s', (who, id, audience) => {
    expect(world.audience('directory', id, VIEWERS[who])).toBe(audience);
  });

  it('an auditor who is a member of the group sees in it what a member sees', () => {
    expect(world.audience('directory', 'g', { ...VIEWERS.auditor, groups: new Set(['g']) })).toBe('group:g');
    expect(world.audience('directory', 'h', { ...VIEWERS.auditor, groups: new Set(['g']) })).toBe('auditor');
  });

  it('contact data: public no', () => {
    expect(person('g', 'bo', 'public')).not.toHaveProperty('email');
    expect(person('all', 'bo', 'public')).not.toHaveProperty('email');
  });

  it('contact data: signed in no', () => {
    expect(person('g', 'bo', 'partner')).not.toHaveProperty('email');
    expect(person('all', 'bo', 'partner')).not.toHaveProperty('email');
  });

  it("contact data: group's members, own group", () => {
    expect(person('g', 'bo', 'group:g')).toMatchObject({ email: 'bo@example.org' });
    expect(person('h', 'dan', 'group:g')).not.toHaveProperty('email');
    expect(person('all', 'bo', 'group:g')).not.toHaveProperty('email');
  });

  it("the group's members see that of each other, not of a guest nor of who has left", () => {
    expect(person('g', 'dan', 'group:g')).not.toHaveProperty('phone');
    const left = world.and(happened.resigned({ appointment: 'a1', person: 'bo' }));
    expect(person('g', 'bo', 'group:g', left)).not.toHaveProperty('email');
    expect(person('g', 'bo', 'group:g', world.and(happened.dissolved({})))).not.toHaveProperty('email');
  });

  it('contact data: secretariat; not auditor', () => {
    expect(person('all', 'dan', 'secretariat')).toMatchObject({ email: 'dan@example.org', phone: '0611' });
    expect(person('all', 'dan', 'auditor')).not.toHaveProperty('email');
    expect(person('g', 'bo', 'auditor')).not.toHaveProperty('email');
  });
});

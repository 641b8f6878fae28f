import { GENDERS, type CompositionDocument } from '@samverkan/contract';
import { under, put, without } from './entries.js';
import { isInForce } from './group.appointments.js';
import { changes, isSignedIn, makes, publicOrPartner, readModel, type Effect } from './model.js';
import type { Look, Open } from './projection.js';
import { allRegistered, emptyRegister, register, registered } from './register.js';
import type { CompositionWhole } from './wholes.js';

// Who sees the composition.
//
// Compositions are for everybody: how many of each sector and municipality each group and the whole have among those whose appointments are in force,
// members and substitutes, each person once. They are counts only, never who.
//
// How many of each sex there are is for those signed in. Who comes and goes is for everybody, so that a count by sex before and after would tell one person's
// gender. The public is told the share of women in the whole, if it is large, in steps of five per cent, of those who were in it when so many had come or gone
// that none of them can be told. The municipality that a person lives in, for want of an organisation, is for those signed in.
//
// The gender of an erased person is unstated, like that of a person who has not stated it, and one that cannot be opened.

/** So many must have come or gone before the public is told another share. */
const MOVED = 20;
/** Of so many the share is told. */
const MANY = 50;
const STEP = 5;
/** Where nearly all are of one sex, how nearly is not told. */
const [LEAST, MOST] = [10, 90];

const ALL: readonly string[] = ['all'];
const all = (): readonly string[] => ALL;
const empty: CompositionWhole = { groups: {}, people: emptyRegister(), organisations: emptyRegister(), moved: [], told: [] };
const UNSTATED = 'unstated';

/** Any event may be the first that the composition hears of. */
const on = <E>(project: (body: CompositionWhole, event: E, look: Look) => CompositionWhole): Effect<CompositionWhole, E> =>
  makes(all, (body = empty, event, look) => project(body, event, look));

const withPerson = (body: CompositionWhole, person: string, look: Look): CompositionWhole => {
  const found = look.get('person', person);
  if (found === undefined) return body;
  const { organisation, municipality, sealed } = found;
  return { ...body, people: register(body.people, person, { gender: sealed.gender, organisation, municipality }) };
};

/** Those who came or went are remembered until they are many enough for the public to be told another share. */
const settled = (body: CompositionWhole, persons: readonly string[]): CompositionWhole => {
  const moved = [...new Set([...body.moved, ...persons])];
  if (moved.length < MOVED) return { ...body, moved };
  const present = new Set(Object.values(body.groups).flatMap((appointed) => appointed.map(([, { person }]) => person)));
  const before = new Set(body.told.map(([person]) => person));
  const differ = moved.filter((person) => present.has(person) !== before.has(person));
  if (differ.length < MOVED) return { ...body, moved: differ };
  return {
    ...body,
    moved: [],
    told: [...allRegistered(body.people)].flatMap(([person, { gender }]) => (present.has(person) ? [[person, gender] as const] : [])),
  };
};

/** The share of women among the women and men of some, in rough steps; nothing of a few. */
const shareOf = (told: CompositionWhole['told'], open: Open): number | undefined => {
  const sexes = told.map(([, gender]) => open(gender, 'gender'));
  const [women, men] = [sexes.filter((sex) => sex === 'woman').length, sexes.filter((sex) => sex === 'man').length];
  if (women + men < MANY) return undefined;
  return Math.min(MOST, Math.max(LEAST, Math.round((women / (women + men)) * (100 / STEP)) * STEP));
};

/** An appointment counts from its first day on: when it is made, if that has come, else when it comes. */
const counted = on<{ readonly group: string; readonly appointment: string; readonly person: string }>((body, event, look) => {
  const { group, appointment } = event;
  const made = under(look.get('group', group)?.appointments ?? {}, appointment);
  if (made === undefined || !isInForce(made)) return body;
  const { person, organisation } = made;
  const appointed = put(under(body.groups, group) ?? [], appointment, { person, organisation });
  return settled({ ...withPerson(body, person, look), groups: { ...body.groups, [group]: appointed } }, [person]);
});

const ended = on<{ readonly group: string; readonly appointment: string }>((body, { group, appointment }) => {
  const before = under(body.groups, group) ?? [];
  const after = without(before, appointment);
  if (after === before) return body;
  const gone = before.flatMap(([id, { person }]) => (id === appointment ? [person] : []));
  return settled({ ...body, groups: { ...body.groups, [group]: after } }, gone);
});

interface Counted {
  readonly sex: string;
  readonly sector: string;
  readonly municipality: string;
}

const isGender = (text: string): boolean => (GENDERS as readonly string[]).includes(text);

// A municipality is free text: counted in a Map, so that no name of one can be a name that objects inherit.
const countBy = (counted: Iterable<Counted>, by: keyof Counted): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const one of counted) counts.set(one[by], (counts.get(one[by]) ?? 0) + 1);
  return Object.fromEntries(counts);
};

const compose = (counted: ReadonlyMap<string, Counted>, bySex: boolean) => ({
  persons: counted.size,
  sex: bySex ? countBy(counted.values(), 'sex') : {},
  sector: countBy(counted.values(), 'sector'),
  municipality: countBy(counted.values(), 'municipality'),
});

const restrict = (body: CompositionWhole, open: Open, signedIn: boolean): CompositionDocument => {
  const { groups, people, organisations, told } = body;
  const persons = new Map(allRegistered(people));
  const bodies = new Map(allRegistered(organisations));
  const sexes = new Map<string, string>();
  const sexOf = (person: string): string => {
    const known = sexes.get(person);
    if (known !== undefined) return known;
    const sealed = persons.get(person)?.gender;
    const opened = sealed === undefined ? undefined : open(sealed, 'gender');
    const sex = typeof opened === 'string' && isGender(opened) ? opened : UNSTATED;
    sexes.set(person, sex);
    return sex;
  };
  const whole = new Map<string, Counted>();
  const composed = Object.entries(groups).map(([group, appointments]) => {
    const members = new Map<string, Counted>();
    for (const [, { person, organisation }] of appointments) {
      if (members.has(person)) continue;
      const actsFor = bodies.get(organisation ?? persons.get(person)?.organisation ?? '');
      const livesIn = signedIn ? persons.get(person)?.municipality : undefined;
      const municipality = actsFor?.municipality ?? livesIn ?? UNSTATED;
      const counted = { sex: signedIn ? sexOf(person) : UNSTATED, sector: actsFor?.sector ?? UNSTATED, municipality };
      members.set(person, counted);
      if (!whole.has(person)) whole.set(person, counted);
    }
    return [group, compose(members, signedIn)] as const;
  });
  const womenShare = signedIn ? undefined : shareOf(told, open);
  return {
    groups: Object.fromEntries(composed),
    whole: { ...compose(whole, signedIn), ...(womenShare === undefined ? {} : { womenShare }) },
  };
};

export const composition = readModel<'composition', CompositionWhole>({
  kind: 'composition',
  version: 4,
  on: {
    OrganisationRegistered: on((body, { organisation, sector, municipality }) => ({
      ...body,
      organisations: register(body.organisations, organisation, { sector, municipality }),
    })),
    PersonChangedOrganisation: changes(all, (body, { person }, look) =>
      registered(body.people, person) === undefined ? body : withPerson(body, person, look),
    ),
    GroupFormed: on((body, { group }) => ({ ...body, groups: { ...body.groups, [group]: [] } })),
    MemberAppointed: counted,
    TermBegun: counted,
    MemberResigned: ended,
    TermEnded: ended,
    GroupDissolved: on((body, { group }) => {
      const { [group]: before = [], ...groups } = body.groups;
      return settled(
        { ...body, groups },
        before.map(([, { person }]) => person),
      );
    }),
  },
  audience: publicOrPartner,
  restrict: (body, audience, open) => restrict(body, open, isSignedIn(audience)),
});

import { GENDERS, type CompositionDocument } from '@samverkan/contract';
import { under, put, without } from './entries.js';
import { isInForce } from './group.js';
import { changes, makes, readModel, type Effect } from './model.js';
import type { Look, Open } from './projection.js';
import { allRegistered, emptyRegister, register, registered } from './register.js';
import type { CompositionWhole } from './wholes.js';

// Who sees the composition.
//
// Compositions are for everybody: how many of each sex, sector and municipality each group and the whole have among those
// whose appointments are in force, members and substitutes, each person once. They are counts only, never who. The gender of
// an erased person is unstated, like that of a person who has not stated it, and one that cannot be opened.

const ALL: readonly string[] = ['all'];
const all = (): readonly string[] => ALL;
const empty: CompositionWhole = { groups: {}, people: emptyRegister(), organisations: emptyRegister() };
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

/** An appointment counts from its first day on: when it is made, if that has come, else when it comes. */
const counted = on<{ readonly group: string; readonly appointment: string; readonly person: string }>((body, event, look) => {
  const { group, appointment } = event;
  const made = under(look.get('group', group)?.appointments ?? {}, appointment);
  if (made === undefined || !isInForce(made)) return body;
  const { person, organisation } = made;
  const appointed = put(under(body.groups, group) ?? [], appointment, { person, organisation });
  return { ...withPerson(body, person, look), groups: { ...body.groups, [group]: appointed } };
});

const ended = on<{ readonly group: string; readonly appointment: string }>((body, { group, appointment }) => {
  const before = under(body.groups, group) ?? [];
  const after = without(before, appointment);
  return after === before ? body : { ...body, groups: { ...body.groups, [group]: after } };
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

const compose = (counted: ReadonlyMap<string, Counted>): CompositionDocument['whole'] => ({
  persons: counted.size,
  sex: countBy(counted.values(), 'sex'),
  sector: countBy(counted.values(), 'sector'),
  municipality: countBy(counted.values(), 'municipality'),
});

const restrict = ({ groups, people, organisations }: CompositionWhole, open: Open): CompositionDocument => {
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
      const municipality = actsFor?.municipality ?? persons.get(person)?.municipality ?? UNSTATED;
      const counted = { sex: sexOf(person), sector: actsFor?.sector ?? UNSTATED, municipality };
      members.set(person, counted);
      if (!whole.has(person)) whole.set(person, counted);
    }
    return [group, compose(members)] as const;
  });
  return { groups: Object.fromEntries(composed), whole: compose(whole) };
};

export const composition = readModel<'composition', CompositionWhole>({
  kind: 'composition',
  version: 3,
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
      const { [group]: _, ...groups } = body.groups;
      return { ...body, groups };
    }),
  },
  audience: () => 'public',
  restrict: (body, _, open) => restrict(body, open),
});

import type { GroupKind } from '@samverkan/domain';
import { MEN, SURNAMES, WOMEN } from './names.js';
import type { Random } from './random.js';

/** A group as the programme's own file describes it. */
export interface DemoGroup {
  readonly id: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly measures: readonly string[];
  /** More than this share of its seats must be there for a decision; 0: whoever is. */
  readonly quorumPercent: number;
  readonly municipality?: string;
  /** Seats that the programme itself gives to somebody. */
  readonly owners: readonly string[];
}

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly gender: 'woman' | 'man';
  readonly email: string;
  readonly organisation: string;
  readonly municipality: string;
}

export interface DemoSeat {
  readonly group: string;
  readonly seat: string;
  readonly nominatedBy: readonly string[];
}

export interface DemoAppointment {
  readonly group: string;
  readonly seat: string;
  readonly person: string;
  readonly as: 'ordinary' | 'substitute';
  readonly office?: 'chair' | 'vice-chair' | 'secretary';
}

export interface Composition {
  readonly persons: readonly DemoPerson[];
  readonly seats: readonly DemoSeat[];
  readonly appointments: readonly DemoAppointment[];
}

/** In early 2008 so many were on the partnership's lists. */
const WOMEN_COUNT = 108;
const MEN_COUNT = 181;

/** How many ordinary members a group of each kind has, and every how many of them has a substitute. */
const SIZES: Readonly<Record<GroupKind, { readonly seats: readonly [number, number]; readonly substituteEvery: number }>> = {
  steering: { seats: [15, 15], substituteEvery: 2 },
  assembly: { seats: [110, 110], substituteEvery: 0 },
  secretariat: { seats: [8, 8], substituteEvery: 4 },
  area: { seats: [11, 13], substituteEvery: 3 },
  working: { seats: [8, 11], substituteEvery: 4 },
  sustainability: { seats: [10, 10], substituteEvery: 5 },
  evaluation: { seats: [9, 9], substituteEvery: 4 },
  support: { seats: [8, 9], substituteEvery: 4 },
  consultation: { seats: [9, 12], substituteEvery: 0 },
  local: { seats: [7, 9], substituteEvery: 4 },
};

const MUNICIPALITIES = [
  'Sundsvall',
  'Sundsvall',
  'Sundsvall',
  'Örnsköldsvik',
  'Örnsköldsvik',
  'Härnösand',
  'Härnösand',
  'Kramfors',
  'Sollefteå',
  'Timrå',
  'Ånge',
];
/** Where an organisation's people live, for those that belong to one place. */
const HOME: Readonly<Record<string, string>> = {
  harnosand: 'Härnösand',
  kramfors: 'Kramfors',
  solleftea: 'Sollefteå',
  sundsvall: 'Sundsvall',
  timra: 'Timrå',
  ange: 'Ånge',
  ornskoldsvik: 'Örnsköldsvik',
  akroken: 'Sundsvall',
  processum: 'Örnsköldsvik',
  energidalen: 'Sollefteå',
};
/** The bodies that send most people. */
const HEAVY: Readonly<Record<string, number>> = {
  lansstyrelsen: 10,
  kommunforbundet: 5,
  landstinget: 7,
  sundsvall: 6,
  ornskoldsvik: 6,
  harnosand: 5,
  mittuniversitetet: 5,
  lansarbetsnamnden: 4,
};

/** Who sits where: the same for the same seed. */
export function compose(groups: readonly DemoGroup[], organisations: readonly string[], random: Random): Composition {
  const persons = people(organisations, random);
  const loads = new Map<string, number>(persons.map(({ id }) => [id, 0]));
  const seats: DemoSeat[] = [];
  const appointments: DemoAppointment[] = [];
  for (const group of groups) {
    const {
      seats: [least, most],
      substituteEvery,
    } = SIZES[group.kind];
    const count = random.between(least, most);
    const members: string[] = [];
    const take = (owner: string | undefined): DemoPerson => {
      const person = choose(persons, loads, members, owner, group, random);
      members.push(person.id);
      loads.set(person.id, (loads.get(person.id) ?? 0) + 1);
      return person;
    };
    for (let number = 1; number <= count; number += 1) {
      const owner = group.owners[(number - 1) % Math.max(1, group.owners.length)];
      const ordinary = take(owner ?? (number === 1 && group.kind === 'steering' ? 'lansstyrelsen' : undefined));
      // The seats that the programme itself established come first.
      const seat = (number <= group.owners.length ? owner : undefined) ?? `plats-${number}`;
      // Every sixth seat is open to whoever is asked.
      const nominatedBy = owner === undefined && number % 6 === 0 ? [] : [ordinary.organisation];
      seats.push({ group: group.id, seat, nominatedBy });
      const office = (['chair', 'vice-chair', 'secretary'] as const)[number - 1];
      appointments.push({ group: group.id, seat, person: ordinary.id, as: 'ordinary', ...(office === undefined ? {} : { office }) });
      if (substituteEvery > 0 && number % substituteEvery === 0) {
        appointments.push({ group: group.id, seat, person: take(ordinary.organisation).id, as: 'substitute' });
      }
    }
  }
  return { persons, seats, appointments };
}

/** Somebody who has few seats so far, of the organisation and the place that fit. */
function choose(
  persons: readonly DemoPerson[],
  loads: ReadonlyMap<string, number>,
  taken: readonly string[],
  owner: string | undefined,
  group: DemoGroup,
  random: Random,
): DemoPerson {
  const score = (person: DemoPerson): number =>
    (loads.get(person.id) ?? 0) * 2 +
    (owner === undefined || person.organisation === owner ? 0 : 6) +
    (group.municipality === undefined || person.municipality === group.municipality ? 0 : 5) +
    random.next() * 3;
  const free = persons.filter(({ id }) => !taken.includes(id)).map((person) => ({ person, score: score(person) }));
  const best = free.reduce((least, one) => (one.score < least.score ? one : least));
  return best.person;
}

function people(organisations: readonly string[], random: Random): readonly DemoPerson[] {
  const genders = random.shuffled([...Array<'woman'>(WOMEN_COUNT).fill('woman'), ...Array<'man'>(MEN_COUNT).fill('man')]);
  const weighted = organisations.flatMap((organisation) => Array<string>(HEAVY[organisation] ?? 2).fill(organisation));
  const names = new Set<string>();
  return genders.map((gender, index) => {
    const name = newName(gender, names, random);
    // Everybody's organisation sends at least one.
    const organisation = organisations[index] ?? random.pick(weighted);
    return {
      id: `person-${String(index + 1).padStart(3, '0')}`,
      name,
      gender,
      email: `${ascii(name)}@exempel.invalid`,
      organisation,
      municipality: HOME[organisation] ?? random.pick(MUNICIPALITIES),
    };
  });
}

function newName(gender: 'woman' | 'man', names: Set<string>, random: Random): string {
  for (;;) {
    const name = `${random.pick<string>(gender === 'woman' ? WOMEN : MEN)} ${random.pick<string>(SURNAMES)}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}

const ascii = (name: string): string => name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(' ', '.');

import { createHash } from 'node:crypto';
import { Day, EntityId, GENDERS, Line, Name, OFFICES } from '@samverkan/contract';
import { dayOf, Refused, streamOf, type Basis, type GroupCommand, type PersonCommand, type PersonState } from '@samverkan/domain';
import type { Plain, Sealed, Vault } from '@samverkan/vault';
import { z } from 'zod';
import { fault, type ImportFault } from '../imports/faults.js';
import { fitting, whole, type Entry, type ImportKind, type ImportMoment } from '../imports/import-kind.js';
import { readEntries } from '../imports/rows.js';
import { check, step, type Step } from '../imports/steps.js';
import { groups, organisations, persons } from '../platform/log/deciders.js';
import { openPersonal, plainsOf } from '../platform/personal-data.js';

const PersonRow = z.strictObject({
  id: EntityId.optional(),
  name: Name,
  gender: z.enum(GENDERS).default('unstated'),
  email: z.email({ error: 'email/invalid' }).max(200).optional(),
  phone: z
    .string()
    .regex(/^\+?[0-9 ()-]{5,30}$/u, { error: 'phone/invalid' })
    .optional(),
  organisation: EntityId.optional(),
  municipality: Line.optional(),
  group: EntityId.optional(),
  seat: EntityId.optional(),
  as: z.enum(['ordinary', 'substitute']).optional(),
  order: whole(1, 20).optional(),
  from: Day.optional(),
  until: Day.optional(),
  office: z.enum(OFFICES).optional(),
  /** The document that the appointment rests on. */
  basis: Line.optional(),
});
type PersonRow = z.output<typeof PersonRow>;
interface Known extends PersonRow {
  readonly person: string;
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 20);

/**
 * People, their seats and offices: a row for each appointment, or one for a person who has none. Whoever has no id in the file is known by name,
 * organisation and e-mail address: rows that agree in these are one person. The id made of them is a keyed hash, so that it tells nobody the name.
 */
export function personImport(vault: Vault): ImportKind {
  const known = (row: PersonRow): Known => {
    const { id, name, organisation, email } = row;
    return { ...row, person: id ?? `p-${hashed(vault.fingerprint(JSON.stringify([name, organisation, email])))}` };
  };
  return {
    columns: Object.keys(PersonRow.shape),
    readJson: readEntries,
    plan: (rows, moment) => {
      const { entries: read, faults } = fitting(rows, PersonRow);
      const entries = read.map(({ at, row }) => ({ at, row: known(row) }));
      const first = [...new Map(entries.map((entry) => [entry.row.person, entry] as const).reverse()).values()].reverse();
      const sealed = sealAll(vault, first);
      return {
        steps: [
          ...first.flatMap((entry) => registered(entry, moment, vault, sealed)),
          ...entries.flatMap((entry) => appointed(entry, moment)),
          ...entries.flatMap((entry) => chosen(entry, moment)),
        ],
        faults: [...faults, ...entries.flatMap(incomplete)],
      };
    },
  };
}

/** Keys of persons are made all at once: one transaction for a file, not one for a person. */
function sealAll(vault: Vault, entries: readonly Entry<Known>[]): ReadonlyMap<string, Sealed> {
  const plains: Plain[] = entries.flatMap(({ row: { person, name, gender, email, phone } }) =>
    plainsOf(person, { name, gender, email, phone }),
  );
  const sealed = vault.sealMany(plains);
  return new Map(
    plains.flatMap(({ person, field }, index): [string, Sealed][] => {
      const value = sealed[index];
      return value === undefined ? [] : [[`${person} ${field}`, value]];
    }),
  );
}

function registered(
  { at, row }: Entry<Known>,
  { at: now, invented }: ImportMoment,
  vault: Vault,
  sealed: ReadonlyMap<string, Sealed>,
): readonly Step[] {
  const { person, organisation, municipality } = row;
  const value = (field: 'name' | 'gender' | 'email' | 'phone') => sealed.get(`${person} ${field}`);
  const contact = {
    ...(row.email === undefined ? {} : { email: value('email') ?? '' }),
    ...(row.phone === undefined ? {} : { phone: value('phone') ?? '' }),
  };
  const actsFor = organisation === undefined ? {} : { organisation };
  const commands = (state: PersonState): readonly PersonCommand[] => {
    if (state.status === 'none') {
      const lives = municipality === undefined ? {} : { municipality };
      const personal = { name: value('name') ?? '', gender: value('gender') ?? '', ...contact };
      return [{ type: 'Register', person, ...personal, ...actsFor, ...lives, invented, at: now }];
    }
    const opened = (field: 'name' | 'email' | 'phone') => openPersonal(vault, field, state[field]);
    return [
      ...(opened('name') === row.name ? [] : [{ type: 'Rename', name: value('name') ?? '', at: now } as const]),
      ...(opened('email') === row.email && opened('phone') === row.phone ? [] : [{ type: 'ChangeContact', ...contact, at: now } as const]),
      { type: 'ChangeOrganisation', ...actsFor, at: now },
    ];
  };
  const actor = organisation === undefined ? [] : [mustBeRegistered(at, organisation)];
  return [...actor, step({ at, field: 'name', stream: streamOf.person(person) }, persons, commands)];
}

const mustBeRegistered = (at: string, organisation: string): Step =>
  check({ at, field: 'organisation', stream: streamOf.organisation(organisation) }, organisations, (state) => {
    if (state.status === 'none') throw new Refused('organisation/unknown', {});
  });

function appointed({ at, row }: Entry<Known>, { at: now, source }: ImportMoment): readonly Step[] {
  const { person, group, seat, organisation, as = 'ordinary', order, until } = row;
  if (group === undefined || seat === undefined) return [];
  const basis: Basis = { document: row.basis ?? source };
  const from = row.from ?? dayOf(now);
  const appointment = `a-${hashed([group, seat, person, as, row.from ?? ''].join('\0'))}`;
  const command: GroupCommand = {
    type: 'Appoint',
    seat,
    appointment,
    person,
    ...(organisation === undefined ? {} : { organisation }),
    as,
    ...(order === undefined ? {} : { order }),
    from,
    ...(until === undefined ? {} : { until }),
    basis,
    at: now,
  };
  return [
    step({ at, field: 'seat', stream: streamOf.group(group) }, groups, (state) =>
      // The same appointment from an earlier import stands as it was made, on the document that it was made on.
      state.status === 'active' && state.appointments.some((one) => one.appointment === appointment) ? [] : [command],
    ),
  ];
}

function chosen({ at, row: { person, group, office } }: Entry<Known>, { at: now }: ImportMoment): readonly Step[] {
  if (group === undefined || office === undefined) return [];
  return [
    step({ at, field: 'office', stream: streamOf.group(group) }, groups, (): readonly GroupCommand[] => [
      { type: 'ChooseOffice', office, person, at: now },
    ]),
  ];
}

/** What a row must say together. */
function incomplete({ at, row }: Entry<Known>): readonly ImportFault[] {
  const inGroup = ['seat', 'as', 'order', 'from', 'until', 'office', 'basis'] as const;
  if (row.group === undefined) {
    return inGroup.filter((field) => row[field] !== undefined).map((field) => fault(at, field, 'missing', 'Say in which group.'));
  }
  if (row.seat !== undefined) return [];
  // A secretary may be an official without a seat.
  if (row.office === 'secretary' && inGroup.every((field) => field === 'office' || row[field] === undefined)) return [];
  return [fault(at, 'seat', 'missing', 'Say which seat of the group.')];
}

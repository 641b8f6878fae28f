import { EntityId, GROUP_KINDS, Line, MeasureCode, Name, Wording } from '@samverkan/contract';
import { Refused, streamOf, type GroupCommand, type GroupRelation } from '@samverkan/domain';
import { z } from 'zod';
import { fitting, listOf, repeated, whole, type Entry, type ImportKind } from '../imports/import-kind.js';
import { readEntries } from '../imports/rows.js';
import { check, step, type Step } from '../imports/steps.js';
import { groups, organisations } from '../platform/log/deciders.js';

const GroupRow = z.strictObject({
  id: EntityId,
  kind: z.enum(GROUP_KINDS),
  name: Name,
  nameEn: Name.optional(),
  mandate: Wording,
  mandateEn: Wording.optional(),
  area: z
    .string()
    .regex(/^[0-9a-z]{1,10}$/u, { error: 'area/invalid' })
    .optional(),
  municipality: Line.optional(),
  measures: listOf(MeasureCode).optional(),
  reportsTo: listOf(EntityId).optional(),
  supports: listOf(EntityId).optional(),
  consults: listOf(EntityId).optional(),
  /** `SEAT=ORGANISATION+ORGANISATION`: a seat and who nominates for it; `SEAT=` for an open one; `ORGANISATION` alone for a seat of its own. */
  seats: listOf(z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}(=([a-z0-9-]+(\+[a-z0-9-]+)*)?)?$/u, { error: 'seat/invalid' })).optional(),
  quorumPercent: whole(0, 100).default(50),
  termMonths: whole(1, 120).default(48),
});
type GroupRow = z.output<typeof GroupRow>;

const RELATIONS = { reportsTo: 'reports-to', supports: 'supports', consults: 'consults' } as const satisfies Record<string, GroupRelation>;

/** Groups: formed when new, else renamed or given the mandate that the row says; then linked, whatever order they stand in. */
export const groupImport: ImportKind = {
  columns: Object.keys(GroupRow.shape),
  readJson: readEntries,
  plan: (rows, { at: now }) => {
    const { entries, faults } = fitting(rows, GroupRow);
    return {
      steps: [...entries.map((entry) => formed(entry, now)), ...entries.flatMap((entry) => linked(entry, now))],
      named: entries.map(({ at, row: { id, name } }) => ({ at, id, name })),
      faults: [...faults, ...repeated(entries, 'id', ({ id }) => id)],
    };
  },
};

function formed({ at, row }: Entry<GroupRow>, now: string): Step {
  const { id, kind, name, nameEn, mandate, mandateEn, area, municipality, quorumPercent, termMonths } = row;
  const rules = { quorumPercent, termMonths };
  const english = nameEn === undefined ? {} : { nameEn };
  const mandateIn = mandateEn === undefined ? { mandate } : { mandate, mandateEn };
  const where = { ...(area === undefined ? {} : { area }), ...(municipality === undefined ? {} : { municipality }) };
  return step({ at, field: 'id', stream: streamOf.group(id) }, groups, (state): readonly GroupCommand[] =>
    state.status === 'none'
      ? [{ type: 'Form', group: id, kind, name, ...english, ...mandateIn, rules, ...where, at: now }]
      : [
          { type: 'Rename', name, ...english, at: now },
          { type: 'GiveMandate', ...mandateIn, at: now },
          { type: 'SetRules', rules, at: now },
        ],
  );
}

function linked({ at, row }: Entry<GroupRow>, now: string): readonly Step[] {
  const stream = streamOf.group(row.id);
  const give = (field: string, command: GroupCommand) => step({ at, field, stream }, groups, () => [command]);
  const measures = (row.measures ?? []).map((measure) => give('measures', { type: 'LinkToMeasure', measure, at: now }));
  const relations = (['reportsTo', 'supports', 'consults'] as const).flatMap((field) =>
    (row[field] ?? []).flatMap((to) => [
      check({ at, field, stream: streamOf.group(to) }, groups, (state) => {
        if (state.status === 'none') throw new Refused('group/unknown', {});
      }),
      give(field, { type: 'LinkToGroup', relation: RELATIONS[field], to, at: now }),
    ]),
  );
  const seats = (row.seats ?? []).map(seatOf).flatMap(({ seat, nominatedBy }) => [
    ...nominatedBy.map((organisation) =>
      check({ at, field: 'seats', stream: streamOf.organisation(organisation) }, organisations, (state) => {
        if (state.status === 'none') throw new Refused('organisation/unknown', {});
      }),
    ),
    give('seats', { type: 'EstablishSeat', seat, nominatedBy, at: now }),
  ]);
  return [...measures, ...relations, ...seats];
}

function seatOf(text: string): { readonly seat: string; readonly nominatedBy: readonly string[] } {
  const [seat = '', owners] = text.split('=', 2);
  return { seat, nominatedBy: owners === undefined ? [seat] : owners.split('+').filter((owner) => owner !== '') };
}

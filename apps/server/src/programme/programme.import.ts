import { Day, EntityId, Line, MeasureCode } from '@samverkan/contract';
import { streamOf, type ProgrammeCommand } from '@samverkan/domain';
import { z } from 'zod';
import { fault } from '../imports/faults.js';
import { figure, fitting, listOf, whole, type Entry, type ImportKind } from '../imports/import-kind.js';
import { rowsOf, type ReadRows } from '../imports/rows.js';
import { step } from '../imports/steps.js';
import { programmes } from '../platform/log/deciders.js';

const Code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/u, { error: 'code/invalid' });
const titles = { title: Line, titleEn: Line.optional() };
const year = () => whole(1900, 2200);

/** One part of a programme; `part` says which. */
const ProgrammeRow = z.discriminatedUnion('part', [
  z.strictObject({
    part: z.literal('programme'),
    id: EntityId,
    ...titles,
    county: Line,
    from: year(),
    to: year(),
    outlook: year().optional(),
    adoptedBy: Line,
    adoptedOn: z.union([Day, z.string().regex(/^[0-9]{4}(-[0-9]{2})?$/u)], { error: 'day/invalid' }).optional(),
  }),
  z.strictObject({ part: z.literal('area'), code: Code, ...titles, effectTargetYear: year().optional() }),
  z.strictObject({ part: z.literal('measure'), code: MeasureCode, area: Code, parent: MeasureCode.optional(), ...titles }),
  z.strictObject({
    part: z.literal('target'),
    id: EntityId,
    area: Code.optional(),
    measure: MeasureCode.optional(),
    label: Line,
    labelEn: Line.optional(),
    operator: z.enum(['>=', '>', '<=', '<', '=']),
    value: figure(),
    upper: figure().optional(),
    unit: Line,
    year: year(),
    kind: z.enum(['effect', 'result']).default('result'),
  }),
  z.strictObject({ part: z.literal('criterion'), code: Code, ...titles }),
  z.strictObject({ part: z.literal('dimension'), code: Code, ...titles }),
  z.strictObject({ part: z.literal('priority'), number: whole(1, 100), ...titles, measures: listOf(MeasureCode) }),
]);
type ProgrammeRow = z.output<typeof ProgrammeRow>;

/** A programme that stands in parts: measures may name areas that come later in the file. */
const ORDER = ['programme', 'area', 'measure', 'target', 'criterion', 'dimension', 'priority'] as const;
const LISTS = {
  areas: 'area',
  measures: 'measure',
  targets: 'target',
  criteria: 'criterion',
  dimensions: 'dimension',
  priorities: 'priority',
} as const;

export const programmeImport: ImportKind = {
  columns: [...new Set(ProgrammeRow.options.flatMap((option) => Object.keys(option.shape)))],
  readJson,
  plan: (rows, { at: now }) => {
    const { entries, faults } = fitting(rows, ProgrammeRow);
    const id = entries.map(({ row }) => row).find((row) => row.part === 'programme')?.id;
    if (id === undefined) {
      const missing = fault('file', 'part', 'missing', 'The file has no row that says which programme it is (part: programme).');
      return { steps: [], faults: [...faults, missing] };
    }
    const sorted = [...entries].sort((a, b) => ORDER.indexOf(a.row.part) - ORDER.indexOf(b.row.part));
    // A part of a measure comes after the measure.
    const ordered = [...sorted].sort((a, b) => (a.row.part === 'measure' && b.row.part === 'measure' ? depth(a) - depth(b) : 0));
    const steps = ordered.map(({ at, row }) =>
      step({ at, field: 'id' in row ? 'id' : 'code' in row ? 'code' : 'number', stream: streamOf.programme(id) }, programmes, (state) => {
        // An adopted programme is revised by decision, not by a file that happens to say something else.
        if (row.part === 'programme' && state.status === 'adopted') return [];
        return [commandOf(row, now)];
      }),
    );
    return { steps, faults };
  },
};

const depth = ({ row }: Entry<ProgrammeRow>): number => (row.part === 'measure' && row.parent !== undefined ? 1 : 0);

/** The structured form: an object with one list for each kind of part. */
function readJson(value: unknown): ReadRows {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { rows: [], faults: [fault('file', '', 'json/not-an-object', 'The file is no object with a programme and its lists.')] };
  }
  const { programme, ...lists } = value as Record<string, unknown>;
  const head = rowsOf(programme === undefined ? [] : [flattened(programme)], () => 'programme');
  const read = Object.entries(lists).map(([name, list]): ReadRows => {
    if (!Object.hasOwn(LISTS, name))
      return { rows: [], faults: [fault('file', name.slice(0, 80), 'unknown-field', 'There is no such list.')] };
    if (!Array.isArray(list)) return { rows: [], faults: [fault(name, '', 'json/not-a-list', 'This is no list.')] };
    const part = LISTS[name as keyof typeof LISTS];
    const { rows, faults } = rowsOf(list, (index) => `${name}[${index}]`);
    return { rows: rows.map(({ at, fields }) => ({ at, fields: { part, ...fields } })), faults };
  });
  return {
    rows: [...head.rows.map(({ at, fields }) => ({ at, fields: { part: 'programme', ...fields } })), ...read.flatMap(({ rows }) => rows)],
    faults: [...head.faults, ...read.flatMap(({ faults }) => faults)],
  };
}

/** `period: {from, to, outlook}` stands flat in a row. */
function flattened(programme: unknown): unknown {
  if (typeof programme !== 'object' || programme === null) return programme;
  const { period, ...others } = programme as Record<string, unknown>;
  return typeof period === 'object' && period !== null ? { ...others, ...period } : programme;
}

function commandOf(row: ProgrammeRow, at: string): ProgrammeCommand {
  switch (row.part) {
    case 'programme': {
      const { id: programme, title, titleEn, county, from, to, outlook, adoptedBy, adoptedOn } = row;
      const period = { from, to, ...(outlook === undefined ? {} : { outlook }) };
      const optional = { ...(titleEn === undefined ? {} : { titleEn }), ...(adoptedOn === undefined ? {} : { adoptedOn }) };
      return { type: 'Adopt', programme, title, county, period, adoptedBy, ...optional, at };
    }
    case 'area': {
      const { code: area, title, titleEn, effectTargetYear } = row;
      const optional = { ...(titleEn === undefined ? {} : { titleEn }), ...(effectTargetYear === undefined ? {} : { effectTargetYear }) };
      return { type: 'AddArea', area, title, ...optional, at };
    }
    case 'measure': {
      const { code: measure, area, parent, title, titleEn } = row;
      const optional = { ...(parent === undefined ? {} : { parent }), ...(titleEn === undefined ? {} : { titleEn }) };
      return { type: 'AddMeasure', measure, area, title, ...optional, at };
    }
    case 'target': {
      const { id: target, label, operator, value, unit, year: by, kind } = row;
      return { type: 'SetTarget', target, label, operator, value, unit, year: by, kind, ...optionalOfTarget(row), at };
    }
    case 'criterion':
      return { type: 'AddCriterion', criterion: row.code, ...titlesOf(row), at };
    case 'dimension':
      return { type: 'AddDimension', dimension: row.code, ...titlesOf(row), at };
    case 'priority':
      return { type: 'LinkNationalPriority', priority: row.number, ...titlesOf(row), measures: row.measures, at };
  }
}

const titlesOf = ({ title, titleEn }: { readonly title: string; readonly titleEn?: string | undefined }) => ({
  title,
  ...(titleEn === undefined ? {} : { titleEn }),
});

function optionalOfTarget({ area, measure, labelEn, upper }: Extract<ProgrammeRow, { part: 'target' }>) {
  return {
    ...(area === undefined ? {} : { area }),
    ...(measure === undefined ? {} : { measure }),
    ...(labelEn === undefined ? {} : { labelEn }),
    ...(upper === undefined ? {} : { upper }),
  };
}

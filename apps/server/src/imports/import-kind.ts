import { z } from 'zod';
import { fieldErrors } from '../platform/commands/field-errors.js';
import { fault, type ImportFault } from './faults.js';
import type { NamedRow } from './names.js';
import type { ReadRows, Row } from './rows.js';
import type { Step } from './steps.js';

export interface ImportMoment {
  /** When it is imported. */
  readonly at: string;
  readonly source: string;
  readonly invented: boolean;
}

export interface Planned {
  readonly steps: readonly Step[];
  readonly faults: readonly ImportFault[];
  /** What rows call something by a name that nothing else ought to have. */
  readonly named?: readonly NamedRow[];
}

/** One kind of file: its columns, and what its rows ask for. */
export interface ImportKind {
  readonly columns: readonly string[];
  readonly readJson: (value: unknown) => ReadRows;
  readonly plan: (rows: readonly Row[], moment: ImportMoment) => Planned;
}

/** A row that was read and fits. */
export interface Entry<T> {
  readonly at: string;
  readonly row: T;
}

/** Reads every row by its schema, and says all that is wrong with those that do not fit. */
export function fitting<S extends z.ZodType>(
  rows: readonly Row[],
  schema: S,
): { readonly entries: readonly Entry<z.output<S>>[]; readonly faults: readonly ImportFault[] } {
  const entries: Entry<z.output<S>>[] = [];
  const faults: ImportFault[] = [];
  for (const { at, fields } of rows) {
    const read = schema.safeParse(fields);
    if (read.success) entries.push({ at, row: read.data });
    else for (const { field, rule, message, facts } of fieldErrors(read.error, '')) faults.push(fault(at, field, rule, message, facts));
  }
  return { entries, faults };
}

/** Says of all but the first row with a key that the key stands in the file already. */
export function repeated<T>(entries: readonly Entry<T>[], field: string, key: (row: T) => string | undefined): readonly ImportFault[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ at, row }) => {
    const one = key(row);
    const first = one === undefined ? undefined : seen.get(one);
    if (one !== undefined && first === undefined) seen.set(one, at);
    return first === undefined ? [] : [fault(at, field, 'file/repeated', `This stands at ${first} already.`)];
  });
}

/** Several values in one cell, separated by `|`; in JSON a list. */
export const listOf = <S extends z.ZodType<unknown, string>>(item: S) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split('|').map((one) => one.trim()) : value), z.array(item).max(200));

/** A whole number, written in digits or as a JSON number. */
export const whole = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^-?[0-9]+$/u.test(value) ? Number(value) : value),
    z.number().int().min(min).max(max),
  );

/** A number, with a decimal point or a decimal comma. */
export const figure = () =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^-?[0-9]+([.,][0-9]+)?$/u.test(value) ? Number(value.replace(',', '.')) : value),
    z.number(),
  );

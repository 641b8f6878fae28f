import { CsvError, parse } from 'csv-parse/sync';
import { readJson } from '../platform/http/json-body.js';
import { fault, type ImportFault } from './faults.js';

/** One line of a CSV file, or one entry of a JSON file, as it was written. */
export interface Row {
  /** Where it stands: `line 7`, `measures[2]`. */
  readonly at: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ReadRows {
  readonly rows: readonly Row[];
  readonly faults: readonly ImportFault[];
}

export type Format = 'csv' | 'json';

/** More than any partnership has of anything. */
const ROW_LIMIT = 50_000;
const DELIMITERS = [';', ',', '\t'] as const;

/** A file's bytes as text; UTF-8, with a byte order mark or without. */
export function readText(bytes: Uint8Array): string | ImportFault {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fault('file', '', 'file/not-utf-8', 'The file is not written in UTF-8.');
  }
}

/** Lines of a CSV file under a line of column names, separated by `;`, `,` or tabs (whichever the first line has most of). */
export function readCsv(text: string, columns: readonly string[]): ReadRows {
  const faults: ImportFault[] = [];
  const unknown = new Set<string>();
  const rows: Row[] = [];
  const skipped = (error: CsvError | undefined): undefined => {
    if (error !== undefined) faults.push(fault(`line ${String(error.lines)}`, '', 'csv/broken', reasonOf(error)));
    return undefined;
  };
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      columns: (header: string[]) => header.map((name) => name.trim()),
      info: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: skipped,
      trim: true,
    }) as unknown as readonly { readonly record: Record<string, string>; readonly info: { readonly lines: number } }[];
    for (const { record, info } of records) {
      for (const name of Object.keys(record)) if (!columns.includes(name)) unknown.add(name);
      // An empty cell says nothing, as a missing one.
      const fields = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));
      if (Object.keys(fields).length > 0) rows.push({ at: `line ${info.lines}`, fields });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.push(fault(`line ${String(error.lines)}`, '', 'csv/broken', reasonOf(error)));
  }
  for (const name of unknown)
    faults.push(fault('line 1', name.slice(0, 80), 'unknown-field', `There is no such column; there are ${columns.join(', ')}.`));
  return bounded({ rows, faults });
}

/** Entries of a JSON list. */
export function readEntries(value: unknown): ReadRows {
  if (!Array.isArray(value)) return { rows: [], faults: [fault('file', '', 'json/not-a-list', 'The file is no list of entries.')] };
  return bounded(rowsOf(value, (index) => `entry ${index + 1}`));
}

export function rowsOf(list: readonly unknown[], at: (index: number) => string): ReadRows {
  const faults: ImportFault[] = [];
  const rows = list.flatMap((entry, index): Row[] => {
    if (typeof entry === 'object' && entry !== null && !Array.isArray(entry)) return [{ at: at(index), fields: entry as Row['fields'] }];
    faults.push(fault(at(index), '', 'json/not-an-object', 'This is no object with fields.'));
    return [];
  });
  return { rows, faults };
}

/** Reads a JSON text. */
export function readJsonFile(text: string): { readonly value: unknown } | ImportFault {
  try {
    return { value: readJson(text.replace(/^\uFEFF/u, '')) };
  } catch {
    return fault('file', '', 'json/broken', 'The file is no JSON.');
  }
}

function bounded(read: ReadRows): ReadRows {
  if (read.rows.length <= ROW_LIMIT) return read;
  return { rows: [], faults: [fault('file', '', 'file/too-long', `The file has more than ${ROW_LIMIT} rows.`)] };
}

function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1);
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}

// The parser's own messages quote what stands in the file.
function reasonOf(error: CsvError): string {
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return 'The line has more or fewer fields than the first line has names.';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quotation mark is opened and never closed.';
    default:
      return 'The line is no CSV; a field with quotation marks must stand in quotation marks, each of its own doubled.';
  }
}

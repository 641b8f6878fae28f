import type { Problem } from '@samverkan/contract';
import { EdgeRefused } from '../platform/refusals.js';

/** One thing that is wrong with a file: where, in which field, against which rule, and a sentence. Never the value itself. */
export interface ImportFault {
  readonly at: string;
  readonly field: string;
  readonly rule: string;
  readonly message: string;
  /** What the rule's sentence is filled with in the reader's language. */
  readonly facts?: Readonly<Record<string, string>>;
}

export const fault = (at: string, field: string, rule: string, message: string, facts?: ImportFault['facts']): ImportFault => ({
  at,
  field,
  rule,
  message,
  ...(facts === undefined ? {} : { facts }),
});

/** A file that is not imported, with all that is wrong with it. */
export class ImportRefused extends EdgeRefused {
  /** In the order of the file. */
  readonly faults: readonly ImportFault[];

  constructor(found: readonly ImportFault[]) {
    const faults = [...found].sort((a, b) => a.at.localeCompare(b.at, 'en', { numeric: true }));
    super('import/invalid', { errors: faults.slice(0, SHOWN).map(asError), facts: { faults: faults.length } });
    this.faults = faults;
  }
}

/** So many are sent over HTTP; the command line says all. */
const SHOWN = 1_000;

function asError({ at, field, ...told }: ImportFault): NonNullable<Problem['errors']>[number] {
  return { field: field === '' ? at : `${at}: ${field}`, ...told };
}

import type { ImportFault } from './faults.js';
import type { ImportReport } from './importer.js';

/** What an import has done, in one line. */
export function reportLine({ what, rows, written }: ImportReport): string {
  const read = `${what}: ${rows} ${rows === 1 ? 'row' : 'rows'} read`;
  const events = Object.entries(written).map(([type, count]) => `${count} ${type}`);
  return events.length === 0 ? `${read}, everything was so already.` : `${read}, written: ${events.join(', ')}.`;
}

/** What is wrong with a file, one thing. */
export function faultLine({ at, field, message, rule }: ImportFault): string {
  return `${at}${field === '' ? '' : `, ${field}`}: ${message} (${rule})`;
}

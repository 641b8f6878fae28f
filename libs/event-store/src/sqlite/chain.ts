import { crc32 } from 'node:zlib';
import type { StoredEvent } from '../port.js';

/** Between the JSON of two events, where it cannot stand: JSON has no line break. */
const SEPARATOR = '\n';

/** The sum that the first event of a partnership's log goes on from. */
export function chainStart(partnership: string): number {
  return crc32(partnership);
}

/**
 * The running checksum after an event, or after several joined by SEPARATOR: CRC-32 goes on from where it was, so that the sum over
 * joined texts is that of one after the other. It tells altered and missing bytes; that nobody altered them on purpose is
 * proved by the ledger.
 */
export function chainOn(sum: number, json: string | Uint8Array): number {
  return crc32(SEPARATOR, crc32(json, sum));
}

/** The events of a page: a JSON text on each line. */
export function parseLines(lines: string): StoredEvent[] {
  return lines.split(SEPARATOR).map((json) => JSON.parse(json) as StoredEvent);
}

import { crc32 } from 'node:zlib';

/** Between the JSON of two events; part of what is summed, so that a page of events is summed as one text. */
export const SEPARATOR = ',';

/** The sum that the first event of a partnership's log goes on from. */
export function chainStart(partnership: string): number {
  return crc32(partnership);
}

/**
 * The running checksum after an event, or after several joined by SEPARATOR: CRC-32 goes on from where it was, so that the sum over joined texts is that of one after the other.
 * It tells altered and missing bytes; that nobody altered them on purpose is proved by the ledger.
 */
export function chainOn(sum: number, json: string): number {
  return crc32(json + SEPARATOR, sum);
}

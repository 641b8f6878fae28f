import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { readWal } from './wal-check.js';

const HEADER_BYTES = 100;

/**
 * What is wrong with a file that has a write-ahead log, judged before SQLite repairs or forgets it; `undefined` when nothing can be seen, and of a file that is missing or
 * empty. Whoever has its lock may ask.
 */
export function damageBeforeOpening(file: string): string | undefined {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return undefined;
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  readSync(handle, header, 0, HEADER_BYTES, 0);
  closeSync(handle);
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return 'its first bytes are not those of an SQLite file.';

  const wal = readWal(`${file}-wal`);
  if (wal.damage !== undefined) return wal.damage;
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const pages = header.readUInt32BE(28);
  for (let page = Math.floor(size / pageSize) + 1; page <= pages; page += 1) {
    if (!wal.pages.has(page)) return `it was cut short: ${String(size)} bytes of ${String(pages * pageSize)} are there.`;
  }
  return undefined;
}

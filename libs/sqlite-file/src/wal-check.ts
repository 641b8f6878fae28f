import { readFileSync } from 'node:fs';

// Layout of a write-ahead log: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;

/** What stands in a write-ahead log: the pages of its whole transactions, and what is wrong with it. */
export interface WalContents {
  readonly pages: ReadonlySet<number>;
  readonly damage?: string;
}

/**
 * Reads a write-ahead log as SQLite does after a crash, and judges what SQLite passes over in silence: it ends at the first frame whose checksum is
 * wrong, which is right for a transaction that a power failure cut, but would silently drop acknowledged events after altered bytes.
 * With `synchronous=FULL` a transaction is begun only when the one before is on disk, so a wrong frame with another whole
 * transaction of the same run after its own was altered, not cut. A wrong header, which is right for a run that a power failure
 * kept from beginning, and a wrong last transaction are left to the witness.
 */
export function readWal(file: string): WalContents {
  const wal = readOrNothing(file);
  const pages = new Set<number>();
  if (wal.length < HEADER_BYTES) return { pages };
  const bigEndian = wal.readUInt32BE(0) === MAGIC + 1;
  if (!bigEndian && wal.readUInt32BE(0) !== MAGIC) return { pages };
  const pageSize = wal.readUInt32BE(8);
  const salt = wal.subarray(16, 24);
  const check = new Checksum(bigEndian);
  check.add(wal.subarray(0, 24));
  if (!check.is(wal, 24)) return { pages };

  const frameBytes = FRAME_HEADER_BYTES + pageSize;
  let open: number[] = [];
  let at = HEADER_BYTES;
  for (; at + frameBytes <= wal.length; at += frameBytes) {
    if (!wal.subarray(at + 8, at + 16).equals(salt)) break;
    check.add(wal.subarray(at, at + 8));
    check.add(wal.subarray(at + FRAME_HEADER_BYTES, at + frameBytes));
    if (!check.is(wal, at + 16)) break;
    open.push(wal.readUInt32BE(at));
    if (wal.readUInt32BE(at + 4) === 0) continue;
    for (const page of open) pages.add(page);
    open = [];
  }
  let commits = 0;
  for (; at + frameBytes <= wal.length; at += frameBytes) {
    if (wal.subarray(at + 8, at + 16).equals(salt) && wal.readUInt32BE(at + 4) !== 0) commits += 1;
  }
  return commits > 1 ? { pages, damage: 'its write-ahead log was altered.' } : { pages };
}

function readOrNothing(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** The running checksum of a write-ahead log: two sums over pairs of 32-bit words. */
class Checksum {
  #first = 0;
  #second = 0;
  readonly #bigEndian: boolean;

  constructor(bigEndian: boolean) {
    this.#bigEndian = bigEndian;
  }

  add(bytes: Buffer): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const little = !this.#bigEndian;
    let first = this.#first;
    let second = this.#second;
    for (let at = 0; at < bytes.length; at += 8) {
      first = (first + view.getUint32(at, little) + second) >>> 0;
      second = (second + view.getUint32(at + 4, little) + first) >>> 0;
    }
    this.#first = first;
    this.#second = second;
  }

  is(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.#first && bytes.readUInt32BE(at + 4) === this.#second;
  }
}

import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { keepToOwner } from './owner-only.js';
import { syncFolder } from './settings.js';

/** How far a file had come, written beside it after each commit. */
export interface Witnessed {
  /** How many there were of what is counted. */
  readonly count: number;
  /** A checksum or mark of the last of them, 32 bits. */
  readonly sum: number;
  readonly process: string;
}

/**
 * A small file that says how much had been written to another one, with a sum or mark of the last, and by which process. It is written
 * after the commit and never forced to disk, so it is never ahead of what was written, and what it is missing after a power failure
 * makes it a weaker witness, not a false one. By it a file is recognised that lost its end, its write-ahead log or everything, or is an older copy.
 */
export class Witness {
  readonly #handle: number;

  /**
   * Opens or makes the file; its length never changes afterwards, so that a full disk cannot stop it.
   * @param kind of what it tells: stands in the file
   */
  constructor(
    readonly file: string,
    private readonly kind: string,
  ) {
    keepToOwner(file);
    this.#handle = openSync(file, 'r+');
  }

  write(count: number, sum: number): void {
    writeSync(this.#handle, `samverkan-${this.kind}-head ${digits(count, 16)} ${digits(sum, 10)} ${digits(process.pid, 10)}\n`, 0);
  }

  /** Makes it durable as it is: needed once, where its absence says something. */
  sync(): void {
    fsyncSync(this.#handle);
    syncFolder(dirname(this.file));
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** Undefined when there is no such file, or when it was never written whole. */
export function readWitness(file: string, kind: string): Witnessed | undefined {
  const form = new RegExp(`^samverkan-${kind}-head (\\d{16}) (\\d{10}) (\\d{10})\\n$`);
  try {
    const [, count, sum, owner] = form.exec(readFileSync(file, 'utf8')) ?? [];
    if (count === undefined || sum === undefined || owner === undefined) return undefined;
    return { count: Number(count), sum: Number(sum), process: String(Number(owner)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0');
}

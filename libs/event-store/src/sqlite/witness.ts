import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** How far the log had come, written beside it after each commit. */
export interface Witnessed {
  readonly place: number;
  readonly sum: number;
  readonly process: string;
}

const FORM = /^samverkan-log-head (\d{16}) (\d{10}) (\d{10})\n$/;

/**
 * A small file beside the log that says how many events had been written, with the checksum of the last one, and by which process. It is written
 * after the commit and never forced to disk, so it is never ahead of what was written, and what it is missing after a power failure
 * makes it a weaker witness, not a false one. By it a log is recognised that lost its end, its write-ahead log or everything.
 */
export class Witness {
  readonly #handle: number;

  /** Opens or makes the file; its length never changes afterwards, so that a full disk cannot stop it. */
  constructor(file: string) {
    this.#handle = openSync(file, 'a+');
    closeSync(this.#handle);
    this.#handle = openSync(file, 'r+');
  }

  write(place: number, sum: number): void {
    writeSync(this.#handle, `samverkan-log-head ${digits(place, 16)} ${digits(sum, 10)} ${digits(process.pid, 10)}\n`, 0);
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** Undefined when there is no such file, or when it was never written whole. */
export function readWitness(file: string): Witnessed | undefined {
  try {
    const [, place, sum, owner] = FORM.exec(readFileSync(file, 'utf8')) ?? [];
    if (place === undefined || sum === undefined || owner === undefined) return undefined;
    return { place: Number(place), sum: Number(sum), process: String(Number(owner)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0');
}

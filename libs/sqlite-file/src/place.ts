import { statSync } from 'node:fs';

/**
 * What stands at a path, known again by device and inode: a file that is removed, moved or replaced stays open for whoever has it open, and what is
 * written to it then is lost with the last handle.
 */
export class FilePlace {
  readonly #device: bigint | undefined;
  readonly #inode: bigint | undefined;

  constructor(readonly path: string) {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    this.#device = found?.dev;
    this.#inode = found?.ino;
  }

  /** Whether the same still stands there. An error of the disk is no answer, and thrown. */
  isKept(): boolean {
    const found = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    return found !== undefined && found.dev === this.#device && found.ino === this.#inode;
  }
}

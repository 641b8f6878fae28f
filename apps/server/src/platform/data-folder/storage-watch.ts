import { FilePlace } from '@samverkan/sqlite-file';

const EVERY_MS = 1_000;

/**
 * Looks every second whether the folder and its files are still those that were opened: what is written to a file that was removed, moved or replaced is lost
 * with the process, however often it was acknowledged.
 */
export class StorageWatch {
  readonly #places = new Map<string, FilePlace>();
  readonly #timer: NodeJS.Timeout;
  #fault: string | undefined;

  /**
   * @param paths a file that is not there yet is looked after from when it is
   * @param report told once, in one line
   */
  constructor(
    private readonly paths: readonly string[],
    private readonly report: (message: string) => void,
  ) {
    this.look();
    this.#timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  /** Why nothing can be acknowledged any more; `undefined` when everything is where it was. For good: only a new start knows what there is. */
  readonly fault = (): string | undefined => this.#fault;

  look(): void {
    if (this.#fault !== undefined) return;
    for (const path of this.paths) {
      if (this.#isKept(path)) continue;
      this.#fault =
        `${path} was removed, moved or replaced under the running server: nothing is acknowledged any more. ` +
        'Stop the server, put back what was there, and start it again.';
      this.report(this.#fault);
      return;
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #isKept(path: string): boolean {
    try {
      const place = this.#places.get(path);
      if (place !== undefined) return place.isKept();
      const found = new FilePlace(path);
      if (found.isKept()) this.#places.set(path, found);
      return true;
    } catch {
      // The disk does not answer: that is nothing that can be known of the file, and those who read and write it say so themselves.
      return true;
    }
  }
}

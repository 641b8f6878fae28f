import type { ClockWatch } from '../clock-trust.js';
import type { Connection } from './connection.js';

const LOOK_MS = 500;

/** Tells open pages that the clock has become doubtful, and that it is so no more. */
export class ClockNews {
  readonly #timer: NodeJS.Timeout;
  #doubtful = false;

  constructor(
    private readonly trust: Pick<ClockWatch, 'isDoubtful'>,
    private readonly connections: ReadonlySet<Connection>,
  ) {
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /** A page may have asked who is signed in just before, when it was not doubtful yet. */
  met(connection: Connection): void {
    if (this.#doubtful) connection.tellOfClock();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const doubtful = this.trust.isDoubtful();
    if (doubtful === this.#doubtful) return;
    this.#doubtful = doubtful;
    for (const connection of this.connections) connection.tellOfClock();
  }
}

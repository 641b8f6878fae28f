import { buffered, terminate } from './buffered.js';
import type { Connection } from './connection.js';
import type { LiveLimits } from './live.limits.js';
import type { LiveMetrics } from './live.metrics.js';

/**
 * Looks after connections that read more slowly than they are sent to. One with too much waiting is sent no more, so that it costs no more memory and
 * slows nobody; when it has read everything it is told to ask again for what it missed; when it never does it is cut.
 */
export class SlowReaders {
  readonly #slow = new Map<Connection, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly connections: ReadonlySet<Connection>,
    private readonly limits: LiveLimits,
    private readonly metrics: LiveMetrics,
  ) {
    this.#timer = setInterval(() => this.#look(), limits.lagCheckMs).unref();
  }

  /** Whether a connection is slow, looked at now: before something large is made for it. */
  isSlow(connection: Connection): boolean {
    if (this.#slow.has(connection)) return true;
    const { bytes, frames } = buffered(connection.socket);
    if (bytes <= this.limits.bufferedBytes && frames <= this.limits.bufferedFrames) return false;
    this.#slow.set(connection, performance.now());
    this.metrics.lagging = this.#slow.size;
    connection.leaveAll();
    return true;
  }

  forget(connection: Connection): void {
    this.#slow.delete(connection);
    this.metrics.lagging = this.#slow.size;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    for (const connection of this.connections) if (!this.#slow.has(connection)) this.isSlow(connection);
    const now = performance.now();
    for (const [connection, since] of this.#slow) {
      const { bytes, frames } = buffered(connection.socket);
      if (bytes === 0 && frames === 0) {
        this.forget(connection);
        this.metrics.slowed += 1;
        connection.resync('slow');
      } else if (now - since > this.limits.cutAfterMs) {
        this.forget(connection);
        this.metrics.cut += 1;
        terminate(connection.socket);
      }
    }
  }
}

import type { LiveLimits } from './live.limits.js';

/** Changes between two frames from which frames move apart, and until which they move together again. */
const MANY = 3;
const FEW = 1;

/**
 * How far apart the frames of a large room are. The first frame goes at once, and so does each that follows after long enough a time: as long as sending to
 * everybody in the room takes no more than its share of the process. While more changes come than that, frames
 * move apart, so that each carries more of them, and move together again when it is quieter.
 */
export class Pace {
  #sentAt = -Infinity;
  #changes = 0;
  /** What the gap is made longer by, from 1. */
  #stretch = 1;

  constructor(private readonly limits: Pick<LiveLimits, 'gatherMs' | 'share'>) {}

  /** Notes a change. */
  changed(): void {
    this.#changes += 1;
  }

  /** Milliseconds until the next frame may go; 0 or less: now. `sendingMs`: what one frame to everybody takes. */
  wait(sendingMs: number, now = performance.now()): number {
    return this.#sentAt + this.#gap(sendingMs) - now;
  }

  /** A frame goes now. */
  sent(sendingMs: number, now = performance.now()): void {
    if (now - this.#sentAt > this.limits.gatherMs || this.#changes <= FEW) this.#stretch = Math.max(1, this.#stretch / 2);
    else if (this.#changes >= MANY && this.#gap(sendingMs) < this.limits.gatherMs) this.#stretch *= 2;
    this.#changes = 0;
    this.#sentAt = now;
  }

  #gap(sendingMs: number): number {
    return Math.min(this.limits.gatherMs, (sendingMs / this.limits.share) * this.#stretch);
  }
}

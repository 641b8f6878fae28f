import type { LiveLimits } from './live.limits.js';

/** So many changes a second get a frame each, if sending allows; at a multiple of it the gap is that many times longer. */
const CALM = 100;
/** How much of the rate since the latest frame is taken over into the rate that counts. */
const LEARNT = 0.5;

/**
 * How far apart the frames of a large room are. The first frame goes at once, and so does each that follows after long enough a time: as long as sending to
 * everybody in the room takes no more than its share of the process. When changes come in great number, frames
 * move apart, so that each carries more of them, and move together again when it is quieter.
 */
export class Pace {
  #sentAt = -Infinity;
  #changes = 0;
  /** Changes a second, as it has been lately. */
  #rate = 0;

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
  sent(now = performance.now()): void {
    const elapsed = now - this.#sentAt;
    // A pause twice as long as any gap says that it is quiet, whatever was before.
    if (elapsed > 2 * this.limits.gatherMs) this.#rate = 0;
    else this.#rate += ((this.#changes / Math.max(1, elapsed)) * 1_000 - this.#rate) * LEARNT;
    this.#changes = 0;
    this.#sentAt = now;
  }

  #gap(sendingMs: number): number {
    return Math.min(this.limits.gatherMs, (sendingMs / this.limits.share) * Math.max(1, this.#rate / CALM));
  }
}

/** Allows so many at once and then so many a second. Holds two numbers, and no timer. */
export class TokenBucket {
  #tokens: number;
  #at = performance.now();

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
  ) {
    this.#tokens = burst;
  }

  /** Takes one, if there is one. */
  take(now = performance.now()): boolean {
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#at) / 1_000) * this.perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Whether it is as full as it gets. */
  isFull(now = performance.now()): boolean {
    return this.#tokens + ((now - this.#at) / 1_000) * this.perSecond >= this.burst;
  }
}

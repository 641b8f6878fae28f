interface Waiter {
  readonly position: string;
  readonly settle: (reached: boolean) => void;
}

/** Those who wait until everything up to a position is in the documents. */
export class PositionWaiters {
  readonly #waiters = new Set<Waiter>();

  /** @returns false when it was not reached in so many milliseconds */
  wait(position: string, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.settle(false), timeoutMs);
      const waiter: Waiter = {
        position,
        settle: (reached) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(reached);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  reached(head: string): void {
    for (const waiter of this.#waiters) if (waiter.position <= head) waiter.settle(true);
  }

  giveUp(): void {
    for (const waiter of this.#waiters) waiter.settle(false);
  }
}

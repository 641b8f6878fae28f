import { LogClosed } from './errors.js';
import type { Appended } from './port.js';
import type { Waiting } from './plan.js';

/** What one append of a commit is answered. */
export type Outcome = Appended | Error;

/** What a commit did: an answer for each append, in order, and what to do when the callers have been answered. */
export interface Committed {
  readonly outcomes: readonly Outcome[];
  readonly afterwards: () => void;
}

interface Caller {
  readonly waiting: Waiting;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers the appends of one turn of the event loop into one commit: what arrives while a commit keeps the process busy goes into the
 * next. Callers are answered when their commit is durable; the fan-out comes a turn after the answers.
 */
export class GroupCommit {
  #callers: Caller[] = [];
  #turn: Promise<void> | undefined;
  #closed = false;

  /** @param commit writes all, in order; when it throws nothing was written and every caller gets the error */
  constructor(private readonly commit: (batch: readonly Waiting[]) => Committed) {}

  append(waiting: Waiting): Promise<Appended> {
    if (this.#closed) return Promise.reject(new LogClosed());
    return new Promise((resolve, reject) => {
      this.#callers.push({ waiting, resolve, reject });
      this.#turn ??= this.#takeTurn();
    });
  }

  /** Commits what waits and refuses what comes. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#turn !== undefined) await this.#turn;
  }

  #takeTurn(): Promise<void> {
    return new Promise((done) => {
      setImmediate(() => {
        const afterwards = this.#commitAll();
        setImmediate(() => {
          try {
            afterwards();
          } finally {
            this.#turn = this.#callers.length > 0 ? this.#takeTurn() : undefined;
            done();
          }
        });
      });
    });
  }

  #commitAll(): () => void {
    const callers = this.#callers;
    this.#callers = [];
    try {
      const { outcomes, afterwards } = this.commit(callers.map((caller) => caller.waiting));
      callers.forEach((caller, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined || outcome instanceof Error) caller.reject(outcome);
        else caller.resolve(outcome);
      });
      return afterwards;
    } catch (error) {
      for (const caller of callers) caller.reject(error);
      return () => undefined;
    }
  }
}

import { nextTurn } from '../projector/turns.js';
import { EdgeRefused } from '../refusals.js';
import { nameOf, type Asker } from './asker.js';
import { Shares, type ShareLimits } from './shares.js';

/** How many pieces of work may be under way, and who may wait for how long. */
export interface TurnLimits {
  /** So many at once, and so many of one asker's. */
  readonly atOnce: number;
  readonly atOnceEach: number;
  /** How many may wait or be under way. */
  readonly places: ShareLimits;
  /** Whoever has waited for so long is told to come again. */
  readonly patienceMs: number;
}

interface Waiting {
  readonly name: string;
  readonly begin: () => void;
}

/** Does a piece of work when it is its asker's turn. */
export type InTurn = <T>(work: () => T | Promise<T>) => Promise<T>;

/** For what nobody outside asked for. */
export const atOnce: InTurn = async (work) => work();

/**
 * Work that takes long, done in turns: those who ask take turns with each other however much each of them asks for, and those signed in take turns
 * with those who are not. Between two pieces everything else has its turn.
 */
export class Turns {
  readonly #places: Shares;
  /** By who asks, those whose turn was the longest ago first. */
  readonly #waiting = { signedIn: new Map<string, Waiting[]>(), strangers: new Map<string, Waiting[]>() };
  readonly #running = new Map<string, number>();
  #atOnce = 0;
  #strangersNext = false;

  constructor(private readonly limits: TurnLimits) {
    this.#places = new Shares(limits.places);
  }

  /** How many pieces of work wait. */
  get waiting(): number {
    const { signedIn, strangers } = this.#waiting;
    return [...signedIn.values(), ...strangers.values()].reduce((all, queue) => all + queue.length, 0);
  }

  /** The turns of one asker. @throws EdgeRefused request/too-many */
  of(asker: Asker, gone?: AbortSignal): InTurn {
    return (work) => this.run(asker, work, gone);
  }

  /**
   * @param gone whoever has left does not wait any more
   * @throws EdgeRefused request/too-many
   */
  async run<T>(asker: Asker, work: () => T | Promise<T>, gone?: AbortSignal): Promise<T> {
    const leave = this.#places.take(asker);
    if (leave === undefined) throw tooMany();
    const name = nameOf(asker);
    try {
      await this.#turnOf(name, asker.account === undefined ? 'strangers' : 'signedIn', gone);
      try {
        return await work();
      } finally {
        this.#done(name);
      }
    } finally {
      leave();
    }
  }

  #turnOf(name: string, among: 'signedIn' | 'strangers', gone?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#forget(one, among);
        settle(() => reject(tooMany()));
      };
      const timer = setTimeout(giveUp, this.limits.patienceMs);
      const settle = (how: () => void): void => {
        clearTimeout(timer);
        gone?.removeEventListener('abort', giveUp);
        how();
      };
      const one: Waiting = { name, begin: () => settle(resolve) };
      const queue = this.#waiting[among].get(name);
      if (queue === undefined) this.#waiting[among].set(name, [one]);
      else queue.push(one);
      gone?.addEventListener('abort', giveUp);
      if (gone?.aborted === true) giveUp();
      this.#next();
    });
  }

  #next(): void {
    while (this.#atOnce < this.limits.atOnce) {
      const first = this.#strangersNext ? this.#waiting.strangers : this.#waiting.signedIn;
      const second = this.#strangersNext ? this.#waiting.signedIn : this.#waiting.strangers;
      const one = this.#take(first) ?? this.#take(second);
      if (one === undefined) return;
      this.#strangersNext = !this.#strangersNext;
      this.#atOnce += 1;
      this.#running.set(one.name, (this.#running.get(one.name) ?? 0) + 1);
      one.begin();
    }
  }

  #take(waiting: Map<string, Waiting[]>): Waiting | undefined {
    for (const [name, queue] of waiting) {
      if ((this.#running.get(name) ?? 0) >= this.limits.atOnceEach) continue;
      const one = queue.shift();
      // To the end of the line of those who ask.
      waiting.delete(name);
      if (queue.length > 0) waiting.set(name, queue);
      if (one !== undefined) return one;
    }
    return undefined;
  }

  #forget(one: Waiting, among: 'signedIn' | 'strangers'): void {
    const left = this.#waiting[among].get(one.name)?.filter((other) => other !== one) ?? [];
    if (left.length > 0) this.#waiting[among].set(one.name, left);
    else this.#waiting[among].delete(one.name);
  }

  #done(name: string): void {
    const now = (this.#running.get(name) ?? 0) - 1;
    if (now > 0) this.#running.set(name, now);
    else this.#running.delete(name);
    // What came meanwhile and takes no turns goes before the next.
    void nextTurn().then(() => {
      this.#atOnce -= 1;
      this.#next();
    });
  }
}

const tooMany = (): EdgeRefused => new EdgeRefused('request/too-many', { facts: { seconds: 1 } });

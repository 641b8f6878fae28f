import { keyOf, type Held } from './document-cache.js';

/** A document as one event left it. */
export interface Step {
  readonly version: string;
  readonly at: string;
  readonly body: unknown;
}

/** What happened to one document since listeners were last told. */
export interface Change {
  readonly kind: string;
  readonly id: string;
  readonly before: unknown;
  /** In log order, at least one. Of more than STEPS only the latest are kept. */
  readonly steps: readonly Step[];
}

/** Changes in the order in which the documents first changed. */
export type ChangeListener = (changes: readonly Change[]) => void;

export const STEPS = 64;

interface Gathered extends Change {
  readonly steps: Step[];
}

/**
 * Gathers what the fold changes and tells it once a turn, in a turn of its own: after those who wait for the fold itself, so that a
 * command is acknowledged before its consequences are sent out.
 */
export class ChangeFeed {
  readonly #listeners = new Set<ChangeListener>();
  #gathered = new Map<string, Gathered>();
  #scheduled: NodeJS.Immediate | undefined;

  listen(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add({ kind, id, version, at, body }: Held, before: unknown): void {
    if (this.#listeners.size === 0) return;
    const key = keyOf(kind, id);
    const step = { version, at, body };
    const gathered = this.#gathered.get(key);
    if (gathered === undefined) {
      this.#gathered.set(key, { kind, id, before, steps: [step] });
      return;
    }
    if (gathered.steps.length === STEPS) gathered.steps.shift();
    gathered.steps.push(step);
  }

  dispatchSoon(): void {
    if (this.#gathered.size === 0) return;
    this.#scheduled ??= setImmediate(() => {
      this.dispatch();
    });
  }

  /** Tells what is left, and nothing more. */
  close(): void {
    this.dispatch();
    this.#listeners.clear();
  }

  /** Tells at once: before somebody reads what the listeners make of it. */
  dispatch(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (this.#gathered.size === 0) return;
    const changes = [...this.#gathered.values()];
    this.#gathered = new Map();
    for (const listener of this.#listeners) listener(changes);
  }
}

const NOBODY: ReadonlySet<never> = new Set<never>();

/** Finds those that share a key; whoever has none is not in it. */
export class Index<T> {
  readonly #sets = new Map<string, Set<T>>();

  get(key: string): ReadonlySet<T> {
    return this.#sets.get(key) ?? NOBODY;
  }

  add(key: string | undefined, one: T): void {
    if (key === undefined) return;
    const set = this.#sets.get(key);
    if (set === undefined) this.#sets.set(key, new Set([one]));
    else set.add(one);
  }

  delete(key: string | undefined, one: T): void {
    if (key === undefined) return;
    const set = this.#sets.get(key);
    set?.delete(one);
    if (set?.size === 0) this.#sets.delete(key);
  }
}

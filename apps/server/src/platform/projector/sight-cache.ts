import type { Sight } from './sight.js';

/** What is looked at per sight that is added: some of them are watched and stay. */
const LOOKS = 8;

/** Sights by name, so many of them; those asked for longest ago are forgotten first, unless somebody watches them. */
export class SightCache<S extends Sight> {
  readonly #sights = new Map<string, S>();

  constructor(
    private readonly kept: number,
    private readonly forgotten: (sight: S) => void,
  ) {}

  get(key: string): S | undefined {
    const sight = this.#sights.get(key);
    if (sight === undefined) return undefined;
    this.#sights.delete(key);
    this.#sights.set(key, sight);
    return sight;
  }

  add(key: string, sight: S): void {
    this.#sights.set(key, sight);
    let looks = LOOKS;
    for (const [oldKey, old] of this.#sights) {
      if (this.#sights.size <= this.kept || looks-- === 0) return;
      this.#sights.delete(oldKey);
      if (old.pins > 0 || old === sight) this.#sights.set(oldKey, old);
      else this.forgotten(old);
    }
  }
}

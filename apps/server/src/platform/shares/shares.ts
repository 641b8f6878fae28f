import { nameOf, type Asker } from './asker.js';

/** How something is shared of which there is only so much. */
export interface ShareLimits {
  /** So much there is, and so much of it those who are not signed in may have together: the rest is kept for those who are. */
  readonly all: number;
  readonly strangers: number;
  /** So much one address of those not signed in may have, and one account wherever it is used. */
  readonly address: number;
  readonly account: number;
}

/** Counts what each has of something, and gives out no more than their share. */
export class Shares {
  readonly #counts = new Map<string, number>();
  #all = 0;
  #strangers = 0;

  constructor(private readonly limits: ShareLimits) {}

  /** Takes one. @returns gives it back; `undefined`: there is none for this asker */
  take(asker: Asker): (() => void) | undefined {
    const { all, strangers, address, account } = this.limits;
    const isStranger = asker.account === undefined;
    const name = nameOf(asker);
    const has = this.#counts.get(name) ?? 0;
    if (this.#all >= all || has >= (isStranger ? address : account)) return undefined;
    if (isStranger && this.#strangers >= strangers) return undefined;
    this.#count(name, isStranger, 1);
    let isGiven = true;
    return () => {
      if (isGiven) this.#count(name, isStranger, -1);
      isGiven = false;
    };
  }

  #count(name: string, isStranger: boolean, by: 1 | -1): void {
    this.#all += by;
    if (isStranger) this.#strangers += by;
    const now = (this.#counts.get(name) ?? 0) + by;
    if (now > 0) this.#counts.set(name, now);
    else this.#counts.delete(name);
  }
}

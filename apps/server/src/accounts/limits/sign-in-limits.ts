import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { houseOf } from '../../platform/http/buckets.js';
import { EdgeRefused } from '../../platform/refusals.js';
import type { Limit, SignInSettings } from '../sign-in-settings.js';

/** Who tries to sign in. */
export interface Attempt {
  /** The network address that it comes from. */
  readonly address: string;
  /** What is tried, whether or not there is such an account: a keyed hash of the e-mail address. */
  readonly login: string;
  /** The device, when somebody has signed in to that account from it before. */
  readonly device?: string | undefined;
}

/** An attempt that may be made; counted as failed until it is told that it was not. */
export interface Admitted {
  succeeded(): Promise<void>;
  /** It was not made at all. */
  withdrawn(): Promise<void>;
}

/** Too many attempts have failed. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
  constructor(
    readonly seconds: number,
    /** Whether this attempt is the one that it begins with. */
    readonly begins: boolean,
    /** Whether it is attempts to one account that are not heard, not an address whatever it tries. */
    readonly ofAccount: boolean,
  ) {
    super('too many attempts');
  }
}

interface Counted {
  readonly limiter: RateLimiterMemory;
  readonly key: string;
  /** Whether the count is of failures in a row, which end with a success. */
  readonly inRow: boolean;
  readonly ofAccount: boolean;
}

const limiterOf = ({ points, seconds }: Limit): RateLimiterMemory =>
  new RateLimiterMemory({ points, duration: seconds, blockDuration: seconds });

/**
 * Slows down who guesses passwords. Attempts from devices that are new to an account are counted by address, by account and address, and by account; those
 * from a device that it was signed in to from are counted for that device alone, so that nobody can lock out whom an account is for.
 */
export class SignInLimits {
  readonly #address: RateLimiterMemory;
  readonly #accountAtAddress: RateLimiterMemory;
  readonly #accountAnywhere: RateLimiterMemory;
  readonly #device: RateLimiterMemory;
  readonly #asking: RateLimiterMemory;
  readonly #beginning: RateLimiterMemory;

  constructor(settings: SignInSettings) {
    this.#address = limiterOf(settings.address);
    this.#accountAtAddress = limiterOf(settings.accountAtAddress);
    this.#accountAnywhere = limiterOf(settings.accountAnywhere);
    this.#device = limiterOf(settings.device);
    this.#asking = limiterOf(settings.asking);
    this.#beginning = limiterOf(settings.beginning);
  }

  /**
   * Counts an attempt before it is made, so that many at once are as many.
   * @throws Blocked
   */
  async admit(attempt: Attempt): Promise<Admitted> {
    const counted = this.#countersOf(attempt);
    for (const { limiter, key, ofAccount } of counted) {
      try {
        await limiter.consume(key);
      } catch (rejected) {
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        const begins = rejected.consumedPoints === limiter.points + 1;
        throw new Blocked(Math.max(1, Math.ceil(rejected.msBeforeNext / 1_000)), begins, ofAccount);
      }
    }
    return {
      succeeded: async () => {
        for (const { limiter, key, inRow } of counted) await (inRow ? limiter.delete(key) : limiter.reward(key));
      },
      withdrawn: async () => {
        for (const { limiter, key } of counted) await limiter.reward(key);
      },
    };
  }

  /**
   * Counts a request that anybody may make.
   * @param what such requests are counted apart from others
   * @throws EdgeRefused session/blocked
   */
  async ask(what: string, address: string): Promise<void> {
    await count(this.#asking, `${what}:${houseOf(address)}`);
  }

  /**
   * Counts a sign-in that begins and is remembered until it comes back, whether or not it succeeds.
   * @throws EdgeRefused session/blocked
   */
  async begin(address: string): Promise<void> {
    await count(this.#beginning, houseOf(address));
  }

  #countersOf({ address, login, device }: Attempt): readonly Counted[] {
    if (device !== undefined) return [{ limiter: this.#device, key: `${login}:${device}`, inRow: true, ofAccount: true }];
    const house = houseOf(address);
    return [
      { limiter: this.#address, key: house, inRow: false, ofAccount: false },
      { limiter: this.#accountAtAddress, key: `${login}:${house}`, inRow: true, ofAccount: true },
      { limiter: this.#accountAnywhere, key: login, inRow: false, ofAccount: true },
    ];
  }
}

/** What somebody is told who has tried too often. */
export const blocked = (seconds: number): EdgeRefused => new EdgeRefused('session/blocked', { facts: { seconds } });

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    throw blocked(Math.max(1, Math.ceil(rejected.msBeforeNext / 1_000)));
  }
}

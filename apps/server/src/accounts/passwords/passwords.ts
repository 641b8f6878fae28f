import { hash, parseOptions, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { EdgeRefused } from '../../platform/refusals.js';
import type { HashingCost } from '../sign-in-settings.js';
import { normalPassword } from './weak-passwords.js';

// `Algorithm.Argon2id`: the library's enum has no value at run time.
const ARGON2ID = 2;
const SALT_BYTES = 16;

/** Hashing takes a whole core and much memory: so many at once, so that others are answered meanwhile, and so many that wait. */
const AT_ONCE = 2;
const WAITING = 150;

/** Hashes and verifies passwords with argon2id (RFC 9106). */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #nobodys: Promise<string> | undefined;

  constructor(private readonly cost: HashingCost) {}

  /**
   * What is kept of a password: a PHC string, with a salt of its own.
   * @throws EdgeRefused request/too-many when too many are being hashed
   */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalPassword(password), { ...this.cost, algorithm: ARGON2ID, salt: randomBytes(SALT_BYTES) }));
  }

  /**
   * Whether a password is the one that was hashed. Takes as long when there is no hash to compare with: from the time that an answer takes nobody
   * learns whether an account exists.
   * @throws EdgeRefused request/too-many
   */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const compared = stored ?? (await this.#hashOfNobody());
    const same = await this.#inTurn(() => verify(compared, normalPassword(password)));
    return same && stored !== undefined;
  }

  /** Whether a password should be hashed again when it is known next: the cost has changed since. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost, parallelism, algorithm } = parseOptions(stored);
    const { cost } = this;
    return (
      (algorithm as number) !== ARGON2ID || memoryCost !== cost.memoryCost || timeCost !== cost.timeCost || parallelism !== cost.parallelism
    );
  }

  #hashOfNobody(): Promise<string> {
    this.#nobodys ??= this.hash(randomBytes(24).toString('base64url'));
    return this.#nobodys;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= WAITING) throw new EdgeRefused('request/too-many');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

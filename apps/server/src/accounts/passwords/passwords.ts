import { hash, parseOptions, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import type { Asker } from '../../platform/shares/asker.js';
import { Turns, type TurnLimits } from '../../platform/shares/turns.js';
import type { HashingCost } from '../sign-in-settings.js';
import { normalPassword } from './weak-passwords.js';

// `Algorithm.Argon2id`: the library's enum has no value at run time.
const ARGON2ID = 2;
const SALT_BYTES = 16;

/**
 * Hashing takes a whole core and much memory: so many at once, so that others are answered meanwhile, and so many that wait. Whoever signs in is not signed in yet,
 * so an address has what a whole assembly needs.
 */
const TURNS: TurnLimits = { atOnce: 2, atOnceEach: 2, places: { all: 600, strangers: 500, address: 152, account: 20 }, patienceMs: 60_000 };
const ITSELF: Asker = { house: '', account: 'installation' };
const SOMEBODY: Asker = { house: '' };

/** Hashes and verifies passwords with argon2id (RFC 9106). */
export class Passwords {
  readonly #turns = new Turns(TURNS);
  #nobodys: Promise<string> | undefined;

  constructor(private readonly cost: HashingCost) {}

  /**
   * What is kept of a password: a PHC string, with a salt of its own.
   * @param asker whose turn it is
   * @throws EdgeRefused request/too-many when too many are being hashed
   */
  hash(password: string, asker = SOMEBODY): Promise<string> {
    return this.#turns.run(asker, () =>
      hash(normalPassword(password), { ...this.cost, algorithm: ARGON2ID, salt: randomBytes(SALT_BYTES) }),
    );
  }

  /**
   * Whether a password is the one that was hashed. Takes as long when there is no hash to compare with: from the time that an answer takes nobody
   * learns whether an account exists.
   * @throws EdgeRefused request/too-many
   */
  async verify(stored: string | undefined, password: string, asker = SOMEBODY): Promise<boolean> {
    const compared = stored ?? (await this.#hashOfNobody());
    const same = await this.#turns.run(asker, () => verify(compared, normalPassword(password)));
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
    this.#nobodys ??= this.hash(randomBytes(24).toString('base64url'), ITSELF);
    return this.#nobodys;
  }
}

import { Buckets } from '../http/buckets.js';
import { nameOf, type Asker } from '../shares/asker.js';
import { Shares } from '../shares/shares.js';
import type { LiveLimits } from './live.limits.js';

type AdmissionLimits = Pick<LiveLimits, 'connections' | 'connectionsOfStrangers' | 'perAddress' | 'perAccount' | 'attempts'>;

/** Counts the connections of each address of those not signed in and of each account, and lets in no more than there may be. */
export class Admission {
  readonly #shares: Shares;
  readonly #attempts: Buckets;

  constructor({ connections, connectionsOfStrangers, perAddress, perAccount, attempts }: AdmissionLimits) {
    this.#shares = new Shares({ all: connections, strangers: connectionsOfStrangers, address: perAddress, account: perAccount });
    this.#attempts = new Buckets(attempts);
  }

  /** @returns what to call when the connection is gone; `undefined`: it is one too many */
  admit(asker: Asker): (() => void) | undefined {
    return this.#attempts.take(nameOf(asker)) ? this.#shares.take(asker) : undefined;
  }
}

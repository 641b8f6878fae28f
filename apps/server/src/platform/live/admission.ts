import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { Buckets, houseOf } from '../http/buckets.js';
import type { LiveLimits } from './live.limits.js';

/** Counts the connections of each address and of each account, and lets in no more than there may be. */
export class Admission {
  readonly #byAddress = new Map<string, number>();
  readonly #byAccount = new Map<string, number>();
  readonly #attempts: Buckets;
  readonly #trusts: (address: string, hop: number) => boolean;

  constructor(
    private readonly limits: Pick<LiveLimits, 'perAddress' | 'perAccount' | 'attempts'>,
    proxies: readonly string[],
  ) {
    this.#attempts = new Buckets(limits.attempts);
    this.#trusts = proxyAddr.compile([...proxies]);
  }

  /** @returns what to call when the connection is gone; `undefined`: it is one too many */
  admit(request: IncomingMessage, account: string | undefined): (() => void) | undefined {
    const house = houseOf(proxyAddr(request, this.#trusts));
    if (!this.#attempts.take(house)) return undefined;
    if ((this.#byAddress.get(house) ?? 0) >= this.limits.perAddress) return undefined;
    if (account !== undefined && (this.#byAccount.get(account) ?? 0) >= this.limits.perAccount) return undefined;
    count(this.#byAddress, house, 1);
    if (account !== undefined) count(this.#byAccount, account, 1);
    return () => {
      count(this.#byAddress, house, -1);
      if (account !== undefined) count(this.#byAccount, account, -1);
    };
  }
}

function count(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now > 0) counts.set(key, now);
  else counts.delete(key);
}

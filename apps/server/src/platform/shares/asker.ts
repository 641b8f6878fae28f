import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { houseOf } from '../http/buckets.js';

/** Whom something is counted for: an account or, of somebody not signed in, the network address that they come from. */
export interface Asker {
  readonly house: string;
  readonly account?: string | undefined;
}

/** What an asker is counted under. */
export const nameOf = ({ house, account }: Asker): string => (account === undefined ? `address ${house}` : `account ${account}`);

/** Tells where requests come from: from where a proxy says whose word is taken, or else from where they are. */
export class Houses {
  readonly #trusts: (address: string, hop: number) => boolean;

  constructor(proxies: readonly string[]) {
    this.#trusts = proxyAddr.compile([...proxies]);
  }

  of(request: IncomingMessage): string {
    return houseOf(proxyAddr(request, this.#trusts));
  }

  isProxy(address: string): boolean {
    return this.#trusts(address, 0);
  }
}

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

/** Who sent a request, once it is known. */
const askers = new WeakMap<IncomingMessage, Asker>();

export function noteAsker(request: IncomingMessage, asker: Asker): void {
  askers.set(request, asker);
}

export const askerOf = (request: IncomingMessage): Asker | undefined => askers.get(request);

/** The network that an address is in, too large to tell who it is: 256 addresses of IPv4, of IPv6 what one subscriber of a provider may have (a /48). */
export function networkOf(house: string): string {
  if (house.includes(':')) return `${house.split(':').slice(0, 3).join(':')}::/48`;
  return house.includes('.') ? `${house.split('.').slice(0, 3).join('.')}.0/24` : '';
}

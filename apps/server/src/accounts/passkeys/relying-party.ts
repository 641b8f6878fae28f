import { isIP } from 'node:net';

/** Whom passkeys are made for: a browser gives them to pages of this host only. */
export interface RelyingParty {
  /** Host name. */
  readonly id: string;
  /** Scheme, host and port of our pages. */
  readonly origin: string;
}

/**
 * The relying party of an installation at a public address. `undefined` where no browser has passkeys: over plain HTTP, but for the machine
 * itself by the name of `localhost`, and at an address of numbers, which is no domain (WebAuthn level 3, 5.1.3 and 13.4.9).
 */
export function relyingPartyOf(address: string): RelyingParty | undefined {
  const { protocol, hostname, origin } = new URL(address);
  if (isIP(hostname) !== 0 || hostname.startsWith('[')) return undefined;
  const isHere = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || isHere ? { id: hostname, origin } : undefined;
}

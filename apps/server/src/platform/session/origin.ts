import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { EdgeRefusal } from '@samverkan/contract';
import { EdgeRefused } from '../refusals.js';

/** What an installation says of where it is reached. */
export interface Reach {
  /** The public address: scheme, host and port. */
  readonly url: string;
  /** The network address that it listens on. */
  readonly host: string;
}

type Asked = Pick<IncomingMessage, 'url' | 'headers' | 'rawHeaders'>;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether people on other machines may reach the server while no address is set that they would do it by. */
export const isReachedByNumber = ({ url, host }: Reach): boolean =>
  LOOPBACK.has(new URL(url).hostname) && !LOOPBACK.has(host) && host !== '::1';

/**
 * Which addresses are the installation's own: the public one, and the machine's name for itself. Where none is set and others may reach it all the same, also
 * addresses of numbers. A host name that is none of these was made to point here by somebody else (DNS rebinding): its pages would be read as ours.
 */
export class OwnAddresses {
  readonly #public: URL;
  readonly #byNumber: boolean;

  constructor(reach: Reach) {
    this.#public = new URL(reach.url);
    this.#byNumber = isReachedByNumber(reach);
  }

  /**
   * Refuses what is asked of another host than this one, or of two.
   * @throws EdgeRefused request/malformed, request/misdirected
   */
  mustBeHere({ url = '', headers, rawHeaders }: Asked): void {
    // A whole address in the first line would name the host once more.
    if (!url.startsWith('/')) throw new EdgeRefused('request/malformed', { facts: { reason: 'target' } });
    if (namesOf(rawHeaders, 'host') > 1) throw new EdgeRefused('request/malformed', { facts: { reason: 'host' } });
    if (!this.isHost(headers.host)) throw new EdgeRefused('request/misdirected');
  }

  /** Why a handshake is refused; `undefined`: it comes to this host, and from a page of ours or from no page. */
  refusalOf(request: Asked): EdgeRefusal | undefined {
    try {
      this.mustBeHere(request);
    } catch (error) {
      return error instanceof EdgeRefused ? error.code : 'request/malformed';
    }
    const isOwn = namesOf(request.rawHeaders, 'origin') <= 1 && this.isOrigin(request.headers);
    return isOwn ? undefined : 'request/cross-origin';
  }

  isHost(host: string | undefined): boolean {
    const named = hostnameOf(host);
    if (host === undefined || named === undefined) return false;
    if (LOOPBACK.has(named) || (this.#byNumber && isIP(named.replaceAll(/[[\]]/gu, '')) !== 0)) return true;
    return new URL(`${this.#public.protocol}//${host}`).host === this.#public.host;
  }

  /**
   * Whether something was sent by a page of ours, or by no page at all (a program sends no `Origin`, which browsers set and no page can forge): its scheme,
   * host and port are those of the public address, or of the address of this machine that was asked.
   */
  isOrigin({ host, origin }: { readonly host?: string | undefined; readonly origin?: string | undefined }): boolean {
    if (origin === undefined || origin === this.#public.origin) return true;
    // Whoever asks by the public address comes from it: over TLS where that is so.
    const named = hostnameOf(host);
    const isPublic = named === this.#public.hostname && !LOOPBACK.has(named);
    return !isPublic && this.isHost(host) && origin === `http://${host?.toLowerCase() ?? ''}`;
  }
}

/**
 * Whether a request that changes something was made by a page of ours, or by no page: browsers say so outright (`Sec-Fetch-Site`), older ones
 * leave it at the origin.
 */
export function isSameSite({ 'sec-fetch-site': site }: { readonly 'sec-fetch-site'?: string | readonly string[] | undefined }): boolean {
  return site === undefined || site === 'same-origin' || site === 'none';
}

const namesOf = (rawHeaders: readonly string[], header: string): number =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === header).length;

/** The name in a `Host` header, as browsers write it: in no other way of writing the same. */
function hostnameOf(host: string | undefined): string | undefined {
  const named = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/iu.exec(host ?? '')?.groups?.['name']?.toLowerCase();
  if (named === undefined || !URL.canParse(`http://${host ?? ''}`)) return undefined;
  return new URL(`http://${host ?? ''}`).hostname === named ? named : undefined;
}

import { randomBytes } from 'node:crypto';
import { SafeCookie } from '../../platform/session/cookie.js';
import type { AccountSecrets } from '../store/secrets.js';

const LIFETIME_MS = 180 * 24 * 60 * 60 * 1_000;

/**
 * Marks the browsers that somebody has signed in to an account from. It lets nobody in: failures there are counted apart from those of everybody else, so
 * that a stranger who tries to guess a password locks out strangers only (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
 */
export class DeviceCookies {
  readonly #cookie: SafeCookie;

  constructor(
    private readonly secrets: AccountSecrets,
    config: { readonly secure: boolean },
  ) {
    this.#cookie = new SafeCookie('samverkan_device', config);
  }

  /** The `Set-Cookie` header for a browser in which somebody has signed in. */
  give(account: string, now: number): string {
    const content = `${randomBytes(12).toString('base64url')}.${(now + LIFETIME_MS).toString(36)}`;
    return this.#cookie.keep(`${content}.${this.secrets.mac('device', account, content)}`, LIFETIME_MS / 1_000);
  }

  /** Which known device of an account a `Cookie` header comes from. */
  deviceIn(header: string | undefined, account: string, now: number): string | undefined {
    const [id, until, mac, ...rest] = this.#cookie.in(header)?.split('.') ?? [];
    if (id === undefined || until === undefined || mac === undefined || rest.length > 0) return undefined;
    // Comparing takes a time that depends on a hash with a secret key, which tells nothing.
    if (this.secrets.mac('device', account, `${id}.${until}`) !== mac) return undefined;
    return parseInt(until, 36) > now ? id : undefined;
  }
}

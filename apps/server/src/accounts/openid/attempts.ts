import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.js';
import { SafeCookie } from '../../platform/session/cookie.js';
import type { AccountStore } from '../store/account-store.js';

/** Why somebody goes to the identity provider. */
const Why = z.discriminatedUnion('for', [
  z.object({ for: z.literal('sign-in') }),
  /** To take an account into use, or into use again, by a link; the link itself is in the browser's cookie. */
  z.object({ for: z.literal('link') }),
  /** To make it a means of signing in to the account of a session, or to prove anew who holds that. */
  z.object({ for: z.enum(['add', 'prove']), session: z.string() }),
]);
export type Why = z.infer<typeof Why>;

const Remembered = z.object({ to: z.string(), why: Why });

/** What is bound to one way to the provider and back. */
export interface Secrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
}

export interface Attempt extends z.infer<typeof Remembered> {
  readonly secrets: Secrets;
  /** The token of an invitation or reset that it began with. */
  readonly link?: string;
}

const LIFETIME_SECONDS = 10 * 60;

/**
 * Ways to the identity provider and back that are under way. A browser has a random token in a cookie; what is sent to the provider is derived
 * from it, and the store has its hash only. So each way belongs to one browser, is gone once it was used, and nothing of it is worth stealing
 * from the file.
 */
export class Attempts {
  readonly #cookie: SafeCookie;

  constructor(
    private readonly store: Pick<AccountStore, 'challenges'>,
    private readonly clock: Clock,
    config: { readonly secure: boolean },
  ) {
    this.#cookie = new SafeCookie('samverkan_openid', config);
  }

  begin({ to, why, link }: Omit<Attempt, 'secrets'>): { readonly cookie: string; readonly secrets: Secrets } {
    const now = Date.parse(this.clock());
    const token = this.store.challenges.make('openid', { to, why }, { now, until: now + LIFETIME_SECONDS * 1_000 });
    const value = link === undefined ? token : `${token}.${link}`;
    return { cookie: this.#cookie.keep(value, LIFETIME_SECONDS), secrets: secretsOf(value) };
  }

  /** The way that a browser comes back on with a `state`; it is used up. `undefined`: it is on no such way, or no longer. */
  finish(cookieHeader: string | undefined, state: string | undefined): Attempt | undefined {
    const value = this.#cookie.in(cookieHeader);
    if (value === undefined || state === undefined) return undefined;
    const secrets = secretsOf(value);
    // Before it is taken: what another page makes the browser ask for does not use it up.
    if (secrets.state !== state) return undefined;
    const [token = '', link] = value.split('.');
    const { data } = Remembered.safeParse(this.store.challenges.take('openid', token, Date.parse(this.clock())));
    return data === undefined ? undefined : { ...data, secrets, ...(link === undefined ? {} : { link }) };
  }

  /** The `Set-Cookie` header after which a browser is on no way. */
  forget(): string {
    return this.#cookie.forget();
  }
}

/** Each is 256 bits that tell nothing of the others nor of the token. */
function secretsOf(value: string): Secrets {
  const derived = (name: string): string => createHash('sha256').update(`samverkan openid ${name} ${value}`, 'utf8').digest('base64url');
  return { state: derived('state'), nonce: derived('nonce'), verifier: derived('verifier') };
}

import { createHmac, timingSafeEqual } from 'node:crypto';

export const COOKIE = 'samverkan_session';
const LIFETIME_SECONDS = 7 * 24 * 60 * 60;
const LONGEST = 4_096;

/** Seals an account's name into a cookie's value: who alters it, or makes one, lacks the key. */
export class SessionCookies {
  constructor(
    private readonly key: Uint8Array,
    private readonly now: () => number = Date.now,
  ) {}

  /** The `Set-Cookie` header that signs an account in. */
  issue(account: string): string {
    const expires = Math.floor(this.now() / 1_000) + LIFETIME_SECONDS;
    const content = `${Buffer.from(account, 'utf8').toString('base64url')}.${expires.toString(36)}`;
    return setCookie(`${content}.${this.#mac(content)}`, LIFETIME_SECONDS);
  }

  /** The `Set-Cookie` header that signs out. */
  revoke(): string {
    return setCookie('', 0);
  }

  /** The account that a `Cookie` header proves; `undefined` when it proves none, or no longer. */
  accountIn(header: string | undefined): string | undefined {
    const value = header === undefined || header.length > LONGEST ? undefined : valueIn(header);
    const [account, expires, mac, ...rest] = value?.split('.') ?? [];
    if (account === undefined || expires === undefined || mac === undefined || rest.length > 0) return undefined;
    if (!same(mac, this.#mac(`${account}.${expires}`))) return undefined;
    if (!(parseInt(expires, 36) * 1_000 > this.now())) return undefined;
    return Buffer.from(account, 'base64url').toString('utf8');
  }

  #mac(content: string): string {
    return createHmac('sha256', this.key).update(content, 'utf8').digest('base64url');
  }
}

function setCookie(value: string, seconds: number): string {
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
}

function valueIn(header: string): string | undefined {
  for (const pair of header.split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === COOKIE) return value;
  }
  return undefined;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { createHash, createHmac, createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';

/** What the installation's key is used for; a hash made for one purpose is worth nothing for another. */
export type Purpose = 'login' | 'openid' | 'link' | 'device' | 'passkey-user' | 'check';

/** The installation's key for accounts. */
export class AccountSecrets {
  readonly #key: KeyObject;

  /** @param key 32 random bytes, kept in a file of their own */
  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  /** A keyed hash (HMAC-SHA-256, base64url) of some texts: without the key nobody can find out by guessing what they were. */
  mac(purpose: Purpose, ...texts: readonly string[]): string {
    const content = [purpose, ...texts].map((text) => `${String(Buffer.byteLength(text))}:${text}`).join('');
    return createHmac('sha256', this.#key).update(content, 'utf8').digest('base64url');
  }
}

const TOKEN_BYTES = 32;

/** A secret that nobody can guess: 256 random bits, base64url. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** An id that nobody can guess, though it is no secret. */
export const newId = (): string => randomUUID();

/** What is stored of a token. Enough without salt or stretching: a token has 256 random bits. */
export const hashOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('base64url');

/** An e-mail address as it is compared: however it was written, it is the same one. */
export const normalEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SealBroken } from './errors.js';

declare const sealedBrand: unique symbol;
/**
 * Personal data that only the vault can open: `sealed:1:PERSON:BASE64URL(iv | ciphertext | tag)`, AES-256-GCM (NIST SP 800-38D).
 * The person's id and the field's name are authenticated with it, so that it opens nowhere else.
 */
export type Sealed = string & { readonly [sealedBrand]: true };

export const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Plain text is padded to a multiple of this, so that the length of a sealed name does not tell the name. */
const BLOCK_BYTES = 32;
/** ISO/IEC 7816-4 padding: one such byte, then zeros. */
const PAD_MARK = 0x80;

// NOTE: stored for ever; a new form gets a new number.
const FORM = /^sealed:1:([A-Za-z0-9_-]{1,128}):([A-Za-z0-9_-]{64,})$/;
const PERSON = /^[A-Za-z0-9_-]{1,128}$/;

export function checkPerson(person: string): void {
  if (!PERSON.test(person)) throw new RangeError('not a person id');
}

/** Whether a value has the form of something sealed; whether it opens is known only by opening it. */
export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'string' && FORM.test(value);
}

/**
 * Whose personal data it is.
 * @throws SealBroken when it is nothing sealed
 */
export function personOf(sealed: Sealed): string {
  return partsOf(sealed).person;
}

export function sealWith(key: Uint8Array, person: string, field: string, text: string): Sealed {
  if (!text.isWellFormed()) throw new RangeError('text with a lone surrogate cannot be sealed');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(authenticated(person, field));
  const body = Buffer.concat([iv, cipher.update(pad(Buffer.from(text, 'utf8'))), cipher.final(), cipher.getAuthTag()]);
  return `sealed:1:${person}:${body.toString('base64url')}` as Sealed;
}

/** @throws SealBroken when key or field is another one or when a character was changed */
export function openWith(key: Uint8Array, sealed: Sealed, field: string): string {
  const { person, body } = partsOf(sealed);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(authenticated(person, field));
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    return unpad(Buffer.concat([decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])).toString('utf8');
  } catch {
    // The cause is left out: nothing of what was sealed may reach a log.
    throw new SealBroken(person, field);
  }
}

function partsOf(sealed: string): { person: string; body: Buffer } {
  const [, person, body] = FORM.exec(sealed) ?? [];
  if (person === undefined || body === undefined) throw new SealBroken(undefined, undefined);
  return { person, body: Buffer.from(body, 'base64url') };
}

function authenticated(person: string, field: string): Buffer {
  return Buffer.from(`${person}\0${field}`, 'utf8');
}

function pad(text: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((text.length + 1) / BLOCK_BYTES) * BLOCK_BYTES);
  text.copy(padded);
  padded[text.length] = PAD_MARK;
  return padded;
}

function unpad(padded: Buffer): Buffer {
  return padded.subarray(0, padded.lastIndexOf(PAD_MARK));
}

import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { KeyMissing, PersonErased } from './errors.js';
import { checkPerson, KEY_BYTES, openWith, personOf, sealWith, type Sealed } from './sealed.js';

/** Text to be sealed: one field of one person. */
export interface Plain {
  readonly person: string;
  /** Name of the field, for example `name`: a value sealed as one field does not open as another. */
  readonly field: string;
  readonly text: string;
}

/** Seals and opens personal data, a key for each person. */
export interface Vault {
  /** True when the key store was made now: together with a log that has events it means that the keys are missing. */
  readonly isNew: boolean;
  /** Persons whose keys are not as they were made: what was sealed for them does not open. */
  readonly damaged: readonly string[];
  /**
   * Seals one field. The person's key is durable before this returns.
   * @throws PersonErased, KeyDamaged
   * @throws RangeError when the person id has other characters than letters, digits, `-` and `_`, or the text a lone surrogate
   */
  seal(person: string, field: string, text: string): Sealed;
  /** Seals many at once, making all keys that are new in one transaction; either all are sealed or none. */
  sealMany(plains: readonly Plain[]): Sealed[];
  /**
   * The text, or undefined when the person has been erased.
   * @throws SealBroken, KeyMissing, KeyDamaged
   */
  open(sealed: Sealed, field: string): string | undefined;
  /** Destroys a person's key for good: nothing sealed for them opens any more, anywhere. Durable when it returns. Repeating it changes nothing. */
  erase(person: string): void;
  erased(person: string): boolean;
  /**
   * A keyed hash (HMAC-SHA-256, base64url) by which two commands' contents can be compared, though nobody
   * without the installation's secret can find out by guessing what personal data is in them.
   */
  fingerprint(text: string): string;
  /** Why keys cannot be written now, when the last could not be. */
  whyNotWritable(): unknown;
  close(): void;
}

/** A person's key; `erased`: it was destroyed; undefined: there never was one. */
export type KeyState = Uint8Array | 'erased' | undefined;

/** Where keys are kept. What returns is durable. */
export interface KeyStore {
  readonly isNew: boolean;
  readonly damaged: readonly string[];
  /** @throws KeyDamaged */
  keyOf(person: string): KeyState;
  /** Adds keys of persons that have none: all or nothing. */
  add(keys: ReadonlyMap<string, Uint8Array>): void;
  erase(person: string): void;
  /** The installation's secret for fingerprints, made when the store was. */
  readonly secret: Uint8Array;
  /** Why the last change could not be written, if it still cannot be. */
  whyNotWritable(): unknown;
  close(): void;
}

export function createVault(store: KeyStore): Vault {
  const cache = new Map<string, Uint8Array | 'erased'>();
  // Made once: a key made anew of its bytes for every fingerprint costs more than the hashing.
  const secret = createSecretKey(store.secret);

  function stateOf(person: string): KeyState {
    const cached = cache.get(person);
    if (cached !== undefined) return cached;
    const found = store.keyOf(person);
    if (found !== undefined) cache.set(person, found);
    return found;
  }

  function makeKeys(persons: Iterable<string>): void {
    const made = new Map<string, Uint8Array>();
    for (const person of persons) {
      checkPerson(person);
      const state = stateOf(person);
      if (state === 'erased') throw new PersonErased(person);
      if (state === undefined) made.set(person, randomBytes(KEY_BYTES));
    }
    if (made.size === 0) return;
    store.add(made);
    for (const [person, key] of made) cache.set(person, key);
  }

  function sealMany(plains: readonly Plain[]): Sealed[] {
    makeKeys(new Set(plains.map((plain) => plain.person)));
    return plains.map(({ person, field, text }) => {
      const key = stateOf(person);
      if (key === undefined || key === 'erased') throw new KeyMissing(person);
      return sealWith(key, person, field, text);
    });
  }

  return {
    isNew: store.isNew,
    damaged: store.damaged,
    seal(person, field, text) {
      makeKeys([person]);
      const key = stateOf(person);
      if (key === undefined || key === 'erased') throw new KeyMissing(person);
      return sealWith(key, person, field, text);
    },
    sealMany,
    open(sealed, field) {
      const person = personOf(sealed);
      const key = stateOf(person);
      if (key === 'erased') return undefined;
      if (key === undefined) throw new KeyMissing(person);
      return openWith(key, sealed, field);
    },
    erase(person) {
      checkPerson(person);
      store.erase(person);
      const cached = cache.get(person);
      if (cached instanceof Uint8Array) cached.fill(0);
      cache.set(person, 'erased');
    },
    erased: (person) => stateOf(person) === 'erased',
    fingerprint: (text) => createHmac('sha256', secret).update(text, 'utf8').digest('base64url'),
    whyNotWritable: () => store.whyNotWritable(),
    close() {
      cache.clear();
      store.close();
    },
  };
}

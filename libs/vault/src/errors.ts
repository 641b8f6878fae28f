/** A sealed value does not open: another field's, altered, or no sealed value at all. Says nothing of what is in it. */
export class SealBroken extends Error {
  readonly code = 'vault/seal-broken';
  override readonly name = 'SealBroken';
  constructor(
    readonly person: string | undefined,
    readonly field: string | undefined,
  ) {
    super(
      person === undefined
        ? 'This is not a sealed value.'
        : `The sealed value of person ${person} does not open as ${field ?? 'anything'}.`,
    );
  }
}

/** The person has been erased: nothing can be sealed for them any more. */
export class PersonErased extends Error {
  readonly code = 'vault/person-erased';
  override readonly name = 'PersonErased';
  constructor(readonly person: string) {
    super(`Person ${person} has been erased.`);
  }
}

/** The key store knows nothing of a person whose data is sealed: it is not the one that belongs to this log. */
export class KeyMissing extends Error {
  readonly code = 'vault/key-missing';
  override readonly name = 'KeyMissing';
  constructor(readonly person: string) {
    super(`The key store has no key for person ${person}: it is older than the log, or belongs to another one.`);
  }
}

/** The key store has another key for a person than the one that was made: a byte of it was altered. */
export class KeyDamaged extends Error {
  readonly code = 'vault/key-damaged';
  override readonly name = 'KeyDamaged';
  constructor(readonly person: string) {
    super(`The key of person ${person} is damaged. Restore the key store from a backup.`);
  }
}

/** The key file cannot be used; `message` says why and what to do, in one sentence. */
export class VaultUnusable extends Error {
  readonly code = 'vault/unusable';
  override readonly name = 'VaultUnusable';
  constructor(
    readonly file: string,
    why: string,
    /** `full`: the disk is; `lost`: the file was removed, moved or replaced while it was open. */
    readonly fault?: string,
    options?: ErrorOptions,
  ) {
    super(`The key store ${file} cannot be used: ${why}`, options);
  }
}

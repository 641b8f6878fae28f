import { randomBytes } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON as Creation,
  type PublicKeyCredentialRequestOptionsJSON as Request,
} from '@simplewebauthn/server';
import { decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.js';
import { EdgeRefused } from '../../platform/refusals.js';
import type { AccountStore } from '../store/account-store.js';
import type { StoredPasskey } from '../store/credentials.js';
import type { RelyingParty } from './relying-party.js';
import { Made, Used } from './responses.js';

export type { Creation, Request };

/** What is asked of a browser, and the token by which its answer is known again. */
export interface Asked<Options> {
  readonly challenge: string;
  readonly options: Options;
}

/** What an authenticator made, before it is anybody's means of signing in. */
export type NewPasskey = Pick<StoredPasskey, 'key' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>;

/** What an answer may be used for; one that was asked for something else is worth nothing. */
export type Purpose = 'sign-in' | `prove ${string}` | `make ${string}`;

const LIFETIME_MS = 5 * 60_000;
const CHALLENGE_BYTES = 32;
/** Those that every authenticator has one of: EdDSA, ECDSA with P-256, RSA (COSE). */
const ALGORITHMS = [-8, -7, -257];

const Remembered = z.object({ challenge: z.string() });

/**
 * The two ceremonies of passkeys: making one, and proving to have it. Passkeys are discoverable, so nobody types who they are, and the
 * authenticator makes sure that it is its holder (user verification). Each challenge is answered once, within minutes.
 */
export class Ceremonies {
  constructor(
    private readonly store: Pick<AccountStore, 'challenges' | 'credentials' | 'secrets'>,
    private readonly party: RelyingParty,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks for a new passkey of an account.
   * @param name what the authenticator shows it as
   * @param options again: also on an authenticator that has one of the account already
   */
  async askToMake(account: string, name: string, { again = false } = {}): Promise<Asked<Creation>> {
    const challenge = newChallenge();
    const known = again ? [] : this.store.credentials.passkeys(account);
    const options = await generateRegistrationOptions({
      rpName: 'Samverkan',
      rpID: this.party.id,
      userName: name,
      userDisplayName: name,
      userID: this.#handleOf(account),
      challenge,
      timeout: LIFETIME_MS,
      attestationType: 'none',
      excludeCredentials: known.map(({ key, transports }) => ({ id: key, transports: [...transports] })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return { challenge: this.#remember(`make ${account}`, challenge), options };
  }

  /**
   * What was made for an account.
   * @throws EdgeRefused session/passkey-refused
   */
  async made(account: string, token: string, answer: unknown): Promise<NewPasskey> {
    const expectedChallenge = this.#recall(`make ${account}`, token);
    const response = read(Made, answer);
    return orRefused(async () => {
      mustBeAtTop(response.response.clientDataJSON);
      mustBeUnattested(response.response.attestationObject);
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge,
        expectedOrigin: this.party.origin,
        expectedRPID: this.party.id,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (!verified || registrationInfo.credential.id !== response.id) throw new Error('not verified');
      const { credential, credentialBackedUp } = registrationInfo;
      const { id: key, publicKey, counter } = credential;
      return { key, publicKey, counter, transports: response.response.transports, backedUp: credentialBackedUp };
    });
  }

  /** Asks for a proof: by any passkey of ours that the browser has, or by those of one account. */
  async askToProve(purpose: Purpose, account?: string): Promise<Asked<Request>> {
    const challenge = newChallenge();
    const passkeys = account === undefined ? [] : this.store.credentials.passkeys(account);
    const options = await generateAuthenticationOptions({
      rpID: this.party.id,
      challenge,
      timeout: LIFETIME_MS,
      userVerification: 'required',
      allowCredentials: passkeys.map(({ key, transports }) => ({ id: key, transports: [...transports] })),
    });
    return { challenge: this.#remember(purpose, challenge), options };
  }

  /** The account whose passkey an answer names, before anything is proven; for limits. */
  accountNamed(answer: unknown): string | undefined {
    const { data } = Used.safeParse(answer);
    return data === undefined ? undefined : this.store.credentials.passkey(data.id)?.account;
  }

  /**
   * The passkey that an answer proves to be in its holder's hands, which is noted with its count.
   * @throws EdgeRefused session/passkey-refused
   */
  async proven(purpose: Purpose, token: string, answer: unknown): Promise<StoredPasskey> {
    const expectedChallenge = this.#recall(purpose, token);
    const response = read(Used, answer);
    const { credentials } = this.store;
    const passkey = credentials.passkey(response.id);
    if (passkey === undefined) throw passkeyRefused('unknown');
    if (!this.#isHandleOf(passkey.account, response.response.userHandle, purpose)) throw passkeyRefused('invalid');
    const { newCounter, credentialBackedUp } = await orRefused(async () => {
      mustBeAtTop(response.response.clientDataJSON);
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge,
        expectedOrigin: this.party.origin,
        expectedRPID: this.party.id,
        credential: { id: passkey.key, publicKey: passkey.publicKey, counter: passkey.counter },
        requireUserVerification: true,
      });
      if (!verified) throw new Error('not verified');
      return authenticationInfo;
    });
    // It may have been taken away, or a copy of it used, while the signature was checked.
    const current = credentials.passkey(passkey.key);
    if (current?.credential !== passkey.credential) throw passkeyRefused('unknown');
    if (current.counter > passkey.counter && newCounter <= current.counter) throw passkeyRefused('invalid');
    credentials.usedPasskey(passkey.key, { counter: newCounter, backedUp: credentialBackedUp, at: this.#now() });
    return passkey;
  }

  #remember(purpose: Purpose, challenge: Uint8Array): string {
    const now = this.#now();
    const data = { challenge: Buffer.from(challenge).toString('base64url') };
    return this.store.challenges.make(`passkey ${purpose}`, data, { now, until: now + LIFETIME_MS });
  }

  #recall(purpose: Purpose, token: string): string {
    const { data } = Remembered.safeParse(this.store.challenges.take(`passkey ${purpose}`, token, this.#now()));
    if (data === undefined) throw passkeyRefused('challenge');
    return data.challenge;
  }

  /** What authenticators know an account by; it tells nobody else which account it is, and an account's id may be longer than they take. */
  #handleOf(account: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Buffer.from(this.store.secrets.mac('passkey-user', account), 'base64url'));
  }

  /** Where a browser was told which passkeys may answer, an authenticator need not say whose one is. */
  #isHandleOf(account: string, handle: string | undefined, purpose: Purpose): boolean {
    return handle === undefined ? purpose !== 'sign-in' : handle === isoBase64URL.fromBuffer(this.#handleOf(account));
  }

  #now(): number {
    return Date.parse(this.clock());
  }
}

const newChallenge = (): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(CHALLENGE_BYTES));

/**
 * `challenge`: it was answered before, is too old or was never asked; `unknown`: no such passkey is known; `invalid`: what was sent does
 * not hold; `known`: it is a means of signing in already.
 */
export const passkeyRefused = (reason: 'challenge' | 'unknown' | 'invalid' | 'known'): EdgeRefused =>
  new EdgeRefused('session/passkey-refused', { facts: { reason } });

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const { data, success } = schema.safeParse(answer);
  if (!success) throw passkeyRefused('invalid');
  return data;
}

/** The library throws plain errors, with the answer in their texts, for everything that does not hold. */
async function orRefused<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch {
    throw passkeyRefused('invalid');
  }
}

/** No page of ours is within another's. The library asks only some browsers, and not when a passkey is made. */
function mustBeAtTop(clientDataJSON: string): void {
  if (decodeClientDataJSON(clientDataJSON).crossOrigin === true) throw new Error('within another page');
}

/**
 * Who made the authenticator was not asked for, and is not to be known: no certificate of it is read, which would also let whoever sends one
 * say what the server should look up. A key that signs for itself tells nothing more.
 */
function mustBeUnattested(attestationObject: string): void {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const fmt = attestation.get('fmt');
  const isSelf = fmt === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
  if (fmt !== 'none' && !isSelf) throw new Error('attested');
}

import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';

interface Credential {
  readonly id: string;
  readonly rpId: string;
  readonly handle: string;
  readonly privateKey: KeyObject;
  count: number;
}

/** Where an answer departs from what an honest browser and authenticator would say. */
export interface Lies {
  readonly origin?: string;
  readonly topOrigin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly handle?: string | undefined;
  readonly count?: number;
  readonly unverified?: boolean;
  /** What the attestation is said to be, and its statement. */
  readonly attestation?: { readonly fmt: string; readonly attStmt: ReadonlyMap<string, unknown> };
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ELIGIBLE_AND_BACKED_UP = 0x18;
const WITH_CREDENTIAL = 0x40;

const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

/** A browser with an authenticator in it: keeps discoverable passkeys (ECDSA with P-256) and answers as WebAuthn level 3 says. */
export class SoftAuthenticator {
  readonly credentials: Credential[] = [];

  constructor(
    private readonly origin: string,
    /** By how much it counts; 0: it does not. */
    private readonly step = 1,
  ) {}

  /** `navigator.credentials.create()`. */
  make(options: PublicKeyCredentialCreationOptionsJSON, lies: Lies = {}) {
    const { rp, user, challenge, excludeCredentials = [] } = options;
    if (excludeCredentials.some(({ id }) => this.credentials.some((one) => one.id === id))) throw new Error('InvalidStateError');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(32);
    const credential: Credential = { id: base64url(id), rpId: rp.id ?? '', handle: user.id, privateKey, count: 0 };
    this.credentials.push(credential);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(cose)]);
    const authData = this.#authData(credential, WITH_CREDENTIAL, lies, attested);
    const { fmt, attStmt } = lies.attestation ?? { fmt: 'none', attStmt: new Map() };
    const object = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', new Uint8Array(authData)],
    ]);
    return {
      id: credential.id,
      rawId: credential.id,
      type: 'public-key',
      clientExtensionResults: { credProps: { rk: true } },
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, lies),
        attestationObject: base64url(isoCBOR.encode(object as Parameters<typeof isoCBOR.encode>[0])),
        transports: ['internal', 'hybrid'],
      },
    };
  }

  /** `navigator.credentials.get()`: with the newest passkey that fits. */
  prove(options: PublicKeyCredentialRequestOptionsJSON, lies: Lies = {}) {
    const { allowCredentials = [], challenge, rpId } = options;
    const fits = ({ id, rpId: of }: Credential): boolean =>
      of === rpId && (allowCredentials.length === 0 || allowCredentials.some((one) => one.id === id));
    const credential = this.credentials.findLast(fits);
    if (credential === undefined) throw new Error('NotAllowedError');
    credential.count += this.step;
    const authData = this.#authData(credential, 0, lies);
    const clientDataJSON = this.#clientData('webauthn.get', challenge, lies);
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    return {
      id: credential.id,
      rawId: credential.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: base64url(authData),
        signature: base64url(sign('sha256', signed, credential.privateKey)),
        userHandle: 'handle' in lies ? lies.handle : credential.handle,
      },
    };
  }

  #authData({ rpId, count }: Credential, flags: number, lies: Lies, attested: Uint8Array = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(lies.count ?? count);
    const all = flags | PRESENT | ELIGIBLE_AND_BACKED_UP | (lies.unverified === true ? 0 : VERIFIED);
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([all]), counter, attested]);
  }

  #clientData(type: string, challenge: string, lies: Lies): string {
    const top = lies.topOrigin === undefined ? {} : { topOrigin: lies.topOrigin };
    return base64url(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? this.origin,
        crossOrigin: lies.topOrigin !== undefined,
        ...top,
      }),
    );
  }
}

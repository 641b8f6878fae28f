import type { Problem } from '@samverkan/contract';
import {
  WebAuthnAbortService,
  WebAuthnError,
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON as CreationOptions,
  type PublicKeyCredentialRequestOptionsJSON as RequestOptions,
} from '@simplewebauthn/browser';
import { request, type Answer } from '../platform/http.js';
import { ownRefusal } from '../platform/live/outbox.js';

interface Given {
  readonly challenge: string;
  readonly options: CreationOptions | RequestOptions;
}

/** Where the challenge is asked for and where the answer to it goes, with what each needs beside. */
export interface Ceremony {
  readonly options: string;
  readonly finish: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly also?: Readonly<Record<string, unknown>>;
}

/** Whether this browser knows passkeys at all; not over plain HTTP, except from the machine itself. */
export const passkeysHere = (): boolean => browserSupportsWebAuthn();

function refusalOf(error: unknown): Problem {
  const code = error instanceof WebAuthnError ? error.code : undefined;
  const name = error instanceof Error ? error.name : undefined;
  if (code === 'ERROR_CEREMONY_ABORTED' || name === 'AbortError') return ownRefusal('client/passkey-aborted', 409);
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return ownRefusal('client/passkey-known', 409);
  // What a browser says when its holder closes the dialog, waits too long, or has no passkey here: it tells those apart to nobody.
  if (name === 'NotAllowedError') return ownRefusal('client/passkey-cancelled', 409);
  return ownRefusal('client/passkey-failed', 409);
}

/** The options say whether a passkey is to be made, for a site, or one that there is to be used. */
const respond = (options: CreationOptions | RequestOptions, useBrowserAutofill: boolean): Promise<unknown> =>
  'rp' in options ? startRegistration({ optionsJSON: options }) : startAuthentication({ optionsJSON: options, useBrowserAutofill });

/**
 * Makes a passkey or proves that one is held: from the challenge by way of the browser, which asks its holder, to the server's answer.
 * Refusals of all three come back as values.
 */
export async function askPasskey<T>(ceremony: Ceremony, offered = false): Promise<Answer<T>> {
  const given = await request<Given>('POST', ceremony.options, ceremony.with ?? {});
  if ('refused' in given) return given;
  try {
    const response = await respond(given.done.options, offered);
    return await request<T>('POST', ceremony.finish, { ...ceremony.with, ...ceremony.also, challenge: given.done.challenge, response });
  } catch (error) {
    return { refused: refusalOf(error) };
  }
}

/** Offers passkeys among what the browser fills in, where it can; answers when one was chosen, `undefined` where it cannot. */
export async function offerPasskeys<T>(ceremony: Ceremony): Promise<Answer<T> | undefined> {
  return (await browserSupportsWebAuthnAutofill()) ? askPasskey<T>(ceremony, true) : undefined;
}

/** Ends what is under way, if anything is; who waits for it hears `client/passkey-aborted`. */
export const stopPasskeys = (): void => WebAuthnAbortService.cancelCeremony();

import { z } from 'zod';

/** Bytes as base64url without padding, as browsers write them. */
const bytes = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[\w-]+$/u);
const CREDENTIAL_ID = 1_400;
const LONGEST = 20_000;

const Common = z.object({ id: bytes(CREDENTIAL_ID), rawId: bytes(CREDENTIAL_ID), type: z.literal('public-key') });
/** Nothing is asked of extensions, so nothing is read from them. */
const NO_EXTENSIONS = Object.freeze({});

/** What a browser sends of a passkey that was made (WebAuthn level 3, RegistrationResponseJSON), as far as it is used. */
export const Made = Common.extend({
  response: z.object({
    clientDataJSON: bytes(LONGEST),
    attestationObject: bytes(LONGEST),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/u))
      .max(10)
      .default([]),
  }),
}).transform((response) => ({ ...response, clientExtensionResults: NO_EXTENSIONS }));

/** What a browser sends of a passkey that was used (AuthenticationResponseJSON), as far as it is used. */
export const Used = Common.extend({
  response: z.object({
    clientDataJSON: bytes(LONGEST),
    authenticatorData: bytes(LONGEST),
    signature: bytes(LONGEST),
    userHandle: bytes(100).nullish(),
  }),
}).transform(({ response: { userHandle, ...response }, ...credential }) => ({
  ...credential,
  response: { ...response, ...(userHandle ? { userHandle } : {}) },
  clientExtensionResults: NO_EXTENSIONS,
}));

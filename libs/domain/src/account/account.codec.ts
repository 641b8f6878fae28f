import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { id, instant, optionalId, text } from '../shared/stored.codec.js';
import { ACCOUNT_LANGUAGES, CREDENTIAL_MEANS, RESET_STOPS, SIGN_IN_MEANS, SIGN_OUT_REASONS, type AccountEvent } from './account.events.js';

const link = z.strictObject({ account: id, until: instant, at: instant });
const credential = z.strictObject({ account: id, credential: id, means: z.enum(CREDENTIAL_MEANS), at: instant });
const reset = { account: id, request: id, at: instant };
const asked = z.strictObject({ ...reset, by: id, person: optionalId, until: instant });
const plain = z.strictObject({ account: id, at: instant });

export const accountCodec = codecOf<AccountEvent>('account', {
  AccountOpened: z.strictObject({ account: id, person: optionalId, at: instant }),
  AccountInvited: link,
  ResetIssued: link,
  ResetRequested: asked,
  ResetConfirmed: asked,
  ResetStopped: z.strictObject({ ...reset, because: z.enum(RESET_STOPS), by: id }),
  ResetUsed: z.strictObject(reset),
  ResetNoted: z.strictObject({ ...reset, told: instant }),
  CredentialAdded: credential,
  CredentialRemoved: credential,
  LanguageChosen: z.strictObject({ account: id, language: z.enum(ACCOUNT_LANGUAGES), at: instant }),
  SignedIn: z.strictObject({ account: id, session: id, means: z.enum(SIGN_IN_MEANS), at: instant }),
  SignedOut: z.strictObject({ account: id, session: id, because: z.enum(SIGN_OUT_REASONS), at: instant }),
  SignInsBlocked: link,
  AdministratorMade: plain,
  AdministratorDismissed: plain,
  AccountClosed: z.strictObject({ account: id, reason: text, at: instant }),
  AccountReopened: plain,
});

export const { decode: decodeAccount, parse: parseAccount, encode: encodeAccount } = accountCodec;

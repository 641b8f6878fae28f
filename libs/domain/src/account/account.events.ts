import type { AccountId, CredentialId, Instant, PersonId, ResetId, SessionId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).
// No name, e-mail address, network address, password or other secret stands in them: those are kept beside the log.

/** How somebody proves to be the one whom an account is for. */
export const CREDENTIAL_MEANS = ['password', 'passkey', 'openid'] as const;
export type CredentialMeans = (typeof CREDENTIAL_MEANS)[number];

/** The identities of a demo installation are for anybody to choose: no credential is asked for. */
export const SIGN_IN_MEANS = [...CREDENTIAL_MEANS, 'demo'] as const;
export type SignInMeans = (typeof SIGN_IN_MEANS)[number];

/**
 * Why a session ended before it ran out.
 * - `asked`: in its own browser, `elsewhere`: in another of the same account, `administrator`: by one
 * - `closed`: with the account, `stolen`: what only a copy of it could have sent has come
 */
export const SIGN_OUT_REASONS = ['asked', 'elsewhere', 'administrator', 'closed', 'stolen'] as const;
export type SignOutReason = (typeof SIGN_OUT_REASONS)[number];

export const RESET_STOPS = ['declined', 'withdrawn'] as const;
export type ResetStop = (typeof RESET_STOPS)[number];

export const ACCOUNT_LANGUAGES = ['sv', 'en'] as const;
export type AccountLanguage = (typeof ACCOUNT_LANGUAGES)[number];

export type AccountEvent =
  | {
      readonly type: 'AccountOpened';
      readonly account: AccountId;
      /** Whom it acts for; absent: it is technical. */
      readonly person?: PersonId;
      readonly at: Instant;
    }
  /** A link was made by which the account is taken into use; one made earlier is worth nothing any more. */
  | { readonly type: 'AccountInvited'; readonly account: AccountId; readonly until: Instant; readonly at: Instant }
  /** A link was made by which somebody who cannot sign in any more chooses a new credential. Nobody else had to confirm it: that is how it was once. */
  | { readonly type: 'ResetIssued'; readonly account: AccountId; readonly until: Instant; readonly at: Instant }
  /** The same, and the link is worth nothing before somebody else has confirmed it. An earlier request is worth nothing any more. */
  | {
      readonly type: 'ResetRequested';
      readonly account: AccountId;
      readonly request: ResetId;
      /** Who asks for it, with the person that account acts for. */
      readonly by: AccountId;
      readonly person?: PersonId;
      /** Until when it may be confirmed. */
      readonly until: Instant;
      readonly at: Instant;
    }
  | {
      readonly type: 'ResetConfirmed';
      readonly account: AccountId;
      readonly request: ResetId;
      readonly by: AccountId;
      readonly person?: PersonId;
      /** Until when the link may be used. */
      readonly until: Instant;
      readonly at: Instant;
    }
  /** The link is worth nothing any more. `declined`: by the account's own holder, `withdrawn`: by whoever may ask for a reset or confirm it. */
  | {
      readonly type: 'ResetStopped';
      readonly account: AccountId;
      readonly request: ResetId;
      readonly because: ResetStop;
      readonly by: AccountId;
      readonly at: Instant;
    }
  | { readonly type: 'ResetUsed'; readonly account: AccountId; readonly request: ResetId; readonly at: Instant }
  /** The holder has been told of what happened to their account up to `told`, and said so. */
  | { readonly type: 'ResetNoted'; readonly account: AccountId; readonly request: ResetId; readonly told: Instant; readonly at: Instant }
  | {
      readonly type: 'CredentialAdded';
      readonly account: AccountId;
      readonly credential: CredentialId;
      readonly means: CredentialMeans;
      readonly at: Instant;
    }
  | {
      readonly type: 'CredentialRemoved';
      readonly account: AccountId;
      readonly credential: CredentialId;
      readonly means: CredentialMeans;
      readonly at: Instant;
    }
  | { readonly type: 'LanguageChosen'; readonly account: AccountId; readonly language: AccountLanguage; readonly at: Instant }
  | {
      readonly type: 'SignedIn';
      readonly account: AccountId;
      readonly session: SessionId;
      readonly means: SignInMeans;
      readonly at: Instant;
    }
  | {
      readonly type: 'SignedOut';
      readonly account: AccountId;
      readonly session: SessionId;
      readonly because: SignOutReason;
      readonly at: Instant;
    }
  /** After too many failed attempts: those who make them are not heard before `until`. */
  | { readonly type: 'SignInsBlocked'; readonly account: AccountId; readonly until: Instant; readonly at: Instant }
  | { readonly type: 'AdministratorMade'; readonly account: AccountId; readonly at: Instant }
  | { readonly type: 'AdministratorDismissed'; readonly account: AccountId; readonly at: Instant }
  | { readonly type: 'AccountClosed'; readonly account: AccountId; readonly reason: string; readonly at: Instant }
  | { readonly type: 'AccountReopened'; readonly account: AccountId; readonly at: Instant };

import type { AccountId, CredentialId, Instant, PersonId, SessionId } from '../shared/ids.js';
import type { AccountLanguage, CredentialMeans, SignInMeans, SignOutReason } from './account.events.js';

interface At {
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

interface BesideOthers {
  /** Fact: how many other accounts that are not closed are administrators. */
  readonly otherAdministrators: number;
}

/** What may be asked of an account. Whether somebody has proven who they are is settled before. */
export type AccountCommand =
  | ({ readonly type: 'Open'; readonly account: AccountId; readonly person?: PersonId } & At)
  /** `until`: when the link runs out. */
  | ({ readonly type: 'Invite'; readonly until: Instant } & At)
  | ({ readonly type: 'IssueReset'; readonly until: Instant } & At)
  /** There is one password at a time: a new one takes the place of the one before. */
  | ({ readonly type: 'AddCredential'; readonly credential: CredentialId; readonly means: CredentialMeans } & At)
  | ({ readonly type: 'RemoveCredential'; readonly credential: CredentialId } & At)
  | ({ readonly type: 'ChooseLanguage'; readonly language: AccountLanguage } & At)
  | ({ readonly type: 'SignIn'; readonly session: SessionId; readonly means: SignInMeans } & At)
  | ({ readonly type: 'SignOut'; readonly session: SessionId; readonly because: SignOutReason } & At)
  | ({ readonly type: 'BlockSignIns'; readonly until: Instant } & At)
  | ({ readonly type: 'MakeAdministrator' } & At)
  | ({ readonly type: 'DismissAdministrator' } & BesideOthers & At)
  | ({ readonly type: 'Close'; readonly reason: string } & BesideOthers & At)
  | ({ readonly type: 'Reopen' } & At);

/** One kind of command, by its name. */
export type Asked<Type extends AccountCommand['type']> = Extract<AccountCommand, { readonly type: Type }>;

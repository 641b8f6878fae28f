import type { AccountId, CredentialId, Instant, PersonId, ResetId, SessionId } from '../shared/ids.js';
import type { AccountLanguage, CredentialMeans, ResetStop, SignInMeans, SignOutReason } from './account.events.js';

interface At {
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

interface BesideOthers {
  /** Fact: how many other accounts that are not closed are administrators. */
  readonly otherAdministrators: number;
}

/** Who asks for a reset, or confirms one. */
interface Doer {
  readonly by: AccountId;
  /** Whom that account acts for; absent: it is technical, and nobody can tell whose it is. */
  readonly person?: PersonId;
}

/** Under which role a reset is confirmed. `operator`: whoever runs the server, who holds all its files anyway. */
export type ConfirmingAs = 'secretariat' | 'administrator' | 'operator';

/** What may be asked of an account. Whether somebody has proven who they are is settled before. */
export type AccountCommand =
  | ({ readonly type: 'Open'; readonly account: AccountId; readonly person?: PersonId } & At)
  /** `until`: when the link runs out. */
  | ({ readonly type: 'Invite'; readonly until: Instant } & At)
  /** `until`: until when it may be confirmed. */
  | ({ readonly type: 'RequestReset'; readonly request: ResetId; readonly until: Instant } & Doer & At)
  /** `until`: when the link runs out. `settled`, a fact: from when on what this account says counts, since its holder has had it long enough. */
  | ({
      readonly type: 'ConfirmReset';
      readonly request: ResetId;
      readonly as: ConfirmingAs;
      readonly settled?: Instant;
      readonly until: Instant;
    } & Doer &
      At)
  | ({ readonly type: 'StopReset'; readonly request: ResetId; readonly because: ResetStop; readonly by: AccountId } & At)
  /** `told`: of which moment's news its holder says that they know it. */
  | ({ readonly type: 'NoteReset'; readonly request: ResetId; readonly told: Instant } & At)
  /** There is one password at a time: a new one takes the place of the one before. */
  | ({
      readonly type: 'AddCredential';
      readonly credential: CredentialId;
      readonly means: CredentialMeans;
      /** The link by which it is; absent: by the holder of a session. */
      readonly through?: 'invitation' | 'reset';
    } & At)
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

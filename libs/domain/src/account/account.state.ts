import type { AccountId, CredentialId, Instant, PersonId, ResetId, SessionId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import type { AccountEvent, AccountLanguage, CredentialMeans, ResetStop } from './account.events.js';

/** So many of the sessions that were not signed out are remembered, the newest; older ones have run out by themselves. */
const SESSION_LIMIT = 200;
/** And so many of those that were, the latest: whoever was about to do something as one of them is not to get through. */
const SIGNED_OUT_LIMIT = 200;

interface Did {
  readonly by: AccountId;
  readonly person?: PersonId | undefined;
  readonly at: Instant;
}

/** The latest reset, also when it is over. */
export interface AccountReset {
  readonly request: ResetId;
  /** Absent: issued when nobody was asked to confirm it, and nobody was named. */
  readonly asked?: Did;
  readonly confirmed?: Did;
  /** `overtaken`: its holder chose a credential in another way. */
  readonly ended?: { readonly as: 'used' | 'overtaken' | ResetStop; readonly at: Instant };
  /** Of waiting for somebody who confirms it, or of the link. */
  readonly until: Instant;
  /** The moment of the latest that its holder has not said they know of. */
  readonly untold?: Instant | undefined;
}

export interface AccountIdentity {
  readonly account: AccountId;
  readonly person: PersonId | undefined;
  readonly administrator: boolean;
  /** Since when. */
  readonly administratorSince: Instant | undefined;
  readonly credentials: readonly { readonly credential: CredentialId; readonly means: CredentialMeans }[];
  /** When its holder last came in by a link. Absent: nobody ever has. */
  readonly takenIntoUse: Instant | undefined;
  /** Signed in and not signed out, oldest first; one that has run out stands here too. */
  readonly sessions: readonly SessionId[];
  /** Signed out, the latest last. */
  readonly signedOut: readonly SessionId[];
  readonly language: AccountLanguage | undefined;
  /** When the latest invitation runs out, as long as nobody used it. */
  readonly invitedUntil: Instant | undefined;
  readonly reset: AccountReset | undefined;
  readonly blockedUntil: Instant | undefined;
}
export type OpenAccount = AccountIdentity & { readonly status: 'open' };

export type AccountState = { readonly status: 'none' } | OpenAccount | (AccountIdentity & { readonly status: 'closed' });

export const initial: AccountState = { status: 'none' };

/** The name of resets from before they had one. */
const UNNAMED = 'issued';

const ended = (reset: AccountReset | undefined, as: NonNullable<AccountReset['ended']>['as'], at: Instant): AccountReset | undefined =>
  reset === undefined || reset.ended !== undefined ? reset : { ...reset, ended: { as, at } };

/** The account after one more of its events. Before it is opened nothing else can happen to it. */
export const evolve = (state: AccountState, event: AccountEvent): AccountState => {
  if (event.type === 'AccountOpened') {
    const { account, person } = event;
    const nothing = { administratorSince: undefined, takenIntoUse: undefined, invitedUntil: undefined, reset: undefined };
    const more = { credentials: [], sessions: [], signedOut: [], language: undefined, blockedUntil: undefined };
    return { status: 'open', account, person, administrator: false, ...nothing, ...more };
  }
  if (state.status === 'none') return state;
  const { reset } = state;
  switch (event.type) {
    case 'AccountInvited':
      return { ...state, invitedUntil: event.until };
    case 'ResetIssued':
      return { ...state, reset: { request: UNNAMED, confirmed: { by: '', at: event.at }, until: event.until } };
    case 'ResetRequested': {
      const { request, by, person, until, at } = event;
      return { ...state, reset: { request, asked: { by, person, at }, until, untold: at } };
    }
    case 'ResetConfirmed': {
      const { by, person, until, at } = event;
      return reset === undefined ? state : { ...state, reset: { ...reset, confirmed: { by, person, at }, until, untold: at } };
    }
    case 'ResetStopped': {
      const stopped = ended(reset, event.because, event.at);
      // Whoever has declined it knows of it.
      return { ...state, reset: stopped && event.because === 'declined' ? { ...stopped, untold: undefined } : stopped };
    }
    case 'ResetUsed': {
      const used = ended(reset, 'used', event.at);
      return { ...state, reset: used && { ...used, untold: event.at } };
    }
    case 'ResetNoted':
      return { ...state, reset: reset && { ...reset, untold: undefined } };
    case 'CredentialAdded': {
      const { credential, means, at } = event;
      const byLink = state.invitedUntil !== undefined || reset?.ended?.at === at || state.takenIntoUse === undefined;
      const credentials = [...state.credentials, { credential, means }];
      const takenIntoUse = byLink ? at : state.takenIntoUse;
      return { ...state, credentials, takenIntoUse, invitedUntil: undefined, reset: ended(reset, 'overtaken', at) };
    }
    case 'CredentialRemoved':
      return { ...state, credentials: state.credentials.filter(({ credential }) => credential !== event.credential) };
    case 'LanguageChosen':
      return { ...state, language: event.language };
    case 'SignedIn':
      return { ...state, sessions: [...state.sessions.slice(1 - SESSION_LIMIT), event.session] };
    case 'SignedOut':
      return {
        ...state,
        sessions: state.sessions.filter((session) => session !== event.session),
        signedOut: [...state.signedOut.slice(1 - SIGNED_OUT_LIMIT), event.session],
      };
    case 'SignInsBlocked':
      return { ...state, blockedUntil: event.until };
    case 'AdministratorMade':
      return { ...state, administrator: true, administratorSince: event.at };
    case 'AdministratorDismissed':
      return { ...state, administrator: false, administratorSince: undefined };
    case 'AccountClosed':
      return { ...state, status: 'closed', invitedUntil: undefined, reset: ended(reset, 'overtaken', event.at) };
    case 'AccountReopened':
      return { ...state, status: 'open' };
  }
};

export const mustExist = (state: AccountState): Exclude<AccountState, { readonly status: 'none' }> => {
  if (state.status === 'none') throw new Refused('account/unknown', {});
  return state;
};

export const mustBeOpen = (state: AccountState): OpenAccount => {
  const account = mustExist(state);
  if (account.status === 'closed') throw new Refused('account/closed', {});
  return account;
};

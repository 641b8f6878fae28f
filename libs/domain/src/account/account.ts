import { TEXT_LIMIT, checkChoice, checkId, checkInstant, checkLength, checkText, checkWhole } from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import type { AccountId, CredentialId, Instant, PersonId, SessionId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import type { AccountCommand, Asked } from './account.commands.js';
import {
  ACCOUNT_LANGUAGES,
  CREDENTIAL_MEANS,
  SIGN_IN_MEANS,
  SIGN_OUT_REASONS,
  type AccountEvent,
  type AccountLanguage,
  type CredentialMeans,
} from './account.events.js';

const CREDENTIAL_LIMIT = 30;
/** So many of the sessions that were not signed out are remembered, the newest; older ones have run out by themselves. */
const SESSION_LIMIT = 200;

interface Identity {
  readonly account: AccountId;
  readonly person: PersonId | undefined;
  readonly administrator: boolean;
  readonly credentials: readonly { readonly credential: CredentialId; readonly means: CredentialMeans }[];
  /** Signed in and not signed out, oldest first; one that has run out stands here too. */
  readonly sessions: readonly SessionId[];
  readonly language: AccountLanguage | undefined;
  /** When the latest invitation and reset run out, as long as nobody used them. */
  readonly invitedUntil: Instant | undefined;
  readonly resetUntil: Instant | undefined;
  readonly blockedUntil: Instant | undefined;
}
type OpenAccount = Identity & { readonly status: 'open' };

export type AccountState = { readonly status: 'none' } | OpenAccount | (Identity & { readonly status: 'closed' });

const initial: AccountState = { status: 'none' };

/** The account after one more of its events. Before it is opened nothing else can happen to it. */
const evolve = (state: AccountState, event: AccountEvent): AccountState => {
  if (event.type === 'AccountOpened') {
    const { account, person } = event;
    const links = { invitedUntil: undefined, resetUntil: undefined, blockedUntil: undefined };
    return { status: 'open', account, person, administrator: false, credentials: [], sessions: [], language: undefined, ...links };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'AccountInvited':
      return { ...state, invitedUntil: event.until };
    case 'ResetIssued':
      return { ...state, resetUntil: event.until };
    case 'CredentialAdded': {
      const credentials = [...state.credentials, { credential: event.credential, means: event.means }];
      return { ...state, credentials, invitedUntil: undefined, resetUntil: undefined };
    }
    case 'CredentialRemoved':
      return { ...state, credentials: state.credentials.filter(({ credential }) => credential !== event.credential) };
    case 'LanguageChosen':
      return { ...state, language: event.language };
    case 'SignedIn':
      return { ...state, sessions: [...state.sessions.slice(1 - SESSION_LIMIT), event.session] };
    case 'SignedOut':
      return { ...state, sessions: state.sessions.filter((session) => session !== event.session) };
    case 'SignInsBlocked':
      return { ...state, blockedUntil: event.until };
    case 'AdministratorMade':
      return { ...state, administrator: true };
    case 'AdministratorDismissed':
      return { ...state, administrator: false };
    case 'AccountClosed':
      return { ...state, status: 'closed', invitedUntil: undefined, resetUntil: undefined };
    case 'AccountReopened':
      return { ...state, status: 'open' };
  }
};

const mustExist = (state: AccountState): Exclude<AccountState, { readonly status: 'none' }> => {
  if (state.status === 'none') throw new Refused('account/unknown', {});
  return state;
};

const mustBeOpen = (state: AccountState): OpenAccount => {
  const account = mustExist(state);
  if (account.status === 'closed') throw new Refused('account/closed', {});
  return account;
};

const checkUntil = ({ until, at }: { readonly until: Instant; readonly at: Instant }): void => {
  checkInstant('until', until);
  if (until <= at) throw new Refused('period/ends-before-start', { from: at, until });
};

const open = ({ account, person, at }: Asked<'Open'>, state: AccountState): AccountEvent[] => {
  if (state.status !== 'none') {
    if (state.account !== account || state.person !== person) throw new Refused('account/exists', {});
    mustBeOpen(state);
    return [];
  }
  checkId('account', account);
  if (person === undefined) return [{ type: 'AccountOpened', account, at }];
  checkId('person', person);
  return [{ type: 'AccountOpened', account, person, at }];
};

const invite = (command: Asked<'Invite'>, state: AccountState): AccountEvent[] => {
  const { account, invitedUntil } = mustBeOpen(state);
  const { until, at } = command;
  if (invitedUntil === until) return [];
  checkUntil(command);
  return [{ type: 'AccountInvited', account, until, at }];
};

const issueReset = (command: Asked<'IssueReset'>, state: AccountState): AccountEvent[] => {
  const { account, resetUntil } = mustBeOpen(state);
  const { until, at } = command;
  if (resetUntil === until) return [];
  checkUntil(command);
  return [{ type: 'ResetIssued', account, until, at }];
};

const addCredential = ({ credential, means, at }: Asked<'AddCredential'>, state: AccountState): AccountEvent[] => {
  const { account, credentials } = mustBeOpen(state);
  const existing = credentials.find((one) => one.credential === credential);
  if (existing?.means === means) return [];
  if (existing !== undefined) throw new Refused('account/credential-exists', { credential });
  checkId('credential', credential);
  checkChoice('means', means, CREDENTIAL_MEANS);
  const replaced = means === 'password' ? credentials.filter((one) => one.means === 'password') : [];
  checkLength('credentials', [...credentials.slice(replaced.length), credential], CREDENTIAL_LIMIT);
  return [
    ...replaced.map((one): AccountEvent => ({ type: 'CredentialRemoved', account, ...one, at })),
    { type: 'CredentialAdded', account, credential, means, at },
  ];
};

const removeCredential = ({ credential, at }: Asked<'RemoveCredential'>, state: AccountState): AccountEvent[] => {
  const { account, credentials } = mustExist(state);
  const found = credentials.find((one) => one.credential === credential);
  return found === undefined ? [] : [{ type: 'CredentialRemoved', account, ...found, at }];
};

const chooseLanguage = ({ language, at }: Asked<'ChooseLanguage'>, state: AccountState): AccountEvent[] => {
  const { account, language: before } = mustBeOpen(state);
  if (before === language) return [];
  checkChoice('language', language, ACCOUNT_LANGUAGES);
  return [{ type: 'LanguageChosen', account, language, at }];
};

const signIn = ({ session, means, at }: Asked<'SignIn'>, state: AccountState): AccountEvent[] => {
  const { account, sessions } = mustBeOpen(state);
  if (sessions.includes(session)) return [];
  checkId('session', session);
  checkChoice('means', means, SIGN_IN_MEANS);
  return [{ type: 'SignedIn', account, session, means, at }];
};

/** Of a closed account too: its sessions end after it. */
const signOut = ({ session, because, at }: Asked<'SignOut'>, state: AccountState): AccountEvent[] => {
  const { account, sessions } = mustExist(state);
  if (!sessions.includes(session)) return [];
  checkChoice('because', because, SIGN_OUT_REASONS);
  return [{ type: 'SignedOut', account, session, because, at }];
};

const blockSignIns = (command: Asked<'BlockSignIns'>, state: AccountState): AccountEvent[] => {
  const { account, blockedUntil } = mustBeOpen(state);
  const { until, at } = command;
  checkUntil(command);
  if (blockedUntil !== undefined && until <= blockedUntil) return [];
  return [{ type: 'SignInsBlocked', account, until, at }];
};

const makeAdministrator = ({ at }: Asked<'MakeAdministrator'>, state: AccountState): AccountEvent[] => {
  const { account, administrator } = mustBeOpen(state);
  return administrator ? [] : [{ type: 'AdministratorMade', account, at }];
};

const dismissAdministrator = (command: Asked<'DismissAdministrator'>, state: AccountState): AccountEvent[] => {
  const { account, administrator } = mustExist(state);
  if (!administrator) return [];
  checkWhole('otherAdministrators', command.otherAdministrators, 0, Number.MAX_SAFE_INTEGER);
  if (command.otherAdministrators === 0) throw new Refused('account/last-administrator', {});
  return [{ type: 'AdministratorDismissed', account, at: command.at }];
};

/** An administrator's account loses that with its closing: opened again, it is an account as any other. */
const close = (command: Asked<'Close'>, state: AccountState): AccountEvent[] => {
  const { account, status, credentials } = mustExist(state);
  if (status === 'closed') return [];
  const { reason, otherAdministrators, at } = command;
  checkText('reason', reason, TEXT_LIMIT);
  const dismissed = dismissAdministrator({ type: 'DismissAdministrator', otherAdministrators, at }, state);
  // What there was opens nothing any more, also when the account is opened again.
  const removed = credentials.map((one): AccountEvent => ({ type: 'CredentialRemoved', account, ...one, at }));
  return [...dismissed, ...removed, { type: 'AccountClosed', account, reason, at }];
};

const reopen = ({ at }: Asked<'Reopen'>, state: AccountState): AccountEvent[] => {
  const { account, status } = mustExist(state);
  return status === 'open' ? [] : [{ type: 'AccountReopened', account, at }];
};

/** What follows from a command to an account: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: AccountCommand, state: AccountState): AccountEvent[] => {
  checkInstant('at', command.at);
  switch (command.type) {
    case 'Open':
      return open(command, state);
    case 'Invite':
      return invite(command, state);
    case 'IssueReset':
      return issueReset(command, state);
    case 'AddCredential':
      return addCredential(command, state);
    case 'RemoveCredential':
      return removeCredential(command, state);
    case 'ChooseLanguage':
      return chooseLanguage(command, state);
    case 'SignIn':
      return signIn(command, state);
    case 'SignOut':
      return signOut(command, state);
    case 'BlockSignIns':
      return blockSignIns(command, state);
    case 'MakeAdministrator':
      return makeAdministrator(command, state);
    case 'DismissAdministrator':
      return dismissAdministrator(command, state);
    case 'Close':
      return close(command, state);
    case 'Reopen':
      return reopen(command, state);
  }
};

export const accountDecider: Decider<AccountState, AccountCommand, AccountEvent> = { initial, evolve, decide };

import { TEXT_LIMIT, checkChoice, checkId, checkInstant, checkLength, checkText, checkWhole } from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import { Refused } from '../shared/refused.js';
import type { AccountCommand, Asked } from './account.commands.js';
import { ACCOUNT_LANGUAGES, CREDENTIAL_MEANS, SIGN_IN_MEANS, SIGN_OUT_REASONS, type AccountEvent } from './account.events.js';
import { checkUntil, confirmReset, noteReset, requestReset, stopReset, throughLink } from './account.resets.js';
import { evolve, initial, mustBeOpen, mustExist, type AccountState } from './account.state.js';

export type { AccountState } from './account.state.js';

const CREDENTIAL_LIMIT = 30;

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

/** Once somebody has been the holder of an account, nobody becomes that by an invitation: a reset is what another person confirms. */
const invite = (command: Asked<'Invite'>, state: AccountState): AccountEvent[] => {
  const { account, invitedUntil, takenIntoUse } = mustBeOpen(state);
  const { until, at } = command;
  if (takenIntoUse !== undefined) throw new Refused('account/in-use', {});
  if (invitedUntil === until) return [];
  checkUntil(command);
  return [{ type: 'AccountInvited', account, until, at }];
};

const addCredential = (command: Asked<'AddCredential'>, state: AccountState): AccountEvent[] => {
  const { credential, means, at } = command;
  const { account, credentials: before } = mustBeOpen(state);
  const existing = before.find((one) => one.credential === credential);
  if (existing?.means === means) return [];
  if (existing !== undefined) throw new Refused('account/credential-exists', { credential });
  checkId('credential', credential);
  checkChoice('means', means, CREDENTIAL_MEANS);
  const used = throughLink(command, state);
  const credentials = command.through === 'reset' ? [] : before;
  const replaced = means === 'password' ? credentials.filter((one) => one.means === 'password') : [];
  checkLength('credentials', [...credentials.slice(replaced.length), credential], CREDENTIAL_LIMIT);
  return [
    ...used,
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
    case 'RequestReset':
      return requestReset(command, state);
    case 'ConfirmReset':
      return confirmReset(command, state);
    case 'StopReset':
      return stopReset(command, state);
    case 'NoteReset':
      return noteReset(command, state);
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

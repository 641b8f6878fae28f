import { checkChoice, checkId, checkInstant } from '../shared/check.js';
import type { Instant, ResetId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import type { Asked } from './account.commands.js';
import { RESET_STOPS, type AccountEvent } from './account.events.js';
import { mustBeOpen, mustExist, type AccountReset, type AccountState } from './account.state.js';

// Nobody becomes somebody else by a reset: one asks for it, another person confirms it, and its holder is told and may stop it. The one who asks
// hands the link over, so that neither of the two can use it alone.

/** @throws Refused period/ends-before-start, time/invalid */
export const checkUntil = ({ until, at }: { readonly until: Instant; readonly at: Instant }): void => {
  checkInstant('until', until);
  if (until <= at) throw new Refused('period/ends-before-start', { from: at, until });
};

const named = (person: string | undefined): { readonly person?: string } => (person === undefined ? {} : { person });

/** The reset of that name, which is not over. */
const pending = (reset: AccountReset | undefined, request: ResetId, at: Instant): AccountReset => {
  if (reset?.request !== request || reset.ended !== undefined || reset.until <= at) throw new Refused('account/no-such-reset', {});
  return reset;
};

export const requestReset = (command: Asked<'RequestReset'>, state: AccountState): AccountEvent[] => {
  const { account, reset } = mustBeOpen(state);
  const { request, by, person, until, at } = command;
  if (reset?.request === request) return [];
  checkId('request', request);
  checkUntil(command);
  return [{ type: 'ResetRequested', account, request, by, ...named(person), until, at }];
};

/** Two persons who know of it: as long as it is not known who one of them is, it may be one. */
const mustBeAnother = (command: Asked<'ConfirmReset'>, whose: string | undefined, account: string, reset: AccountReset): void => {
  const { by, person, as, settled, at } = command;
  const { asked } = reset;
  const isOf = (other: string | undefined, its: string | undefined) => by === other || (person !== undefined && person === its);
  if (isOf(asked?.by, asked?.person) || isOf(account, whose)) throw new Refused('account/own-reset', {});
  if (person === undefined || (asked?.person === undefined && as === 'administrator')) throw new Refused('account/two-persons-needed', {});
  if (settled !== undefined && at < settled) throw new Refused('account/too-new-to-confirm', { from: settled });
};

export const confirmReset = (command: Asked<'ConfirmReset'>, state: AccountState): AccountEvent[] => {
  const open = mustBeOpen(state);
  const { request, by, person, as, until, at } = command;
  const reset = pending(open.reset, request, at);
  if (reset.confirmed !== undefined) return [];
  if (as !== 'operator') mustBeAnother(command, open.person, open.account, reset);
  checkUntil(command);
  return [{ type: 'ResetConfirmed', account: open.account, request, by, ...named(person), until, at }];
};

export const stopReset = (command: Asked<'StopReset'>, state: AccountState): AccountEvent[] => {
  const { account, reset } = mustExist(state);
  const { request, because, by, at } = command;
  checkChoice('because', because, RESET_STOPS);
  if (reset?.request !== request) throw new Refused('account/no-such-reset', {});
  if (reset.ended !== undefined && reset.ended.as !== 'used') return [];
  // It is too late: that is not to be taken for stopped.
  if (reset.ended !== undefined) throw new Refused('account/no-such-reset', {});
  return [{ type: 'ResetStopped', account, request, because, by, at }];
};

/** News that came since is told all the same. */
export const noteReset = ({ request, told, at }: Asked<'NoteReset'>, state: AccountState): AccountEvent[] => {
  const { account, reset } = mustBeOpen(state);
  if (reset?.request !== request) throw new Refused('account/no-such-reset', {});
  if (reset.untold === undefined || reset.untold !== told) return [];
  return [{ type: 'ResetNoted', account, request, told, at }];
};

/** What a link must still be good for in the moment in which it is used: the reset is its account's only way in from then on. */
export const throughLink = ({ through, at }: Asked<'AddCredential'>, state: AccountState): AccountEvent[] => {
  const { account, reset, credentials, takenIntoUse, invitedUntil } = mustBeOpen(state);
  if (through === undefined) return [];
  if (through === 'invitation') {
    if (takenIntoUse !== undefined) throw new Refused('account/in-use', {});
    if (invitedUntil === undefined || invitedUntil <= at) throw new Refused('account/link-invalid', {});
    return [];
  }
  if (reset?.confirmed === undefined || reset.ended !== undefined || reset.until <= at) throw new Refused('account/link-invalid', {});
  return [
    { type: 'ResetUsed', account, request: reset.request, at },
    ...credentials.map((one): AccountEvent => ({ type: 'CredentialRemoved', account, ...one, at })),
  ];
};

import { SEALED_LIMIT, checkInstant, checkText } from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import type { Instant, SealedText } from '../shared/ids.js';
import type { InstallationEvent } from './installation.events.js';

export type InstallationState =
  /** As logs from before keys were bound are, and new ones. */
  | { readonly status: 'unbound'; readonly accountsReplaced: Instant | undefined }
  | { readonly status: 'bound'; readonly proof: SealedText; readonly accountsReplaced: Instant | undefined };

const initial: InstallationState = { status: 'unbound', accountsReplaced: undefined };

/** The installation after one more of its events. */
const evolve = (state: InstallationState, event: InstallationEvent): InstallationState => {
  switch (event.type) {
    case 'KeysBound':
    case 'KeysReplaced':
      return { status: 'bound', proof: event.proof, accountsReplaced: state.accountsReplaced };
    case 'AccountsReplaced':
      return { ...state, accountsReplaced: event.at };
  }
};

export type InstallationCommand =
  | { readonly type: 'BindKeys'; readonly proof: SealedText; readonly at: Instant }
  | { readonly type: 'ReplaceKeys'; readonly proof: SealedText; readonly at: Instant }
  | { readonly type: 'ReplaceAccounts'; readonly at: Instant };

/** What follows from a command to the installation: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: InstallationCommand, state: InstallationState): InstallationEvent[] => {
  checkInstant('at', command.at);
  switch (command.type) {
    case 'BindKeys':
      if (state.status === 'bound') return [];
      checkText('proof', command.proof, SEALED_LIMIT);
      return [{ type: 'KeysBound', proof: command.proof, at: command.at }];
    case 'ReplaceKeys':
      if (state.status === 'bound' && state.proof === command.proof) return [];
      checkText('proof', command.proof, SEALED_LIMIT);
      return [{ type: 'KeysReplaced', proof: command.proof, at: command.at }];
    case 'ReplaceAccounts':
      return state.accountsReplaced === command.at ? [] : [{ type: 'AccountsReplaced', at: command.at }];
  }
};

export const installationDecider: Decider<InstallationState, InstallationCommand, InstallationEvent> = { initial, evolve, decide };

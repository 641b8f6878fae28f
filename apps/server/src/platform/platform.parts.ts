import type { EventLog } from '@samverkan/event-store';
import type { ReadStore } from '@samverkan/read-store';
import type { Vault } from '@samverkan/vault';
import type { Logger } from 'pino';
import type { SignInSettings } from '../accounts/sign-in-settings.js';
import type { AccountStore } from '../accounts/store/account-store.js';
import type { Clock } from './clock.js';
import type { ClockWatch } from './clock-trust.js';
import type { Config } from './config/config.js';
import type { HttpLimits } from './http/gate.js';
import type { LiveLimits } from './live/live.limits.js';
import type { CallerLimits } from './shares/callers.js';

/** Why nothing can be acknowledged any more; `undefined` while the files are where they were. */
export type StorageFault = () => string | undefined;

/** What a server is made of: opened before it starts, closed after it has stopped. */
export interface PlatformParts {
  readonly config: Config;
  readonly log: EventLog;
  readonly vault: Vault;
  readonly store: ReadStore;
  /** Credentials and sessions. */
  readonly accounts: AccountStore;
  /** Accounts that nobody can use here, whatever opens them: those of a demo where there is none. */
  readonly withheld?: ReadonlySet<string>;
  /** Where an installation departs from the usual cost and limits of signing in. */
  readonly signIn?: Partial<SignInSettings>;
  /** Why nothing can be acknowledged any more, when the files were taken away under the server. */
  readonly storageFault?: StorageFault;
  readonly clock: Clock;
  /** Whether that can be believed; where it is left out, it is. */
  readonly clockTrust?: ClockWatch;
  readonly logger: Logger;
  /** Where requests may come at another pace than usual. */
  readonly httpLimits?: Partial<HttpLimits>;
  /** Where live connections may take more or less than usual. */
  readonly liveLimits?: Partial<LiveLimits>;
  /** Where other shares of network connections are given than usual. */
  readonly callers?: Partial<CallerLimits>;
  /** Folder of the built web client; without it the server has an API only. */
  readonly web?: string;
}

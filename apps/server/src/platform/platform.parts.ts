import type { EventLog } from '@samverkan/event-store';
import type { ReadStore } from '@samverkan/read-store';
import type { Vault } from '@samverkan/vault';
import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import type { Config } from './config/config.js';
import type { HttpLimits } from './http/gate.js';

/** What a server is made of: opened before it starts, closed after it has stopped. */
export interface PlatformParts {
  readonly config: Config;
  readonly log: EventLog;
  readonly vault: Vault;
  readonly store: ReadStore;
  /** The secret that session cookies are sealed with. */
  readonly sessionKey: Uint8Array;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where requests may come at another pace than usual. */
  readonly httpLimits?: Partial<HttpLimits>;
  /** Folder of the built web client; without it the server has an API only. */
  readonly web?: string;
}

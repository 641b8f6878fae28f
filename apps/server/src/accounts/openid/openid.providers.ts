import type { Provider as NestProvider } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { SessionService } from '../../platform/session/sessions.js';
import { ACCOUNT_STORE, CLOCK, CONFIG, LOGGER } from '../../platform/tokens.js';
import { AccountRecord } from '../account-record.js';
import { SignInLimits } from '../limits/sign-in-limits.js';
import type { AccountStore } from '../store/account-store.js';
import { WaysIn } from '../ways-in.js';
import { Attempts } from './attempts.js';
import { OpenidSignIns } from './openid.js';
import { Provider } from './provider.js';

/** Where the provider sends browsers back to, as it must be registered there. */
const CALLBACK = '/api/session/openid/callback';

/** What OpenID Connect rests on beside the rest of accounts. */
export const openidProviders: readonly NestProvider[] = [
  {
    provide: OpenidSignIns,
    inject: [CONFIG, ACCOUNT_STORE, CLOCK, LOGGER, AccountRecord, SessionService, SignInLimits, WaysIn],
    useFactory: (
      config: Config,
      store: AccountStore,
      clock: Clock,
      logger: Logger,
      record: AccountRecord,
      sessions: SessionService,
      limits: SignInLimits,
      waysIn: WaysIn,
    ) => {
      const provider = config.openid === undefined ? {} : { provider: new Provider(config.openid, config.url + CALLBACK) };
      const attempts = new Attempts(store, clock, config);
      return new OpenidSignIns({ store, record, sessions, limits, waysIn, attempts, logger, ...provider });
    },
  },
];

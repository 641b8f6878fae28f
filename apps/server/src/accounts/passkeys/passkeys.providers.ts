import type { Provider } from '@nestjs/common';
import type { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { SessionAnswers } from '../../platform/session/session-answer.js';
import { ACCOUNT_STORE, CLOCK, CONFIG } from '../../platform/tokens.js';
import { AccountRecord } from '../account-record.js';
import { DeviceCookies } from '../limits/device-cookie.js';
import { SignInLimits } from '../limits/sign-in-limits.js';
import type { AccountStore } from '../store/account-store.js';
import { WaysIn } from '../ways-in.js';
import { Ceremonies } from './ceremonies.js';
import { Passkeys } from './passkeys.js';
import { relyingPartyOf } from './relying-party.js';

/** What passkeys rest on beside the rest of accounts. */
export const passkeyProviders: readonly Provider[] = [
  {
    provide: Passkeys,
    inject: [CONFIG, ACCOUNT_STORE, CLOCK, AccountRecord, SignInLimits, DeviceCookies, WaysIn, SessionAnswers],
    useFactory: (
      config: Config,
      store: AccountStore,
      clock: Clock,
      record: AccountRecord,
      limits: SignInLimits,
      devices: DeviceCookies,
      waysIn: WaysIn,
      answers: SessionAnswers,
    ) => {
      const party = relyingPartyOf(config.url);
      const ceremonies = party === undefined ? {} : { ceremonies: new Ceremonies(store, party, clock) };
      const nameOf = (person: string | undefined) => answers.nameOf(person);
      return new Passkeys({ config, store, record, limits, devices, waysIn, nameOf, ...ceremonies });
    },
  },
];

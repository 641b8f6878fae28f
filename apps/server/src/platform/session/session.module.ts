import { Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import type { EventLog, Handler } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import { AccountRecord } from '../../accounts/account-record.js';
import type { AccountStore } from '../../accounts/store/account-store.js';
import type { Clock } from '../clock.js';
import type { ClockWatch } from '../clock-trust.js';
import type { Config } from '../config/config.js';
import { SESSIONS } from '../live/live.ports.js';
import type { FaultReporter } from '../refusals.js';
import { RightsReader } from '../rights/rights.js';
import { ACCOUNT_STORE, CLOCK, CLOCK_TRUST, CONFIG, EVENT_LOG, HANDLER, REPORT_FAULT, VAULT, WITHHELD_ACCOUNTS } from '../tokens.js';
import { ClockController } from './clock.controller.js';
import { DemoAccounts } from './demo-accounts.js';
import { DemoSignIn } from './demo-sign-in.js';
import { SessionAnswers } from './session-answer.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './sessions.js';

const providers: Provider[] = [
  {
    provide: DemoAccounts,
    inject: [HANDLER, VAULT, CLOCK],
    useFactory: (handler: Handler, vault: Vault, clock: Clock) => new DemoAccounts(handler, vault, clock),
  },
  {
    provide: AccountRecord,
    inject: [HANDLER, CLOCK, WITHHELD_ACCOUNTS],
    useFactory: (handler: Handler, clock: Clock, withheld: ReadonlySet<string>) => new AccountRecord(handler, clock, withheld),
  },
  {
    provide: SessionService,
    inject: [CONFIG, ACCOUNT_STORE, AccountRecord, REPORT_FAULT],
    useFactory: (config: Config, store: AccountStore, record: AccountRecord, report: FaultReporter) =>
      new SessionService(config, store.sessions, record, report),
  },
  { provide: SESSIONS, useExisting: SessionService },
  {
    provide: SessionAnswers,
    inject: [CONFIG, DemoAccounts, RightsReader, HANDLER, VAULT, EVENT_LOG, CLOCK_TRUST],
    useFactory: (
      config: Config,
      demo: DemoAccounts,
      rights: RightsReader,
      handler: Handler,
      vault: Vault,
      log: EventLog,
      trust: ClockWatch,
    ) => new SessionAnswers({ config, demo, rights, handler, vault, partnership: log.partnership, trust }),
  },
  {
    provide: DemoSignIn,
    inject: [CONFIG, DemoAccounts, SessionService],
    useFactory: (config: Config, demo: DemoAccounts, sessions: SessionService) => new DemoSignIn(config, demo, sessions),
  },
];

/** Who is signed in. */
@Module({
  controllers: [SessionController, ClockController],
  providers,
  exports: [SESSIONS, SessionService, SessionAnswers, AccountRecord],
})
export class SessionModule implements OnApplicationShutdown {
  constructor(@Inject(SessionService) private readonly sessions: SessionService) {}

  onApplicationShutdown(): void {
    this.sessions.stop();
  }
}

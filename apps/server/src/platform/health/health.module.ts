import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { EventLog } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import type { Logger } from 'pino';
import type { AccountStore } from '../../accounts/store/account-store.js';
import type { ClockTrust } from '../clock-trust.js';
import { Projector } from '../projector/projector.js';
import type { StorageFault } from '../platform.parts.js';
import { ACCOUNT_STORE, CLOCK_TRUST, EVENT_LOG, LOGGER, STORAGE_FAULT, VAULT } from '../tokens.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';
import { LogCheck } from './log-check.js';

@Module({
  controllers: [HealthController],
  providers: [
    { provide: LogCheck, inject: [EVENT_LOG, LOGGER], useFactory: (log: EventLog, logger: Logger) => new LogCheck(log, logger) },
    {
      provide: Health,
      inject: [EVENT_LOG, Projector, LogCheck, STORAGE_FAULT, CLOCK_TRUST, ACCOUNT_STORE, VAULT],
      useFactory: (
        log: EventLog,
        projector: Projector,
        check: LogCheck,
        storageFault: StorageFault,
        trust: ClockTrust,
        accounts: AccountStore,
        keys: Vault,
      ) => new Health(log, projector, check, storageFault, trust, { accounts, keys }),
    },
  ],
})
export class HealthModule implements OnApplicationBootstrap {
  constructor(@Inject(LogCheck) private readonly check: LogCheck) {}

  onApplicationBootstrap(): void {
    void this.check.run();
  }
}

import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { EventLog } from '@samverkan/event-store';
import type { Logger } from 'pino';
import type { ClockTrust } from '../clock-trust.js';
import { Projector } from '../projector/projector.js';
import type { StorageFault } from '../platform.parts.js';
import { CLOCK_TRUST, EVENT_LOG, LOGGER, STORAGE_FAULT } from '../tokens.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';
import { LogCheck } from './log-check.js';

@Module({
  controllers: [HealthController],
  providers: [
    { provide: LogCheck, inject: [EVENT_LOG, LOGGER], useFactory: (log: EventLog, logger: Logger) => new LogCheck(log, logger) },
    {
      provide: Health,
      inject: [EVENT_LOG, Projector, LogCheck, STORAGE_FAULT, CLOCK_TRUST],
      useFactory: (log: EventLog, projector: Projector, check: LogCheck, storageFault: StorageFault, trust: ClockTrust) =>
        new Health(log, projector, check, storageFault, trust),
    },
  ],
})
export class HealthModule implements OnApplicationBootstrap {
  constructor(@Inject(LogCheck) private readonly check: LogCheck) {}

  onApplicationBootstrap(): void {
    void this.check.run();
  }
}

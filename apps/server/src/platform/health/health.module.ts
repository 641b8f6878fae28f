import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { EventLog } from '@samverkan/event-store';
import type { Logger } from 'pino';
import { Projector } from '../projector/projector.js';
import { EVENT_LOG, LOGGER } from '../tokens.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';
import { LogCheck } from './log-check.js';

@Module({
  controllers: [HealthController],
  providers: [
    { provide: LogCheck, inject: [EVENT_LOG, LOGGER], useFactory: (log: EventLog, logger: Logger) => new LogCheck(log, logger) },
    {
      provide: Health,
      inject: [EVENT_LOG, Projector, LogCheck],
      useFactory: (log: EventLog, projector: Projector, check: LogCheck) => new Health(log, projector, check),
    },
  ],
})
export class HealthModule implements OnApplicationBootstrap {
  constructor(@Inject(LogCheck) private readonly check: LogCheck) {}

  onApplicationBootstrap(): void {
    void this.check.run();
  }
}

import { Module } from '@nestjs/common';
import type { EventLog } from '@samverkan/event-store';
import { Projector } from '../projector/projector.js';
import { EVENT_LOG } from '../tokens.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';

@Module({
  controllers: [HealthController],
  providers: [
    { provide: Health, inject: [EVENT_LOG, Projector], useFactory: (log: EventLog, projector: Projector) => new Health(log, projector) },
  ],
})
export class HealthModule {}

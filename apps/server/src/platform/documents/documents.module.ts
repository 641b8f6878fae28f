import { Module } from '@nestjs/common';
import type { EventLog } from '@samverkan/event-store';
import type { Open } from '@samverkan/projections';
import type { Clock } from '../clock.js';
import { Projector } from '../projector/projector.js';
import { Viewers } from '../rights/viewers.js';
import { OPEN } from '../projector/projector.tokens.js';
import { CLOCK, EVENT_LOG } from '../tokens.js';
import { Views } from '../projector/views.js';
import { SessionModule } from '../session/session.module.js';
import { DocumentsController } from './documents.controller.js';
import { Documents } from './documents.js';
import { History } from './history.js';

/** Documents and lists over HTTP. */
@Module({
  imports: [SessionModule],
  controllers: [DocumentsController],
  providers: [
    {
      provide: Documents,
      inject: [EVENT_LOG, OPEN, Projector, Viewers, Views, CLOCK],
      useFactory: (log: EventLog, open: Open, projector: Projector, viewers: Viewers, views: Views, clock: Clock) =>
        new Documents(log, projector, viewers, views, new History(log, views, open, clock)),
    },
  ],
})
export class DocumentsModule {}

import { Module } from '@nestjs/common';
import { Projector } from '../projector/projector.js';
import { Viewers } from '../rights/viewers.js';
import { Views } from '../projector/views.js';
import { SessionModule } from '../session/session.module.js';
import { DocumentsController } from './documents.controller.js';
import { Documents } from './documents.js';

/** Documents and lists over HTTP. */
@Module({
  imports: [SessionModule],
  controllers: [DocumentsController],
  providers: [
    {
      provide: Documents,
      inject: [Projector, Viewers, Views],
      useFactory: (projector: Projector, viewers: Viewers, views: Views) => new Documents(projector, viewers, views),
    },
  ],
})
export class DocumentsModule {}

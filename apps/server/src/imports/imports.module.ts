import { Module } from '@nestjs/common';
import type { EventLog, Handler } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import type { Clock } from '../platform/clock.js';
import { SessionModule } from '../platform/session/session.module.js';
import { CLOCK, EVENT_LOG, HANDLER, VAULT } from '../platform/tokens.js';
import { Importer } from './importer.js';
import { ImportsController } from './imports.controller.js';
import { namesIn } from './names.js';

/** Files read into the log. */
@Module({
  imports: [SessionModule],
  controllers: [ImportsController],
  providers: [
    {
      provide: Importer,
      inject: [HANDLER, VAULT, CLOCK, EVENT_LOG],
      useFactory: (handler: Handler, vault: Vault, clock: Clock, log: EventLog) => new Importer(handler, vault, clock, namesIn(log)),
    },
  ],
  exports: [Importer],
})
export class ImportsModule {}

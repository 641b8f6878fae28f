import { Module } from '@nestjs/common';
import type { Handler } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import type { Clock } from '../platform/clock.js';
import { SessionModule } from '../platform/session/session.module.js';
import { CLOCK, HANDLER, VAULT } from '../platform/tokens.js';
import { Importer } from './importer.js';
import { ImportsController } from './imports.controller.js';

/** Files read into the log. */
@Module({
  imports: [SessionModule],
  controllers: [ImportsController],
  providers: [
    {
      provide: Importer,
      inject: [HANDLER, VAULT, CLOCK],
      useFactory: (handler: Handler, vault: Vault, clock: Clock) => new Importer(handler, vault, clock),
    },
  ],
  exports: [Importer],
})
export class ImportsModule {}

import { Inject, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Handler } from '@samverkan/event-store';
import type { Clock } from '../platform/clock.js';
import type { ClockTrust } from '../platform/clock-trust.js';
import type { AuthoritiesWhole } from '@samverkan/projections';
import { Facts } from '../platform/commands/facts.js';
import { FactsModule } from '../platform/commands/facts.module.js';
import { Projector } from '../platform/projector/projector.js';
import type { FaultReporter } from '../platform/refusals.js';
import { Terms } from '../platform/terms.js';
import { CLOCK, CLOCK_TRUST, HANDLER, REPORT_FAULT } from '../platform/tokens.js';
import { endAuthorities } from './authorities-over.js';
import { authorityCommands } from './authorities.commands.js';

/** `CommandContext` of this context. */
export const AUTHORITY_COMMANDS = Symbol('authorityCommands');
/** The process that ends authorities. */
export const AUTHORITY_TERMS = Symbol('authorityTerms');

@Module({
  imports: [FactsModule],
  providers: [
    { provide: AUTHORITY_COMMANDS, inject: [HANDLER, Facts], useFactory: authorityCommands },
    {
      provide: AUTHORITY_TERMS,
      inject: [HANDLER, Projector, CLOCK, CLOCK_TRUST, REPORT_FAULT],
      useFactory: (handler: Handler, projector: Projector, clock: Clock, trust: ClockTrust, reportFault: FaultReporter) => {
        const all = async () => (await projector.document('authorities', 'all'))?.body as AuthoritiesWhole | undefined;
        return new Terms({ record: endAuthorities(handler, all), ready: () => projector.health().caughtUp, clock, trust, reportFault });
      },
    },
  ],
  exports: [AUTHORITY_COMMANDS],
})
export class AuthoritiesModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(AUTHORITY_TERMS) private readonly terms: Terms) {}

  onApplicationBootstrap(): void {
    this.terms.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.terms.stop();
  }
}

import { Inject, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Handler } from '@samverkan/event-store';
import type { Clock } from '../platform/clock.js';
import type { ClockTrust } from '../platform/clock-trust.js';
import { Facts } from '../platform/commands/facts.js';
import { FactsModule } from '../platform/commands/facts.module.js';
import { Projector } from '../platform/projector/projector.js';
import type { FaultReporter } from '../platform/refusals.js';
import { Terms } from '../platform/terms.js';
import { CLOCK, CLOCK_TRUST, HANDLER, REPORT_FAULT } from '../platform/tokens.js';
import { recordAppointmentTerms } from './appointment-terms.js';
import { groupCommands } from './groups.commands.js';

/** `CommandContext` of this context. */
export const GROUP_COMMANDS = Symbol('groupCommands');
/** The process that begins and ends appointments. */
export const APPOINTMENT_TERMS = Symbol('appointmentTerms');

@Module({
  imports: [FactsModule],
  providers: [
    { provide: GROUP_COMMANDS, inject: [HANDLER, Facts], useFactory: groupCommands },
    {
      provide: APPOINTMENT_TERMS,
      inject: [HANDLER, Projector, CLOCK, CLOCK_TRUST, REPORT_FAULT],
      useFactory: (handler: Handler, projector: Projector, clock: Clock, trust: ClockTrust, reportFault: FaultReporter) =>
        new Terms({
          record: recordAppointmentTerms(handler, () => projector.inMemory('group')),
          ready: () => projector.health().caughtUp,
          clock,
          trust,
          reportFault,
        }),
    },
  ],
  exports: [GROUP_COMMANDS],
})
export class GroupsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(APPOINTMENT_TERMS) private readonly terms: Terms) {}

  onApplicationBootstrap(): void {
    this.terms.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.terms.stop();
  }
}

import { Module } from '@nestjs/common';
import { Facts } from '../platform/commands/facts.js';
import { FactsModule } from '../platform/commands/facts.module.js';
import { HANDLER } from '../platform/tokens.js';
import { organisationCommands } from './organisations.commands.js';

/** `CommandContext` of this context. */
export const ORGANISATION_COMMANDS = Symbol('organisationCommands');

@Module({
  imports: [FactsModule],
  providers: [{ provide: ORGANISATION_COMMANDS, inject: [HANDLER, Facts], useFactory: organisationCommands }],
  exports: [ORGANISATION_COMMANDS],
})
export class OrganisationsModule {}

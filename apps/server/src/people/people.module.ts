import { Module } from '@nestjs/common';
import { Facts } from '../platform/commands/facts.js';
import { FactsModule } from '../platform/commands/facts.module.js';
import { HANDLER, VAULT } from '../platform/tokens.js';
import { personCommands } from './people.commands.js';

/** `CommandContext` of this context. */
export const PERSON_COMMANDS = Symbol('personCommands');

@Module({
  imports: [FactsModule],
  providers: [{ provide: PERSON_COMMANDS, inject: [HANDLER, Facts, VAULT], useFactory: personCommands }],
  exports: [PERSON_COMMANDS],
})
export class PeopleModule {}

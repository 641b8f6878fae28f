import { Module } from '@nestjs/common';
import { Facts } from '../platform/commands/facts.js';
import { FactsModule } from '../platform/commands/facts.module.js';
import { HANDLER } from '../platform/tokens.js';
import { decisionCommands } from './decisions.commands.js';

/** `CommandContext` of this context. */
export const DECISION_COMMANDS = Symbol('decisionCommands');

@Module({
  imports: [FactsModule],
  providers: [{ provide: DECISION_COMMANDS, inject: [HANDLER, Facts], useFactory: decisionCommands }],
  exports: [DECISION_COMMANDS],
})
export class DecisionsModule {}

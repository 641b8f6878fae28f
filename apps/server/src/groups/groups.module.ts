import { Module } from '@nestjs/common';
import { Facts } from '../platform/commands/facts.js';
import { FactsModule } from '../platform/commands/facts.module.js';
import { HANDLER } from '../platform/tokens.js';
import { groupCommands } from './groups.commands.js';

/** `CommandContext` of this context. */
export const GROUP_COMMANDS = Symbol('groupCommands');

@Module({
  imports: [FactsModule],
  providers: [{ provide: GROUP_COMMANDS, inject: [HANDLER, Facts], useFactory: groupCommands }],
  exports: [GROUP_COMMANDS],
})
export class GroupsModule {}

import { Module } from '@nestjs/common';
import { Facts } from '../platform/commands/facts.js';
import { FactsModule } from '../platform/commands/facts.module.js';
import { HANDLER } from '../platform/tokens.js';
import { meetingCommands } from './meetings.commands.js';

/** `CommandContext` of this context. */
export const MEETING_COMMANDS = Symbol('meetingCommands');

@Module({
  imports: [FactsModule],
  providers: [{ provide: MEETING_COMMANDS, inject: [HANDLER, Facts], useFactory: meetingCommands }],
  exports: [MEETING_COMMANDS],
})
export class MeetingsModule {}

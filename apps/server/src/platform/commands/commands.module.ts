import { Module, type Provider } from '@nestjs/common';
import type { EventLog } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import { ACCOUNT_COMMANDS, AccountsModule } from '../../accounts/accounts.module.js';
import { AUTHORITY_COMMANDS, AuthoritiesModule } from '../../authorities/authorities.module.js';
import { DECISION_COMMANDS, DecisionsModule } from '../../decisions/decisions.module.js';
import { GROUP_COMMANDS, GroupsModule } from '../../groups/groups.module.js';
import { MEETING_COMMANDS, MeetingsModule } from '../../meetings/meetings.module.js';
import { ORGANISATION_COMMANDS, OrganisationsModule } from '../../organisations/organisations.module.js';
import { PeopleModule, PERSON_COMMANDS } from '../../people/people.module.js';
import { SessionModule } from '../session/session.module.js';
import type { Clock } from '../clock.js';
import { COMMAND_SERVICE } from '../live/live.ports.js';
import { Projector } from '../projector/projector.js';
import { Viewers } from '../rights/viewers.js';
import { Views } from '../projector/views.js';
import type { FaultReporter } from '../refusals.js';
import type { StorageFault } from '../platform.parts.js';
import { CLOCK, EVENT_LOG, REPORT_FAULT, STORAGE_FAULT, VAULT } from '../tokens.js';
import { RightsReader } from '../rights/rights.js';
import type { CommandContext, CommandContexts } from './call.js';
import { CommandsController } from './commands.controller.js';
import { Commands, type SeenVersion } from './commands.js';

const COMMAND_CONTEXTS = Symbol('CommandContexts');
const SEEN_VERSION = Symbol('SeenVersion');

const contexts: Provider = {
  provide: COMMAND_CONTEXTS,
  inject: [
    ORGANISATION_COMMANDS,
    PERSON_COMMANDS,
    GROUP_COMMANDS,
    MEETING_COMMANDS,
    DECISION_COMMANDS,
    AUTHORITY_COMMANDS,
    ACCOUNT_COMMANDS,
  ],
  useFactory: (
    organisations: CommandContext<'organisations'>,
    persons: CommandContext<'persons'>,
    groups: CommandContext<'groups'>,
    meetings: CommandContext<'meetings'>,
    decisions: CommandContext<'decisions'>,
    authorities: CommandContext<'authorities'>,
    accounts: CommandContext<'accounts'>,
  ): CommandContexts => ({ organisations, persons, groups, meetings, decisions, authorities, accounts }),
};

const seenVersion: Provider = {
  provide: SEEN_VERSION,
  inject: [EVENT_LOG, Projector, Viewers, Views],
  useFactory:
    (log: EventLog, projector: Projector, viewers: Viewers, views: Views): SeenVersion =>
    async (kind, id, identity, after) => {
      await projector.reached(after ?? (await log.head()));
      // Rights follow documents: what has been folded is told before it is asked as whom somebody looks.
      projector.tellNow();
      const view = await views.view({ kind, id }, viewers.viewerOf(identity));
      return 'refused' in view ? undefined : view.version;
    },
};

const commands: Provider = {
  provide: COMMAND_SERVICE,
  inject: [EVENT_LOG, RightsReader, VAULT, CLOCK, COMMAND_CONTEXTS, SEEN_VERSION, REPORT_FAULT, STORAGE_FAULT],
  useFactory: (
    log: EventLog,
    rights: RightsReader,
    vault: Vault,
    clock: Clock,
    given: CommandContexts,
    seen: SeenVersion,
    report: FaultReporter,
    storageFault: StorageFault,
  ) => new Commands({ log, vault, clock, contexts: given, rights, seenVersion: seen, report, storageFault }),
};

/** Commands of all contexts, over HTTP and for the socket. */
@Module({
  imports: [
    SessionModule,
    OrganisationsModule,
    PeopleModule,
    GroupsModule,
    MeetingsModule,
    DecisionsModule,
    AuthoritiesModule,
    AccountsModule,
  ],
  controllers: [CommandsController],
  providers: [contexts, seenVersion, commands],
  exports: [COMMAND_SERVICE],
})
export class CommandsModule {}

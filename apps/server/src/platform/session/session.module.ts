import { Module, type Provider } from '@nestjs/common';
import type { EventLog, Handler } from '@samverkan/event-store';
import type { GroupWhole } from '@samverkan/projections';
import type { Vault } from '@samverkan/vault';
import type { Clock } from '../clock.js';
import type { Config } from '../config/config.js';
import { SESSIONS } from '../live/live.ports.js';
import { Projector } from '../projector/projector.js';
import { Viewers } from '../rights/viewers.js';
import { CLOCK, CONFIG, EVENT_LOG, HANDLER, SESSION_KEY, VAULT } from '../tokens.js';
import { SessionCookies } from './cookie.js';
import { DemoAccounts } from './demo-accounts.js';
import { SessionController } from './session.controller.js';
import { DemoSessions, type GroupsOf } from './sessions.js';

/** The groups that somebody belongs to, with the office they hold there, as the documents of groups say. */
const groupsIn =
  (projector: Projector, viewers: Viewers): GroupsOf =>
  (identity) => {
    const groups = [...viewers.viewerOf(identity).groups].sort().map((group) => {
      const { offices } = (projector.peek('group', group)?.body ?? { offices: {} }) as Pick<GroupWhole, 'offices'>;
      const office = (['chair', 'vice-chair', 'secretary'] as const).find((one) => offices[one] === identity.person);
      return [group, office === undefined ? {} : { office }] as const;
    });
    return Object.fromEntries(groups);
  };

const accounts: Provider = {
  provide: DemoAccounts,
  inject: [HANDLER, VAULT, CLOCK],
  useFactory: (handler: Handler, vault: Vault, clock: Clock) => new DemoAccounts(handler, vault, clock),
};

const sessions: Provider = {
  provide: SESSIONS,
  inject: [CONFIG, SESSION_KEY, DemoAccounts, Projector, Viewers, EVENT_LOG],
  useFactory: (config: Config, key: Uint8Array, demo: DemoAccounts, projector: Projector, viewers: Viewers, log: EventLog) =>
    new DemoSessions(config, new SessionCookies(key), demo, groupsIn(projector, viewers), log.partnership),
};

/** Who is signed in. */
@Module({ controllers: [SessionController], providers: [accounts, sessions], exports: [SESSIONS] })
export class SessionModule {}

import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { streamOf } from '@samverkan/domain';
import { createMemoryLog, type Actor, type EventLog, type Handler } from '@samverkan/event-store';
import { createMemoryStore } from '@samverkan/read-store';
import { createMemoryVault, type Vault } from '@samverkan/vault';
import type { Logger } from 'pino';
import type { SignInSettings } from '../accounts/sign-in-settings.js';
import { openAccountStore, type AccountStore } from '../accounts/store/account-store.js';
import { createApp } from '../app.js';
import { fill } from '../first-start.js';
import { Importer } from '../imports/importer.js';
import type { ClockWatch } from '../platform/clock-trust.js';
import { systemClock, type Clock } from '../platform/clock.js';
import type { Commands } from '../platform/commands/commands.js';
import { readConfig, type Config } from '../platform/config/config.js';
import type { HttpLimits } from '../platform/http/gate.js';
import type { LiveLimits } from '../platform/live/live.limits.js';
import { COMMAND_SERVICE } from '../platform/live/live.ports.js';
import { accounts, authorities, persons } from '../platform/log/deciders.js';
import { createLogger } from '../platform/logger.js';
import { sealPersonal } from '../platform/personal-data.js';
import type { CallerLimits } from '../platform/shares/callers.js';
import { HANDLER } from '../platform/tokens.js';

const SYSTEM: Actor = { account: 'spec', role: 'system' };
const SEEDED_AT = '2008-01-07T08:00:00.000Z';

/** In an empty log: the accounts of somebody of the secretariat, an auditor and an administrator, who hold that by an authority. */
async function seedAccounts(handler: Handler, vault: Vault): Promise<void> {
  const meta = (commandId: string) => ({ commandId, actor: SYSTEM, at: SEEDED_AT });
  for (const role of ['secretariat', 'auditor'] as const) {
    const person = `spec-${role}`;
    const sealed = sealPersonal(vault, person, { name: `Spec ${role}`, gender: 'unstated' });
    const registered = { type: 'Register', person, ...sealed, invented: true, at: SEEDED_AT } as const;
    await handler.handle(persons, streamOf.person(person), registered, meta(`spec-person-${role}`));
    const given = { type: 'Give', person, authority: `spec-${role}`, role, from: '2008-01-01', at: SEEDED_AT } as const;
    await handler.handle(authorities, streamOf.authority(person), given, meta(`spec-authority-${role}`));
    const opened = { type: 'Open', account: role, person, at: SEEDED_AT } as const;
    await handler.handle(accounts, streamOf.account(role), opened, meta(`spec-account-${role}`));
  }
  const stream = streamOf.account('administrator');
  await handler.handle(accounts, stream, { type: 'Open', account: 'administrator', at: SEEDED_AT }, meta('spec-account-administrator'));
  await handler.handle(accounts, stream, { type: 'MakeAdministrator', at: SEEDED_AT }, meta('spec-administrator'));
}

/** A whole server for a spec: its log and documents in memory, listening on a free port. */
export interface SpecServer {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly log: EventLog;
  readonly vault: Vault;
  readonly commands: Commands;
  readonly accountStore: AccountStore;
  close(): Promise<void>;
}

/** Passwords are hashed in a moment, as no installation should. */
const FAST: Partial<SignInSettings> = { hashing: { memoryCost: 8, timeCost: 1, parallelism: 1 } };

/** Settings as an installation on this machine has them, but for what is said. */
const specConfig = (more: Partial<Config> = {}): Config => ({ ...readConfig({ PORT: '0', SAMVERKAN_DATA: '/nowhere' }), ...more });

export interface SpecServerOptions {
  readonly demo?: boolean;
  readonly config?: Partial<Config>;
  readonly signIn?: Partial<SignInSettings>;
  readonly httpLimits?: Partial<HttpLimits>;
  readonly liveLimits?: Partial<LiveLimits>;
  readonly callers?: Partial<CallerLimits>;
  readonly clock?: Clock;
  readonly clockTrust?: ClockWatch;
  readonly web?: string;
  readonly logger?: Logger;
  readonly filled?: boolean;
  /** What the server has in the place of its log, to look at or disturb what passes. */
  readonly around?: (log: EventLog) => EventLog;
}

export async function startServer(options: SpecServerOptions = {}): Promise<SpecServer> {
  const { around = (inner) => inner } = options;
  const log = around(createMemoryLog({ partnership: 'spec' }));
  const vault = createMemoryVault();
  const store = createMemoryStore();
  const accountStore = openAccountStore({ file: ':memory:', key: randomBytes(32) });
  const app = await createApp({
    config: specConfig({ demo: options.demo ?? true, ...options.config }),
    log,
    vault,
    store,
    accounts: accountStore,
    signIn: { ...FAST, ...options.signIn },
    clock: options.clock ?? systemClock,
    logger: options.logger ?? createLogger('silent'),
    ...(options.httpLimits === undefined ? {} : { httpLimits: options.httpLimits }),
    ...(options.liveLimits === undefined ? {} : { liveLimits: options.liveLimits }),
    ...(options.clockTrust === undefined ? {} : { clockTrust: options.clockTrust }),
    ...(options.callers === undefined ? {} : { callers: options.callers }),
    ...(options.web === undefined ? {} : { web: options.web }),
  });
  const commands = app.get<Commands>(COMMAND_SERVICE);
  const handler = app.get<Handler>(HANDLER);
  if (options.filled === true) {
    const importerAt = (clock: Clock) => new Importer(handler, vault, clock);
    await fill({ config: { data: '/nowhere', demo: options.demo ?? true }, importerAt, handler, commands, today: systemClock() });
  } else await seedAccounts(handler, vault);
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    app,
    log,
    vault,
    commands,
    accountStore,
    close: async () => {
      await app.close();
      await log.close();
      await store.close();
      vault.close();
      accountStore.close();
    },
  };
}

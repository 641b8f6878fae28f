import { Module, type Provider } from '@nestjs/common';
import { streamOf } from '@samverkan/domain';
import type { EventLog, Handler } from '@samverkan/event-store';
import { asRecord, type AccountsWhole } from '@samverkan/projections';
import type { Vault } from '@samverkan/vault';
import { Facts } from '../platform/commands/facts.js';
import { FactsModule } from '../platform/commands/facts.module.js';
import type { Config } from '../platform/config/config.js';
import { persons } from '../platform/log/deciders.js';
import { openPersonal } from '../platform/personal-data.js';
import { Projector } from '../platform/projector/projector.js';
import { SessionModule } from '../platform/session/session.module.js';
import { SessionService } from '../platform/session/sessions.js';
import { ACCOUNT_STORE, CONFIG, EVENT_LOG, HANDLER, SIGN_IN_SETTINGS, VAULT } from '../platform/tokens.js';
import { AccountRecord } from './account-record.js';
import { accountCommands } from './accounts.commands.js';
import { Administrators, type AllAccounts } from './administrators.js';
import { Holders } from './holders.js';
import { DeviceCookies } from './limits/device-cookie.js';
import { SignInLimits } from './limits/sign-in-limits.js';
import { LinkController } from './link.controller.js';
import { LinkIssuer } from './links/issuing.js';
import { Resets } from './links/resets.js';
import { Mine } from './mine/mine.js';
import { MineController } from './mine/mine.controller.js';
import { OneAccount } from './one-account.js';
import { OpenidController } from './openid/openid.controller.js';
import { openidProviders } from './openid/openid.providers.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { passkeyProviders } from './passkeys/passkeys.providers.js';
import { PasswordController } from './password.controller.js';
import { PasswordSignIns, type PasswordParts } from './passwords/password-sign-in.js';
import { Passwords } from './passwords/passwords.js';
import type { SignInSettings } from './sign-in-settings.js';
import type { AccountStore } from './store/account-store.js';
import { WaysIn } from './ways-in.js';

/** `CommandContext` of this context. */
export const ACCOUNT_COMMANDS = Symbol('accountCommands');

/** All accounts, once their document has everything that the log had when it was asked. */
const allAccounts =
  (log: EventLog, projector: Projector): AllAccounts =>
  async () => {
    await projector.reached(await log.head());
    const body = (await projector.document('accounts', 'all'))?.body as AccountsWhole | undefined;
    return body === undefined ? {} : asRecord(body.accounts);
  };

const emailIn =
  (handler: Handler, vault: Vault): PasswordParts['emailOf'] =>
  async (person) => {
    if (person === undefined) return undefined;
    const { state } = await handler.load(persons, streamOf.person(person));
    return state.status === 'none' ? undefined : (openPersonal(vault, 'email', state.email) ?? undefined);
  };

const providers: Provider[] = [
  { provide: SignInLimits, inject: [SIGN_IN_SETTINGS], useFactory: (settings: SignInSettings) => new SignInLimits(settings) },
  { provide: Passwords, inject: [SIGN_IN_SETTINGS], useFactory: ({ hashing }: SignInSettings) => new Passwords(hashing) },
  {
    provide: DeviceCookies,
    inject: [ACCOUNT_STORE, CONFIG],
    useFactory: ({ secrets }: AccountStore, config: Config) => new DeviceCookies(secrets, config),
  },
  { provide: Holders, inject: [SessionService], useFactory: (sessions: SessionService) => new Holders(sessions) },
  {
    provide: WaysIn,
    inject: [CONFIG, ACCOUNT_STORE, AccountRecord, SessionService, DeviceCookies],
    useFactory: (config: Config, store: AccountStore, record: AccountRecord, sessions: SessionService, devices: DeviceCookies) =>
      new WaysIn({ config, store, record, sessions, devices }),
  },
  {
    provide: PasswordSignIns,
    inject: [CONFIG, ACCOUNT_STORE, AccountRecord, Passwords, SignInLimits, DeviceCookies, WaysIn, HANDLER, VAULT],
    useFactory: (
      config: Config,
      store: AccountStore,
      record: AccountRecord,
      passwords: Passwords,
      limits: SignInLimits,
      devices: DeviceCookies,
      waysIn: WaysIn,
      handler: Handler,
      vault: Vault,
    ) => new PasswordSignIns({ config, store, record, passwords, limits, devices, waysIn, emailOf: emailIn(handler, vault) }),
  },
  {
    provide: Resets,
    inject: [ACCOUNT_STORE, AccountRecord, SignInLimits],
    useFactory: (store: AccountStore, record: AccountRecord, limits: SignInLimits) => new Resets(store, record, limits),
  },
  {
    provide: Mine,
    inject: [ACCOUNT_STORE, AccountRecord, SessionService, WaysIn],
    useFactory: (store: AccountStore, record: AccountRecord, sessions: SessionService, waysIn: WaysIn) =>
      new Mine({ store, record, sessions, waysIn }),
  },
  {
    provide: ACCOUNT_COMMANDS,
    inject: [HANDLER, EVENT_LOG, Facts, ACCOUNT_STORE, SessionService, AccountRecord, Projector],
    useFactory: (
      handler: Handler,
      log: EventLog,
      facts: Facts,
      store: AccountStore,
      sessions: SessionService,
      record: AccountRecord,
      projector: Projector,
    ) => {
      const issuer = new LinkIssuer(store, record, log);
      const administrators = new Administrators(allAccounts(log, projector), record);
      const oneAccount = new OneAccount(allAccounts(log, projector), record);
      return accountCommands({ handler, log, facts, store, sessions, issuer, administrators, oneAccount, record });
    },
  },
];

/** Accounts: what signs in, by which means, and who administers that. */
@Module({
  imports: [FactsModule, SessionModule],
  controllers: [PasswordController, LinkController, MineController, PasskeysController, OpenidController],
  providers: [...providers, ...passkeyProviders, ...openidProviders],
  exports: [ACCOUNT_COMMANDS, WaysIn, Holders, SignInLimits],
})
export class AccountsModule {}

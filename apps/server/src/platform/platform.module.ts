import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { createHandler, type Handler } from '@samverkan/event-store';
import { SIGN_IN } from '../accounts/sign-in-settings.js';
import { Intake } from './http/intake.js';
import { Routes } from './http/routes.js';
import { CLOCK_AS_IT_IS } from './clock-trust.js';
import { faultReporter } from './log-faults.js';
import type { PlatformParts } from './platform.parts.js';
import { OPEN } from './projector/projector.tokens.js';
import { RefusalLog } from './refusal-log.js';
import { Houses } from './shares/asker.js';
import { Callers } from './shares/callers.js';
import { connectionShares } from './shares/descriptors.js';
import { opener } from './personal-data.js';
import {
  ACCOUNT_STORE,
  CLOCK,
  CLOCK_TRUST,
  CONFIG,
  EVENT_LOG,
  HANDLER,
  LOGGER,
  READ_STORE,
  REPORT_FAULT,
  SIGN_IN_SETTINGS,
  STORAGE_FAULT,
  VAULT,
  WITHHELD_ACCOUNTS,
} from './tokens.js';

const unreadable = (person: string): string =>
  `What is sealed of the person ${person} cannot be opened with the keys in keys.sqlite, and is not shown. Restore that file from a backup.`;

/** What every other module stands on. */
@Global()
@Module({})
export class PlatformModule {
  static with({
    config,
    log,
    vault,
    store,
    accounts,
    withheld,
    signIn,
    storageFault,
    clock,
    clockTrust,
    logger,
    callers,
  }: PlatformParts): DynamicModule {
    const providers: Provider[] = [
      Routes,
      Intake,
      { provide: Houses, useValue: new Houses(config.proxies) },
      {
        provide: Callers,
        inject: [Houses],
        useFactory: (houses: Houses) => new Callers({ ...connectionShares(config.connections).callers, ...callers }, houses),
      },
      { provide: CONFIG, useValue: config },
      { provide: EVENT_LOG, useValue: log },
      { provide: HANDLER, useFactory: (): Handler => createHandler(log) },
      { provide: VAULT, useValue: vault },
      { provide: OPEN, useValue: opener(vault, (person) => logger.warn(unreadable(person))) },
      { provide: READ_STORE, useValue: store },
      { provide: ACCOUNT_STORE, useValue: accounts },
      { provide: WITHHELD_ACCOUNTS, useValue: withheld ?? new Set<string>() },
      { provide: SIGN_IN_SETTINGS, useValue: { ...SIGN_IN, ...signIn } },
      { provide: STORAGE_FAULT, useValue: storageFault ?? (() => undefined) },
      { provide: CLOCK, useValue: clock },
      { provide: CLOCK_TRUST, useValue: clockTrust ?? CLOCK_AS_IT_IS },
      { provide: LOGGER, useValue: logger },
      { provide: RefusalLog, useFactory: () => new RefusalLog(logger) },
      { provide: REPORT_FAULT, useValue: faultReporter(logger) },
    ];
    return { module: PlatformModule, providers, exports: providers };
  }
}

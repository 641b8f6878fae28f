import 'reflect-metadata';
import { Global, Module, type Provider } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Test } from '@nestjs/testing';
import type { CommandAnswer, Identity } from '@samverkan/contract';
import { createMemoryLog, type EventLog } from '@samverkan/event-store';
import { createMemoryStore, type ReadStore } from '@samverkan/read-store';
import type { Clock } from '../../clock.js';
import { createLogger } from '../../logger.js';
import { Projector } from '../../projector/projector.js';
import { ProjectorModule } from '../../projector/projector.module.js';
import { OPEN } from '../../projector/projector.tokens.js';
import { Viewers } from '../../projector/viewers.js';
import { Views } from '../../projector/views.js';
import { CLOCK, EVENT_LOG, LOGGER, READ_STORE, REPORT_FAULT } from '../../tokens.js';
import { LiveGateway } from '../live.gateway.js';
import type { LiveLimits } from '../live.limits.js';
import type { LiveMetrics } from '../live.metrics.js';
import { LiveModule } from '../live.module.js';
import { COMMAND_SERVICE, SESSIONS, type CommandService, type Sessions } from '../live.ports.js';
import { Partnership } from './partnership.suite.js';

/** The live connection over a real HTTP server, with a log in memory. */
export interface LiveServerUnderTest {
  readonly url: string;
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly partnership: Partnership;
  readonly projector: Projector;
  readonly viewers: Viewers;
  readonly views: Views;
  readonly metrics: LiveMetrics;
  /** Faults that were reported. */
  readonly faults: unknown[];
  /** Stops the server; log and store stay open. */
  stop(): Promise<void>;
}

export interface LiveServerSettings {
  readonly log?: EventLog;
  readonly store?: ReadStore;
  readonly limits?: Partial<LiveLimits>;
  readonly clock?: Clock;
  readonly commands?: (log: EventLog, partnership: Partnership) => CommandService;
  readonly partnership?: Partnership;
  readonly port?: number;
}

const SECRETARIAT: Identity = { account: 'secretariat', role: 'secretariat', name: 'The secretariat' };
export const member = (person: string): Identity => ({ account: person, role: 'member', person, name: person });

/** The cookie says who it is: `as=secretariat`, or `as=` and a member's person id. */
const sessions: Sessions = {
  sessionOf: (cookie) => {
    const account = /(?:^|; )as=([^;]+)/u.exec(cookie ?? '')?.[1];
    if (account === undefined) return {};
    return { identity: account === SECRETARIAT.account ? SECRETARIAT : member(account) };
  },
};

/** Opens what the specs seal. */
const open = (sealed: string): string => sealed.replace(/^sealed:/u, '');

const noCommands: CommandService = {
  execute: (): Promise<CommandAnswer> =>
    Promise.resolve({ refused: { type: '/problems/command/unknown', title: '', status: 404, code: 'command/unknown' } }),
};

export async function startLiveServer(settings: LiveServerSettings = {}): Promise<LiveServerUnderTest> {
  const log = settings.log ?? createMemoryLog({ partnership: 'spec' });
  const store = settings.store ?? createMemoryStore();
  const partnership = settings.partnership ?? new Partnership(log);
  const faults: unknown[] = [];
  const providers: Provider[] = [
    { provide: EVENT_LOG, useValue: log },
    { provide: READ_STORE, useValue: store },
    { provide: OPEN, useValue: open },
    { provide: CLOCK, useValue: settings.clock ?? (() => '2026-11-23T10:00:00.000Z') },
    { provide: LOGGER, useValue: createLogger('silent') },
    { provide: REPORT_FAULT, useValue: (_id: string, error: unknown) => faults.push(error) },
    { provide: SESSIONS, useValue: sessions },
    { provide: COMMAND_SERVICE, useValue: settings.commands?.(log, partnership) ?? noCommands },
  ];

  @Global()
  @Module({ providers, exports: providers })
  class Around {}

  const module = await Test.createTestingModule({ imports: [Around, ProjectorModule, LiveModule.with([], settings.limits)] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useWebSocketAdapter(new IoAdapter(app));
  await app.listen(settings.port ?? 0, '127.0.0.1');
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    log,
    store,
    partnership,
    projector: app.get(Projector),
    viewers: app.get(Viewers),
    views: app.get(Views),
    metrics: app.get(LiveGateway).metrics,
    faults,
    stop: () => app.close(),
  };
}

import 'reflect-metadata';
import { Global, Module, type Provider } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { CommandAnswer, Identity } from '@samverkan/contract';
import { createHandler, createMemoryLog, type EventLog } from '@samverkan/event-store';
import { createMemoryStore, type ReadStore } from '@samverkan/read-store';
import { CLOCK_AS_IT_IS } from '../../clock-trust.js';
import type { Clock } from '../../clock.js';
import { createLogger } from '../../logger.js';
import { Documents } from '../../documents/documents.js';
import { DocumentsController } from '../../documents/documents.controller.js';
import { History } from '../../documents/history.js';
import { Projector } from '../../projector/projector.js';
import { sleep } from '../../projector/turns.js';
import { ProjectorModule } from '../../projector/projector.module.js';
import { OPEN } from '../../projector/projector.tokens.js';
import { RightsReader } from '../../rights/rights.js';
import { Viewers } from '../../rights/viewers.js';
import { Views } from '../../projector/views.js';
import { RefusalLog } from '../../refusal-log.js';
import { Houses } from '../../shares/asker.js';
import { Callers } from '../../shares/callers.js';
import { CLOCK, CLOCK_TRUST, EVENT_LOG, HANDLER, LOGGER, READ_STORE, REPORT_FAULT } from '../../tokens.js';
import { OwnAddresses } from '../../session/origin.js';
import { LiveAdapter } from '../live-adapter.js';
import { LiveGateway, type LiveServer } from '../live.gateway.js';
import type { LiveLimits } from '../live.limits.js';
import type { LiveMetrics } from '../live.metrics.js';
import { LiveModule } from '../live.module.js';
import { COMMAND_SERVICE, SESSIONS, type CommandService, type LiveSession, type Sessions } from '../live.ports.js';
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
  readonly rights: RightsReader;
  readonly metrics: LiveMetrics;
  /** Faults that were reported. */
  readonly faults: unknown[];
  /** Ends somebody's session. */
  endSession(account: string): void;
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
  /** How long it takes to find out who opens a connection. */
  readonly signInMs?: number;
  /** Given the sockets' server before anybody connects. */
  readonly onSockets?: (server: LiveServer) => void;
}

/** Somebody of the same name as their account. */
export const somebody = (person: string): Identity => ({ account: person, person });

/** The cookie says who it is: `as=` and a person's id. Every account has one session, of the same name. */
class SpecSessions implements Sessions {
  readonly #listeners = new Set<(session: string) => void>();

  constructor(private readonly ms: number) {}

  async sessionOf(cookie: string | undefined): Promise<LiveSession> {
    if (this.ms > 0) await sleep(this.ms);
    const account = /(?:^|; )as=([^;]+)/u.exec(cookie ?? '')?.[1];
    if (account === undefined) return {};
    return { identity: somebody(account), session: { id: account, until: Date.now() + 60_000 } };
  }

  onEnded(listener: (session: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(session: string): void {
    for (const listener of this.#listeners) listener(session);
  }
}

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
  const clock = settings.clock ?? (() => '2026-11-23T10:00:00.000Z');
  const sessions = new SpecSessions(settings.signInMs ?? 0);
  const houses = new Houses([]);
  const providers: Provider[] = [
    { provide: HANDLER, useValue: createHandler(log) },
    { provide: EVENT_LOG, useValue: log },
    { provide: READ_STORE, useValue: store },
    { provide: OPEN, useValue: open },
    { provide: CLOCK, useValue: clock },
    { provide: CLOCK_TRUST, useValue: CLOCK_AS_IT_IS },
    { provide: LOGGER, useValue: createLogger('silent') },
    { provide: REPORT_FAULT, useValue: (_id: string, error: unknown) => faults.push(error) },
    { provide: RefusalLog, useFactory: () => new RefusalLog(createLogger('silent')) },
    { provide: Houses, useValue: houses },
    { provide: Callers, useValue: new Callers({ address: 10_000, all: 10_000 }, houses) },
    { provide: SESSIONS, useValue: sessions },
    { provide: COMMAND_SERVICE, useValue: settings.commands?.(log, partnership) ?? noCommands },
  ];

  @Global()
  @Module({ providers, exports: providers })
  class Around {}

  class Adapter extends LiveAdapter {
    override createIOServer(...asked: Parameters<LiveAdapter['createIOServer']>): LiveServer {
      const server = super.createIOServer(...asked) as LiveServer;
      settings.onSockets?.(server);
      return server;
    }
  }

  const documents: Provider = {
    provide: Documents,
    inject: [Projector, Viewers, Views],
    useFactory: (projector: Projector, viewers: Viewers, views: Views) =>
      new Documents(log, projector, viewers, views, new History(log, views, open, clock)),
  };
  @Module({ controllers: [DocumentsController], providers: [documents] })
  class Reading {}

  const imports = [Around, ProjectorModule, LiveModule.with([], settings.limits), Reading];
  const module = await Test.createTestingModule({ imports }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useWebSocketAdapter(new Adapter(app, new OwnAddresses({ url: 'http://localhost:3000', host: '127.0.0.1' }), () => undefined));
  await app.listen(settings.port ?? 0, '127.0.0.1');
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    log,
    store,
    partnership,
    projector: app.get(Projector),
    viewers: app.get(Viewers),
    views: app.get(Views),
    rights: app.get(RightsReader),
    metrics: app.get(LiveGateway).metrics,
    faults,
    endSession: (account) => sessions.end(account),
    stop: () => app.close(),
  };
}

import { Global, Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import type { EventLog, Handler } from '@samverkan/event-store';
import { PROJECTIONS, type Open } from '@samverkan/projections';
import type { ReadStore } from '@samverkan/read-store';
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import { CLOCK, EVENT_LOG, HANDLER, LOGGER, READ_STORE } from '../tokens.js';
import { Projector } from './projector.js';
import { OPEN, READ_TURNS } from './projector.tokens.js';
import { RightsReader } from '../rights/rights.js';
import { Viewers } from '../rights/viewers.js';
import { Turns, type TurnLimits } from '../shares/turns.js';
import { Views } from './views.js';

/** Each costs some milliseconds, in which nobody else is answered. */
const READS: TurnLimits = {
  atOnce: 4,
  atOnceEach: 2,
  places: { all: 1_200, strangers: 600, address: 200, account: 200 },
  patienceMs: 10_000,
};

const providers: Provider[] = [
  { provide: READ_TURNS, useFactory: () => new Turns(READS) },
  {
    provide: Projector,
    inject: [EVENT_LOG, READ_STORE, LOGGER],
    useFactory: async (log: EventLog, store: ReadStore, logger: Logger): Promise<Projector> => {
      const projector = new Projector({ log, store, models: PROJECTIONS, report: (message) => logger.warn(message) });
      await projector.start();
      return projector;
    },
  },
  // Before the views: who may see what is known before anything is sent.
  {
    provide: Viewers,
    inject: [Projector, CLOCK],
    useFactory: (projector: Projector, clock: Clock): Promise<Viewers> => Viewers.over(projector, clock),
  },
  {
    provide: RightsReader,
    inject: [HANDLER, Viewers],
    useFactory: (handler: Handler, viewers: Viewers) => new RightsReader(handler, viewers),
  },
  {
    provide: Views,
    inject: [Projector, OPEN, Viewers],
    useFactory: (projector: Projector, open: Open) => new Views(projector, PROJECTIONS, open),
  },
];

/** Documents made of the log, and what viewers see of them. Needs the platform module. */
@Global()
@Module({ providers, exports: providers })
export class ProjectorModule implements OnApplicationShutdown {
  constructor(
    @Inject(Projector) private readonly projector: Projector,
    @Inject(Viewers) private readonly viewers: Viewers,
    @Inject(Views) private readonly views: Views,
  ) {}

  /** When the last command has been carried out and the connections are closed; before the log and the store are. */
  async onApplicationShutdown(): Promise<void> {
    this.viewers.stop();
    await this.projector.stop();
    this.views.stop();
  }
}

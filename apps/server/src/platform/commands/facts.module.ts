import { Module } from '@nestjs/common';
import type { EventLog, Handler } from '@samverkan/event-store';
import type { DocumentBody, DocumentKind } from '@samverkan/contract';
import { STRANGER, type Viewer } from '@samverkan/projections';
import { Projector } from '../projector/projector.js';
import { Views } from '../projector/views.js';
import { Viewers } from '../rights/viewers.js';
import { EdgeRefused } from '../refusals.js';
import { EVENT_LOG, HANDLER } from '../tokens.js';
import { Facts, type Documents } from './facts.js';

/** Facts are what they are, whoever asks: looked up as those who see everything. */
const SECRETARIAT: Viewer = { ...STRANGER, account: 'facts', roles: new Set(['secretariat']) };

/** Reads documents once they have all that the log had when it was asked; what follows the log no longer is no fact. */
function documentsOf(log: EventLog, projector: Projector, views: Views, viewers: Viewers): Documents {
  const reached = async (): Promise<void> => {
    if (!(await projector.reached(await log.head()))) throw new EdgeRefused('request/timeout');
  };
  const read = async <K extends DocumentKind>(kind: K, id: string): Promise<DocumentBody<K> | undefined> => {
    await reached();
    if (projector.health().stopped.some((stop) => stop.kind === kind)) throw new Error(`The documents of kind ${kind} stand still.`);
    const view = await views.view({ kind, id }, SECRETARIAT);
    return 'refused' in view ? undefined : (view.body as DocumentBody<K>);
  };
  return {
    holdsSomething: async (person) => {
      await reached();
      projector.tellNow();
      const { roles, groups, nominates, finances } = viewers.rightsOf({ account: '', person });
      return roles.length + Object.keys(groups).length + nominates.length + finances.length > 0;
    },
    decision: (id) => read('decision', id),
    hasMeasure: async (code) => {
      const programme = await read('programme', 'current');
      return programme !== undefined && Object.hasOwn(programme.measures, code);
    },
  };
}

@Module({
  providers: [
    {
      provide: Facts,
      inject: [HANDLER, EVENT_LOG, Projector, Views, Viewers],
      useFactory: (handler: Handler, log: EventLog, projector: Projector, views: Views, viewers: Viewers) =>
        new Facts(handler, documentsOf(log, projector, views, viewers)),
    },
  ],
  exports: [Facts],
})
export class FactsModule {}

import { Module } from '@nestjs/common';
import type { EventLog, Handler } from '@samverkan/event-store';
import type { DocumentBody, DocumentKind } from '@samverkan/contract';
import { STRANGER, type Viewer } from '@samverkan/projections';
import { Projector } from '../projector/projector.js';
import { Views } from '../projector/views.js';
import { Viewers } from '../rights/viewers.js';
import { EVENT_LOG, HANDLER } from '../tokens.js';
import { Facts, type Documents } from './facts.js';

/** Facts are what they are, whoever asks: looked up as those who see everything. */
const SECRETARIAT: Viewer = { ...STRANGER, account: 'facts', roles: new Set(['secretariat']) };

/** Reads documents once they have all that the log had when it was asked. */
function documentsOf(log: EventLog, projector: Projector, views: Views, viewers: Viewers): Documents {
  const read = async <K extends DocumentKind>(kind: K, id: string): Promise<DocumentBody<K> | undefined> => {
    await projector.reached(await log.head());
    const view = await views.view({ kind, id }, SECRETARIAT);
    return 'refused' in view ? undefined : (view.body as DocumentBody<K>);
  };
  return {
    holdsSomething: async (person) => {
      await projector.reached(await log.head());
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

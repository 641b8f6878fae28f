import { Module } from '@nestjs/common';
import type { EventLog, Handler } from '@samverkan/event-store';
import type { DecisionDocument, ProgrammeDocument } from '@samverkan/contract';
import { Projector } from '../projector/projector.js';
import { EVENT_LOG, HANDLER } from '../tokens.js';
import { Facts, type Documents } from './facts.js';

/** Reads documents once they have all that the log had when it was asked. */
function documentsOf(log: EventLog, projector: Projector): Documents {
  const read = async <Body>(kind: string, id: string): Promise<Body | undefined> => {
    await projector.reached(await log.head());
    return (await projector.document(kind, id))?.body as Body | undefined;
  };
  return {
    decision: (id) => read<DecisionDocument>('decision', id),
    hasMeasure: async (code) => {
      const programme = await read<ProgrammeDocument>('programme', 'current');
      return programme !== undefined && Object.hasOwn(programme.measures, code);
    },
  };
}

@Module({
  providers: [
    {
      provide: Facts,
      inject: [HANDLER, EVENT_LOG, Projector],
      useFactory: (handler: Handler, log: EventLog, projector: Projector) => new Facts(handler, documentsOf(log, projector)),
    },
  ],
  exports: [Facts],
})
export class FactsModule {}

import { START, type EventLog } from '@samverkan/event-store';
import type { ReadStore, StoredDocument } from '@samverkan/read-store';
import type { Model, Stop } from './folding.js';
import { CHECKPOINT } from './write-behind.js';

/** Kind of the records, in the store, of projections that stopped. */
const STOPPED = '$stopped';

/** Where a store of documents stands. */
export interface Fitness {
  /** Position up to which everything is in the documents; `undefined`: there are none, and all is to be made from the log's beginning. */
  readonly position: string | undefined;
  /** Why documents that were there have been thrown away. */
  readonly thrownAway?: string;
}

/**
 * Finds out whether the documents in a store may be used, and empties it if not: when they were made of another log or by other projections (said by
 * the store itself), are ahead of the log, or rest on a projection that had stopped.
 */
export async function fitnessOf(store: ReadStore, log: EventLog, models: readonly Model[]): Promise<Fitness> {
  if (!(await store.claim(stampOf(log.partnership, models)))) return { position: undefined };
  const position = (await store.checkpoint(CHECKPOINT)) ?? START;
  const thrownAway = await unfit(store, position, await log.head());
  if (thrownAway === undefined) return { position };
  await store.clear();
  return { position: undefined, thrownAway };
}

/** What is remembered of projections that stopped: a later start may be able to read more, and then makes everything anew. */
export function recordsOf(stops: readonly Stop[]): readonly StoredDocument[] {
  return stops.map((stop) => ({ kind: STOPPED, id: stop.kind, version: stop.position, at: '', body: stop }));
}

async function unfit(store: ReadStore, position: string, head: string): Promise<string | undefined> {
  if (position > head) return 'they are ahead of the event log, which was replaced by an older one';
  for await (const [first] of store.each(STOPPED)) {
    if (first !== undefined) return `the read model ${first.id} had stopped, and may be able to go on now`;
  }
  return undefined;
}

function stampOf(partnership: string, models: readonly Model[]): string {
  return JSON.stringify([partnership, ...models.map(({ kind, version }) => `${kind} ${String(version)}`)]);
}

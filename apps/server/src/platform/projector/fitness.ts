import { isPosition, START, type EventLog } from '@samverkan/event-store';
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
 * the store itself), of a history that this log does not have, or rest on a projection that had stopped.
 */
export async function fitnessOf(store: ReadStore, log: EventLog, models: readonly Model[]): Promise<Fitness> {
  if (!(await store.claim(stampOf(log.partnership, models)))) return { position: undefined };
  const thrownAway = (await foreign(store, log)) ?? (await stoppedIn(store));
  const checkpoint = await store.checkpoint(CHECKPOINT);
  if (thrownAway === undefined) return { position: checkpoint?.position ?? START };
  await store.clear();
  return { position: undefined, thrownAway };
}

/** What is remembered of projections that stopped: a later start may be able to read more, and then makes everything anew. */
export function recordsOf(stops: readonly Stop[]): readonly StoredDocument[] {
  return stops.map((stop) => ({ kind: STOPPED, id: stop.kind, version: stop.position, at: '', body: stop }));
}

async function stoppedIn(store: ReadStore): Promise<string | undefined> {
  for await (const [first] of store.each(STOPPED)) {
    if (first !== undefined) return `the read model ${first.id} had stopped, and may be able to go on now`;
  }
  return undefined;
}

/**
 * Empties a store whose documents are of a history that the log does not have. Done by whatever opens the two: what is written to an older log that was
 * put back brings its positions past those of the documents.
 * @returns why they were thrown away
 */
export async function throwAwayForeign(store: ReadStore, log: EventLog): Promise<string | undefined> {
  const why = await foreign(store, log);
  if (why !== undefined) await store.clear();
  return why;
}

async function foreign(store: ReadStore, log: EventLog): Promise<string | undefined> {
  const checkpoint = await store.checkpoint(CHECKPOINT);
  if (checkpoint === undefined) return undefined;
  if (!isPosition(checkpoint.position) || checkpoint.position > (await log.head()))
    return 'they are ahead of the event log, which was replaced by an older one';
  return (await log.sumAt(checkpoint.position)) === checkpoint.sum
    ? undefined
    : 'they are of a history that is not in the event log, which was replaced by another one';
}

/** What is told when documents are thrown away. */
export const madeAgain = (why: string): string => `The documents are made again from the event log: ${why}.`;

function stampOf(partnership: string, models: readonly Model[]): string {
  return JSON.stringify([partnership, ...models.map(({ kind, version }) => `${kind} ${String(version)}`)]);
}

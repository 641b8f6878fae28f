import type { EventLog } from '@samverkan/event-store';
import type { ReadStore } from '@samverkan/read-store';
import type { SeenVersions } from './document-cache.js';
import type { Model, Stop } from './folding.js';

export interface ProjectorOptions {
  readonly log: EventLog;
  readonly store: ReadStore;
  /** In their order: a projection looks at documents of those before it. */
  readonly models: readonly Model[];
  /** Told in one line what whoever runs the installation must know. */
  readonly report: (message: string) => void;
  /** So many milliseconds somebody who asks for a document waits while all are made anew. */
  readonly patienceMs?: number;
  /** How many documents are kept in memory, at most, beside those that are not in the store yet. */
  readonly capacity?: number;
  /** Written to the store at the latest when so many of them have changed. */
  readonly batchDocuments?: number;
}

export interface ProjectorHealth {
  /** Position of the last event that is in the documents. */
  readonly head: string;
  readonly caughtUp: boolean;
  /** Whether documents can be read; they cannot while they are made anew from the log's beginning. */
  readonly whole: boolean;
  readonly stopped: readonly Stop[];
  /** Why the documents cannot be written to their store now; they are kept in memory meanwhile. */
  readonly storeFailure?: string;
  /** Why the log is no longer read. */
  readonly failure?: string;
}

/** Says, of a document as it is now, the versions of what audiences see of it where they are older than its own. */
export type SeenOf = (kind: string, id: string) => SeenVersions | undefined;

/** What a projector goes by where its options say nothing. */
export const PROJECTOR = {
  patienceMs: 5_000,
  /** After a failure of the log it is followed again so much later. */
  followAgainMs: 1_000,
  capacity: 20_000,
  batchDocuments: 5_000,
  /** Written at the latest so long after the first change that is not. */
  batchMs: 500,
  /** Folding lets everybody else have a turn when it has taken so long: a document can be read meanwhile. */
  sliceMs: 6,
  eventsPerLookAtTheClock: 16,
  /** Kept in memory altogether: what viewers may see depends on them, and projections may look at any of them at any time. */
  kept: 'group',
} as const;

import { openSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEvent, type DomainEvent } from '@samverkan/domain';
import { openSqliteLog, type EventLog, type StoredEvent } from '@samverkan/event-store';
import { applyEvent, PROJECTIONS, type Document } from '@samverkan/projections';
import { openSqliteStore, type ReadStore } from '@samverkan/read-store';
import { now } from '../measure/statistics.ts';
import { serve } from '../processes/serve.ts';
import { built } from './built.ts';

// What the server does to have its documents, without anything of the network around it; one run per process, so that memory can be told.

interface Projector {
  start(): Promise<void>;
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
  document(kind: string, id: string): Promise<unknown>;
  health(): { readonly stopped: readonly unknown[]; readonly failure?: string };
}
interface ProjectorModule {
  readonly Projector: new (options: {
    readonly log: EventLog;
    readonly store: ReadStore;
    readonly models: typeof PROJECTIONS;
    readonly report: (message: string) => void;
  }) => Projector;
}

const { Projector } = await built<ProjectorModule>('platform/projector/projector.js');

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/** The lines of a file, in a buffer that does not grow with the file. */
function* linesOf(file: string): Generator<string> {
  const handle = openSync(file, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK);
  let rest = Buffer.alloc(0);
  for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
    let at = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, at)) {
      yield bytes.toString('utf8', at, end);
      at = end + 1;
    }
    rest = Buffer.from(bytes.subarray(at));
  }
  closeSync(handle);
}

/** Reads a flat file of events, parses each line, folds it into documents held in a map: as little as a replay can be. */
function fold(file: string): { milliseconds: number; documents: number } {
  const began = now();
  const documents = new Map<string, Document>();
  const held = { get: (kind: string, id: string) => documents.get(`${kind}/${id}`) };
  for (const line of linesOf(file)) {
    const stored = JSON.parse(line) as StoredEvent;
    const event: DomainEvent = decodeEvent(stored);
    const recorded = { position: stored.position, revision: stored.revision, time: stored.time, event, actor: stored.meta.actor };
    for (const document of applyEvent(held, recorded)) documents.set(`${document.kind}/${document.id}`, document);
  }
  return { milliseconds: now() - began, documents: documents.size };
}

/** Opens a data folder as the server does and waits until all documents are there; first for one of them. */
async function open({ folder, first }: { folder: string; first: { kind: string; id: string } }) {
  const began = now();
  const log = openSqliteLog({ file: join(folder, 'events.sqlite') });
  const store = openSqliteStore({ file: join(folder, 'read.sqlite'), onDamage: fail });
  const opened = now() - began;
  const projector = new Projector({ log, store, models: PROJECTIONS, report: fail });
  await projector.start();
  const document = await projector.document(first.kind, first.id);
  const firstDocument = now() - began;
  await projector.caughtUp();
  const all = now() - began;
  const health = projector.health();
  await projector.stop();
  const written = now() - began;
  await store.close();
  await log.close();
  if (document === undefined) throw new Error('the first document is not there');
  if (health.stopped.length > 0 || health.failure !== undefined) throw new Error(`the replay has stopped: ${JSON.stringify(health)}`);
  return { opened, firstDocument, all, written, peakRss: process.resourceUsage().maxRSS * 1_024 };
}

function fail(message: string): never {
  throw new Error(message);
}

export const replay = serve({ fold, open });

import { UnknownEvent, codecs, categoryOf, decodeEvent, type DomainEvent } from '@samverkan/domain';
import type { StoredEvent } from '@samverkan/event-store';
import type { Look, Projection, Recorded, Unaware } from '@samverkan/projections';
import { NEVER, type Held, type SeenVersions } from './document-cache.js';
import type { HeldDocuments } from './held-documents.js';

/** A projection that tells which types of events it cares for; one that does not is asked about every event. */
export interface Model extends Projection {
  readonly types?: readonly string[];
}

/** Why and where a projection stopped. */
export interface Stop {
  readonly kind: string;
  readonly eventType: string;
  readonly position: string;
  readonly reason: string;
}

/** The versions that those still have of a document who see nothing of a change. */
function stillSeen({ version, at, seen }: Held, quiet: readonly Unaware[]): SeenVersions | undefined {
  if (quiet.length === 0) return undefined;
  const last = version === '' ? NEVER : { version, at };
  return Object.fromEntries(quiet.map((audience) => [audience, seen?.[audience] ?? last]));
}

/** A document that must be loaded before the fold can go on; thrown through projections, which are pure and are simply asked again. */
class NotLoaded extends Error {
  constructor(
    readonly kind: string,
    readonly id: string,
  ) {
    super('not loaded');
  }
}

class RestsOnStopped extends Error {}

/** Why a projection stopped, without any text of an event: what the engine or our own code says of itself. */
function reasonOf(error: unknown): string {
  if (error instanceof UnknownEvent || error instanceof RestsOnStopped) return error.message;
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) return error.message;
  return error instanceof Error ? error.name : typeof error;
}

/** A document that must be loaded, and the projection to go on with. */
export interface Missing {
  readonly kind: string;
  readonly id: string;
  readonly model: number;
}

/** Told of every document that changed, with what it was. */
export type Changed = (held: Held, before: unknown) => void;

/**
 * Folds events into documents, one event after the other, each through all projections in their order. A projection that meets an
 * event which it cannot read stops there, and so does each that looks at its documents from then on; the others go on.
 */
export class Folding {
  readonly #models: readonly Model[];
  readonly #byType = new Map<string, readonly Model[]>();
  readonly #stopped = new Map<string, Stop>();
  readonly #look: Look;

  constructor(
    models: readonly Model[],
    private readonly documents: Pick<HeldDocuments, 'cache' | 'mayBeStored'>,
    private readonly onStop: (stop: Stop) => void,
  ) {
    this.#models = models;
    // What is stored under a kind has the shape that the asking projection expects of it.
    this.#look = { get: (kind, id) => this.#lookAt(kind, id) as never };
  }

  get stopped(): readonly Stop[] {
    return [...this.#stopped.values()];
  }

  restart(): void {
    this.#stopped.clear();
  }

  /** What projections are given of a stored event; `undefined` when nobody knows its name, which stops those it may concern. */
  read(stored: StoredEvent): Recorded | undefined {
    try {
      const event: DomainEvent = decodeEvent(stored);
      return { position: stored.position, revision: stored.revision, time: stored.time, event, actor: stored.meta.actor };
    } catch (error) {
      for (const model of this.#models) if (this.#mayConcern(model, stored.stream)) this.#stop(model, stored.type, stored.position, error);
      return undefined;
    }
  }

  /**
   * Folds one event, from a projection on. The documents of one projection change together, or none of them does.
   * @returns what must be loaded first, if anything: then call again with its `model`
   */
  fold(recorded: Recorded, from: number, changed: Changed): Missing | undefined {
    const models = this.#modelsFor(recorded.event.type);
    for (let index = from; index < models.length; index += 1) {
      const model = models[index];
      if (model === undefined || this.#stopped.has(model.kind)) continue;
      try {
        this.#apply(model, recorded, changed);
      } catch (error) {
        if (error instanceof NotLoaded) return { kind: error.kind, id: error.id, model: index };
        this.#stop(model, recorded.event.type, recorded.position, error);
      }
    }
    return undefined;
  }

  #apply(model: Model, recorded: Recorded, changed: Changed): void {
    const ids = model.keys(recorded, this.#look);
    if (ids.length === 0) return;
    const results: { readonly held: Held; readonly body: unknown; readonly quiet: readonly Unaware[] }[] = [];
    for (const id of ids) {
      const held = this.#held(model.kind, id);
      // Folded before: the log feeds every event at least once.
      if (held.version >= recorded.position) continue;
      const body = model.project(held.body, recorded, this.#look, id);
      if (body === undefined || body === held.body) continue;
      results.push({ held, body, quiet: model.quiet?.(held.body, body, recorded, this.#look, id) ?? [] });
    }
    for (const { held, body, quiet } of results) {
      const before = held.body;
      held.seen = stillSeen(held, quiet);
      held.body = body;
      held.version = recorded.position;
      held.at = recorded.time;
      changed(held, before);
    }
  }

  #held(kind: string, id: string): Held {
    const held = this.documents.cache.get(kind, id);
    if (held !== undefined) return held;
    if (this.documents.mayBeStored(kind)) throw new NotLoaded(kind, id);
    return this.documents.cache.add(kind, id, undefined);
  }

  #lookAt(kind: string, id: string): unknown {
    const stop = this.#stopped.get(kind);
    // A document made from one that stands still would be false without anybody noticing.
    if (stop !== undefined) throw new RestsOnStopped(`it rests on ${kind}, which has stopped`);
    const held = this.documents.cache.get(kind, id);
    if (held !== undefined) return held.body;
    if (this.documents.mayBeStored(kind)) throw new NotLoaded(kind, id);
    return undefined;
  }

  #modelsFor(type: string): readonly Model[] {
    const known = this.#byType.get(type);
    if (known !== undefined) return known;
    const models = this.#models.filter((model) => model.types === undefined || model.types.includes(type));
    this.#byType.set(type, models);
    return models;
  }

  /** An event with an unknown name may concern whoever cares for any event of its category. */
  #mayConcern(model: Model, stream: string): boolean {
    const category = categoryOf(stream);
    if (category === undefined || model.types === undefined) return true;
    const types: readonly string[] = codecs[category].types;
    return model.types.some((type) => types.includes(type));
  }

  #stop(model: Model, eventType: string, position: string, error: unknown): void {
    if (this.#stopped.has(model.kind)) return;
    const stop = { kind: model.kind, eventType, position, reason: reasonOf(error) };
    this.#stopped.set(model.kind, stop);
    this.onStop(stop);
  }
}

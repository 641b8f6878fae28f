import type { DocumentKind } from '@samverkan/contract';
import { PROJECTIONS } from './projections.js';
import type { EventType, ReadModel } from './model.js';
import type { Look, Recorded } from './projection.js';
import type { Wholes } from './wholes.js';

/** A document as it is stored: whole, before any audience's restriction. */
export interface Document {
  readonly kind: DocumentKind;
  readonly id: string;
  /** Position of the last event that changed it. */
  readonly version: string;
  readonly body: unknown;
}

/** Where the fold finds documents as they are before the event. */
export interface Documents {
  get(kind: DocumentKind, id: string): Pick<Document, 'version' | 'body'> | undefined;
}

const byType = new Map<EventType, ReadModel[]>();
for (const projection of PROJECTIONS) {
  for (const type of projection.types) byType.set(type, [...(byType.get(type) ?? []), projection]);
}
const NOBODY: readonly ReadModel[] = [];

/** The read models that care for a type of event, in the order in which they fold it. */
export const projectionsFor = (type: EventType): readonly ReadModel[] => byType.get(type) ?? NOBODY;

const find = (changed: readonly Document[], kind: DocumentKind, id: string): Document | undefined => {
  for (const document of changed) if (document.id === id && document.kind === kind) return document;
  return undefined;
};

/**
 * Folds one event into every document that it concerns.
 *
 * Each read model sees the documents of those before it as the event left them. A document whose version is not below
 * the event's position has had it, and is passed over: folding an event twice changes nothing.
 * @returns the documents that the event changed, made anew; the caller keeps them where `documents` finds them before the next event.
 */
export const applyEvent = (documents: Documents, recorded: Recorded): readonly Document[] => {
  const changed: Document[] = [];
  const { position } = recorded;
  const look: Look = {
    // What a kind's own read model made is of that kind's shape.
    get: <K extends DocumentKind>(kind: K, id: string) =>
      (find(changed, kind, id) ?? documents.get(kind, id))?.body as Wholes[K] | undefined,
  };
  for (const projection of projectionsFor(recorded.event.type)) {
    const { kind } = projection;
    for (const id of projection.keys(recorded, look)) {
      const before = documents.get(kind, id);
      if (before !== undefined && before.version >= position) continue;
      const body = projection.project(before?.body, recorded, look, id);
      if (body !== undefined && body !== before?.body) changed.push({ kind, id, version: position, body });
    }
  }
  return changed;
};

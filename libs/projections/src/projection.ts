import type { DocumentBody, DocumentKind, WideRole } from '@samverkan/contract';
import type { DomainEvent } from '@samverkan/domain';
import type { Wholes } from './wholes.js';

export type { DomainEvent };

/** An event with what the log adds to it. */
export interface Recorded<E extends DomainEvent = DomainEvent> {
  /** Place in the log; opaque, ordered as strings are. */
  readonly position: string;
  /** Place in its stream, from 0, where that is known. */
  readonly revision?: number;
  /** ISO 8601 instant at which it was recorded. */
  readonly time: string;
  readonly event: E;
  readonly actor: { readonly account: string; readonly person?: string; readonly organisation?: string; readonly role: string };
}

/**
 * A class of viewers: all in it see the same of a document. Rooms of the live connection are per document and audience.
 * - `public` everybody, `partner` everybody signed in, `group:ID` that group's members, `groups:ID,ID` those who are in all of these groups,
 *   `person:ID` one person
 */
export type Audience =
  'public' | 'partner' | 'secretariat' | 'auditor' | 'administrator' | `group:${string}` | `groups:${string}` | `person:${string}`;

/** An audience of a document, or everybody (all those signed in) as they see its row in a list. */
export type Unaware = Audience | 'rows/public' | 'rows/partner';

/** Who looks, with what they hold today. */
export interface Viewer {
  /** Absent: somebody not signed in, who then holds nothing. */
  readonly account?: string;
  readonly person?: string;
  readonly roles: ReadonlySet<WideRole>;
  /** Groups in which the person has an appointment or office. */
  readonly groups: ReadonlySet<string>;
  /** Organisations for which the person nominates, and those for which they act as financier. */
  readonly nominates: ReadonlySet<string>;
  readonly finances: ReadonlySet<string>;
}

/** What is sealed of a person; a value sealed as one field does not open as another. */
export type PersonalField = 'name' | 'gender' | 'email' | 'phone';

const NONE: ReadonlySet<never> = new Set<never>();
/** Somebody not signed in. */
export const STRANGER: Viewer = { roles: NONE, groups: NONE, nominates: NONE, finances: NONE };

/** Opens a sealed value; `undefined` when its key is gone (the person is erased), `null` when it cannot be opened (its key is damaged or missing). */
export type Open = (sealed: string, field: PersonalField) => string | undefined | null;

/** Bodies of documents of other kinds as they are at the event's position: of projections that stand earlier in the order. */
export interface Look {
  /** Groups can be asked for at any time; of other kinds, documents that the same event or its stream concerns. */
  get<K extends DocumentKind>(kind: K, id: string): Wholes[K] | undefined;
}

/**
 * A read model: one kind of document, made by folding events.
 * `Whole` is what is stored; what an audience sees of it is the contract's body.
 */
export interface Projection<K extends DocumentKind = DocumentKind, Whole = unknown> {
  readonly kind: K;
  /** Raised when the shape or meaning of `Whole` changes: stored documents of an older one are thrown away and made anew. */
  readonly version: number;
  /** Ids of the documents that an event changes. Cheap: asked for every event. */
  keys(recorded: Recorded, look: Look): readonly string[];
  /** The document after the event; the same reference when nothing changed. Unchanged members keep their identity. */
  project(body: Whole | undefined, recorded: Recorded, look: Look, id: string): Whole | undefined;
  /**
   * Those who see nothing of a change: what they see keeps its version, so that not even that tells of it. `rows/…` are those who see the document's row
   * in a list. Without it every change is taken for one that all may see.
   */
  quiet?(before: Whole | undefined, after: Whole, recorded: Recorded, look: Look, id: string): readonly Unaware[];
  /** The audience as which somebody sees the document, the one that shows most; `undefined`: not at all. */
  audience(body: Whole, id: string, viewer: Viewer): Audience | undefined;
  /** What an audience sees. Unchanged members keep their identity wherever that is cheap. */
  restrict(body: Whole, audience: Audience, open: Open, id: string): DocumentBody<K> | undefined;
}

import { diff, type JsonObject, type LiveKind } from '@samverkan/contract';
import type { Audience, Open, Viewer } from '@samverkan/projections';
import type { Model } from './folding.js';
import { STEPS, type Step } from './changes.js';
import type { WholeDocument } from './held-documents.js';
import { viewVersion } from './view-version.js';

/** What an audience sees; `body` undefined: nothing. */
export interface Seen {
  /** Of the last event that changed it (see viewVersion). */
  readonly version: string;
  readonly at: string;
  readonly body: JsonObject | undefined;
}

/** Something that one audience looks at and that changes: a document, or a page of a list. */
export interface Sight {
  readonly kind: LiveKind;
  readonly id: string;
  readonly audience: Audience;
  /** What is seen now. The same object as long as nothing of it changes. */
  now(): Seen;
  /** As which audience somebody sees it, with what is known now; `undefined`: not at all. */
  audienceFor(viewer: Viewer): Audience | undefined;
  /** Kept in memory and up to date while more than 0. */
  pins: number;
  /** Called when it may have changed. */
  changed: (() => void) | undefined;
}

/**
 * A document as one audience sees it, with a version of its own: an event that changes nothing of what is seen leaves the version where it
 * is, so that not even the version tells of it. Restricted when somebody looks, from the documents that events have left since.
 */
export class DocumentSight implements Sight {
  pins = 0;
  changed: (() => void) | undefined;
  readonly kind: LiveKind;
  readonly id: string;
  #seen: Seen;
  /** The event that brought about what is seen. */
  #by: { readonly version: string; readonly at: string };
  /** The whole document, as of the last step. */
  #whole: { readonly version: string; readonly body: unknown };
  #steps: Step[] = [];

  constructor(
    private readonly model: Model,
    private readonly open: Open,
    readonly audience: Audience,
    document: WholeDocument,
  ) {
    this.kind = model.kind;
    this.id = document.id;
    this.#whole = document;
    this.#by = document.seen?.[audience] ?? (isOwn(audience) ? document.seen?.['partner'] : undefined) ?? document;
    const { version, at } = this.#by;
    this.#seen = { version: viewVersion(version, audience), at, body: this.#restrict(document.body) };
  }

  /** What events have made of the document. */
  add(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.version <= this.#whole.version) continue;
      this.#whole = step;
      this.#steps.push(step);
    }
    if (this.#steps.length > STEPS) this.now();
    this.changed?.();
  }

  now(): Seen {
    const latest = this.#steps.at(-1);
    if (latest === undefined) return this.#seen;
    const steps = this.#steps;
    this.#steps = [];
    const body = this.#restrict(latest.body);
    if (same(body, this.#seen.body)) return this.#seen;
    // Back to the event that brought about what is seen now.
    let by = latest;
    for (let index = steps.length - 2; index >= 0; index -= 1) {
      const step = steps[index];
      if (step === undefined || !same(this.#restrict(step.body), body)) break;
      by = step;
    }
    this.#by = by;
    this.#seen = { version: viewVersion(by.version, this.audience), at: by.at, body };
    return this.#seen;
  }

  /** The version of what is seen, if it is older than the document's. */
  get older(): { readonly version: string; readonly at: string } | undefined {
    this.now();
    const { version, at } = this.#by;
    return version === this.#whole.version ? undefined : { version, at };
  }

  audienceFor(viewer: Viewer): Audience | undefined {
    return this.model.audience(this.#whole.body, this.id, viewer);
  }

  #restrict(body: unknown): JsonObject | undefined {
    return this.model.restrict(body, this.audience, this.open, this.id);
  }
}

/** As which somebody looks at a page of their own when they are inside no group that has something on it behind closed doors: an outsider like any other. */
const isOwn = (audience: Audience): boolean => audience.startsWith('person:') && !audience.includes(';');

function same(a: JsonObject | undefined, b: JsonObject | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && diff(a, b) === undefined;
}

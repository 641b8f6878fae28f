import type { SeenVersion } from '@samverkan/read-store';

/** Versions of what audiences see, where they are older than the document's. */
export type SeenVersions = Readonly<Record<string, SeenVersion>>;

/** Of what nothing has happened to: before every position. */
export const NEVER = { version: '0', at: '1970-01-01T00:00:00.000Z' };

/**
 * Under this stands the version of the last event that the public, or everybody signed in, may have seen in a list: what a row shows is not what the document shows
 * (a name is in the row, not in the document), so an audience's version of the document says nothing of the row.
 */
export const ROWS = { public: 'rows/public', partner: 'rows/partner' } as const;

/** A document in memory. */
export interface Held {
  readonly kind: string;
  readonly id: string;
  /** Position of the last event that changed it; '' before the first. */
  version: string;
  at: string;
  /** `undefined`: there is no such document (yet, or any more). */
  body: unknown;
  /** Known for the body as it is now; unknown again when it changes. */
  seen: SeenVersions | undefined;
  /** Changed since it was last written to the store. Such a document is never evicted. */
  dirty: boolean;
  /** Being written to the store now. */
  writing: boolean;
  /** Asked for since eviction last came past. */
  used: boolean;
}

interface Found {
  readonly version: string;
  readonly at: string;
  readonly body: unknown;
  readonly seen?: SeenVersions;
}

/**
 * The documents that are in use, at most so many. What has not been asked for longest goes first (second chance, which comes near to
 * least recently used at no cost per read); what the store does not have yet, and whole kinds that are kept, stay.
 */
export class DocumentCache {
  readonly #kinds = new Map<string, Map<string, Held>>();
  #size = 0;

  constructor(
    private readonly capacity: number,
    private readonly keeps: (kind: string) => boolean,
  ) {}

  get size(): number {
    return this.#size;
  }

  get(kind: string, id: string): Held | undefined {
    const held = this.#kinds.get(kind)?.get(id);
    if (held !== undefined) held.used = true;
    return held;
  }

  /** Takes a document in; one that is there already is newer and stays. */
  add(kind: string, id: string, found: Found | undefined): Held {
    const ofKind = this.#kinds.get(kind) ?? new Map<string, Held>();
    const before = ofKind.get(id);
    if (before !== undefined) return before;
    const held: Held = {
      kind,
      id,
      version: found?.version ?? '',
      at: found?.at ?? '',
      body: found?.body,
      seen: found?.seen,
      dirty: false,
      writing: false,
      used: true,
    };
    this.#kinds.set(kind, ofKind.set(id, held));
    this.#size += 1;
    return held;
  }

  /** All documents of a kind that are in memory. */
  ofKind(kind: string): Iterable<Held> {
    return this.#kinds.get(kind)?.values() ?? [];
  }

  /** Evicts what is too much. Returns the kinds of what went: from now on a document of them may be in the store alone. */
  evict(): ReadonlySet<string> {
    const gone = new Set<string>();
    // Twice round: the first time round what has been used is given its second chance.
    for (let round = 0; round < 2 && this.#size > this.capacity; round += 1) {
      for (const [kind, ofKind] of this.#kinds) if (!this.keeps(kind) && this.#evictOf(ofKind)) gone.add(kind);
    }
    return gone;
  }

  clear(): void {
    this.#kinds.clear();
    this.#size = 0;
  }

  #evictOf(ofKind: Map<string, Held>): boolean {
    let gone = false;
    let looks = ofKind.size;
    for (const [id, held] of ofKind) {
      if (this.#size <= this.capacity || looks-- === 0) break;
      ofKind.delete(id);
      if (held.dirty || held.writing || held.used) {
        held.used = false;
        ofKind.set(id, held);
      } else {
        this.#size -= 1;
        gone = true;
      }
    }
    return gone;
  }
}

/** One text for a document's kind and id. */
export const keyOf = (kind: string, id: string): string => `${kind}/${id}`;

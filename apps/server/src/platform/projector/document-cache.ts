/** A document in memory. */
export interface Held {
  readonly kind: string;
  readonly id: string;
  /** Position of the last event that changed it; '' before the first. */
  version: string;
  at: string;
  /** `undefined`: there is no such document (yet, or any more). */
  body: unknown;
  /** Changed since it was last written to the store. Such a document is never evicted. */
  dirty: boolean;
  /** Being written to the store now. */
  writing: boolean;
  /** Asked for since eviction last came past. */
  used: boolean;
}

/**
 * The documents that are in use, at most so many. What has not been asked for longest goes first (second chance, which comes near to
 * least recently used at no cost per read); what the store does not have yet, and whole kinds that are kept, stay.
 */
export class DocumentCache {
  readonly #held = new Map<string, Held>();

  constructor(
    private readonly capacity: number,
    private readonly keeps: (kind: string) => boolean,
  ) {}

  get size(): number {
    return this.#held.size;
  }

  get(kind: string, id: string): Held | undefined {
    const held = this.#held.get(keyOf(kind, id));
    if (held !== undefined) held.used = true;
    return held;
  }

  /** Takes a document in; one that is there already is newer and stays. */
  add(kind: string, id: string, found: { readonly version: string; readonly at: string; readonly body: unknown } | undefined): Held {
    const key = keyOf(kind, id);
    const before = this.#held.get(key);
    if (before !== undefined) return before;
    const held: Held = {
      kind,
      id,
      version: found?.version ?? '',
      at: found?.at ?? '',
      body: found?.body,
      dirty: false,
      writing: false,
      used: true,
    };
    this.#held.set(key, held);
    return held;
  }

  /** All documents of a kind that are in memory. */
  *ofKind(kind: string): Generator<Held> {
    for (const held of this.#held.values()) if (held.kind === kind) yield held;
  }

  /** Evicts what is too much. Returns the kinds of what went: from now on a document of them may be in the store alone. */
  evict(): ReadonlySet<string> {
    const gone = new Set<string>();
    let looks = this.#held.size * 2;
    for (const [key, held] of this.#held) {
      if (this.#held.size <= this.capacity || looks-- <= 0) break;
      if (held.dirty || held.writing || held.used || this.keeps(held.kind)) {
        held.used = false;
        this.#held.delete(key);
        this.#held.set(key, held);
        continue;
      }
      this.#held.delete(key);
      gone.add(held.kind);
    }
    return gone;
  }

  clear(): void {
    this.#held.clear();
  }
}

/** One text for a document's kind and id. */
export const keyOf = (kind: string, id: string): string => `${kind}/${id}`;

import { StoreClosed, StoreDamaged, type ReadStore } from '@samverkan/read-store';
import { DocumentCache, type Held, type SeenVersions } from './document-cache.js';
import { sleep } from './turns.js';

/** A document whole, as no audience but the most entitled sees it. Never changed in place. */
export interface WholeDocument {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  readonly at: string;
  readonly body: unknown;
  readonly seen?: SeenVersions | undefined;
}

const RETRY_MS = 200;

/** The documents, in memory where they are in use and in the store else. What is in memory is never older. */
export class HeldDocuments {
  readonly cache: DocumentCache;
  /** Kinds of which a document may be in the store without being in memory. */
  readonly #alsoStored = new Set<string>();

  constructor(
    private readonly store: ReadStore,
    capacity: number,
    /** A kind that is kept in memory altogether. */
    private readonly kept: string,
    private readonly onDamage: () => void,
  ) {
    this.cache = new DocumentCache(capacity, (kind) => kind === kept);
  }

  /** Whether a document that is not in memory may be in the store. */
  mayBeStored(kind: string): boolean {
    return this.#alsoStored.has(kind);
  }

  /** The store has documents of these kinds. */
  areStored(kinds: Iterable<string>): void {
    for (const kind of kinds) this.#alsoStored.add(kind);
  }

  /** Takes the kind that is kept into memory. @throws StoreDamaged */
  async loadKept(): Promise<void> {
    if (!this.#alsoStored.has(this.kept)) return;
    for await (const page of this.store.each(this.kept)) for (const document of page) this.cache.add(this.kept, document.id, document);
    this.#alsoStored.delete(this.kept);
  }

  /** A document if it is in memory. */
  peek(kind: string, id: string): WholeDocument | undefined {
    const held = this.cache.get(kind, id);
    return held === undefined ? undefined : asDocument(held);
  }

  /** A document as it is now in memory, or in the store. */
  async get(kind: string, id: string): Promise<WholeDocument | undefined> {
    const held = this.cache.get(kind, id);
    if (held !== undefined || !this.#alsoStored.has(kind)) return held === undefined ? undefined : asDocument(held);
    try {
      const stored = await this.store.get(kind, id);
      const now = stored === undefined ? this.cache.get(kind, id) : this.cache.add(kind, id, stored);
      return now === undefined ? undefined : asDocument(now);
    } catch (error) {
      if (!(error instanceof StoreDamaged)) throw error;
      this.onDamage();
      return undefined;
    }
  }

  inMemory(kind: string): readonly WholeDocument[] {
    return [...this.cache.ofKind(kind)].map(asDocument).filter((document) => document !== undefined);
  }

  /** All documents of a kind, in pages; what changes meanwhile may be met before or after the change. */
  async *each(kind: string): AsyncGenerator<readonly WholeDocument[]> {
    const inMemory = new Map([...this.cache.ofKind(kind)].map((held) => [held.id, held]));
    try {
      if (this.#alsoStored.has(kind)) {
        for await (const page of this.store.each(kind)) yield page.filter((document) => !inMemory.has(document.id));
      }
    } catch (error) {
      if (error instanceof StoreDamaged) this.onDamage();
      throw error;
    }
    yield [...inMemory.values()].map(asDocument).filter((document) => document !== undefined);
  }

  /**
   * Takes a document into memory for a fold that cannot go on without it. A store that is away is waited for: a hole in a document is
   * worse than a wait. @throws StoreDamaged, StoreClosed, and whatever went wrong when nobody waits any more
   */
  async load(kind: string, id: string, isWaitedFor: () => boolean): Promise<void> {
    for (;;) {
      try {
        this.cache.add(kind, id, await this.store.get(kind, id));
        return;
      } catch (error) {
        if (error instanceof StoreClosed || error instanceof StoreDamaged || !isWaitedFor()) throw error;
        await sleep(RETRY_MS);
      }
    }
  }

  /** Lets go what is too much. */
  evict(): void {
    this.areStored(this.cache.evict());
  }

  clear(): void {
    this.cache.clear();
    this.#alsoStored.clear();
  }
}

function asDocument({ kind, id, version, at, body, seen }: Held): WholeDocument | undefined {
  return body === undefined ? undefined : { kind, id, version, at, body, seen };
}

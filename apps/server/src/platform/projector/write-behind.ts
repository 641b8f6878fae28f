import { StoreDamaged, type ReadStore, type StoredDocument } from '@samverkan/read-store';
import type { Held, SeenVersions } from './document-cache.js';

export const CHECKPOINT = 'projector';
const RETRY_MS = 1_000;

/**
 * Carries changed documents to the store in batches, each with the position up to which everything is in it. A batch that fails is
 * kept and tried again: until then nothing of it leaves memory.
 */
export class WriteBehind {
  #dirty = new Set<Held>();
  #running: Promise<void> | undefined;
  #failure: string | undefined;
  #failedAt = 0;

  constructor(
    private readonly store: ReadStore,
    /** By which checksum the log is known again that the documents were made from up to a position. */
    private readonly sumAt: (position: string) => Promise<string | undefined>,
    private readonly onDamage: () => void,
    /** The versions of what audiences see of a document, as far as somebody looks and they are older than its own. */
    private readonly seenOf: (kind: string, id: string) => SeenVersions | undefined,
  ) {}

  get waiting(): number {
    return this.#dirty.size;
  }

  /** Why the last batch could not be written. */
  get failure(): string | undefined {
    return this.#failure;
  }

  get running(): Promise<void> | undefined {
    return this.#running;
  }

  /** Whether a failed batch must wait before it is tried again. */
  get resting(): boolean {
    return this.#failure !== undefined && performance.now() - this.#failedAt < RETRY_MS;
  }

  add(held: Held): void {
    if (held.dirty) return;
    held.dirty = true;
    this.#dirty.add(held);
  }

  forget(): void {
    this.#dirty.clear();
  }

  /**
   * Writes everything that has changed, as it is now. To be called between two events only, with the position of the first.
   * While another batch is being written, that one is all that happens.
   * @param more other documents to write along
   */
  write(position: string, more: readonly StoredDocument[] = []): Promise<void> {
    this.#running ??= this.#commit(position, more).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #commit(position: string, more: readonly StoredDocument[]): Promise<void> {
    const batch = this.#dirty;
    this.#dirty = new Set();
    const docs: StoredDocument[] = [...more];
    for (const held of batch) {
      held.dirty = false;
      held.writing = true;
      const { kind, id, version, at, body } = held;
      const watched = this.seenOf(kind, id);
      const seen = (held.seen = watched === undefined ? held.seen : { ...held.seen, ...watched });
      docs.push(seen === undefined ? { kind, id, version, at, body } : { kind, id, version, at, body, seen });
    }
    try {
      const sum = await this.sumAt(position);
      if (sum === undefined) throw new RangeError('The event log has no event at the position that the documents are at.');
      await this.store.commit({ docs, checkpoint: { name: CHECKPOINT, position, sum } });
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#failedAt = performance.now();
      for (const held of batch) this.add(held);
      if (error instanceof StoreDamaged) this.onDamage();
    } finally {
      for (const held of batch) held.writing = false;
    }
  }
}

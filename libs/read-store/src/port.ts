/** A document as it is stored: whole, as no audience but the most entitled sees it. */
export interface StoredDocument {
  readonly kind: string;
  readonly id: string;
  /** Position of the last event that changed it. */
  readonly version: string;
  /** Time of that event, ISO 8601. */
  readonly at: string;
  /** JSON; what is read is not shared with what was written. */
  readonly body: unknown;
  /** What each audience sees has a version of its own; here stand those that are older than the document's. */
  readonly seen?: Readonly<Record<string, SeenVersion>>;
}

export interface SeenVersion {
  readonly version: string;
  readonly at: string;
}

export interface DocumentKey {
  readonly kind: string;
  readonly id: string;
}

/** What becomes true together: a reader sees all of it or nothing. */
export interface Changes {
  readonly docs?: readonly StoredDocument[];
  readonly removed?: readonly DocumentKey[];
  /** How far a named reader of the log has come. */
  readonly checkpoint?: Checkpoint & { readonly name: string };
}

/** How far a reader of the log has come, and by which checksum that log is known again: another may have the same positions. */
export interface Checkpoint {
  readonly position: string;
  readonly sum: string;
}

/**
 * Where documents are kept. Any call may throw StoreDamaged, after which the store is empty. Nothing in it is the only copy of anything: all can be made anew from the event log,
 * so a store may lose its latest commits in a power cut, but never a part of one.
 */
export interface ReadStore {
  /**
   * Says what the documents are made from and by: the log, and the version of every projection. When the store was made from
   * or by something else, all of it is thrown away, since read models look at each other while they fold and one made
   * anew beside others that are ahead would be made from their future.
   * @returns true when the documents may be used, false when the store is empty
   */
  claim(stamp: string): Promise<boolean>;
  get(kind: string, id: string): Promise<StoredDocument | undefined>;
  /** In the order asked; `undefined` for what there is not. */
  getMany(keys: readonly DocumentKey[]): Promise<readonly (StoredDocument | undefined)[]>;
  /** All documents of a kind in the order of their ids, in pages of at most 500. What is committed meanwhile may be met or not. */
  each(kind: string): AsyncIterable<readonly StoredDocument[]>;
  commit(changes: Changes): Promise<void>;
  /** What was committed under a name. */
  checkpoint(name: string): Promise<Checkpoint | undefined>;
  /** Throws everything away, checkpoints too; the stamp stays. */
  clear(): Promise<void>;
  /** Finishes what was begun; whatever is asked later is refused with StoreClosed. */
  close(): Promise<void>;
}

/**
 * What is stored is not what was written. The store has been begun anew and is empty, checkpoints too: whoever uses it
 * makes the documents again from the log.
 */
export class StoreDamaged extends Error {
  readonly code = 'store/damaged';
  override readonly name = 'StoreDamaged';
}

/** The store has been closed. */
export class StoreClosed extends Error {
  readonly code = 'store/closed';
  override readonly name = 'StoreClosed';
  constructor() {
    super('The store of documents is closed.');
  }
}

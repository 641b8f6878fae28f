import { LogClosed, LogDamaged, START, type StoredEvent, type Subscription } from '@samverkan/event-store';
import { StoreDamaged } from '@samverkan/read-store';
import { ChangeFeed, type ChangeListener } from './changes.js';
import type { Held } from './document-cache.js';
import { DocumentsBeingMade, wholePages } from './documents-being-made.js';
import { fitnessOf, madeAgain, recordsOf } from './fitness.js';
import { Folding, type Stop } from './folding.js';
import { Gate } from './gate.js';
import { HeldDocuments, type WholeDocument } from './held-documents.js';
import { PositionWaiters } from './position-waiters.js';
import { nextTurn } from './turns.js';
import { PROJECTOR, type ProjectorHealth, type ProjectorOptions, type SeenOf } from './projector.options.js';
import { WriteBehind } from './write-behind.js';

/**
 * Makes documents of the log's events and keeps them up to date: reads the log from where the store is, then follows it. Documents can
 * be read as soon as it has started, as of their version; what waits for a certain event waits with `reached`. While all are made anew, though,
 * nothing is read: half a document or a list with half its rows looks like a whole one.
 */
export class Projector {
  readonly #options: ProjectorOptions;
  readonly #documents: HeldDocuments;
  readonly #folding: Folding;
  readonly #writing: WriteBehind;
  readonly #changes = new ChangeFeed();
  readonly #waiters = new PositionWaiters();
  #subscription: Subscription | undefined;
  #head: string = START;
  readonly #caughtUp = new Gate();
  /** Open while every document has been made up to one position at least. */
  readonly #whole = new Gate();
  /** Listeners have been told of everything up to here: what is made anew is no news. */
  #told: string = START;
  #folds = false;
  #flushTimer: NodeJS.Timeout | undefined;
  #beginning: Promise<void> = Promise.resolve();
  #stopping = false;
  #failure: string | undefined;
  /** Raised when everything is made anew: what an earlier round still does is void. */
  #round = 0;
  #seenOf: SeenOf | undefined;

  constructor(options: ProjectorOptions) {
    this.#options = options;
    const rebuild = (): void => void this.#rebuild();
    this.#documents = new HeldDocuments(options.store, options.capacity ?? PROJECTOR.capacity, PROJECTOR.kept, rebuild);
    this.#folding = new Folding(options.models, this.#documents, this.#stopped);
    const sumAt = (position: string) => options.log.sumAt(position as typeof START);
    this.#writing = new WriteBehind(options.store, sumAt, rebuild, (kind, id) => this.#seenOf?.(kind, id));
  }

  /** Opens the documents for reading and begins to catch up in the background. */
  async start(): Promise<void> {
    const { log, store, models } = this.#options;
    const { position, thrownAway } = await fitnessOf(store, log, models);
    if (thrownAway !== undefined) this.#options.report(madeAgain(thrownAway));
    if (position !== undefined) {
      this.#head = position;
      this.#documents.areStored(models.map(({ kind }) => kind));
      this.#whole.open();
    }
    this.#beginning = this.#begin();
  }

  /** Resolves when all groups are in memory, as of the head. */
  async groupsLoaded(): Promise<void> {
    await this.#beginning;
  }

  /** A document as it is now; one that is not there is waited for while the projector catches up. @throws DocumentsBeingMade */
  async document(kind: string, id: string): Promise<WholeDocument | undefined> {
    for (;;) {
      await this.mustBeWhole();
      const round = this.#round;
      const found = await this.#documents.get(kind, id);
      if (round === this.#round && (found !== undefined || this.#caughtUp.isOpen || this.#failure !== undefined)) return found;
      if (round !== this.#round) continue;
      await this.caughtUp();
      if (this.#stopping) return this.#documents.get(kind, id);
    }
  }

  get isWhole(): boolean {
    return this.#whole.isOpen;
  }

  /** Resolves when documents can be read. @throws DocumentsBeingMade when that takes long, or will not be */
  async mustBeWhole(): Promise<void> {
    if (!(await this.#whole.passedWithin(this.#stopping ? 0 : (this.#options.patienceMs ?? PROJECTOR.patienceMs))))
      throw new DocumentsBeingMade();
  }

  /** A document if it is in memory: groups always are. */
  peek(kind: string, id: string): WholeDocument | undefined {
    return this.#documents.peek(kind, id);
  }

  /** The documents of a kind that are in memory: all groups. */
  inMemory(kind: string): readonly WholeDocument[] {
    return this.#documents.inMemory(kind);
  }

  /**
   * All documents of a kind, in pages; what changes meanwhile may be met before or after the change.
   * @throws DocumentsBeingMade, also in the middle: then what came before was not all
   */
  async *each(kind: string): AsyncGenerator<readonly WholeDocument[]> {
    await this.mustBeWhole();
    const round = this.#round;
    yield* wholePages(this.#documents.each(kind), () => round === this.#round);
  }

  /** Position of the last event that is in the documents. */
  head(): string {
    return this.#head;
  }

  /** Whether everything up to a position came into the documents within so many milliseconds, and before the projector stopped. */
  reached(position: string, timeoutMs = 10_000): Promise<boolean> {
    return position <= this.#head ? Promise.resolve(true) : this.#waiters.wait(position, timeoutMs);
  }

  /** Resolves when all that was in the log has been folded. */
  caughtUp(): Promise<void> {
    return this.#stopping || this.#failure !== undefined ? Promise.resolve() : this.#caughtUp.passed();
  }

  /** Told once per turn of all documents that changed. Returns how to stop being told. */
  onChange(listener: ChangeListener): () => void {
    return this.#changes.listen(listener);
  }

  /** Tells listeners what they have not been told yet, without waiting for the turn's end. */
  tellNow(): void {
    this.#changes.dispatch();
  }

  /** Whom to ask for what is stored along with a document, so that versions outlive a restart. */
  remember(seenOf: SeenOf): void {
    this.#seenOf = seenOf;
  }

  health(): ProjectorHealth {
    const { failure } = this.#writing;
    return {
      head: this.#head,
      caughtUp: this.#caughtUp.isOpen,
      whole: this.#whole.isOpen,
      stopped: this.#folding.stopped,
      ...(failure === undefined ? {} : { storeFailure: failure }),
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    };
  }

  /** Stops reading the log, and writes to the store what is not there yet. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#flushTimer);
    await this.#beginning;
    await this.#subscription?.stop();
    await this.#writing.running;
    await this.#write();
    this.#changes.close();
    this.#waiters.giveUp();
    this.#caughtUp.letGo();
    this.#whole.letGo();
  }

  async #begin(): Promise<void> {
    const round = this.#round;
    // Whoever opened it for a document reads that first.
    await nextTurn();
    try {
      await this.#documents.loadKept();
      if (!this.#stopping && round === this.#round) this.#subscribe();
    } catch (error) {
      if (error instanceof StoreDamaged) void this.#rebuild();
      else this.#failed(error);
    }
  }

  #subscribe(): void {
    const round = this.#round;
    this.#subscription = this.#options.log.subscribe(this.#head as typeof START, (events) => this.#handle(events, round), {
      onCaughtUp: () => {
        if (round !== this.#round) return;
        this.#failure = undefined;
        this.#caughtUp.open();
        this.#whole.open();
      },
      onError: (error) => this.#failed(error),
    });
  }

  #failed(error: unknown): void {
    const round = this.#round;
    this.#failure = error instanceof Error ? error.message : String(error);
    this.#caughtUp.letGo();
    if (this.#stopping) return;
    this.#options.report(`The documents no longer follow the event log: ${this.#failure}`);
    // What can be read again is followed again. What has been folded twice changes nothing.
    if (error instanceof LogDamaged || error instanceof LogClosed) return;
    setTimeout(() => {
      if (this.#stopping || round !== this.#round) return;
      this.#caughtUp.shut();
      this.#subscribe();
    }, PROJECTOR.followAgainMs).unref();
  }

  async #handle(events: readonly StoredEvent[], round: number): Promise<void> {
    // Whoever waits for the commit to be answered is answered first.
    await nextTurn();
    if (round !== this.#round) return;
    this.#folds = true;
    try {
      await this.#foldAll(events, round);
    } catch (error) {
      if (!(error instanceof StoreDamaged)) throw error;
      // Not waited for: it waits until this has ended.
      void this.#rebuild();
    } finally {
      this.#folds = false;
    }
    this.#changes.dispatchSoon();
  }

  async #foldAll(events: readonly StoredEvent[], round: number): Promise<void> {
    let sliceBegan = performance.now();
    for (const [index, stored] of events.entries()) {
      if (this.#stopping || round !== this.#round) return;
      const recorded = this.#folding.read(stored);
      if (recorded !== undefined) {
        let missing = this.#folding.fold(recorded, 0, this.#changed);
        while (missing !== undefined) {
          await this.#documents.load(missing.kind, missing.id, () => !this.#stopping);
          missing = this.#folding.fold(recorded, missing.model, this.#changed);
        }
      }
      this.#head = stored.position;
      if (this.#writing.waiting >= (this.#options.batchDocuments ?? PROJECTOR.batchDocuments) && !this.#writing.resting) {
        await this.#writing.running;
        await this.#write();
        this.#documents.evict();
      }
      if (index % PROJECTOR.eventsPerLookAtTheClock === 0 && performance.now() - sliceBegan > PROJECTOR.sliceMs) {
        this.#waiters.reached(this.#head);
        await nextTurn();
        sliceBegan = performance.now();
      }
    }
    this.#waiters.reached(this.#head);
    this.#flushLater();
  }

  readonly #changed = (held: Held, before: unknown): void => {
    this.#writing.add(held);
    if (held.version > this.#told) this.#changes.add(held, before);
  };

  readonly #stopped = (stop: Stop): void => {
    const { kind, eventType, position, reason } = stop;
    this.#options.report(`The read model ${kind} has stopped at ${eventType} (position ${position}): ${reason}`);
  };

  #flushLater(): void {
    if (this.#flushTimer !== undefined || this.#stopping) return;
    this.#flushTimer = setTimeout(() => {
      this.#flushTimer = undefined;
      // Between two events only: a checkpoint says that all of an event is in the documents.
      if (this.#folds || this.#writing.resting) this.#flushLater();
      else {
        // Tried again when it fails, though nothing more happens.
        void this.#write().then(() => {
          if (this.#writing.failure !== undefined) this.#flushLater();
        });
        this.#documents.evict();
      }
    }, PROJECTOR.batchMs);
  }

  #write(): Promise<void> {
    return this.#writing.write(this.#head, recordsOf(this.#folding.stopped));
  }

  /** Makes everything anew from the log's beginning, since what was stored is lost. */
  async #rebuild(): Promise<void> {
    const round = ++this.#round;
    this.#caughtUp.shut();
    this.#whole.shut();
    if (this.#head > this.#told) this.#told = this.#head;
    await this.#subscription?.stop();
    await this.#writing.running;
    if (this.#stopping || round !== this.#round) return;
    this.#documents.clear();
    this.#writing.forget();
    this.#folding.restart();
    this.#head = START;
    this.#subscribe();
  }
}

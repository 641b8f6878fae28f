import type { EventHandler, Position, StoredEvent, SubscribeOptions, Subscription } from './port.js';

/** A live subscriber that is this many events behind is no longer fed from memory but reads from the log again, so that its queue is bounded. */
const QUEUE_LIMIT = 10_000;

/** How a feed reads what is committed: the next page after a position, in the same tick; [] at the end. */
export type ReadPage = (after: Position) => readonly StoredEvent[];

/**
 * Feeds the subscribers of an adapter that commits and reads in one process: from the log until they have caught up, then from
 * what is committed. Because a page is read in one tick, no commit fits between an empty page and going live.
 */
export class Feed {
  readonly #readPage: ReadPage;
  readonly #subscribers = new Set<Subscriber>();

  constructor(readPage: ReadPage) {
    this.#readPage = readPage;
  }

  get hasSubscribers(): boolean {
    return this.#subscribers.size > 0;
  }

  /** Hands what was committed to whoever is live. */
  publish(events: readonly StoredEvent[]): void {
    for (const subscriber of this.#subscribers) subscriber.offer(events);
  }

  subscribe(after: Position, handler: EventHandler, options: SubscribeOptions = {}): Subscription {
    const subscriber = new Subscriber(this.#readPage, after, handler, options, () => this.#subscribers.delete(subscriber));
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscribers].map((subscriber) => subscriber.stop()));
  }
}

class Subscriber implements Subscription {
  #live = false;
  #stopped = false;
  #queue: (readonly StoredEvent[])[] = [];
  #queued = 0;
  #wake: (() => void) | undefined;
  readonly #ended: Promise<void>;

  constructor(
    private readonly readPage: ReadPage,
    private at: Position,
    private readonly handler: EventHandler,
    private readonly options: SubscribeOptions,
    private readonly left: () => void,
  ) {
    this.#ended = this.#run().catch((error: unknown) => {
      this.#end();
      if (options.onError !== undefined) options.onError(error);
      else
        queueMicrotask(() => {
          throw error;
        });
    });
  }

  get position(): Position {
    return this.at;
  }

  offer(events: readonly StoredEvent[]): void {
    if (!this.#live) return;
    this.#queue.push(events);
    this.#queued += events.length;
    if (this.#queued > QUEUE_LIMIT) {
      this.#live = false;
      this.#queue = [];
      this.#queued = 0;
    }
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#end();
    await this.#ended;
  }

  #end(): void {
    this.#stopped = true;
    this.left();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    await nextTurn();
    while (!this.#stopped) {
      if (!this.#live) await this.#catchUp();
      else await this.#handleNext();
    }
  }

  async #catchUp(): Promise<void> {
    const page = this.readPage(this.at);
    if (page.length === 0) {
      this.#live = true;
      this.options.onCaughtUp?.();
      return;
    }
    await this.#handle(page);
    await nextTurn();
  }

  async #handleNext(): Promise<void> {
    const batch = this.#queue.shift();
    if (batch === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
      return;
    }
    this.#queued -= batch.length;
    await this.#handle(newer(batch, this.at));
  }

  async #handle(events: readonly StoredEvent[]): Promise<void> {
    const last = events.at(-1);
    if (last === undefined) return;
    await this.handler(events);
    this.at = last.position;
  }
}

/** What of a batch comes after a position: a batch committed while a subscriber caught up may have been read already. */
function newer(batch: readonly StoredEvent[], position: Position): readonly StoredEvent[] {
  const first = batch[0];
  return first === undefined || first.position > position ? batch : batch.filter((event) => event.position > position);
}

/** Lets everybody else have a turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

import { decodeEvent, type DomainEvent } from '@samverkan/domain';
import { START, type EventLog, type Position } from '@samverkan/event-store';

interface OnItem {
  readonly meeting: string;
  readonly item: string;
}

const keyOf = ({ meeting, item }: OnItem): string => `${meeting}/${item}`;

/** Which items are behind closed doors now: asked whenever the past is shown, and read on from where it was read to last. */
export class DoorsNow {
  readonly #closed = new Set<string>();
  #read: Position = START;
  #reading: Promise<void> = Promise.resolve();

  constructor(private readonly log: EventLog) {}

  /** The items that are behind closed doors by all that is in the log. */
  async closed(): Promise<ReadonlySet<string>> {
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#follow());
    await this.#reading;
    return this.#closed;
  }

  async #follow(): Promise<void> {
    for await (const page of this.log.readAll(this.#read)) {
      for (const stored of page) {
        this.#read = stored.position;
        if (stored.type !== 'DoorsClosed' && stored.type !== 'DoorsOpened') continue;
        const event = decodeEvent(stored);
        if (event.type === 'DoorsClosed') this.#closed.add(keyOf(event));
        else if (event.type === 'DoorsOpened') this.#closed.delete(keyOf(event));
      }
    }
  }
}

/**
 * What is folded of the past in the place of an event: an item that is behind closed doors now was so from the beginning, before it came to stand on the agenda. Every read
 * model then leaves out of the past what it would leave out of the present.
 */
export function asOfDoorsNow(event: DomainEvent, closed: ReadonlySet<string>): readonly DomainEvent[] {
  switch (event.type) {
    case 'DoorsClosed':
    case 'DoorsOpened':
      return closed.has(keyOf(event)) ? [] : [event];
    case 'AgendaItemAdded': {
      const { meeting, group, item, at } = event;
      return closed.has(keyOf(event)) ? [{ type: 'DoorsClosed', meeting, group, item, at }, event] : [event];
    }
    default:
      return [event];
  }
}

import type { DomainEvent } from '@samverkan/domain';
import { after } from './after.suite.js';
import { NOTHING, type World } from './world.suite.js';

/** The number of the event that a position, or a version made of one, is of: 1 is the log's first. */
export const placeOf = (version: string): number => parseInt(version.slice(1, 1 + parseInt(version.slice(0, 1), 36)), 36) || 0;

/** The position of the event of that number. */
export const positionOf = (place: number): string => place.toString(36).length.toString(36) + place.toString(36);

/** All that has happened, and how things were after each event. */
export class History {
  readonly #worlds: World[] = [NOTHING];
  readonly #events: DomainEvent[] = [];

  add(events: readonly DomainEvent[]): void {
    for (const event of events) {
      this.#worlds.push(after(this.now, event));
      this.#events.push(event);
    }
  }

  get length(): number {
    return this.#events.length;
  }

  get now(): World {
    return this.at(this.length);
  }

  /** How things were when so many events had happened. */
  at(place: number): World {
    return this.#worlds[place] ?? NOTHING;
  }

  /** The latest events, in words. */
  tail(count: number): readonly string[] {
    return this.#events.map((event, index) => `${index + 1} ${JSON.stringify(event)}`).slice(-count);
  }

  /** The event of that number. */
  event(place: number): DomainEvent | undefined {
    return this.#events[place - 1];
  }
}

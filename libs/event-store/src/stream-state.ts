import type { Folding, TypedEvent } from './decider.js';
import type { EventLog, Position, StoredEvent } from './port.js';
import { START } from './position.js';

/**
 * A folded state of one stream. `answered` is there while the append that led to it waits for its answer, and says whether
 * that append was written: until then the state is a belief.
 */
export interface Fold<State> {
  readonly state: State;
  readonly revision: number;
  readonly position: Position;
  /** Id of the stream's last event; '' when there is none. */
  readonly event: string;
  readonly answered?: Promise<boolean>;
}

/** The cached fold of one stream: what the log has confirmed, and what is believed on top of it. */
export class StreamState<State, Event extends TypedEvent> {
  #confirmed: Fold<State>;
  #believed: Fold<State> | undefined;
  #loading: Promise<void> | undefined;
  #known = false;
  #generation = 0;

  constructor(
    private readonly log: EventLog,
    readonly decider: Folding<State, Event>,
    readonly stream: string,
  ) {
    this.#confirmed = { state: decider.initial, revision: -1, position: START, event: '' };
  }

  get confirmed(): Fold<State> {
    return this.#confirmed;
  }

  /** The newest state there is, beliefs included; undefined when the log has to be read first. */
  get newest(): Fold<State> | undefined {
    return this.#believed ?? (this.#known ? this.#confirmed : undefined);
  }

  /** Counts how often a belief turned out wrong; what was decided in an older generation says nothing about the present one. */
  get generation(): number {
    return this.#generation;
  }

  /** Folds what the log has beyond what is confirmed. */
  async refresh(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
  }

  /** Takes a fold as the state to decide on, before its append is answered. */
  believe(fold: Fold<State>): void {
    this.#believed = fold;
  }

  /** The append that led to a belief was written. */
  confirm(believed: Fold<State>, position: Position): void {
    const { state, revision, event } = believed;
    if (revision > this.#confirmed.revision) this.#confirmed = { state, revision, event, position };
    if (this.#believed === believed) this.#believed = undefined;
  }

  /** A belief of a generation turned out wrong, and with it whatever rested on it. */
  doubt(generation: number): void {
    if (generation !== this.#generation) return;
    this.#generation += 1;
    this.#believed = undefined;
    this.#known = false;
  }

  async #load(): Promise<void> {
    const generation = this.#generation;
    let { state, revision, position, event } = this.#confirmed;
    for await (const page of this.log.read(this.stream, revision + 1)) {
      for (const stored of page) {
        state = this.decider.evolve(state, decode(this.decider, stored));
        ({ revision, position, id: event } = stored);
      }
    }
    if (revision > this.#confirmed.revision) this.#confirmed = { state, revision, position, event };
    if (generation === this.#generation) this.#known = true;
  }
}

function decode<Event extends TypedEvent>(decider: Pick<Folding<never, Event>, 'decode'>, stored: StoredEvent): Event {
  if (decider.decode !== undefined) return decider.decode(stored);
  return { ...stored.data, type: stored.type } as unknown as Event;
}

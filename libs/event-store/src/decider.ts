import type { NewEvent, Position, StoredEvent } from './port.js';

/** An aggregate as the log sees it: pure functions, no knowledge of stores. */
export interface Decider<State, Command, Event extends NewEvent> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  /** The events that follow from a command; [] when it is already true. Throws to refuse. */
  readonly decide: (command: Command, state: State) => readonly Event[];
  /** Reads what is stored (older shapes included); without it the stored type and data are taken as they are. */
  readonly decode?: (stored: StoredEvent) => Event;
  /** What is stored of an event, when the stored name differs (`DecisionTaken.v2`); without it type and data as they are. */
  readonly encode?: (event: Event) => NewEvent;
}

/** A folded stream. */
export interface Loaded<State> {
  readonly state: State;
  /** -1 when the stream does not exist. */
  readonly revision: number;
  /** Of the stream's last event, START when it does not exist. */
  readonly position: Position;
}

export interface Handled<Event> {
  /** What was decided; [] when it was already true or when the command had been answered before. */
  readonly events: readonly Event[];
  /** Of the last event that this command wrote; of the stream's last event when nothing was to be written. */
  readonly position: Position;
  readonly revision: number;
  /** True when an earlier command with this id had been answered: this is its answer. */
  readonly repeated: boolean;
}

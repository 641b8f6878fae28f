import type { NewEvent, Position, StoredEvent } from './port.js';

/** An event as a decider knows it: a literal type beside its fields. */
export interface TypedEvent {
  readonly type: string;
}

/** How a stream becomes a state. */
export interface Folding<State, Event extends TypedEvent> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  /** Reads what is stored, older shapes included; an unknown stored type must throw. Without it the event is the stored type beside the fields of the data. */
  readonly decode?: (stored: StoredEvent) => Event;
  /** What is stored of an event, for example under the name `DecisionTaken.v2`. Without it the type, and as data all other fields. */
  readonly encode?: (event: Event) => NewEvent;
}

/** An aggregate as the log sees it: pure functions, no knowledge of stores. */
export interface Decider<State, Command, Event extends TypedEvent> extends Folding<State, Event> {
  /** The events that follow from a command; [] when it is already true. Throws to refuse. */
  readonly decide: (command: Command, state: State) => readonly Event[];
}

/** A folded stream. */
export interface Loaded<State> {
  readonly state: State;
  /** -1 when the stream does not exist. */
  readonly revision: number;
  /** Of the stream's last event, START when it does not exist. */
  readonly position: Position;
}

/** What became of a command. */
export interface Handled<Event> {
  /** What was decided; [] when it was already true or when the command had been answered before. */
  readonly events: readonly Event[];
  /** Of the last event that this command wrote; of the stream's last event when nothing was to be written. */
  readonly position: Position;
  readonly revision: number;
  /** True when an earlier command with this id had been answered: this is its answer. */
  readonly repeated: boolean;
}

/** What became of a command that several streams take part in; events and revisions in the order of the parts. */
export interface HandledTogether<Events> {
  readonly events: Events;
  readonly position: Position;
  readonly revisions: readonly number[];
  readonly repeated: boolean;
}

/** Any folding, as a constraint for tuples of parts. */
export interface AnyFolding {
  readonly initial: unknown;
  readonly evolve: (state: never, event: never) => unknown;
  readonly decode?: (stored: StoredEvent) => unknown;
  readonly encode?: (event: never) => NewEvent;
}

/** A stream that takes part in a command. */
export interface Part<F extends AnyFolding = AnyFolding> {
  readonly decider: F;
  readonly stream: string;
}

export type StatesOf<Parts extends readonly Part[]> = { readonly [K in keyof Parts]: ReturnType<Parts[K]['decider']['evolve']> };
export type EventsOf<Parts extends readonly Part[]> = {
  readonly [K in keyof Parts]: readonly Parameters<Parts[K]['decider']['evolve']>[1][];
};

/**
 * What must hold of other streams in the moment in which a command's events are written. `check` throws when it does not; it is asked in each attempt, of the
 * newest states, before the command is decided on.
 */
export interface Guard<Parts extends readonly Part[] = readonly Part[]> {
  readonly parts: Parts;
  check(states: StatesOf<Parts>): void;
}

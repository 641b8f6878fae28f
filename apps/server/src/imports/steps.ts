import type { AnyFolding, Decider, TypedEvent } from '@samverkan/event-store';

/** One thing that a row asks for: a command to one stream, decided on the state that all steps before it have led to. */
export interface Step {
  readonly at: string;
  /** The column that is at fault when it is refused. */
  readonly field: string;
  readonly stream: string;
  readonly decider: AnyFolding;
  readonly decide: (state: unknown) => readonly TypedEvent[];
  readonly evolve: (state: unknown, event: TypedEvent) => unknown;
}

interface Place {
  readonly at: string;
  readonly field?: string;
  readonly stream: string;
}

/** A step that gives commands: those that follow from the state, in their order; none when all is as the row says. */
export function step<State, Command, Event extends TypedEvent>(
  { at, field = '', stream }: Place,
  decider: Decider<State, Command, Event>,
  commands: (state: State) => readonly Command[],
): Step {
  return {
    at,
    field,
    stream,
    decider,
    decide: (given) => {
      // The runner hands each stream's own state: the types of the two meet here.
      let state = given as State;
      return commands(state).flatMap((command) => {
        const events = decider.decide(command, state);
        state = events.reduce(decider.evolve, state);
        return events;
      });
    },
    evolve: (state, event) => decider.evolve(state as State, event as Event),
  };
}

/** A step that only looks: refuses by throwing when something that the row names is not so. */
export function check<State, Command, Event extends TypedEvent>(
  place: Place,
  decider: Decider<State, Command, Event>,
  mustHold: (state: State) => void,
): Step {
  return step(place, decider, (state) => {
    mustHold(state);
    return [];
  });
}

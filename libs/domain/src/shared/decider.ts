/**
 * An aggregate as three plain values. `evolve` and `decide` are pure and total: time, ids and what must be known
 * of other aggregates come in with the command. `decide` answers `[]` when what is asked is already true, and
 * throws `Refused` when a rule forbids it. States are plain JSON values, so that a store may keep snapshots of them.
 */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (command: Command, state: State) => Event[];
}

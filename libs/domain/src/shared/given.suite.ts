import { expect } from 'vitest';
import type { Decider } from './decider.js';
import type { RefusalCode, RefusalFacts } from './refusals.js';
import { Refused } from './refused.js';

/** What a decider answered, or how it refused. Any other error is a bug and goes through. */
export const attempt = <State, Command, Event>(
  decider: Decider<State, Command, Event>,
  command: Command,
  state: State,
): Event[] | Refused => {
  try {
    return decider.decide(command, state);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
};

/** given(…events).when(command).then(…events), or .refused(code, facts). */
export const givenFor =
  <State, Command, Event>(decider: Decider<State, Command, Event>) =>
  (...events: readonly Event[]) => ({
    when: (command: Command) => {
      const state = events.reduce(decider.evolve, decider.initial);
      return {
        then: (...expected: readonly Event[]): void => {
          expect(attempt(decider, command, state)).toEqual(expected);
        },
        refused: <C extends RefusalCode>(code: C, facts: RefusalFacts[C]): void => {
          const refusal = attempt(decider, command, state);
          expect(refusal).toBeInstanceOf(Refused);
          expect(refusal).toMatchObject({ message: code, code, facts });
        },
      };
    },
  });

/** The events of a history that is told by its commands; none of them may be refused. */
export const historyOf = <State, Command, Event>(decider: Decider<State, Command, Event>, ...commands: readonly Command[]): Event[] => {
  let state = decider.initial;
  return commands.flatMap((command) => {
    const events = decider.decide(command, state);
    state = events.reduce(decider.evolve, state);
    return events;
  });
};

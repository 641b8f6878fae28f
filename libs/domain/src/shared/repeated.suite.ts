import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Codec } from './codec.js';
import type { Decider } from './decider.js';
import { attempt } from './given.suite.js';
import { Refused } from './refused.js';

export interface Step<State, Event> {
  readonly before: State;
  readonly events: readonly Event[];
  readonly after: State;
  readonly at: string;
}

interface Asked {
  readonly type: string;
  readonly at: string;
}

/** An instant so many hours into 2026. Sequences give each command a later one, as a clock does. */
const hour = (hours: number): string => new Date(Date.UTC(2026, 0, 1, 12) + hours * 3_600_000).toISOString();

/**
 * Random sequences of commands: whatever is asked, in whatever order, `holds` is true after every step; what has been
 * decided is stored, read again in full, and never decided twice; a state survives a snapshot. `types` are the
 * commands that must have been accepted somewhere, so that the property is not true for lack of trying.
 */
export const repeatedSuite = <State, Command extends Asked, Event extends { readonly type: string }>(options: {
  readonly decider: Decider<State, Command, Event>;
  readonly codec: Codec<Event>;
  /** Its `at` is replaced by the time of its place in the sequence. */
  readonly command: fc.Arbitrary<Command>;
  readonly types: readonly Command['type'][];
  /** How half of the histories begin, so that they get to where the rules are. */
  readonly opening?: readonly Command[];
  readonly holds: (step: Step<State, Event>) => void;
  /** Hours between two commands. */
  readonly pace?: number;
}): void => {
  const { decider, codec, types, opening = [], holds, pace = 1 } = options;
  const sequence = fc.array(options.command, { minLength: 40, maxLength: 150, size: 'max' });

  it('a repeated command decides nothing, and no sequence of commands breaks a rule', () => {
    const accepted = new Set<string>();
    fc.assert(
      fc.property(fc.boolean(), sequence, (opened, commands) => {
        let state = decider.initial;
        for (const [index, asked] of (opened ? [...opening, ...commands] : commands).entries()) {
          const at = hour(index * pace);
          const command = { ...asked, at };
          const before = state;
          const answer = attempt(decider, command, before);
          if (answer instanceof Refused) {
            expect(attempt(decider, command, before)).toMatchObject({ code: answer.code, facts: answer.facts });
            continue;
          }
          const events = answer.map((event) =>
            codec.parse(JSON.parse(JSON.stringify(codec.encode(event))) as { type: string; data: unknown }),
          );
          expect(events).toEqual(answer);
          if (events.length > 0) accepted.add(command.type);
          state = events.reduce(decider.evolve, before);
          expect(attempt(decider, command, state)).toEqual([]);
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
          holds({ before, events, after: state, at });
        }
      }),
      { numRuns: 200 },
    );
    expect(types.filter((type) => !accepted.has(type))).toEqual([]);
  });
};

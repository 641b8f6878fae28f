import { yearOf } from '../shared/calendar.js';
import { checkId, checkInstant } from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import type { DecisionId, GroupId, Instant, MeetingId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import type { ProceedingsEvent } from './proceedings.events.js';

/** The § series of a year: the decision with § n stands at n - 1, and the meeting that took it at the same place. */
interface Series {
  readonly year: number;
  readonly decisions: readonly DecisionId[];
  readonly meetings: readonly MeetingId[];
}

/** One meeting of the group holds the floor, or none. */
export type ProceedingsState =
  | { readonly floor: 'free'; readonly series: readonly Series[] }
  | { readonly floor: 'taken'; readonly meeting: MeetingId; readonly since: Instant; readonly series: readonly Series[] };

const initial: ProceedingsState = { floor: 'free', series: [] };

type Numbered = Extract<ProceedingsEvent, { readonly type: 'SectionNumbered' }>;

const numbered = (series: readonly Series[], { year, decision, meeting }: Numbered): readonly Series[] => {
  const index = series.findIndex((one) => one.year === year);
  const before = series[index];
  return before === undefined
    ? [...series, { year, decisions: [decision], meetings: [meeting] }]
    : series.with(index, { year, decisions: [...before.decisions, decision], meetings: [...before.meetings, meeting] });
};

/** The proceedings after one more event. */
const evolve = (state: ProceedingsState, event: ProceedingsEvent): ProceedingsState => {
  switch (event.type) {
    case 'FloorTaken':
      return { floor: 'taken', meeting: event.meeting, since: event.at, series: state.series };
    case 'FloorLeft':
      return { floor: 'free', series: state.series };
    case 'SectionNumbered':
      return { ...state, series: numbered(state.series, event) };
  }
};

/** The § that the next decision of a year gets: 1 for the first. */
export const nextSection = (state: ProceedingsState, year: number): number =>
  (state.series.find((one) => one.year === year)?.decisions.length ?? 0) + 1;

/** The year and § that a decision has been given, if it has, and in which meeting. */
export const sectionOf = (
  state: ProceedingsState,
  decision: DecisionId,
): { readonly year: number; readonly section: number; readonly meeting: MeetingId } | undefined => {
  // Latest year first: that is where one looks, nearly always.
  for (const { year, decisions, meetings } of state.series.toReversed()) {
    const index = decisions.indexOf(decision);
    if (index >= 0) return { year, section: index + 1, meeting: meetings[index] ?? '' };
  }
  return undefined;
};

/**
 * What spans the meetings of one group. A meeting takes the floor before it opens and leaves it when it has closed
 * (or is adjourned to another day), so that the group has one open meeting at most and one § series.
 * The command names the group, for the first event of the stream.
 */
export type ProceedingsCommand =
  | { readonly type: 'TakeFloor'; readonly group: GroupId; readonly meeting: MeetingId; readonly at: Instant }
  | { readonly type: 'LeaveFloor'; readonly group: GroupId; readonly meeting: MeetingId; readonly at: Instant }
  | {
      readonly type: 'NumberSection';
      readonly group: GroupId;
      readonly year: number;
      readonly decision: DecisionId;
      readonly meeting: MeetingId;
      readonly at: Instant;
    };

const holds = (state: ProceedingsState, meeting: MeetingId): boolean => state.floor === 'taken' && state.meeting === meeting;

/** What follows from a command to a group's proceedings: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: ProceedingsCommand, state: ProceedingsState): ProceedingsEvent[] => {
  const { group, meeting, at } = command;
  checkInstant('at', at);
  checkId('group', group);
  checkId('meeting', meeting);
  switch (command.type) {
    case 'TakeFloor':
      if (holds(state, meeting)) return [];
      if (state.floor === 'taken') throw new Refused('proceedings/floor-taken', { meeting: state.meeting, since: state.since });
      return [{ type: 'FloorTaken', group, meeting, at }];
    case 'LeaveFloor':
      return holds(state, meeting) ? [{ type: 'FloorLeft', group, meeting, at }] : [];
    case 'NumberSection': {
      const { decision, year } = command;
      checkId('decision', decision);
      const given = sectionOf(state, decision);
      if (given !== undefined) {
        if (given.year === year && given.meeting === meeting) return [];
        throw new Refused('proceedings/numbered-elsewhere', { decision, year: given.year, section: given.section });
      }
      // A number is given while the meeting holds the floor alone: nobody else can take one in between.
      if (!holds(state, meeting)) throw new Refused('proceedings/floor-not-held', { meeting });
      const expected = yearOf(at);
      if (year !== expected) throw new Refused('decision/wrong-year', { year, expected });
      return [{ type: 'SectionNumbered', group, year, section: nextSection(state, year), decision, meeting, at }];
    }
  }
};

export const proceedingsDecider: Decider<ProceedingsState, ProceedingsCommand, ProceedingsEvent> = { initial, evolve, decide };

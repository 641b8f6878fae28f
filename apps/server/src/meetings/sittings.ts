import {
  meetingDay,
  nextSection,
  presentIn,
  quorumOn,
  sectionOf,
  streamOf,
  yearOf,
  type GroupState,
  type MeetingCommand,
  type MeetingState,
  type ProceedingsCommand,
  type ProceedingsState,
} from '@samverkan/domain';
import type { Call, Carried, GuardedHandler, HandlersOf } from '../platform/commands/call.js';
import type { Facts } from '../platform/commands/facts.js';
import { mustBe } from '../platform/commands/together.js';
import { decisions, groups, meetings, proceedings } from '../platform/log/deciders.js';

type Meeting = Exclude<MeetingState, { readonly status: 'none' }>;

/** The group's quorum with those who are in the meeting, on the day that it is there. */
const quorumIn = (group: GroupState, meeting: MeetingState, at: string) =>
  quorumOn(group, new Set(presentIn(meeting).map(({ person }) => person)), meetingDay(meeting, at));

/**
 * What spans a meeting and its group's proceedings, where the floor and the § series are: both streams are written in one
 * append, so that there is neither a § without its decision nor a second open meeting, whenever the power goes.
 * A meeting holds the floor while it is open, and leaves it to others while it is adjourned.
 */
export function sittings(
  handler: GuardedHandler,
  load: (id: string) => Promise<Meeting>,
  facts: Pick<Facts, 'decision'>,
): Pick<HandlersOf<'meetings'>, 'open' | 'adjourn' | 'resume' | 'close' | 'take-decision'> {
  /** The meeting's stream comes last: its last event's position is the answer, and the version of its document. */
  const sit = async (
    call: Call,
    group: string,
    decide: (meeting: MeetingState, series: ProceedingsState, group: GroupState) => readonly [ProceedingsCommand, MeetingCommand],
  ): Promise<Carried> => {
    const stream = streamOf.meeting(call.target);
    const parts = [
      { decider: groups, stream: streamOf.group(group) },
      { decider: proceedings, stream: streamOf.proceedings(group) },
      { decider: meetings, stream },
    ] as const;
    const { position, repeated } = await handler.handleTogether(
      parts,
      ([groupState, series, meeting]) => {
        mustBe(call.expected, stream, meeting);
        const [onSeries, onMeeting] = decide(meeting, series, groupState);
        // The meeting first: what it refuses is what the person did, the floor is only how we hold it.
        const inMeeting = meetings.decide(onMeeting, meeting);
        return [[], proceedings.decide(onSeries, series), inMeeting];
      },
      call.meta,
    );
    return { position, repeated };
  };

  return {
    open: async (call) => {
      const { target: meeting, at } = call;
      const { group } = await load(meeting);
      return sit(call, group, (_meeting, _series, { status }) => [
        { type: 'TakeFloor', group, meeting, at },
        { type: 'Open', groupActive: status === 'active', at },
      ]);
    },
    adjourn: async (call) => {
      const { target: meeting, at } = call;
      const { reason, until } = call.body;
      const { group } = await load(meeting);
      return sit(call, group, () => [
        { type: 'LeaveFloor', group, meeting, at },
        { type: 'Adjourn', reason, ...(until === undefined ? {} : { until }), at },
      ]);
    },
    resume: async (call) => {
      const { target: meeting, at } = call;
      const { group } = await load(meeting);
      return sit(call, group, () => [
        { type: 'TakeFloor', group, meeting, at },
        { type: 'Resume', at },
      ]);
    },
    close: async (call) => {
      const { target: meeting, at } = call;
      const { group } = await load(meeting);
      return sit(call, group, () => [
        { type: 'LeaveFloor', group, meeting, at },
        { type: 'Close', at },
      ]);
    },
    'take-decision': async (call) => {
      const { target: meeting, at } = call;
      const { item, outcome, wording, adopted } = call.body;
      const { group } = await load(meeting);
      const decision = call.newId('decision');
      // Of decisions from before ids were entered the documents tell. What is entered later stands in the decision's own stream, which is part of the append.
      const takenBefore = call.body.decision === undefined ? undefined : await facts.decision(decision);
      const stream = streamOf.meeting(meeting);
      const parts = [
        { decider: groups, stream: streamOf.group(group) },
        { decider: decisions, stream: streamOf.decision(decision) },
        { decider: proceedings, stream: streamOf.proceedings(group) },
        { decider: meetings, stream },
      ] as const;
      const { position, repeated } = await handler.handleTogether(
        parts,
        ([of, entered, series, state]) => {
          mustBe(call.expected, stream, state);
          const given = sectionOf(series, decision);
          const { year, section } = given?.meeting === meeting ? given : { year: yearOf(at), section: nextSection(series, yearOf(at)) };
          const chosen = adopted === undefined ? {} : { adopted };
          const inMeeting = meetings.decide(
            { type: 'TakeDecision', decision, item, year, section, outcome, wording, ...chosen, quorum: quorumIn(of, state, at), at },
            state,
          );
          const inRegister = decisions.decide({ type: 'Enter', decision, group, meeting, item, takenBefore, at }, entered);
          return [[], inRegister, proceedings.decide({ type: 'NumberSection', group, year, decision, meeting, at }, series), inMeeting];
        },
        call.meta,
      );
      return { position, repeated };
    },
  };
}

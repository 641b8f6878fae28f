import type { DecisionId, GroupId, Instant, ItemId, MeasureCode, MeetingId, PersonId, ProposalId } from '../shared/ids.js';
import type { Doors, Occasion, Outcome, Presence, QuorumHeld } from './meeting.events.js';

interface At {
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

/** What may be asked of a meeting. Facts that only other aggregates know are named so in their comments. */
export type MeetingCommand =
  | ({
      readonly type: 'Schedule';
      readonly meeting: MeetingId;
      readonly group: GroupId;
      /** Fact: the group is formed and not dissolved. */
      readonly groupActive: boolean;
    } & Occasion &
      At)
  | ({ readonly type: 'Reschedule'; readonly reason: string } & Occasion & At)
  /** `persons` are a fact: the members and substitutes of the group on the meeting's day, and whom else the meeting calls. */
  | ({ readonly type: 'Convoke'; readonly persons: readonly PersonId[]; readonly message: string } & At)
  | ({ readonly type: 'Cancel'; readonly reason: string } & At)
  /** `groupActive` as for Schedule. The floor of the group's proceedings must have been taken before. */
  | ({ readonly type: 'Open'; readonly groupActive: boolean } & At)
  | ({ readonly type: 'Adjourn'; readonly reason: string; readonly until?: Instant } & At)
  | ({ readonly type: 'Resume' } & At)
  | ({ readonly type: 'Close' } & At)
  | ({
      readonly type: 'AddItem';
      readonly item: ItemId;
      readonly title: string;
      readonly description: string;
      /** From 1; last when absent. */
      readonly place?: number;
      readonly measures: readonly MeasureCode[];
      readonly doors: Doors;
    } & At)
  | ({ readonly type: 'MoveItem'; readonly item: ItemId; readonly place: number } & At)
  | ({ readonly type: 'CloseDoors'; readonly item: ItemId } & At)
  | ({ readonly type: 'OpenDoors'; readonly item: ItemId } & At)
  | ({ readonly type: 'TakeUpItem'; readonly item: ItemId } & At)
  | ({ readonly type: 'CloseItem'; readonly item: ItemId } & At)
  | ({ readonly type: 'NoteAttendance'; readonly person: PersonId; readonly presence: Presence } & At)
  | ({
      readonly type: 'MoveProposal';
      readonly item: ItemId;
      readonly proposal: ProposalId;
      readonly by: PersonId;
      readonly wording: string;
      /** Fact: `by` has an appointment in the group on the meeting's day. */
      readonly member: boolean;
      /** Fact: `by` is an ordinary member on that day, or a substitute who serves in the open meeting now. */
      readonly serving: boolean;
    } & At)
  | ({
      readonly type: 'WithdrawProposal';
      readonly item: ItemId;
      readonly proposal: ProposalId;
      readonly by: PersonId;
      /** Fact: `by` is the group's chair or secretary and does it on behalf of who moved it. */
      readonly onBehalf: boolean;
    } & At)
  | ({
      readonly type: 'TakeDecision';
      readonly decision: DecisionId;
      readonly item: ItemId;
      /** From the group's proceedings: the next § of the year that `at` falls in. */
      readonly year: number;
      readonly section: number;
      readonly outcome: Outcome;
      readonly wording: string;
      readonly adopted?: ProposalId;
      /** Fact: the group's quorum with those who are there, on the meeting's day. */
      readonly quorum: QuorumHeld;
    } & At);

/** One kind of command, by its name. */
export type Asked<Type extends MeetingCommand['type']> = Extract<MeetingCommand, { readonly type: Type }>;

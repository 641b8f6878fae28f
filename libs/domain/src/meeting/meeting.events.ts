import type { DecisionId, GroupId, Instant, ItemId, MeasureCode, MeetingId, PersonId, ProposalId, SeatId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).
// Every event names its group: read models of the group find it without looking the meeting up.

/** How somebody takes part: in the room, at a distance, or no longer. */
export const PRESENCES = ['room', 'remote', 'left'] as const;
export type Presence = (typeof PRESENCES)[number];

export const OUTCOMES = ['approved', 'rejected', 'tabled', 'referred-back', 'noted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whether an item is heard with open doors, or by the group alone. */
export const DOORS = ['open', 'closed'] as const;
export type Doors = (typeof DOORS)[number];

interface InMeeting {
  readonly meeting: MeetingId;
  readonly group: GroupId;
  readonly at: Instant;
}

/** Where and when: the place as read by people (a room, an address, or the word for "at a distance"). */
export interface Occasion {
  readonly title: string;
  readonly place: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface AttendedBy {
  readonly person: PersonId;
  readonly presence: 'room' | 'remote';
}

/** Who counted when it was asked whether the group may decide: in a seat of their own, or serving in one, for its ordinary member if it has one. */
interface Counting {
  readonly person: PersonId;
  readonly seat: SeatId;
  readonly for?: PersonId;
}

/** What a decision's quorum was. Fixed by the seats, vacant ones too; `needed` is 0 where the group's rule asks for no number. */
export interface QuorumHeld {
  readonly seats: number;
  readonly needed: number;
  readonly counted: readonly Counting[];
}

export type MeetingEvent =
  | (InMeeting & { readonly type: 'MeetingScheduled' } & Occasion)
  | (InMeeting & { readonly type: 'MeetingRescheduled'; readonly reason: string } & Occasion)
  | (InMeeting & { readonly type: 'MeetingConvoked'; readonly persons: readonly PersonId[]; readonly message: string })
  | (InMeeting & { readonly type: 'MeetingCancelled'; readonly reason: string })
  | (InMeeting & { readonly type: 'MeetingOpened' })
  | (InMeeting & { readonly type: 'MeetingAdjourned'; readonly reason: string; readonly until?: Instant })
  | (InMeeting & { readonly type: 'MeetingResumed' })
  | (InMeeting & { readonly type: 'MeetingClosed' })
  | (InMeeting & {
      readonly type: 'AgendaItemAdded';
      readonly item: ItemId;
      readonly title: string;
      readonly description: string;
      /** Place in the agenda, from 1; those at or after it move one down. */
      readonly place: number;
      readonly measures: readonly MeasureCode[];
    })
  | (InMeeting & { readonly type: 'AgendaItemMoved'; readonly item: ItemId; readonly place: number })
  /** Also of an item that is then added: at no position in the log does it stand on the agenda with open doors. */
  | (InMeeting & { readonly type: 'DoorsClosed'; readonly item: ItemId })
  | (InMeeting & { readonly type: 'DoorsOpened'; readonly item: ItemId })
  | (InMeeting & { readonly type: 'AgendaItemTakenUp'; readonly item: ItemId })
  | (InMeeting & { readonly type: 'AgendaItemClosed'; readonly item: ItemId })
  | (InMeeting & { readonly type: 'AttendanceNoted'; readonly person: PersonId; readonly presence: Presence })
  | (InMeeting & {
      readonly type: 'ProposalMoved';
      readonly item: ItemId;
      readonly proposal: ProposalId;
      readonly by: PersonId;
      readonly wording: string;
    })
  | (InMeeting & { readonly type: 'ProposalWithdrawn'; readonly item: ItemId; readonly proposal: ProposalId; readonly by: PersonId })
  | (InMeeting & {
      readonly type: 'DecisionTaken';
      readonly decision: DecisionId;
      readonly item: ItemId;
      /** The calendar year of the decision in Europe/Stockholm, and n in § n of the group's series for that year. */
      readonly year: number;
      readonly section: number;
      readonly outcome: Outcome;
      readonly wording: string;
      /** The proposal that was adopted, if it was one; all that stood when it was taken. */
      readonly adopted?: ProposalId;
      readonly proposals: readonly { readonly proposal: ProposalId; readonly by: PersonId; readonly wording: string }[];
      readonly manner: 'acclamation';
      /** Who was there, frozen at the moment of the decision. */
      readonly attendance: readonly AttendedBy[];
      /** Absent in what was recorded before it was asked for. */
      readonly quorum?: QuorumHeld;
      readonly measures: readonly MeasureCode[];
    });

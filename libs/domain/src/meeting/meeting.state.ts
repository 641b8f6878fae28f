import { dayOf } from '../shared/calendar.js';
import type { Day, DecisionId, GroupId, Instant, ItemId, MeasureCode, MeetingId, PersonId, ProposalId } from '../shared/ids.js';
import type { MeetingEvent, Occasion, Outcome, Presence } from './meeting.events.js';

export interface Proposal {
  readonly proposal: ProposalId;
  readonly by: PersonId;
  readonly wording: string;
  readonly withdrawn: boolean;
}

/** What a later command must know of a decision that was taken on an item. */
export interface Taken {
  readonly decision: DecisionId;
  readonly year: number;
  readonly section: number;
  readonly outcome: Outcome;
  readonly wording: string;
  readonly adopted: ProposalId | undefined;
}

export interface Item {
  readonly item: ItemId;
  readonly title: string;
  readonly description: string;
  readonly measures: readonly MeasureCode[];
  readonly closed: boolean;
  readonly proposals: readonly Proposal[];
  readonly taken: Taken | undefined;
}

export interface Convocation {
  readonly persons: readonly PersonId[];
  readonly message: string;
}

// Lists, not maps: a copied list of pointers costs next to nothing, a scan of a thousand ids some microseconds,
// and the state stays plain JSON. The agenda's order is the items' order in the list.
interface Matter {
  readonly meeting: MeetingId;
  readonly group: GroupId;
  readonly occasion: Occasion;
  readonly convocation: Convocation | undefined;
  readonly agenda: readonly Item[];
  /** The items behind closed doors. */
  readonly behind: readonly ItemId[];
  readonly attendance: readonly { readonly person: PersonId; readonly presence: Presence }[];
}

export type NoMeeting = { readonly status: 'none' };
export type ScheduledMeeting = Matter & { readonly status: 'scheduled' };
/** At most one item is taken up at a time; it stays so while the meeting is adjourned. */
export type OpenMeeting = Matter & { readonly status: 'open'; readonly current: ItemId | undefined };
export type AdjournedMeeting = Matter & { readonly status: 'adjourned'; readonly current: ItemId | undefined };
export type ClosedMeeting = Matter & { readonly status: 'closed' };
export type CancelledMeeting = Matter & { readonly status: 'cancelled' };
export type MeetingState = NoMeeting | ScheduledMeeting | OpenMeeting | AdjournedMeeting | ClosedMeeting | CancelledMeeting;

export const initial: MeetingState = { status: 'none' };

const withItem = <S extends Matter>(state: S, id: ItemId, change: (item: Item) => Item): S => {
  const index = state.agenda.findIndex(({ item }) => item === id);
  const item = state.agenda[index];
  return item === undefined ? state : { ...state, agenda: state.agenda.with(index, change(item)) };
};

const occasionOf = ({ title, place, startsAt, endsAt }: Occasion): Occasion => ({ title, place, startsAt, endsAt });

const noted = (list: Matter['attendance'], person: PersonId, presence: Presence): Matter['attendance'] => {
  const index = list.findIndex((one) => one.person === person);
  return index < 0 ? [...list, { person, presence }] : list.with(index, { person, presence });
};

const moved = (agenda: readonly Item[], id: ItemId, place: number): readonly Item[] => {
  const index = agenda.findIndex(({ item }) => item === id);
  const item = agenda[index];
  return item === undefined ? agenda : agenda.toSpliced(index, 1).toSpliced(place - 1, 0, item);
};

/** The meeting after one more of its events. Before it is scheduled nothing else can happen to it. */
export const evolve = (state: MeetingState, event: MeetingEvent): MeetingState => {
  if (event.type === 'MeetingScheduled') {
    const { meeting, group } = event;
    return {
      status: 'scheduled',
      meeting,
      group,
      occasion: occasionOf(event),
      convocation: undefined,
      agenda: [],
      behind: [],
      attendance: [],
    };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'MeetingRescheduled':
      return { ...state, occasion: occasionOf(event) };
    case 'MeetingConvoked':
      return { ...state, convocation: { persons: event.persons, message: event.message } };
    case 'MeetingCancelled':
      return { ...state, status: 'cancelled' };
    case 'MeetingOpened':
      return { ...state, status: 'open', current: undefined };
    case 'MeetingAdjourned':
      return state.status === 'open' ? { ...state, status: 'adjourned' } : state;
    case 'MeetingResumed':
      return state.status === 'adjourned' ? { ...state, status: 'open' } : state;
    case 'MeetingClosed':
      return { ...state, status: 'closed' };
    case 'AgendaItemAdded': {
      const { item, title, description, measures } = event;
      const added: Item = { item, title, description, measures, closed: false, proposals: [], taken: undefined };
      return { ...state, agenda: state.agenda.toSpliced(event.place - 1, 0, added) };
    }
    case 'AgendaItemMoved':
      return { ...state, agenda: moved(state.agenda, event.item, event.place) };
    case 'DoorsClosed':
      return { ...state, behind: [...state.behind, event.item] };
    case 'DoorsOpened':
      return { ...state, behind: state.behind.filter((one) => one !== event.item) };
    case 'AgendaItemTakenUp':
      return state.status === 'open' ? { ...state, current: event.item } : state;
    case 'AgendaItemClosed': {
      const next = withItem(state, event.item, (item) => ({ ...item, closed: true }));
      return 'current' in next ? { ...next, current: undefined } : next;
    }
    case 'AttendanceNoted':
      return { ...state, attendance: noted(state.attendance, event.person, event.presence) };
    case 'ProposalMoved': {
      const { proposal, by, wording } = event;
      return withItem(state, event.item, (item) => ({
        ...item,
        proposals: [...item.proposals, { proposal, by, wording, withdrawn: false }],
      }));
    }
    case 'ProposalWithdrawn':
      return withItem(state, event.item, (item) => ({
        ...item,
        proposals: item.proposals.map((one) => (one.proposal === event.proposal ? { ...one, withdrawn: true } : one)),
      }));
    case 'DecisionTaken': {
      const { decision, year, section, outcome, wording, adopted } = event;
      return withItem(state, event.item, (item) => ({ ...item, taken: { decision, year, section, outcome, wording, adopted } }));
    }
  }
};

/**
 * The day by which it is told who are members in a meeting: its own. Before it is opened that is the day it is called to, or today when that has
 * passed; from then on the day that it is.
 */
export const meetingDay = (state: MeetingState, at: Instant): Day => {
  const today = dayOf(at);
  if (state.status !== 'scheduled') return today;
  const own = dayOf(state.occasion.startsAt);
  return own < today ? today : own;
};

/** Those who are in the meeting now, in the room or at a distance, in the order they first came. */
export const presentIn = (state: MeetingState): { readonly person: PersonId; readonly presence: 'room' | 'remote' }[] =>
  state.status === 'none' ? [] : state.attendance.flatMap(({ person, presence }) => (presence === 'left' ? [] : [{ person, presence }]));

/** The last § that this meeting has given in a year's series; 0 when none. */
export const lastSectionIn = (state: MeetingState, year: number): number =>
  state.status === 'none' ? 0 : state.agenda.reduce((last, { taken }) => (taken?.year === year ? Math.max(last, taken.section) : last), 0);

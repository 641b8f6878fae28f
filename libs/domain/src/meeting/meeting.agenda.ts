import { yearOf } from '../shared/calendar.js';
import {
  TEXT_LIMIT,
  checkChoice,
  checkCode,
  checkId,
  checkLength,
  checkOptionalText,
  checkText,
  checkTitle,
  checkWhole,
  sameSet,
} from '../shared/check.js';
import type { ItemId, ProposalId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import type { Asked } from './meeting.commands.js';
import { mustAgree } from './meeting.outcome.js';
import { DOORS, OUTCOMES, type Doors, type MeetingEvent } from './meeting.events.js';
import {
  lastSectionIn,
  presentIn,
  type Item,
  type MeetingState,
  type NoMeeting,
  type OpenMeeting,
  type Proposal,
} from './meeting.state.js';

/** No agenda of practice comes near; both bound what one meeting can weigh. */
export const ITEM_LIMIT = 1_000;
export const PROPOSAL_LIMIT = 1_000;
const MEASURE_LIMIT = 50;

export type Meeting = Exclude<MeetingState, NoMeeting>;
export type LiveMeeting = Exclude<Meeting, { readonly status: 'closed' | 'cancelled' }>;

export const known = (state: MeetingState): Meeting => {
  if (state.status === 'none') throw new Refused('meeting/unknown', {});
  return state;
};

/** Refuses what can no longer be done to a meeting that is closed or cancelled. */
export const notOver = (state: MeetingState): LiveMeeting => {
  const meeting = known(state);
  if (meeting.status === 'closed' || meeting.status === 'cancelled') throw new Refused('meeting/over', { status: meeting.status });
  return meeting;
};

/** Refuses what is done in an open meeting only: not before, not while it is adjourned, not after. */
export const mustBeOpen = (state: MeetingState): OpenMeeting => {
  const meeting = known(state);
  if (meeting.status !== 'open') throw new Refused('meeting/not-open', { status: meeting.status });
  return meeting;
};

export const inMeeting = ({ meeting, group }: Meeting, { at }: { readonly at: string }) => ({ meeting, group, at });

const itemOf = (meeting: Meeting, id: ItemId): Item => {
  const item = meeting.agenda.find((one) => one.item === id);
  if (item === undefined) throw new Refused('meeting/no-such-item', { item: id });
  return item;
};

const proposalOf = (item: Item, id: ProposalId): Proposal => {
  const proposal = item.proposals.find((one) => one.proposal === id);
  if (proposal === undefined) throw new Refused('meeting/no-such-proposal', { proposal: id });
  return proposal;
};

const stillOpen = (item: Item): void => {
  if (item.closed) throw new Refused('meeting/item-closed', { item: item.item });
};

/** What an item's decision chose between is settled with it. */
const undecided = (item: Item): void => {
  if (item.taken !== undefined) throw new Refused('decision/already-taken', { item: item.item, decision: item.taken.decision });
};

const doorsOf = (meeting: Meeting, item: ItemId): Doors => (meeting.behind.includes(item) ? 'closed' : 'open');

export const addItem = (command: Asked<'AddItem'>, state: MeetingState): MeetingEvent[] => {
  const meeting = notOver(state);
  const { item, title, description, measures, doors } = command;
  const existing = meeting.agenda.find((one) => one.item === item);
  if (existing !== undefined) {
    if (
      existing.title === title &&
      existing.description === description &&
      sameSet(existing.measures, measures) &&
      doorsOf(meeting, item) === doors
    )
      return [];
    throw new Refused('meeting/item-exists', { item });
  }
  checkId('item', item);
  checkTitle('title', title);
  checkOptionalText('description', description, TEXT_LIMIT);
  checkChoice('doors', doors, DOORS);
  checkLength('measures', measures, MEASURE_LIMIT);
  for (const measure of measures) checkCode('measures', measure);
  const last = meeting.agenda.length + 1;
  if (last > ITEM_LIMIT) throw new Refused('meeting/agenda-full', { limit: ITEM_LIMIT });
  const place = command.place ?? last;
  checkWhole('place', place, 1, last);
  const added: MeetingEvent = { type: 'AgendaItemAdded', ...inMeeting(meeting, command), item, title, description, place, measures };
  return doors === 'open' ? [added] : [{ type: 'DoorsClosed', ...inMeeting(meeting, command), item }, added];
};

/** What a closed meeting has told everybody cannot be taken back. */
export const closeDoors = (command: Asked<'CloseDoors'>, state: MeetingState): MeetingEvent[] => {
  const { item } = itemOf(known(state), command.item);
  if (doorsOf(known(state), item) === 'closed') return [];
  return [{ type: 'DoorsClosed', ...inMeeting(notOver(state), command), item }];
};

/** Also after the meeting: what no longer needs to be kept is told. */
export const openDoors = (command: Asked<'OpenDoors'>, state: MeetingState): MeetingEvent[] => {
  const meeting = known(state);
  const { item } = itemOf(meeting, command.item);
  return doorsOf(meeting, item) === 'open' ? [] : [{ type: 'DoorsOpened', ...inMeeting(meeting, command), item }];
};

export const moveItem = (command: Asked<'MoveItem'>, state: MeetingState): MeetingEvent[] => {
  const meeting = notOver(state);
  const item = itemOf(meeting, command.item);
  stillOpen(item);
  checkWhole('place', command.place, 1, meeting.agenda.length);
  if (meeting.agenda[command.place - 1] === item) return [];
  return [{ type: 'AgendaItemMoved', ...inMeeting(meeting, command), item: command.item, place: command.place }];
};

/** One item at a time: the one before must be closed by somebody who means it, not as a side effect. */
export const takeUpItem = (command: Asked<'TakeUpItem'>, state: MeetingState): MeetingEvent[] => {
  const meeting = mustBeOpen(state);
  const item = itemOf(meeting, command.item);
  if (meeting.current === command.item) return [];
  stillOpen(item);
  if (meeting.current !== undefined) throw new Refused('meeting/another-item-taken-up', { item: meeting.current });
  return [{ type: 'AgendaItemTakenUp', ...inMeeting(meeting, command), item: command.item }];
};

export const closeItem = (command: Asked<'CloseItem'>, state: MeetingState): MeetingEvent[] => {
  const meeting = mustBeOpen(state);
  if (itemOf(meeting, command.item).closed) return [];
  if (meeting.current !== command.item) throw new Refused('meeting/item-not-taken-up', { item: command.item });
  return [{ type: 'AgendaItemClosed', ...inMeeting(meeting, command), item: command.item }];
};

/** A proposal may be handed in from the convocation on, until the item is decided or closed. */
export const moveProposal = (command: Asked<'MoveProposal'>, state: MeetingState): MeetingEvent[] => {
  const meeting = notOver(state);
  const item = itemOf(meeting, command.item);
  const { proposal, by, wording } = command;
  const existing = meeting.agenda.flatMap((one) => one.proposals).find((one) => one.proposal === proposal);
  if (existing !== undefined) {
    if (existing.by === by && existing.wording === wording && item.proposals.includes(existing)) return [];
    throw new Refused('meeting/proposal-exists', { proposal });
  }
  if (meeting.status === 'scheduled' && meeting.convocation === undefined) throw new Refused('meeting/not-convoked', {});
  stillOpen(item);
  undecided(item);
  if (!command.member) throw new Refused('meeting/not-entitled', { person: by });
  if (!command.serving) throw new Refused('meeting/not-serving', { person: by });
  checkId('proposal', proposal);
  checkText('wording', wording, TEXT_LIMIT);
  if (item.proposals.length >= PROPOSAL_LIMIT) throw new Refused('meeting/too-many-proposals', { item: item.item, limit: PROPOSAL_LIMIT });
  return [{ type: 'ProposalMoved', ...inMeeting(meeting, command), item: command.item, proposal, by, wording }];
};

export const withdrawProposal = (command: Asked<'WithdrawProposal'>, state: MeetingState): MeetingEvent[] => {
  const meeting = notOver(state);
  const item = itemOf(meeting, command.item);
  const existing = proposalOf(item, command.proposal);
  if (existing.by !== command.by && !command.onBehalf) throw new Refused('meeting/not-own-proposal', { proposal: command.proposal });
  if (existing.withdrawn) return [];
  stillOpen(item);
  undecided(item);
  const { proposal, by } = command;
  return [{ type: 'ProposalWithdrawn', ...inMeeting(meeting, command), item: command.item, proposal, by }];
};

/**
 * One item, one decision, one §, as Swedish minutes are written. A decision that has been taken answers [] even
 * after the meeting, so that the process that carries a § from the proceedings to the meeting can be taken up again.
 */
export const takeDecision = (command: Asked<'TakeDecision'>, state: MeetingState): MeetingEvent[] => {
  const { decision, year, section, outcome, wording, adopted } = command;
  const earlier = known(state).agenda.find(({ taken }) => taken?.decision === decision);
  if (earlier?.taken !== undefined) {
    const { taken } = earlier;
    const isSame = taken.outcome === outcome && taken.wording === wording && taken.adopted === adopted;
    if (earlier.item === command.item && isSame) return [];
    throw new Refused('decision/exists', { decision });
  }
  const meeting = mustBeOpen(state);
  const item = itemOf(meeting, command.item);
  stillOpen(item);
  if (meeting.current !== command.item) throw new Refused('meeting/item-not-taken-up', { item: command.item });
  undecided(item);
  checkId('decision', decision);
  checkChoice('outcome', outcome, OUTCOMES);
  checkText('wording', wording, TEXT_LIMIT);
  if (adopted !== undefined && proposalOf(item, adopted).withdrawn) throw new Refused('meeting/proposal-withdrawn', { proposal: adopted });
  mustAgree(outcome, adopted);
  const attendance = presentIn(meeting);
  if (attendance.length === 0) throw new Refused('decision/nobody-present', {});
  const { quorum } = command;
  if (quorum.counted.length < quorum.needed)
    throw new Refused('decision/no-quorum', { needed: quorum.needed, present: quorum.counted.length, seats: quorum.seats });
  const expected = yearOf(command.at);
  if (year !== expected) throw new Refused('decision/wrong-year', { year, expected });
  const last = lastSectionIn(meeting, year);
  checkWhole('section', section, 1, Number.MAX_SAFE_INTEGER);
  if (section <= last) throw new Refused('decision/section-out-of-order', { section, last });
  const proposals = item.proposals.flatMap((one) => (one.withdrawn ? [] : [{ proposal: one.proposal, by: one.by, wording: one.wording }]));
  return [
    {
      type: 'DecisionTaken',
      ...inMeeting(meeting, command),
      decision,
      item: command.item,
      year,
      section,
      outcome,
      wording,
      ...(adopted === undefined ? {} : { adopted }),
      proposals,
      manner: 'acclamation',
      attendance,
      measures: item.measures,
      quorum,
    },
  ];
};

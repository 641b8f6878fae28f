import {
  TEXT_LIMIT,
  checkChoice,
  checkId,
  checkInstant,
  checkLength,
  checkOptionalText,
  checkText,
  checkTitle,
  sameSet,
} from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import { Refused } from '../shared/refused.js';
import {
  addItem,
  closeDoors,
  closeItem,
  inMeeting,
  known,
  moveItem,
  moveProposal,
  mustBeOpen,
  notOver,
  openDoors,
  takeDecision,
  takeUpItem,
  withdrawProposal,
} from './meeting.agenda.js';
import type { Asked, MeetingCommand } from './meeting.commands.js';
import { PRESENCES, type MeetingEvent, type Occasion } from './meeting.events.js';
import { evolve, initial, type MeetingState } from './meeting.state.js';

/** More than the largest assembly calls. */
const PERSON_LIMIT = 2_000;

const checkOccasion = ({ title, place, startsAt, endsAt }: Occasion): void => {
  checkTitle('title', title);
  checkTitle('place', place);
  checkInstant('startsAt', startsAt);
  checkInstant('endsAt', endsAt);
  if (endsAt <= startsAt) throw new Refused('period/ends-before-start', { from: startsAt, until: endsAt });
};

const sameOccasion = (one: Occasion, other: Occasion): boolean =>
  one.title === other.title && one.place === other.place && one.startsAt === other.startsAt && one.endsAt === other.endsAt;

const occasionOf = ({ title, place, startsAt, endsAt }: Occasion): Occasion => ({ title, place, startsAt, endsAt });

const schedule = (command: Asked<'Schedule'>, state: MeetingState): MeetingEvent[] => {
  const { meeting, group } = command;
  if (state.status !== 'none') {
    if (state.meeting === meeting && state.group === group && sameOccasion(state.occasion, command)) return [];
    throw new Refused('meeting/already-scheduled', {});
  }
  checkId('meeting', meeting);
  checkId('group', group);
  checkOccasion(command);
  if (!command.groupActive) throw new Refused('meeting/group-dissolved', { group });
  return [{ type: 'MeetingScheduled', meeting, group, at: command.at, ...occasionOf(command) }];
};

const reschedule = (command: Asked<'Reschedule'>, state: MeetingState): MeetingEvent[] => {
  const meeting = notOver(state);
  if (meeting.status !== 'scheduled') throw new Refused('meeting/already-opened', { status: meeting.status });
  checkOccasion(command);
  checkText('reason', command.reason, TEXT_LIMIT);
  if (sameOccasion(meeting.occasion, command)) return [];
  return [{ type: 'MeetingRescheduled', ...inMeeting(meeting, command), ...occasionOf(command), reason: command.reason }];
};

/** May be sent again, to more people or with another message, for as long as the meeting is not over. */
const convoke = (command: Asked<'Convoke'>, state: MeetingState): MeetingEvent[] => {
  const meeting = notOver(state);
  const { persons, message } = command;
  checkLength('persons', persons, PERSON_LIMIT);
  for (const person of persons) checkId('persons', person);
  checkOptionalText('message', message, TEXT_LIMIT);
  const sent = meeting.convocation;
  if (sent !== undefined && sent.message === message && sameSet(sent.persons, persons)) return [];
  return [{ type: 'MeetingConvoked', ...inMeeting(meeting, command), persons: [...new Set(persons)], message }];
};

const cancel = (command: Asked<'Cancel'>, state: MeetingState): MeetingEvent[] => {
  const meeting = known(state);
  if (meeting.status === 'cancelled') return [];
  if (meeting.status !== 'scheduled') throw new Refused('meeting/already-opened', { status: meeting.status });
  checkText('reason', command.reason, TEXT_LIMIT);
  return [{ type: 'MeetingCancelled', ...inMeeting(meeting, command), reason: command.reason }];
};

const open = (command: Asked<'Open'>, state: MeetingState): MeetingEvent[] => {
  const meeting = notOver(state);
  if (meeting.status === 'open') return [];
  if (meeting.status === 'adjourned') throw new Refused('meeting/already-opened', { status: meeting.status });
  if (!command.groupActive) throw new Refused('meeting/group-dissolved', { group: meeting.group });
  return [{ type: 'MeetingOpened', ...inMeeting(meeting, command) }];
};

const adjourn = (command: Asked<'Adjourn'>, state: MeetingState): MeetingEvent[] => {
  if (state.status === 'adjourned') return [];
  const meeting = mustBeOpen(state);
  const { reason, until } = command;
  checkText('reason', reason, TEXT_LIMIT);
  if (until === undefined) return [{ type: 'MeetingAdjourned', ...inMeeting(meeting, command), reason }];
  checkInstant('until', until);
  if (until <= command.at) throw new Refused('period/ends-before-start', { from: command.at, until });
  return [{ type: 'MeetingAdjourned', ...inMeeting(meeting, command), reason, until }];
};

const resume = (command: Asked<'Resume'>, state: MeetingState): MeetingEvent[] => {
  if (state.status === 'adjourned') return [{ type: 'MeetingResumed', ...inMeeting(state, command) }];
  mustBeOpen(state);
  return [];
};

/** An item that is taken up is closed together with the meeting; those never taken up stay as they are. */
const close = (command: Asked<'Close'>, state: MeetingState): MeetingEvent[] => {
  const meeting = known(state);
  if (meeting.status === 'closed') return [];
  if (meeting.status !== 'open' && meeting.status !== 'adjourned') throw new Refused('meeting/not-open', { status: meeting.status });
  const closed: MeetingEvent = { type: 'MeetingClosed', ...inMeeting(meeting, command) };
  if (meeting.current === undefined) return [closed];
  return [{ type: 'AgendaItemClosed', ...inMeeting(meeting, command), item: meeting.current }, closed];
};

/** Anybody may be noted as present, guests too; who of them may decide is the group's matter. */
const noteAttendance = (command: Asked<'NoteAttendance'>, state: MeetingState): MeetingEvent[] => {
  const meeting = notOver(state);
  const { person, presence } = command;
  checkId('person', person);
  checkChoice('presence', presence, PRESENCES);
  const before = meeting.attendance.find((one) => one.person === person)?.presence ?? 'left';
  if (before === presence) return [];
  return [{ type: 'AttendanceNoted', ...inMeeting(meeting, command), person, presence }];
};

/** What follows from a command to a meeting: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: MeetingCommand, state: MeetingState): MeetingEvent[] => {
  checkInstant('at', command.at);
  switch (command.type) {
    case 'Schedule':
      return schedule(command, state);
    case 'Reschedule':
      return reschedule(command, state);
    case 'Convoke':
      return convoke(command, state);
    case 'Cancel':
      return cancel(command, state);
    case 'Open':
      return open(command, state);
    case 'Adjourn':
      return adjourn(command, state);
    case 'Resume':
      return resume(command, state);
    case 'Close':
      return close(command, state);
    case 'AddItem':
      return addItem(command, state);
    case 'MoveItem':
      return moveItem(command, state);
    case 'CloseDoors':
      return closeDoors(command, state);
    case 'OpenDoors':
      return openDoors(command, state);
    case 'TakeUpItem':
      return takeUpItem(command, state);
    case 'CloseItem':
      return closeItem(command, state);
    case 'NoteAttendance':
      return noteAttendance(command, state);
    case 'MoveProposal':
      return moveProposal(command, state);
    case 'WithdrawProposal':
      return withdrawProposal(command, state);
    case 'TakeDecision':
      return takeDecision(command, state);
  }
};

export const meetingDecider: Decider<MeetingState, MeetingCommand, MeetingEvent> = { initial, evolve, decide };

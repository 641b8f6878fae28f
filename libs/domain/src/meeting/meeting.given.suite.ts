import { givenFor, historyOf } from '../shared/given.suite.js';
import type { MeetingCommand } from './meeting.commands.js';
import type { MeetingEvent } from './meeting.events.js';
import { meetingDecider } from './meeting.js';
import { initial, type MeetingState } from './meeting.state.js';

// The commands that the specs of a meeting tell their stories with.

export const given = givenFor(meetingDecider);
export const at = '2026-02-03T08:00:00.000Z';
export const later = '2026-02-03T09:00:00.000Z';
export const place = { meeting: 'm', group: 'g', at };
export const occasion = { title: 'Möte 1', place: 'Residenset', startsAt: at, endsAt: later };

export const schedule = {
  type: 'Schedule',
  meeting: 'm',
  group: 'g',
  groupActive: true,
  ...occasion,
  at,
} as const satisfies MeetingCommand;
export const convoke = { type: 'Convoke', persons: ['p', 'q'], message: 'Välkomna', at } as const satisfies MeetingCommand;
export const open = { type: 'Open', groupActive: true, at } as const satisfies MeetingCommand;
export const adjourn = { type: 'Adjourn', reason: 'Paus', at } as const satisfies MeetingCommand;
export const close = { type: 'Close', at } as const satisfies MeetingCommand;
export const cancel = { type: 'Cancel', reason: 'Inga ärenden', at } as const satisfies MeetingCommand;
export const add = (item: string): Extract<MeetingCommand, { type: 'AddItem' }> => ({
  type: 'AddItem',
  item,
  title: `Ärende ${item}`,
  description: '',
  measures: ['1.1'],
  doors: 'open',
  at,
});
export const closeDoors = (item: string): MeetingCommand => ({ type: 'CloseDoors', item, at });
export const openDoors = (item: string): MeetingCommand => ({ type: 'OpenDoors', item, at });
export const takeUp = (item: string): MeetingCommand => ({ type: 'TakeUpItem', item, at });
export const closeItem = (item: string): MeetingCommand => ({ type: 'CloseItem', item, at });
export const present = (person: string): MeetingCommand => ({ type: 'NoteAttendance', person, presence: 'room', at });
export const move = (proposal: string, item = 'i'): Extract<MeetingCommand, { type: 'MoveProposal' }> => ({
  type: 'MoveProposal',
  item,
  proposal,
  by: 'p',
  wording: 'Bifall',
  member: true,
  serving: true,
  at,
});
export const withdraw = (proposal: string, by = 'p', onBehalf = false): MeetingCommand => ({
  type: 'WithdrawProposal',
  item: 'i',
  proposal,
  by,
  onBehalf,
  at,
});
export const take: Extract<MeetingCommand, { type: 'TakeDecision' }> = {
  type: 'TakeDecision',
  decision: 'd',
  item: 'i',
  year: 2026,
  section: 1,
  outcome: 'approved',
  wording: 'Bifall',
  quorum: { seats: 1, needed: 1, counted: [{ person: 'p', seat: 's' }] },
  at,
};

export const told = (...commands: MeetingCommand[]): MeetingEvent[] => historyOf(meetingDecider, ...commands);
export const folded = (events: readonly MeetingEvent[]): MeetingState => events.reduce(meetingDecider.evolve, initial);
export const orderOf = (events: readonly MeetingEvent[]): string[] => {
  const state = folded(events);
  return state.status === 'none' ? [] : state.agenda.map(({ item }) => item);
};

export const scheduled = told(schedule);
export const opened = told(schedule, add('i'), add('j'), open);
export const atItem = told(schedule, add('i'), add('j'), open, present('p'), takeUp('i'));

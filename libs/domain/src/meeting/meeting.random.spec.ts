import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { meetingCodec } from './meeting.codec.js';
import type { MeetingCommand } from './meeting.commands.js';
import type { MeetingEvent } from './meeting.events.js';
import { add, convoke, move, open, present, schedule, takeUp } from './meeting.given.suite.js';
import { meetingDecider } from './meeting.js';
import { presentIn, type MeetingState } from './meeting.state.js';

const item = fc.constantFrom('i', 'j', 'k', 'l', 'm');
const person = fc.constantFrom('p', 'q', 'r');
// Mostly what is allowed, or a history would never get far.
const wording = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom('Bifall', 'Avslag') },
  { weight: 1, arbitrary: fc.constantFrom('', 'x\u0000') },
);
const counted = fc.subarray([
  { person: 'p', seat: 's' },
  { person: 'q', seat: 't', for: 'r' },
]);
const quorum = fc.record({ seats: fc.constant(3), needed: fc.constantFrom(0, 1, 1, 2), counted });
const usually = fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const measures = fc.constantFrom<string[][]>([], ['1.1'], ['1.1', '3.4a']);
const occasion = {
  title: fc.oneof({ weight: 10, arbitrary: fc.constantFrom('Möte 1', 'Möte 2') }, { weight: 1, arbitrary: fc.constant('') }),
  place: fc.constantFrom('Sal 1', 'Distans'),
  startsAt: fc.constant('2026-02-03T08:00:00.000Z'),
  endsAt: fc.constantFrom('2026-02-03T09:00:00.000Z', '2026-02-03T10:00:00.000Z', '2026-02-04T09:00:00.000Z', '2026-02-03T07:00:00.000Z'),
};
const ongoing = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('Schedule' as const),
      meeting: fc.constant('m'),
      group: fc.constant('g'),
      groupActive: usually,
      ...occasion,
      at: fc.constant(''),
    }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('Reschedule' as const), ...occasion, reason: wording, at: fc.constant('') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('Convoke' as const),
      persons: fc.array(person, { maxLength: 3 }),
      message: wording,
      at: fc.constant(''),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('Open' as const), groupActive: usually, at: fc.constant('') }) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        type: fc.constant('Adjourn' as const),
        reason: wording,
        until: fc.constantFrom('2026-01-02T00:00:00.000Z', '2027-01-01T00:00:00.000Z'),
        at: fc.constant(''),
      },
      { requiredKeys: ['type', 'reason', 'at'] },
    ),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('Resume' as const), at: fc.constant('') }) },
  {
    weight: 8,
    arbitrary: fc.record(
      {
        type: fc.constant('AddItem' as const),
        item,
        title: fc.constantFrom('Ärende', 'Fråga'),
        description: wording,
        place: fc.integer({ min: 0, max: 4 }),
        measures,
        doors: fc.constantFrom('open', 'open', 'closed'),
        at: fc.constant(''),
      },
      { requiredKeys: ['type', 'item', 'title', 'description', 'measures', 'doors', 'at'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('MoveItem' as const), item, place: fc.integer({ min: 0, max: 4 }), at: fc.constant('') }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('CloseDoors' as const, 'OpenDoors' as const), item, at: fc.constant('') }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('TakeUpItem' as const), item, at: fc.constant('') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('CloseItem' as const), item, at: fc.constant('') }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('NoteAttendance' as const),
      person,
      presence: fc.constantFrom('room', 'remote', 'left'),
      at: fc.constant(''),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('MoveProposal' as const),
      item,
      proposal: fc.constantFrom('y', 'z', 'w', 'v'),
      by: person,
      wording,
      member: usually,
      serving: usually,
      at: fc.constant(''),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('WithdrawProposal' as const),
      item,
      proposal: fc.constantFrom('y', 'z', 'w', 'v'),
      by: person,
      onBehalf: usually,
      at: fc.constant(''),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record(
      {
        type: fc.constant('TakeDecision' as const),
        decision: fc.constantFrom('d', 'e', 'f', 'g'),
        item,
        year: fc.constantFrom(2026, 2026, 2026, 2027),
        section: fc.integer({ min: 0, max: 20 }),
        outcome: fc.constantFrom('approved', 'rejected', 'tabled', 'referred-back', 'noted'),
        wording,
        adopted: fc.constantFrom('y', 'z', 'w'),
        quorum,
        at: fc.constant(''),
      },
      { requiredKeys: ['type', 'decision', 'item', 'year', 'section', 'outcome', 'wording', 'quorum', 'at'] },
    ),
  },
) as fc.Arbitrary<MeetingCommand>;
const ending: fc.Arbitrary<MeetingCommand> = fc.constantFrom(
  { type: 'Close', at: '' },
  { type: 'Cancel', reason: 'Inga ärenden', at: '' },
  { type: 'Cancel', reason: 'Snö', at: '' },
  { type: 'Cancel', reason: '', at: '' },
);
// What ends a meeting is rare, or there would be nothing to see.
const command = fc.oneof({ weight: 40, arbitrary: ongoing }, { weight: 1, arbitrary: ending });

const itemIn = (state: MeetingState, id: string) => (state.status === 'none' ? undefined : state.agenda.find((one) => one.item === id));

describe('Whatever is asked of a meeting', () => {
  repeatedSuite<MeetingState, MeetingCommand, MeetingEvent>({
    decider: meetingDecider,
    codec: meetingCodec,
    opening: [schedule, convoke, add('i'), add('j'), open, present('p'), takeUp('i'), move('y')],
    command,
    types: [
      'Schedule',
      'Reschedule',
      'Convoke',
      'Cancel',
      'Open',
      'Adjourn',
      'Resume',
      'Close',
      'AddItem',
      'MoveItem',
      'CloseDoors',
      'OpenDoors',
      'TakeUpItem',
      'CloseItem',
      'NoteAttendance',
      'MoveProposal',
      'WithdrawProposal',
      'TakeDecision',
    ],
    holds: ({ before, events, after: state }) => {
      for (const event of events) {
        if (event.type === 'DoorsClosed') expect(['closed', 'cancelled']).not.toContain(before.status);
        if (event.type === 'ProposalMoved') expect(itemIn(before, event.item)).toMatchObject({ closed: false, taken: undefined });
        if (event.type === 'DecisionTaken') {
          expect(before).toMatchObject({ status: 'open', current: event.item });
          expect(itemIn(before, event.item)).toMatchObject({ closed: false, taken: undefined });
          expect(event.attendance).toEqual(presentIn(before));
          expect(event.attendance).not.toHaveLength(0);
          expect(event.quorum?.counted.length).toBeGreaterThanOrEqual(event.quorum?.needed ?? Infinity);
        }
      }
      if (state.status === 'none') return;
      const ids = state.agenda.map((one) => one.item);
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(state.behind).size).toBe(state.behind.length);
      expect(ids).toEqual(expect.arrayContaining([...state.behind]));
      const sections = state.agenda.flatMap(({ taken: one }) => (one === undefined ? [] : [one.section]));
      expect(new Set(sections).size).toBe(sections.length);
      if ((state.status === 'open' || state.status === 'adjourned') && state.current !== undefined) {
        expect(itemIn(state, state.current)).toMatchObject({ closed: false });
      }
    },
  });
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { dayOf } from '../shared/calendar.js';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { groupCodec } from './group.codec.js';
import type { GroupCommand } from './group.commands.js';
import type { GroupEvent } from './group.events.js';
import { groupDecider } from './group.js';
import { membersOn, officesOn, type Appointment, type GroupState } from './group.state.js';

const at = fc.constant('');
const seat = fc.constantFrom('s', 't');
const person = fc.constantFrom('p', 'q', 'r');
const appointment = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');
const office = fc.constantFrom('chair', 'vice-chair', 'secretary');
// Mostly what is allowed, or a history would never get far.
const name = fc.oneof({ weight: 10, arbitrary: fc.constantFrom('Kompetens', 'Kapital') }, { weight: 1, arbitrary: fc.constant('') });
const rules = fc.record({ quorumPercent: fc.constantFrom(50, 55, 60, 101), termMonths: fc.constantFrom(6, 12, 24, 0) });
const basis = fc.constantFrom({ decision: 'd-1' }, { document: 'RTP 2008' }, { document: '' });
const day = fc.constantFrom('2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31', '2027-06-30', '2027-07-01', '2028-01-01');
const type = <T extends GroupCommand['type']>(one: T) => fc.constant(one);

const ongoing = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        type: type('Form'),
        group: fc.constant('g'),
        kind: fc.constantFrom('working', 'area'),
        name,
        nameEn: name,
        mandate: name,
        mandateEn: name,
        rules,
        area: fc.constant('1'),
        municipality: name,
        at,
      },
      { requiredKeys: ['type', 'group', 'kind', 'name', 'mandate', 'rules', 'at'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ type: type('Rename'), name, nameEn: name, at }, { requiredKeys: ['type', 'name', 'at'] }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: type('GiveMandate'), mandate: name, mandateEn: name, at }, { requiredKeys: ['type', 'mandate', 'at'] }),
  },
  { weight: 1, arbitrary: fc.record({ type: type('SetRules'), rules, at }) },
  { weight: 1, arbitrary: fc.record({ type: type('LinkToMeasure'), measure: fc.constantFrom('1.1', '3.4a', ' '), at }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: type('LinkToGroup'),
      relation: fc.constantFrom('reports-to', 'supports'),
      to: fc.constantFrom('g', 'h', 'i'),
      at,
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: type('EstablishSeat'), seat, nominatedBy: fc.subarray(['x', 'y']), at }) },
  {
    weight: 20,
    arbitrary: fc.record(
      {
        type: type('Appoint'),
        seat,
        appointment,
        person,
        organisation: fc.constantFrom('x', 'y'),
        as: fc.constantFrom('ordinary', 'ordinary', 'substitute'),
        order: fc.integer({ min: 0, max: 3 }),
        from: day,
        until: day,
        basis,
        at,
      },
      { requiredKeys: ['type', 'seat', 'appointment', 'person', 'as', 'from', 'basis', 'at'] },
    ),
  },
  { weight: 4, arbitrary: fc.record({ type: type('Resign'), appointment, on: day, at }) },
  { weight: 8, arbitrary: fc.record({ type: type('BeginTerm'), appointment, at }) },
  { weight: 8, arbitrary: fc.record({ type: type('EndTerm'), appointment, at }) },
  { weight: 2, arbitrary: fc.record({ type: type('DeclareVacancy'), seat, at }) },
  {
    weight: 16,
    arbitrary: fc.record(
      { type: type('ChooseOffice'), office, person, from: day, at },
      { requiredKeys: ['type', 'office', 'person', 'at'] },
    ),
  },
  { weight: 8, arbitrary: fc.record({ type: type('BeginOffice'), office, at }) },
  { weight: 1, arbitrary: fc.record({ type: type('WithdrawOffice'), office, at }) },
  { weight: 2, arbitrary: fc.record({ type: type('LeaveOffice'), office, person, at }) },
) as fc.Arbitrary<GroupCommand>;
const command = fc.oneof(
  { weight: 150, arbitrary: ongoing },
  { weight: 1, arbitrary: fc.record({ type: type('Dissolve'), reason: name, at }) },
);

const meet = (one: Appointment, other: Appointment): boolean => one.from <= other.until && other.from <= one.until;

/** The pairs of terms that run at the same time; one that ended before it began runs never. */
const pairs = (appointments: readonly Appointment[]): [Appointment, Appointment][] => {
  const served = appointments.filter(({ from, until }) => from <= until);
  return served.flatMap((one, index) =>
    served.slice(index + 1).flatMap((other): [Appointment, Appointment][] => (meet(one, other) ? [[one, other]] : [])),
  );
};

describe('Whatever is asked of a group', () => {
  repeatedSuite<GroupState, GroupCommand, GroupEvent>({
    decider: groupDecider,
    codec: groupCodec,
    opening: [
      {
        type: 'Form',
        group: 'g',
        kind: 'working',
        name: 'Kompetens',
        mandate: 'Bereder',
        rules: { quorumPercent: 50, termMonths: 12 },
        at: '',
      },
      { type: 'EstablishSeat', seat: 's', nominatedBy: [], at: '' },
      { type: 'EstablishSeat', seat: 't', nominatedBy: ['x'], at: '' },
    ],
    command,
    // Ten days from one command to the next: terms begin and end in the course of a history.
    pace: 240,
    types: [
      'Form',
      'Rename',
      'GiveMandate',
      'SetRules',
      'LinkToMeasure',
      'LinkToGroup',
      'EstablishSeat',
      'Appoint',
      'Resign',
      'BeginTerm',
      'EndTerm',
      'DeclareVacancy',
      'ChooseOffice',
      'BeginOffice',
      'WithdrawOffice',
      'LeaveOffice',
      'Dissolve',
    ],
    holds: ({ after, events }) => {
      if (after.status === 'none') return;
      for (const event of events) {
        if (event.type !== 'TermBegun') continue;
        expect(membersOn(after, dayOf(event.at)).map((one) => one.appointment)).toContain(event.appointment);
      }
      for (const [one, other] of pairs(after.appointments)) {
        if (one.as === 'ordinary' && other.as === 'ordinary') {
          expect(one.seat).not.toBe(other.seat);
          expect(one.person).not.toBe(other.person);
        }
        if (one.as === 'substitute' && other.as === 'substitute' && one.seat === other.seat) expect(one.order).not.toBe(other.order);
        if (one.seat === other.seat) expect(one.person).not.toBe(other.person);
      }
      for (const leader of [after.offices.chair, after.offices['vice-chair']]) {
        if (leader === undefined) continue;
        expect(after.appointments.some((one) => one.person === leader && one.as === 'ordinary' && !one.ended)).toBe(true);
      }
      // On any day to come: nobody leads who is no member then, or both leads and stands in.
      for (const on of ['2026-07-01', '2027-07-01', '2028-01-01']) {
        const come = officesOn(after, on);
        for (const office of ['chair', 'vice-chair'] as const)
          if (come[office] !== undefined && come[office] !== after.offices[office])
            expect(membersOn(after, on).map((one) => one.person)).toContain(come[office]);
      }
      if (after.offices.chair !== undefined) expect(after.offices.chair).not.toBe(after.offices['vice-chair']);
    },
  });
});

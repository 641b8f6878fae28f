import { describe, expect, it } from 'vitest';
import type { MeetingEvent } from './meeting.events.js';
import {
  add,
  at,
  atItem,
  closeItem,
  convoke,
  folded,
  given,
  move,
  open,
  opened,
  orderOf,
  place,
  present,
  schedule,
  take,
  takeUp,
  told,
  withdraw,
} from './meeting.given.suite.js';
import { meetingDecider } from './meeting.js';

describe('Agenda items: added, moved, taken up, closed', () => {
  it('are added last, or at a place, also while the meeting is open', () => {
    given(...opened)
      .when(add('k'))
      .then({ type: 'AgendaItemAdded', ...place, item: 'k', title: 'Ärende k', description: '', place: 3, measures: ['1.1'] });
    expect(orderOf(told(schedule, add('i'), add('j'), { ...add('k'), place: 1 }))).toEqual(['k', 'i', 'j']);
    given(...opened)
      .when({ ...add('k'), place: 4 })
      .refused('number/out-of-range', { field: 'place', min: 1, max: 3 });
    given(...opened)
      .when({ ...add('i'), title: 'Annat' })
      .refused('meeting/item-exists', { item: 'i' });
  });
  it('are moved up and down', () => {
    const three = told(schedule, add('i'), add('j'), add('k'));
    const moved = (item: string, to: number) =>
      orderOf([...three, ...meetingDecider.decide({ type: 'MoveItem', item, place: to, at }, folded(three))]);
    expect(moved('k', 1)).toEqual(['k', 'i', 'j']);
    expect(moved('i', 2)).toEqual(['j', 'i', 'k']);
    expect(moved('i', 3)).toEqual(['j', 'k', 'i']);
    given(...three)
      .when({ type: 'MoveItem', item: 'x', place: 1, at })
      .refused('meeting/no-such-item', { item: 'x' });
  });
  it('one is taken up at a time', () => {
    given(...atItem)
      .when(takeUp('j'))
      .refused('meeting/another-item-taken-up', { item: 'i' });
    given(...atItem)
      .when(closeItem('j'))
      .refused('meeting/item-not-taken-up', { item: 'j' });
    given(...atItem, { type: 'AgendaItemClosed', ...place, item: 'i' })
      .when(takeUp('j'))
      .then({ type: 'AgendaItemTakenUp', ...place, item: 'j' });
    given(...atItem, { type: 'AgendaItemClosed', ...place, item: 'i' })
      .when(takeUp('i'))
      .refused('meeting/item-closed', { item: 'i' });
  });
  it('a title of 300 characters is the longest, and no text holds NUL or half a character', () => {
    const titled = (title: string) => ({ ...add('k'), title });
    given(...opened)
      .when(titled('x'.repeat(301)))
      .refused('text/too-long', { field: 'title', limit: 300 });
    given(...opened)
      .when(titled(' \n'))
      .refused('text/empty', { field: 'title' });
    given(...opened)
      .when(titled('a\u0000b'))
      .refused('text/invalid', { field: 'title' });
    given(...opened)
      .when(titled('a\ud800b'))
      .refused('text/invalid', { field: 'title' });
    expect(meetingDecider.decide(titled(`${'x'.repeat(298)}😀`), folded(opened))).toHaveLength(1);
    given(...opened)
      .when(add('Å'))
      .refused('id/invalid', { field: 'item' });
  });
  it('an agenda has at most 1,000 items', () => {
    const full = told(schedule, ...Array.from({ length: 1_000 }, (_, n) => add(`i-${String(n)}`)));
    given(...full)
      .when(add('x'))
      .refused('meeting/agenda-full', { limit: 1_000 });
  });
});

describe('Attendance: present in the room, remote, left, returned', () => {
  it('is noted when it changes', () => {
    given(...opened)
      .when(present('p'))
      .then({ type: 'AttendanceNoted', ...place, person: 'p', presence: 'room' });
    given(...told(schedule, open, present('p')))
      .when({ type: 'NoteAttendance', person: 'p', presence: 'left', at })
      .then({ type: 'AttendanceNoted', ...place, person: 'p', presence: 'left' });
  });
  it('somebody who never came has not left', () => {
    given(...opened)
      .when({ type: 'NoteAttendance', person: 'p', presence: 'left', at })
      .then();
  });
});

describe('Proposals moved, withdrawn', () => {
  it('are moved by a member', () => {
    given(...atItem)
      .when(move('y'))
      .then({ type: 'ProposalMoved', ...place, item: 'i', proposal: 'y', by: 'p', wording: 'Bifall' });
    given(...atItem)
      .when({ ...move('y'), member: false })
      .refused('meeting/not-entitled', { person: 'p' });
  });
  it('a substitute who does not serve moves none', () => {
    given(...atItem)
      .when({ ...move('y'), serving: false })
      .refused('meeting/not-serving', { person: 'p' });
  });
  it('may be handed in from the convocation on', () => {
    given(...told(schedule, add('i')))
      .when(move('y'))
      .refused('meeting/not-convoked', {});
    given(...told(schedule, convoke, add('i')))
      .when(move('y'))
      .then({ type: 'ProposalMoved', ...place, item: 'i', proposal: 'y', by: 'p', wording: 'Bifall' });
  });
  it('Never: a proposal on a closed item', () => {
    given(...atItem, { type: 'AgendaItemClosed', ...place, item: 'i' })
      .when(move('y'))
      .refused('meeting/item-closed', { item: 'i' });
  });
  it('nor on an item that is decided', () => {
    given(...atItem, ...meetingDecider.decide(take, folded(atItem)))
      .when(move('y'))
      .refused('decision/already-taken', { item: 'i', decision: 'd' });
  });
  it('are withdrawn by who moved them, or by the chair or secretary on their behalf', () => {
    const moved = [...atItem, ...meetingDecider.decide(move('y'), folded(atItem))];
    const withdrawn = (by: string): MeetingEvent => ({ type: 'ProposalWithdrawn', ...place, item: 'i', proposal: 'y', by });
    given(...moved)
      .when(withdraw('y'))
      .then(withdrawn('p'));
    given(...moved)
      .when(withdraw('y', 'q'))
      .refused('meeting/not-own-proposal', { proposal: 'y' });
    given(...moved)
      .when(withdraw('y', 'q', true))
      .then(withdrawn('q'));
    given(...moved)
      .when(withdraw('z'))
      .refused('meeting/no-such-proposal', { proposal: 'z' });
  });
  it('an id names one proposal only', () => {
    const moved = [...atItem, ...meetingDecider.decide(move('y'), folded(atItem))];
    given(...moved)
      .when({ ...move('y'), wording: 'Avslag' })
      .refused('meeting/proposal-exists', { proposal: 'y' });
    given(...moved)
      .when(move('y', 'j'))
      .refused('meeting/proposal-exists', { proposal: 'y' });
  });
});

import { describe, expect, it } from 'vitest';
import { goldenSuite } from '../shared/golden.suite.js';
import { meetingCodec } from './meeting.codec.js';
import {
  add,
  adjourn,
  at,
  atItem,
  cancel,
  close,
  closeItem,
  convoke,
  folded,
  given,
  later,
  move,
  occasion,
  open,
  opened,
  place,
  present,
  schedule,
  scheduled,
  take,
  takeUp,
  told,
} from './meeting.given.suite.js';
import golden from './meeting.golden.json' with { type: 'json' };

goldenSuite(meetingCodec, golden);

describe('A meeting is scheduled, convoked, rescheduled, cancelled', () => {
  it('is scheduled for a group, at a place and a time', () => {
    given()
      .when(schedule)
      .then({ type: 'MeetingScheduled', ...place, ...occasion });
  });
  it('Never: a dissolved group meeting', () => {
    given()
      .when({ ...schedule, groupActive: false })
      .refused('meeting/group-dissolved', { group: 'g' });
    given(...scheduled)
      .when({ ...open, groupActive: false })
      .refused('meeting/group-dissolved', { group: 'g' });
  });
  it('ends after it starts, at times that the calendar has', () => {
    given()
      .when({ ...schedule, endsAt: at })
      .refused('period/ends-before-start', { from: at, until: at });
    given()
      .when({ ...schedule, startsAt: '2026-02-30T08:00:00.000Z' })
      .refused('time/invalid', { field: 'startsAt' });
    given()
      .when({ ...schedule, at: 'now' })
      .refused('time/invalid', { field: 'at' });
  });
  it('another meeting is not scheduled under its id', () => {
    given(...scheduled)
      .when({ ...schedule, title: 'Möte 2' })
      .refused('meeting/already-scheduled', {});
  });
  it('is rescheduled with a reason, as long as it has not opened', () => {
    const moved = { type: 'Reschedule', ...occasion, place: 'Distans', reason: 'Snö', at } as const;
    given(...scheduled)
      .when(moved)
      .then({ type: 'MeetingRescheduled', ...place, ...occasion, place: 'Distans', reason: 'Snö' });
    given(...opened)
      .when(moved)
      .refused('meeting/already-opened', { status: 'open' });
  });
  it('is convoked, and convoked again when more are called', () => {
    given(...scheduled)
      .when(convoke)
      .then({ type: 'MeetingConvoked', ...place, persons: ['p', 'q'], message: 'Välkomna' });
    given(...told(schedule, convoke))
      .when({ ...convoke, persons: ['q', 'p'] })
      .then();
    given(...told(schedule, convoke))
      .when({ ...convoke, persons: ['q', 'p', 'r', 'r'] })
      .then({ type: 'MeetingConvoked', ...place, persons: ['q', 'p', 'r'], message: 'Välkomna' });
  });
  it('is cancelled before it opens, and then nothing more happens in it', () => {
    given(...scheduled)
      .when(cancel)
      .then({ type: 'MeetingCancelled', ...place, reason: 'Inga ärenden' });
    given(...opened)
      .when(cancel)
      .refused('meeting/already-opened', { status: 'open' });
    for (const command of [convoke, open, add('k'), present('p')]) {
      given(...told(schedule, cancel))
        .when(command)
        .refused('meeting/over', { status: 'cancelled' });
    }
  });
  it('nothing is asked of a meeting that does not exist', () => {
    for (const command of [convoke, open, adjourn, close, cancel, add('k'), takeUp('i'), take])
      given().when(command).refused('meeting/unknown', {});
  });
});

describe('A meeting is opened, adjourned, resumed, closed', () => {
  it('opens, and is not opened again while adjourned', () => {
    given(...scheduled)
      .when(open)
      .then({ type: 'MeetingOpened', ...place });
    given(...told(schedule, open, adjourn))
      .when(open)
      .refused('meeting/already-opened', { status: 'adjourned' });
  });
  it('is adjourned, perhaps until a time, and resumed where it was', () => {
    given(...opened)
      .when({ ...adjourn, until: later })
      .then({ type: 'MeetingAdjourned', ...place, reason: 'Paus', until: later });
    given(...opened)
      .when({ ...adjourn, until: at })
      .refused('period/ends-before-start', { from: at, until: at });
    expect(folded(told(schedule, add('i'), open, takeUp('i'), adjourn, { type: 'Resume', at }))).toMatchObject({
      status: 'open',
      current: 'i',
    });
    given(...scheduled)
      .when({ type: 'Resume', at })
      .refused('meeting/not-open', { status: 'scheduled' });
  });
  it('closes together with the item that is taken up', () => {
    given(...atItem)
      .when(close)
      .then({ type: 'AgendaItemClosed', ...place, item: 'i' }, { type: 'MeetingClosed', ...place });
    given(...opened)
      .when(close)
      .then({ type: 'MeetingClosed', ...place });
    given(...scheduled)
      .when(close)
      .refused('meeting/not-open', { status: 'scheduled' });
  });
  it('a command for a closed meeting is refused', () => {
    const over = told(schedule, convoke, add('i'), open, close);
    for (const command of [add('k'), present('p'), move('y'), convoke])
      given(...over)
        .when(command)
        .refused('meeting/over', { status: 'closed' });
    for (const command of [takeUp('i'), closeItem('i'), adjourn, take])
      given(...over)
        .when(command)
        .refused('meeting/not-open', { status: 'closed' });
  });
});

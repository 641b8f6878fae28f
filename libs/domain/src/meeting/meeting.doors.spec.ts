import { describe, it } from 'vitest';
import {
  add,
  cancel,
  close,
  closeDoors,
  given,
  open,
  openDoors,
  opened,
  place,
  present,
  schedule,
  take,
  takeUp,
  told,
} from './meeting.given.suite.js';

const closed = { type: 'DoorsClosed', ...place, item: 'i' } as const;
const doorsOpened = { type: 'DoorsOpened', ...place, item: 'i' } as const;
const behind = { ...add('k'), doors: 'closed' } as const;

describe('Agenda items: open or closed doors', () => {
  it('the doors of an item are closed and opened', () => {
    given(...opened)
      .when(closeDoors('i'))
      .then(closed);
    given(...opened, closed)
      .when(openDoors('i'))
      .then(doorsOpened);
    given(...opened, closed, doorsOpened)
      .when(closeDoors('i'))
      .then(closed);
  });
  it('what is so already stays so', () => {
    given(...opened)
      .when(openDoors('i'))
      .then();
    given(...opened, closed)
      .when(closeDoors('i'))
      .then();
  });
  it('an item may be added behind closed doors, and is then never on the agenda with open ones', () => {
    given(...opened)
      .when(behind)
      .then(
        { type: 'DoorsClosed', ...place, item: 'k' },
        { type: 'AgendaItemAdded', ...place, item: 'k', title: 'Ärende k', description: '', place: 3, measures: ['1.1'] },
      );
    given(...told(schedule, behind))
      .when(behind)
      .then();
    given(...told(schedule, behind))
      .when(add('k'))
      .refused('meeting/item-exists', { item: 'k' });
  });
  it('doors may be closed on a decided item as long as the meeting is not over', () => {
    const decided = told(schedule, add('i'), open, present('p'), takeUp('i'), take);
    given(...decided)
      .when(closeDoors('i'))
      .then(closed);
    given(...told(schedule, add('i'), open, present('p'), takeUp('i'), take, close))
      .when(closeDoors('i'))
      .refused('meeting/over', { status: 'closed' });
  });
  it('doors may be opened also after the meeting is closed, and are not closed then', () => {
    for (const ending of [cancel, open])
      given(...told(schedule, add('i'), closeDoors('i'), ending, ...(ending === open ? [close] : [])))
        .when(openDoors('i'))
        .then(doorsOpened);
    given(...told(schedule, add('i'), cancel))
      .when(closeDoors('i'))
      .refused('meeting/over', { status: 'cancelled' });
  });
  it('of an item that is not on the agenda there are no doors', () => {
    for (const command of [closeDoors('x'), openDoors('x')])
      given(...opened)
        .when(command)
        .refused('meeting/no-such-item', { item: 'x' });
    given().when(closeDoors('i')).refused('meeting/unknown', {});
    given(...opened)
      .when({ ...closeDoors('i'), at: 'now' })
      .refused('time/invalid', { field: 'at' });
  });
});

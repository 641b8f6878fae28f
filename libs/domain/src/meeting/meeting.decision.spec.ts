import { describe, it } from 'vitest';
import { givenFor, historyOf } from '../shared/given.suite.js';
import type { MeetingCommand } from './meeting.commands.js';
import type { MeetingEvent } from './meeting.events.js';
import { meetingDecider } from './meeting.js';
import { initial } from './meeting.state.js';

const given = givenFor(meetingDecider);
const at = '2026-02-03T08:00:00.000Z';
const place = { meeting: 'm', group: 'g', at };
const quorum = {
  seats: 3,
  needed: 2,
  counted: [
    { person: 'p', seat: 's1' },
    { person: 'r', seat: 's2', for: 'q' },
  ],
};
const take: Extract<MeetingCommand, { type: 'TakeDecision' }> = {
  type: 'TakeDecision',
  decision: 'd',
  item: 'i',
  year: 2026,
  section: 7,
  outcome: 'approved',
  wording: 'Bifall',
  quorum,
  at,
};
const schedule: MeetingCommand = {
  type: 'Schedule',
  meeting: 'm',
  group: 'g',
  groupActive: true,
  title: 'Möte',
  place: 'Sal 1',
  startsAt: at,
  endsAt: '2026-02-03T09:00:00.000Z',
  at,
};
const added: MeetingCommand[] = ['i', 'j'].map((item) => ({
  type: 'AddItem',
  item,
  title: item,
  description: '',
  measures: ['1.1'],
  doors: 'open',
  at,
}));
const base = historyOf(meetingDecider, schedule, ...added, { type: 'Open', groupActive: true, at });
const after = (...commands: MeetingCommand[]): MeetingEvent[] => {
  let events = base;
  for (const command of commands) events = [...events, ...meetingDecider.decide(command, events.reduce(meetingDecider.evolve, initial))];
  return events;
};
const present = (person: string, presence: 'room' | 'remote' | 'left'): MeetingCommand => ({
  type: 'NoteAttendance',
  person,
  presence,
  at,
});
const takeUp = (item: string): MeetingCommand => ({ type: 'TakeUpItem', item, at });
const move = (proposal: string, by: string): MeetingCommand => ({
  type: 'MoveProposal',
  item: 'i',
  proposal,
  by,
  wording: `Förslag ${proposal}`,
  member: true,
  serving: true,
  at,
});
const taken: MeetingEvent = {
  type: 'DecisionTaken',
  ...place,
  decision: 'd',
  item: 'i',
  year: 2026,
  section: 7,
  outcome: 'approved',
  wording: 'Bifall',
  proposals: [],
  manner: 'acclamation',
  attendance: [{ person: 'p', presence: 'room' }],
  measures: ['1.1'],
  quorum,
};

describe('Taken in a meeting on an item', () => {
  const ready = after(present('p', 'room'), takeUp('i'));

  it('is taken on the item that is taken up', () => {
    given(...ready)
      .when(take)
      .then(taken);
    given(...ready)
      .when({ ...take, item: 'j' })
      .refused('meeting/item-not-taken-up', { item: 'j' });
    given(...ready)
      .when({ ...take, item: 'x' })
      .refused('meeting/no-such-item', { item: 'x' });
  });
  it('not while the meeting is adjourned, nor on a closed item', () => {
    given(...ready, { type: 'MeetingAdjourned', ...place, reason: 'Paus' })
      .when(take)
      .refused('meeting/not-open', { status: 'adjourned' });
    given(...ready, { type: 'AgendaItemClosed', ...place, item: 'i' })
      .when(take)
      .refused('meeting/item-closed', { item: 'i' });
  });
  it('says something, with an outcome that there is', () => {
    given(...ready)
      .when({ ...take, wording: '  ' })
      .refused('text/empty', { field: 'wording' });
    given(...ready)
      .when({ ...take, outcome: 'maybe' as 'noted' })
      .refused('choice/invalid', { field: 'outcome' });
  });
  it('with the proposals it chose between, and the one adopted', () => {
    const proposed = after(present('p', 'room'), takeUp('i'), move('y', 'p'), move('z', 'q'), move('w', 'p'), {
      type: 'WithdrawProposal',
      item: 'i',
      proposal: 'w',
      by: 'p',
      onBehalf: false,
      at,
    });
    given(...proposed)
      .when({ ...take, adopted: 'z' })
      .then({
        ...taken,
        adopted: 'z',
        proposals: [
          { proposal: 'y', by: 'p', wording: 'Förslag y' },
          { proposal: 'z', by: 'q', wording: 'Förslag z' },
        ],
      });
    given(...proposed)
      .when({ ...take, adopted: 'w' })
      .refused('meeting/proposal-withdrawn', { proposal: 'w' });
    given(...proposed)
      .when({ ...take, adopted: 'v' })
      .refused('meeting/no-such-proposal', { proposal: 'v' });
  });
  it('a decision that rejects, tables or refers back adopts no proposal: it would contradict itself', () => {
    const proposed = after(present('p', 'room'), takeUp('i'), move('y', 'p'));
    for (const outcome of ['rejected', 'tabled', 'referred-back'] as const) {
      given(...proposed)
        .when({ ...take, outcome, adopted: 'y' })
        .refused('decision/contradicts-itself', { outcome, adopted: 'y' });
      given(...proposed)
        .when({ ...take, outcome })
        .then({ ...taken, outcome, proposals: [{ proposal: 'y', by: 'p', wording: 'Förslag y' }] });
    }
    for (const outcome of ['approved', 'noted'] as const)
      given(...proposed)
        .when({ ...take, outcome, adopted: 'y' })
        .then({ ...taken, outcome, adopted: 'y', proposals: [{ proposal: 'y', by: 'p', wording: 'Förslag y' }] });
  });
  it('with the frozen attendance', () => {
    const came = after(present('p', 'room'), present('q', 'room'), present('r', 'remote'), present('q', 'left'), takeUp('i'));
    const attendance = [
      { person: 'p', presence: 'room' },
      { person: 'r', presence: 'remote' },
    ] as const;
    given(...came)
      .when(take)
      .then({ ...taken, attendance });
    given(...after(takeUp('i')))
      .when(take)
      .refused('decision/nobody-present', {});
  });
  it('Never: a decision without quorum', () => {
    const one = { ...quorum, counted: quorum.counted.slice(0, 1) };
    given(...ready)
      .when({ ...take, quorum: one })
      .refused('decision/no-quorum', { needed: 2, present: 1, seats: 3 });
    given(...ready)
      .when({ ...take, quorum: { seats: 0, needed: 0, counted: [] } })
      .then({ ...taken, quorum: { seats: 0, needed: 0, counted: [] } });
  });
  it('is repeated though the quorum is lost meanwhile', () => {
    given(...ready, taken)
      .when({ ...take, quorum: { ...quorum, counted: [] } })
      .then();
  });
  it('one decision, one § for each item', () => {
    given(...ready, taken)
      .when({ ...take, decision: 'e', section: 8 })
      .refused('decision/already-taken', { item: 'i', decision: 'd' });
    given(...ready, taken, { type: 'AgendaItemClosed', ...place, item: 'i' }, { type: 'AgendaItemTakenUp', ...place, item: 'j' })
      .when({ ...take, item: 'j' })
      .refused('decision/exists', { decision: 'd' });
  });
  it('is already true when asked again, even after the meeting', () => {
    given(...ready, taken, { type: 'MeetingClosed', ...place })
      .when(take)
      .then();
  });
  it('an id of a decision is not given to one that says something else', () => {
    const proposed = after(present('p', 'room'), takeUp('i'), move('y', 'p'));
    for (const other of [{ wording: 'Avslag' }, { outcome: 'noted' as const }, { adopted: 'y' }])
      given(...proposed, { ...taken, proposals: [{ proposal: 'y', by: 'p', wording: 'Förslag y' }] })
        .when({ ...take, ...other })
        .refused('decision/exists', { decision: 'd' });
  });
  it('in the series of the year that its moment falls in, where the partnership is', () => {
    given(...ready)
      .when({ ...take, at: '2026-12-31T23:00:00.000Z' })
      .refused('decision/wrong-year', { year: 2026, expected: 2027 });
    given(...ready)
      .when({ ...take, at: '2026-12-31T22:59:59.999Z' })
      .then({ ...taken, at: '2026-12-31T22:59:59.999Z' });
  });
  it('numbers rise within a meeting', () => {
    const next = [
      ...ready,
      taken,
      { type: 'AgendaItemClosed', ...place, item: 'i' },
      { type: 'AgendaItemTakenUp', ...place, item: 'j' },
    ] as const;
    given(...next)
      .when({ ...take, decision: 'e', item: 'j' })
      .refused('decision/section-out-of-order', { section: 7, last: 7 });
    given(...next)
      .when({ ...take, decision: 'e', item: 'j', section: 0 })
      .refused('number/out-of-range', { field: 'section', min: 1, max: Number.MAX_SAFE_INTEGER });
  });
});

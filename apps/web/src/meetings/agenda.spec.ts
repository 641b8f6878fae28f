import type { MeetingDocument } from '@samverkan/contract';
import { describe, expect, it } from 'vitest';
import { agendaRows, leavesUndecided, nextItem, progress, standing, takesProposals, wordingFor, type AgendaRow } from './agenda.js';
import { anItem, aMeeting } from './meeting.given.suite.js';

const row = (meeting: MeetingDocument, id: string): AgendaRow => {
  const found = agendaRows(meeting).find((each) => each.id === id);
  if (!found) throw new Error('no such row');
  return found;
};
const proposal = (by: string, at: string, state: 'standing' | 'withdrawn' = 'standing') => ({ by, wording: `${by} yrkar`, at, state });

describe('the agenda as it is shown', () => {
  it('stands in its own order, numbered, whatever the order of the map', () => {
    const meeting = aMeeting({ order: ['b', 'a'], agenda: { a: anItem({ title: 'A' }), b: anItem({ title: 'B' }) } });
    expect(agendaRows(meeting).map(({ number, title }) => [number, title])).toEqual([
      [1, 'B'],
      [2, 'A'],
    ]);
  });

  it('leaves out what is named but not there, and ids that objects inherit', () => {
    expect(agendaRows(aMeeting({ order: ['constructor', 'gone', 'a'], agenda: { a: anItem({}) } })).map(({ id }) => id)).toEqual(['a']);
  });

  it('shows proposals in the order they came, and the decision with them', () => {
    const meeting = aMeeting({
      order: ['a'],
      agenda: { a: anItem({ proposals: { y: proposal('p2', '2'), x: proposal('p1', '1', 'withdrawn') }, decision: 'd' }) },
      decisions: { d: { item: 'a', year: 2026, section: 4, outcome: 'approved', wording: 'Ja.', at: '3' } },
    });
    const shown = row(meeting, 'a');
    expect(shown.proposals.map(({ id }) => id)).toEqual(['x', 'y']);
    expect(standing(shown).map(({ id }) => id)).toEqual(['y']);
    expect(shown.decision).toMatchObject({ id: 'd', section: 4 });
  });

  it('lets only waiting items change places, and only with each other', () => {
    const meeting = aMeeting({
      order: ['a', 'b', 'c', 'd'],
      agenda: { a: anItem({ state: 'closed' }), b: anItem({ state: 'current' }), c: anItem({}), d: anItem({}) },
    });
    expect(agendaRows(meeting).map(({ movesUp, movesDown }) => [movesUp, movesDown])).toEqual([
      [false, false],
      [false, false],
      [false, true],
      [true, false],
    ]);
    expect(progress(agendaRows(meeting))).toEqual({ done: 1, total: 4 });
  });
});

describe('the next item', () => {
  const states = (...of: ('waiting' | 'current' | 'closed')[]) =>
    nextItem(
      agendaRows(
        aMeeting({
          order: of.map((_, at) => `i${String(at)}`),
          agenda: Object.fromEntries(of.map((state, at) => [`i${String(at)}`, anItem({ state })])),
        }),
      ),
    )?.id;
  it('is the first that waits after the current one', () => {
    expect(states('waiting', 'current', 'waiting')).toBe('i2');
  });
  it('is one that was passed over when none waits after', () => {
    expect(states('waiting', 'current', 'closed')).toBe('i0');
  });
  it('is none when all are dealt with', () => {
    expect(states('closed', 'current')).toBeUndefined();
  });
});

describe('proposals', () => {
  const agenda = { a: anItem({}) };
  it('are taken from the convocation on', () => {
    const scheduled = aMeeting({ state: 'scheduled', order: ['a'], agenda });
    expect(takesProposals(scheduled, row(scheduled, 'a'))).toBe(false);
    const convoked = { ...scheduled, convoked: { at: '1', persons: {}, message: '' } };
    expect(takesProposals(convoked, row(convoked, 'a'))).toBe(true);
  });
  it('are not taken on a closed item, nor in a closed meeting', () => {
    const open = aMeeting({ order: ['a'], agenda: { a: anItem({ state: 'closed' }) } });
    expect(takesProposals(open, row(open, 'a'))).toBe(false);
    const closed = aMeeting({ state: 'closed', order: ['a'], agenda });
    expect(takesProposals(closed, row(closed, 'a'))).toBe(false);
  });
  it('that stand undecided are told of before the item is closed', () => {
    const of = (state: 'standing' | 'withdrawn') => {
      const meeting = aMeeting({ order: ['a'], agenda: { a: anItem({ proposals: { x: proposal('p', '1', state) } }) } });
      return leavesUndecided(row(meeting, 'a'));
    };
    expect(of('standing')).toBe(true);
    expect(of('withdrawn')).toBe(false);
  });
});

describe('the wording of a decision begins with the chosen proposal', () => {
  const meeting = aMeeting({ order: ['a'], agenda: { a: anItem({ proposals: { x: proposal('p1', '1'), y: proposal('p2', '2') } }) } });
  const item = row(meeting, 'a');
  it('when nothing is written, or only what another proposal says', () => {
    expect(wordingFor(item, 'x', ' ')).toBe('p1 yrkar');
    expect(wordingFor(item, 'y', 'p1 yrkar')).toBe('p2 yrkar');
    expect(wordingFor(item, '', 'p1 yrkar')).toBe('');
  });
  it('but never takes away what somebody has written', () => {
    expect(wordingFor(item, 'x', 'Egen lydelse')).toBe('Egen lydelse');
  });
});

import { expect, it } from 'vitest';
import { byDay, kindOf, newestFirst, placeOf, type Entry } from './entries.js';

const entry = (at: string, more: Partial<Entry> = {}): Entry => ({ type: 'MeetingOpened', at, role: 'secretary', ...more });

it('shows the newest first, by the position in the log', () => {
  const entries = { '0009': entry('2008-01-01'), '0010': entry('2008-01-02', { type: 'DecisionTaken' }) };
  expect(newestFirst(entries, 'all').map(({ key }) => key)).toEqual(['0010', '0009']);
  expect(newestFirst(entries, 'decisions').map(({ key }) => key)).toEqual(['0010']);
});

it('gathers what happened on one day', () => {
  const rows = newestFirst({ a: entry('2008-01-01T08:00Z'), b: entry('2008-01-01T09:00Z'), c: entry('2008-01-02T09:00Z') }, 'all');
  expect(byDay(rows, (at) => at.slice(0, 10)).map(({ day, rows: of }) => [day, of.length])).toEqual([
    ['2008-01-02', 1],
    ['2008-01-01', 2],
  ]);
});

it('leads to the most particular thing that a happening names', () => {
  expect(placeOf(entry('x', { group: 'g', meeting: 'm', decision: 'd' }))).toMatchObject({ name: 'decision', params: { id: 'd' } });
  expect(placeOf(entry('x', { group: 'g', meeting: 'm' }))).toMatchObject({ name: 'meeting' });
  expect(placeOf(entry('x'))).toBeUndefined();
});

it('knows what part of the partnership’s life an event belongs to', () => {
  expect(['DecisionTaken', 'TaskDone', 'ProposalMoved', 'MemberAppointed', 'ProgrammeRevised'].map(kindOf)).toEqual([
    'decisions',
    'decisions',
    'meetings',
    'groups',
    'register',
  ]);
});

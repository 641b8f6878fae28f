import { describe, expect, it } from 'vitest';
import { anItem, aMeeting } from './meeting.given.suite.js';
import { newsBetween } from './news.js';

const proposal = (state: 'standing' | 'withdrawn') => ({ by: 'p1', wording: 'Bifall.', at: '1', state });

describe('what is said of a meeting that goes on', () => {
  it('is nothing when nothing of it changed', () => {
    const meeting = aMeeting({ order: ['a'], agenda: { a: anItem({}) } });
    expect(newsBetween(meeting, meeting)).toEqual([]);
    expect(newsBetween(meeting, { ...meeting })).toEqual([]);
  });

  it('tells resuming from opening', () => {
    const open = aMeeting({});
    expect(newsBetween(aMeeting({ state: 'scheduled' }), open)).toEqual([{ of: 'meeting', state: 'open', resumed: false }]);
    expect(newsBetween(aMeeting({ state: 'adjourned' }), open)).toEqual([{ of: 'meeting', state: 'open', resumed: true }]);
  });

  it('says a decision before the item that it closed', () => {
    const before = aMeeting({ order: ['a'], agenda: { a: anItem({ state: 'current' }) } });
    const after = aMeeting({
      order: ['a'],
      agenda: { a: anItem({ state: 'closed', decision: 'd' }) },
      decisions: { d: { item: 'a', year: 2026, section: 1, outcome: 'approved', wording: 'Ja.', at: '2' } },
    });
    expect(newsBetween(before, after)).toEqual([
      { of: 'decision', id: 'd' },
      { of: 'closed', item: 'a' },
    ]);
  });

  it('says what is moved and what is withdrawn, not what a decision makes of it', () => {
    const of = (proposals: Record<string, ReturnType<typeof proposal>>) => aMeeting({ order: ['a'], agenda: { a: anItem({ proposals }) } });
    expect(newsBetween(of({}), of({ x: proposal('standing') }))).toEqual([{ of: 'proposal', item: 'a', by: 'p1', withdrawn: false }]);
    expect(newsBetween(of({ x: proposal('standing') }), of({ x: proposal('withdrawn') }))).toEqual([
      { of: 'proposal', item: 'a', by: 'p1', withdrawn: true },
    ]);
  });

  it('says an added item, but not a whole agenda that comes into sight', () => {
    const items = { a: anItem({}), b: anItem({}), c: anItem({}) };
    const two = aMeeting({ order: ['a', 'b'], agenda: { a: items.a, b: items.b } });
    expect(newsBetween(two, aMeeting({ order: ['a', 'c', 'b'], agenda: items }))).toEqual([{ of: 'added', item: 'c' }]);
    expect(newsBetween(aMeeting({}), two)).toEqual([]);
  });

  it('says another order once', () => {
    const agenda = { a: anItem({}), b: anItem({}), c: anItem({}) };
    expect(newsBetween(aMeeting({ order: ['a', 'b', 'c'], agenda }), aMeeting({ order: ['c', 'a', 'b'], agenda }))).toEqual([
      { of: 'moved' },
    ]);
  });

  it('says who came, and only how many when many came at once', () => {
    const here = (...persons: string[]) =>
      aMeeting({ attendance: Object.fromEntries(persons.map((id) => [id, { presence: 'room' as const, since: '1', times: [] }])) });
    expect(newsBetween(here(), here('p1', 'p2'))).toEqual([
      { of: 'attendance', person: 'p1' },
      { of: 'attendance', person: 'p2' },
    ]);
    expect(newsBetween(here('p1'), here('p1', 'p2', 'p3', 'p4'))).toEqual([{ of: 'attendances', count: 3 }]);
  });

  it('says that doors are closed and opened, and who steps in', () => {
    const [open, closed] = [anItem({}), anItem({ doors: 'closed' })];
    const with_ = (a: typeof open) => aMeeting({ order: ['a'], agenda: { a } });
    expect(newsBetween(with_(open), with_(closed))).toEqual([{ of: 'doors', item: 'a' }]);
    expect(newsBetween(with_(closed), with_(open))).toEqual([{ of: 'doors', item: 'a' }]);
    const serving = aMeeting({ serving: { p2: { seat: 's1', for: 'p1' } } });
    expect(newsBetween(aMeeting({}), serving)).toEqual([{ of: 'serving', person: 'p2' }]);
    expect(newsBetween(serving, aMeeting({}))).toEqual([]);
  });
});

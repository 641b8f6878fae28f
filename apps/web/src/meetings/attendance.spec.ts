import type { GroupDocument, MeetingDocument } from '@samverkan/contract';
import { expect, it } from 'vitest';
import { attendants, headcount, meetingDay } from './attendance.js';

const appointment = (person: string, as: 'ordinary' | 'substitute', more: object = {}) => ({
  group: 'g1',
  seat: 's1',
  person,
  as,
  from: '2008-01-01',
  until: '2010-12-31',
  basis: { document: 'x' },
  ...more,
});
const group = {
  appointments: {
    a1: appointment('anna', 'ordinary'),
    a2: appointment('bo', 'ordinary'),
    a3: appointment('cia', 'substitute'),
    a4: appointment('dag', 'ordinary', { ended: '2009-01-01' }),
    a5: appointment('bo', 'substitute'),
  },
  offices: { chair: 'bo' },
} as unknown as GroupDocument;
const noted = (
  attendance: MeetingDocument['attendance'],
  serving: MeetingDocument['serving'] = {},
): Pick<MeetingDocument, 'attendance' | 'serving'> => ({ attendance, serving });
const DAY = '2008-05-05';
const compare = (a: string, b: string): number => a.localeCompare(b);

it('lists members in force once each, those who lead first, and guests that are noted', () => {
  const people = attendants(group, noted({ cia: { presence: 'remote', since: '1' }, eva: { presence: 'room', since: '1' } }), DAY, compare);
  expect(people.map(({ person, as, presence }) => [person, as, presence])).toEqual([
    ['bo', 'ordinary', undefined],
    ['anna', 'ordinary', undefined],
    ['cia', 'substitute', 'remote'],
    ['eva', 'guest', 'room'],
  ]);
  expect(people[0]?.offices).toEqual(['chair']);
});

it('counts those in the room and those remote as present, not those who left', () => {
  const since = '1';
  const people = attendants(
    group,
    noted({ anna: { presence: 'room', since }, bo: { presence: 'left', since }, cia: { presence: 'remote', since } }),
    DAY,
    compare,
  );
  expect(headcount(people)).toEqual({ room: 1, remote: 1, left: 1, present: 2, total: 3 });
});

it('knows who is noted before the group is there', () => {
  expect(attendants(undefined, noted({ anna: { presence: 'room', since: '1' } }), DAY, compare).map(({ as }) => as)).toEqual(['guest']);
});

it('says who serves, and for whom', () => {
  const present = { presence: 'room', since: '1' } as const;
  const people = attendants(group, noted({ cia: present, constructor: present }, { cia: { seat: 's1', for: 'anna' } }), DAY, compare);
  expect(people.flatMap(({ person, serves }) => (serves ? [[person, serves.for]] : []))).toEqual([['cia', 'anna']]);
});

it("goes by the meeting's own day: who is a member then is called and listed, who is one today only is not", () => {
  const startsAt = '2009-01-02T08:00:00.000Z';
  expect(meetingDay({ state: 'scheduled', startsAt }, '2008-12-30')).toBe('2009-01-02');
  expect(meetingDay({ state: 'scheduled', startsAt }, '2009-01-03')).toBe('2009-01-03');
  expect(meetingDay({ state: 'open', startsAt }, '2009-01-01')).toBe('2009-01-01');
  const next = {
    ...group,
    appointments: { ...group.appointments, a6: appointment('eva', 'ordinary', { from: '2009-01-01', coming: true }) },
  };
  const on = (day: string) => attendants(next, noted({}), day, compare).map(({ person }) => person);
  expect(on('2008-12-31')).not.toContain('eva');
  expect(on('2009-01-02')).toContain('eva');
});

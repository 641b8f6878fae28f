import type { GroupDocument, MeetingDocument } from '@samverkan/contract';
import { expect, it } from 'vitest';
import { attendants, headcount, meetingDay, quorumNow } from './attendance.js';
import { aMeeting } from './meeting.given.suite.js';

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
  seats: { s2: {}, s1: {} },
  appointments: {
    a1: appointment('anna', 'ordinary', { seat: 's2' }),
    a2: appointment('bo', 'ordinary'),
    a3: appointment('cia', 'substitute'),
    a4: appointment('dag', 'ordinary', { ended: '2009-01-01' }),
    a5: appointment('eva', 'ordinary', { from: '2009-01-01', coming: true }),
  },
  offices: { chair: 'bo' },
} as unknown as GroupDocument;
const member = (person: string, as: 'ordinary' | 'substitute', place: number) => ({ person, as, seat: `s${String(place)}`, place });
const running: Partial<MeetingDocument> = {
  roll: {
    a5: member('bo', 'substitute', 0),
    a1: member('anna', 'ordinary', 0),
    a2: member('bo', 'ordinary', 1),
    a3: { ...member('cia', 'substitute', 1), order: 1 },
  },
  offices: { chair: 'bo' },
  quorum: { seats: 3, needed: 2 },
};
const DAY = '2008-05-05';
const compare = (a: string, b: string): number => a.localeCompare(b);
const noted = (presence: 'room' | 'remote' | 'left') => ({ presence, since: '1', times: [{ presence: 'room' as const, from: '1' }] });
const of = (meeting: Partial<MeetingDocument>) => attendants(group, aMeeting({ ...running, ...meeting }), DAY, compare);

it('lists those on the roll once each, those who lead first, then by seat, and guests that are noted', () => {
  const people = of({ attendance: { cia: noted('remote'), eva: noted('room') } });
  expect(people.map(({ person, as, presence }) => [person, as, presence])).toEqual([
    ['bo', 'ordinary', undefined],
    ['anna', 'ordinary', undefined],
    ['cia', 'substitute', 'remote'],
    ['eva', 'guest', 'room'],
  ]);
  expect(people[0]?.offices).toEqual(['chair']);
});

it('counts those in the room and those remote as present, not those who left, who took part all the same', () => {
  const people = of({ attendance: { anna: noted('room'), bo: noted('left'), cia: noted('remote'), dag: { ...noted('left'), times: [] } } });
  expect(headcount(people)).toEqual({ room: 1, remote: 1, left: 2, present: 2, total: 4, tookPart: 3 });
});

it('says who serves, and for whom', () => {
  const people = of({ attendance: { cia: noted('room'), constructor: noted('room') }, serving: { cia: { seat: 's1', for: 'anna' } } });
  expect(people.flatMap(({ person, serves }) => (serves ? [[person, serves.for]] : []))).toEqual([['cia', 'anna']]);
});

it('does not change with the group once the meeting has a roll of its own', () => {
  const before = of({ state: 'closed', attendance: { bo: noted('room') } });
  const emptied = { ...group, appointments: {}, offices: {} };
  expect(attendants(emptied, aMeeting({ ...running, state: 'closed', attendance: { bo: noted('room') } }), DAY, compare)).toEqual(before);
});

it('counts ordinary members who are there, and substitutes who serve: no guests, no others', () => {
  const meeting = aMeeting({
    ...running,
    attendance: { anna: noted('left'), bo: noted('remote'), cia: noted('room'), eva: noted('room') },
    serving: { cia: { seat: 's0', for: 'anna' } },
  });
  const quorum = quorumNow(meeting, attendants(group, meeting, DAY, compare));
  expect(quorum?.counted.map(({ person }) => person)).toEqual(['bo', 'cia']);
  expect(quorum).toMatchObject({ seats: 3, needed: 2, holds: true });
  const fewer = aMeeting({ ...running, attendance: { bo: noted('room'), eva: noted('room') } });
  expect(quorumNow(fewer, attendants(group, fewer, DAY, compare))?.holds).toBe(false);
  expect(quorumNow({ quorum: { seats: 3, needed: 0 } }, [])).toBeUndefined();
});

it("goes by the meeting's own day before it is opened: who is a member then is listed, who is one today only is not", () => {
  const startsAt = '2009-01-02T08:00:00.000Z';
  expect(meetingDay({ state: 'scheduled', startsAt }, '2008-12-30')).toBe('2009-01-02');
  expect(meetingDay({ state: 'scheduled', startsAt }, '2009-01-03')).toBe('2009-01-03');
  expect(meetingDay({ state: 'open', startsAt }, '2009-01-01')).toBe('2009-01-01');
  const on = (day: string) => attendants(group, aMeeting({ state: 'scheduled' }), day, compare).map(({ person }) => person);
  expect(on('2008-12-31')).toEqual(['bo', 'anna', 'cia']);
  expect(on('2009-01-02')).toContain('eva');
  expect(attendants(undefined, aMeeting({ state: 'scheduled', attendance: { anna: noted('room') } }), DAY, compare)).toMatchObject([
    { as: 'guest' },
  ]);
});

it('a member stands for whom they sat in the meeting, and nobody is said for a guest', () => {
  const roll = { a1: { ...member('anna', 'ordinary', 0), organisation: 'umu' } };
  const people = of({ roll, attendance: { anna: noted('room'), eva: noted('room') } });
  expect(people.map(({ person, organisation }) => [person, organisation])).toEqual([
    ['anna', 'umu'],
    ['eva', undefined],
  ]);
});

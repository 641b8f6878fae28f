import type { GroupDocument, MeetingDocument } from '@samverkan/contract';
import { expect, it } from 'vitest';
import { attendants, headcount } from './attendance.js';

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
const compare = (a: string, b: string): number => a.localeCompare(b);

it('lists members in force once each, those who lead first, and guests that are noted', () => {
  const people = attendants(group, noted({ cia: { presence: 'remote', since: '1' }, eva: { presence: 'room', since: '1' } }), compare);
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
    compare,
  );
  expect(headcount(people)).toEqual({ room: 1, remote: 1, left: 1, present: 2, total: 3 });
});

it('knows who is noted before the group is there', () => {
  expect(attendants(undefined, noted({ anna: { presence: 'room', since: '1' } }), compare).map(({ as }) => as)).toEqual(['guest']);
});

it('says who serves, and for whom', () => {
  const present = { presence: 'room', since: '1' } as const;
  const people = attendants(group, noted({ cia: present, constructor: present }, { cia: { seat: 's1', for: 'anna' } }), compare);
  expect(people.flatMap(({ person, serves }) => (serves ? [[person, serves.for]] : []))).toEqual([['cia', 'anna']]);
});

import type { MeetingDocument } from '@samverkan/contract';

type Item = MeetingDocument['agenda'][string];

/** An open meeting with nothing in it, changed as given. */
export const aMeeting = (changes: Partial<MeetingDocument>): MeetingDocument => ({
  group: 'g1',
  title: 'Möte 1/2026',
  startsAt: '2026-11-23T12:00:00.000Z',
  endsAt: '2026-11-23T14:00:00.000Z',
  place: 'Härnösand',
  state: 'open',
  order: [],
  agenda: {},
  roll: {},
  offices: {},
  attendance: {},
  serving: {},
  served: {},
  presided: {},
  adjournments: {},
  decisions: {},
  ...changes,
});

/** A waiting item, changed as given. */
export const anItem = (changes: Partial<Item>): Item => ({
  title: 'Ärende',
  description: '',
  measures: {},
  state: 'waiting',
  doors: 'open',
  proposals: {},
  ...changes,
});

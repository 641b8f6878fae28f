import * as z from 'zod';
import { codecOf } from '../shared/codec.js';
import { id, ids, instant, optionalId, text, whole } from '../shared/stored.codec.js';
import { OUTCOMES, PRESENCES, type MeetingEvent } from './meeting.events.js';

const inMeeting = { meeting: id, group: id, at: instant };
const occasion = { title: text, place: text, startsAt: instant, endsAt: instant };
const proposal = { proposal: id, by: id };

export const meetingCodec = codecOf<MeetingEvent>('meeting', {
  MeetingScheduled: z.strictObject({ ...inMeeting, ...occasion }),
  MeetingRescheduled: z.strictObject({ ...inMeeting, ...occasion, reason: text }),
  MeetingConvoked: z.strictObject({ ...inMeeting, persons: ids, message: text }),
  MeetingCancelled: z.strictObject({ ...inMeeting, reason: text }),
  MeetingOpened: z.strictObject(inMeeting),
  MeetingAdjourned: z.strictObject({ ...inMeeting, reason: text, until: z.exactOptional(instant) }),
  MeetingResumed: z.strictObject(inMeeting),
  MeetingClosed: z.strictObject(inMeeting),
  AgendaItemAdded: z.strictObject({ ...inMeeting, item: id, title: text, description: text, place: whole, measures: ids }),
  AgendaItemMoved: z.strictObject({ ...inMeeting, item: id, place: whole }),
  DoorsClosed: z.strictObject({ ...inMeeting, item: id }),
  DoorsOpened: z.strictObject({ ...inMeeting, item: id }),
  AgendaItemTakenUp: z.strictObject({ ...inMeeting, item: id }),
  AgendaItemClosed: z.strictObject({ ...inMeeting, item: id }),
  AttendanceNoted: z.strictObject({ ...inMeeting, person: id, presence: z.enum(PRESENCES) }),
  ProposalMoved: z.strictObject({ ...inMeeting, item: id, ...proposal, wording: text }),
  ProposalWithdrawn: z.strictObject({ ...inMeeting, item: id, ...proposal }),
  DecisionTaken: z.strictObject({
    ...inMeeting,
    decision: id,
    item: id,
    year: whole,
    section: whole,
    outcome: z.enum(OUTCOMES),
    wording: text,
    adopted: optionalId,
    proposals: z.array(z.strictObject({ ...proposal, wording: text })),
    manner: z.literal('acclamation'),
    attendance: z.array(z.strictObject({ person: id, presence: z.enum(['room', 'remote']) })),
    measures: ids,
    quorum: z.exactOptional(
      z.strictObject({
        seats: whole,
        needed: whole,
        counted: z.array(z.strictObject({ person: id, seat: id, for: optionalId })),
      }),
    ),
  }),
});

export const { decode: decodeMeeting, parse: parseMeeting, encode: encodeMeeting } = meetingCodec;

import { z } from 'zod';
import { DOORS, MEETING_STATES, OFFICES, OUTCOMES, Offices, PRESENCES, STANDS, count, day, id, instant, mapOf, setOf } from './common.js';

// What is said and decided, and what follows from it for a person. One schema per kind of document, as in `bodies.ts`.

/** A correction of a decision: of what was corrected, what stood before and what has stood since. */
const Correction = z.object({
  at: instant(),
  reason: z.string(),
  /** Who did it; the public is told as what. */
  by: id().optional(),
  role: z.string(),
  wording: z.object({ before: z.string(), after: z.string() }).optional(),
  outcome: z
    .object({
      before: z.enum(OUTCOMES),
      after: z.enum(OUTCOMES),
      /** The proposals that were adopted, before and after. */
      adoptedBefore: id().optional(),
      adoptedAfter: id().optional(),
    })
    .optional(),
});
/** By position; those of one command have one time and one reason. */
const Corrections = mapOf(Correction);

/** A meeting as lists and other documents name it. */
export const MeetingRow = z.object({
  title: z.string(),
  startsAt: instant(),
  endsAt: instant(),
  place: z.string(),
  state: z.enum(MEETING_STATES),
});

const Proposal = z.object({
  by: id(),
  wording: z.string(),
  at: instant(),
  state: z.enum(['standing', 'withdrawn', 'adopted', 'fallen']),
});

/** `meeting/ID`. */
export const MeetingBody = MeetingRow.extend({
  group: id(),
  convoked: z.object({ at: instant(), persons: setOf(), message: z.string() }).optional(),
  rescheduled: z.object({ at: instant(), reason: z.string(), from: instant() }).optional(),
  cancelled: z.object({ at: instant(), reason: z.string() }).optional(),
  openedAt: instant().optional(),
  adjourned: z.object({ at: instant(), reason: z.string(), until: instant().optional() }).optional(),
  closedAt: instant().optional(),
  /** The items' ids in the order of the agenda. */
  order: z.array(id()),
  agenda: mapOf(
    z.object({
      title: z.string(),
      description: z.string(),
      measures: setOf(),
      state: z.enum(['waiting', 'current', 'closed']),
      /** Closed: only the group, the secretariat and auditors find the item at all. */
      doors: z.enum(DOORS),
      takenUpAt: instant().optional(),
      closedAt: instant().optional(),
      proposals: mapOf(Proposal),
      decision: id().optional(),
    }),
  ),
  current: id().optional(),
  /**
   * Those who are members in it, by appointment. As the group has them while it runs, on the day that it is; as they were in it when it is closed. Nobody before
   * it is opened: then the group's own document tells, by the meeting's day.
   */
  roll: mapOf(
    z.object({
      person: id(),
      organisation: id().optional(),
      seat: id(),
      /** The seat's place among the group's seats, from 0. */
      place: count(),
      as: z.enum(['ordinary', 'substitute']),
      order: z.number().optional(),
      /** Took part, and is a member no longer since then. */
      over: instant().optional(),
    }),
  ),
  /** Who holds the group's offices in it. */
  offices: Offices,
  /** How many must be there for a decision; `needed` is 0 where the group's rule asks for no number. */
  quorum: z.object({ seats: count(), needed: count() }).optional(),
  attendance: mapOf(
    z.object({
      presence: z.enum(PRESENCES),
      since: instant(),
      /** When they took part, from the opening on; nothing of those who never did. */
      times: z.array(z.object({ presence: z.enum(['room', 'remote']), from: instant(), until: instant().optional() })),
    }),
  ),
  /** Substitutes who serve, by person: in which seat, and for whom if it has an ordinary member. */
  serving: mapOf(z.object({ seat: id(), for: id().optional() })),
  /** Those who have served, and when. */
  served: mapOf(z.object({ person: id(), seat: id(), for: id().optional(), from: instant(), until: instant().optional() })),
  /** Who has presided, keyed by when they began: the chair, in the chair's absence the vice chair. */
  presided: mapOf(z.object({ person: id(), until: instant().optional() })),
  /** Keyed by when it was adjourned; `until` is what was said then, `resumed` what became of it. */
  adjournments: mapOf(z.object({ reason: z.string(), until: instant().optional(), resumed: instant().optional() })),
  decisions: mapOf(
    z.object({
      item: id(),
      year: z.number(),
      section: z.number(),
      outcome: z.enum(OUTCOMES),
      wording: z.string(),
      adopted: id().optional(),
      at: instant(),
      /** Absent where there are none. */
      corrections: Corrections.optional(),
    }),
  ),
});

/** `decision/ID`. */
export const DecisionBody = z.object({
  group: id(),
  meeting: id(),
  meetingTitle: z.string(),
  item: id(),
  title: z.string(),
  description: z.string(),
  year: z.number(),
  section: z.number(),
  outcome: z.enum(OUTCOMES),
  wording: z.string(),
  adopted: id().optional(),
  proposals: mapOf(z.object({ by: id(), wording: z.string() })),
  manner: z.enum(['acclamation']),
  /** Who was there when it was taken, as they were in the meeting then. */
  attendance: mapOf(
    z.object({
      presence: z.enum(['room', 'remote']),
      as: z.enum(['ordinary', 'substitute']).optional(),
      /** For whom a member sat. */
      organisation: id().optional(),
      /** The seat's place among the group's seats, and a substitute's in the order of service. */
      place: count().optional(),
      order: z.number().optional(),
      offices: z.array(z.enum(OFFICES)),
      /** A substitute who served then, in which seat and for whom if it had an ordinary member. */
      serving: z.object({ seat: id(), for: id().optional() }).optional(),
    }),
  ),
  /** Who presided then. */
  presided: id().optional(),
  /** Absent of what was recorded before quorum was asked for. `counted`: who counted, in which seat, and for whom. */
  quorum: z
    .object({
      seats: count(),
      needed: count(),
      present: count(),
      counted: mapOf(z.object({ seat: id(), for: id().optional() })),
    })
    .optional(),
  measures: setOf(),
  at: instant(),
  /** Who recorded it. */
  recordedBy: id().optional(),
  /** The position of the event that made it, for proofs and history. */
  position: z.string(),
  tasks: mapOf(
    z.object({
      person: id(),
      what: z.string(),
      due: day(),
      assignedAt: instant(),
      done: z.object({ at: instant(), note: z.string() }).optional(),
    }),
  ),
  corrections: Corrections,
  /** What organisations have decided on it for themselves, by organisation. */
  responses: mapOf(z.object({ stand: z.enum(STANDS), conditions: z.string(), reference: z.string().optional(), at: instant() })),
  /** Taken on an item behind closed doors. */
  doors: z.enum(DOORS),
  /** What took its place, for those who may see that; `superseded` alone: something did. */
  supersededBy: id().optional(),
  superseded: z.literal(true).optional(),
  executed: z.object({ at: instant(), note: z.string() }).optional(),
});

/** `my/PERSON`: a person's own page. */
export const MyBody = z.object({
  /** In force and coming, keyed by appointment. */
  groups: mapOf(z.object({ group: id(), seat: id(), as: z.enum(['ordinary', 'substitute']), from: day(), until: day() })),
  /** Keyed by group. */
  offices: mapOf(z.enum(OFFICES)),
  /** Meetings of my groups that are not over, and those I was called to. */
  meetings: mapOf(MeetingRow.extend({ group: id(), called: z.boolean() })),
  tasks: mapOf(z.object({ decision: id(), group: id(), what: z.string(), due: day(), done: instant().optional() })),
});

/** `activity/all` and `activity/GROUP`: the newest 100 happenings, keyed by position. */
export const ActivityBody = z.object({
  entries: mapOf(
    z.object({
      type: z.string(),
      at: instant(),
      /** Who did it: the person, else the role. */
      person: id().optional(),
      role: z.string(),
      group: id().optional(),
      meeting: id().optional(),
      item: id().optional(),
      decision: id().optional(),
      organisation: id().optional(),
      /** The person whom it concerns. */
      concerns: id().optional(),
      /** What a reader is told of it: the item's or meeting's title, the §. Never personal data. */
      title: z.string().optional(),
      year: z.number().optional(),
      section: z.number().optional(),
      outcome: z.enum(OUTCOMES).optional(),
    }),
  ),
});

import { z } from 'zod';
import { DOORS, MEETING_STATES, OFFICES, OUTCOMES, PRESENCES, STANDS, day, id, instant, mapOf, setOf } from './common.js';

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
  attendance: mapOf(z.object({ presence: z.enum(PRESENCES), since: instant() })),
  /** Substitutes who serve, by person: in which seat, and for whom if it has an ordinary member. */
  serving: mapOf(z.object({ seat: id(), for: id().optional() })),
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
  attendance: mapOf(z.enum(['room', 'remote'])),
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

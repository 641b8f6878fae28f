import { z } from 'zod';
import {
  GROUP_KINDS,
  GROUP_RELATIONS,
  MEETING_STATES,
  OFFICES,
  OUTCOMES,
  PRESENCES,
  SECTORS,
  count,
  counts,
  day,
  id,
  instant,
  mapOf,
  setOf,
} from './common.js';

// One schema per kind of document, as an audience may at most see it. Persons stand here by id only;
// their names are in the `directory` documents.

const Period = z.object({ from: z.number(), to: z.number(), outlook: z.number().optional() });
const Titled = z.object({ title: z.string(), titleEn: z.string().optional() });

/** `overview/all`: the live figures of the whole. */
export const OverviewBody = z.object({
  programme: Titled.extend({ id: id(), county: z.string(), period: Period }).optional(),
  groups: count(),
  groupsByKind: counts(),
  organisations: count(),
  organisationsBySector: counts(),
  persons: count(),
  measures: count(),
  targets: count(),
  meetings: counts(),
  openMeetings: mapOf(
    z.object({ group: id(), title: z.string(), openedAt: instant(), state: z.enum(MEETING_STATES), current: z.string().optional() }),
  ),
  /** Scheduled meetings; past ones that were never opened stay until they are opened, rescheduled or cancelled. */
  upcoming: mapOf(z.object({ group: id(), title: z.string(), startsAt: instant(), endsAt: instant(), place: z.string() })),
  decisions: count(),
  decisionsByOutcome: counts(),
  decisionsByYear: counts(),
  /** The ten newest, keyed by id. */
  latestDecisions: mapOf(
    z.object({ group: id(), year: z.number(), section: z.number(), title: z.string(), outcome: z.enum(OUTCOMES), at: instant() }),
  ),
  openTasks: count(),
});

const Target = z.object({
  area: z.string().optional(),
  measure: z.string().optional(),
  label: z.string(),
  labelEn: z.string().optional(),
  operator: z.enum(['>=', '>', '<=', '<', '=']),
  value: z.number(),
  upper: z.number().optional(),
  unit: z.string(),
  year: z.number(),
  kind: z.enum(['effect', 'result']),
  baseline: z.object({ value: z.number(), on: day(), source: z.string() }).optional(),
  /** Keyed by day. */
  measurements: mapOf(z.object({ value: z.number(), source: z.string() })),
});

/** `programme/current`: the programme tree. */
export const ProgrammeBody = Titled.extend({
  id: id(),
  county: z.string(),
  period: Period,
  adoptedBy: z.string(),
  adoptedOn: z.string().optional(),
  revisions: count(),
  areas: mapOf(Titled.extend({ effectTargetYear: z.number().optional() })),
  measures: mapOf(
    Titled.extend({
      area: z.string(),
      parent: z.string().optional(),
      retired: z.object({ at: instant(), reason: z.string() }).optional(),
      groups: setOf(),
      decisions: count(),
    }),
  ),
  targets: mapOf(Target),
  criteria: mapOf(Titled),
  dimensions: mapOf(Titled),
  priorities: mapOf(Titled.extend({ measures: setOf() })),
});

const Appointment = z.object({
  group: id(),
  seat: id(),
  person: id(),
  organisation: id().optional(),
  as: z.enum(['ordinary', 'substitute']),
  order: z.number().optional(),
  from: day(),
  until: day(),
  /** The day it ended before or at its term, if it has. */
  ended: day().optional(),
});

/** `organisation/ID`. */
export const OrganisationBody = z.object({
  name: z.string(),
  formerNames: mapOf(z.string()),
  sector: z.enum(SECTORS),
  municipality: z.string().optional(),
  closed: z.object({ at: instant(), reason: z.string() }).optional(),
  mergedInto: id().optional(),
  persons: setOf(),
  /** Seats it may nominate for, keyed `GROUP/SEAT`. */
  seats: mapOf(z.object({ group: id(), seat: id() })),
  appointments: mapOf(Appointment),
});

/** `person/ID`: no name here, see the directory. */
export const PersonBody = z.object({
  organisation: id().optional(),
  municipality: z.string().optional(),
  invented: z.boolean(),
  closed: z.boolean(),
  mergedInto: id().optional(),
  appointments: mapOf(Appointment),
  /** Keyed by group. */
  offices: mapOf(z.enum(OFFICES)),
});

const MeetingRow = z.object({
  title: z.string(),
  startsAt: instant(),
  endsAt: instant(),
  place: z.string(),
  state: z.enum(MEETING_STATES),
});

/** `group/ID`. The latest 30 meetings and decisions stand in it; the lists have all. */
export const GroupBody = z.object({
  kind: z.enum(GROUP_KINDS),
  name: z.string(),
  nameEn: z.string().optional(),
  mandate: z.string(),
  mandateEn: z.string().optional(),
  rules: z.object({ quorumPercent: z.number(), termMonths: z.number() }),
  area: z.string().optional(),
  municipality: z.string().optional(),
  formedAt: instant(),
  dissolved: z.object({ at: instant(), reason: z.string() }).optional(),
  measures: setOf(),
  /** Keyed `RELATION:GROUP`; `direction` tells whether this group stands so to the other or the other to it. */
  links: mapOf(z.object({ relation: z.enum(GROUP_RELATIONS), group: id(), direction: z.enum(['to', 'from']) })),
  seats: mapOf(z.object({ nominatedBy: setOf(), vacant: z.boolean() })),
  appointments: mapOf(Appointment.extend({ basis: z.union([z.object({ decision: id() }), z.object({ document: z.string() })]) })),
  offices: z.object({ chair: id().optional(), 'vice-chair': id().optional(), secretary: id().optional() }),
  meetings: mapOf(MeetingRow),
  decisions: mapOf(
    z.object({ meeting: id(), year: z.number(), section: z.number(), title: z.string(), outcome: z.enum(OUTCOMES), at: instant() }),
  ),
  figures: z.object({ meetings: count(), decisions: count() }),
});

/** `group-tree/all`: all groups with what the tree shows of each. */
export const GroupTreeBody = z.object({
  groups: mapOf(
    z.object({
      kind: z.enum(GROUP_KINDS),
      name: z.string(),
      nameEn: z.string().optional(),
      mandate: z.string(),
      mandateEn: z.string().optional(),
      area: z.string().optional(),
      municipality: z.string().optional(),
      measures: setOf(),
      links: mapOf(z.object({ relation: z.enum(GROUP_RELATIONS), group: id() })),
      seats: count(),
      ordinary: count(),
      substitutes: count(),
      chair: id().optional(),
      meetings: count(),
      decisions: count(),
      openMeeting: id().optional(),
      dissolved: z.literal(true).optional(),
    }),
  ),
});

const Composition = z.object({ persons: count(), sex: counts(), sector: counts(), municipality: counts() });

/** `composition/all`: how each group and the whole is composed, by the appointments in force. Counts only, never who. */
export const CompositionBody = z.object({ groups: mapOf(Composition), whole: Composition });

/** `directory/all` and `directory/GROUP`: the only documents with names. `erased` persons have no name. */
export const DirectoryBody = z.object({
  persons: mapOf(
    z.object({
      name: z.string().optional(),
      erased: z.literal(true).optional(),
      organisation: id().optional(),
      invented: z.literal(true).optional(),
      email: z.string().optional(),
      phone: z.string().optional(),
    }),
  ),
  /** In `directory/all` only. */
  organisations: mapOf(z.object({ name: z.string(), sector: z.enum(SECTORS) })),
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
      takenUpAt: instant().optional(),
      closedAt: instant().optional(),
      proposals: mapOf(Proposal),
      decision: id().optional(),
    }),
  ),
  current: id().optional(),
  attendance: mapOf(z.object({ presence: z.enum(PRESENCES), since: instant() })),
  decisions: mapOf(
    z.object({
      item: id(),
      year: z.number(),
      section: z.number(),
      outcome: z.enum(OUTCOMES),
      wording: z.string(),
      adopted: id().optional(),
      at: instant(),
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
  corrections: mapOf(z.object({ oldWording: z.string(), wording: z.string(), reason: z.string(), at: instant() })),
  supersededBy: id().optional(),
  executed: z.object({ at: instant(), note: z.string() }).optional(),
});

/** `my/PERSON`: a person's own page. */
export const MyBody = z.object({
  /** Keyed by appointment. */
  groups: mapOf(z.object({ group: id(), seat: id(), as: z.enum(['ordinary', 'substitute']), until: day() })),
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

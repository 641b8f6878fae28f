import { z } from 'zod';
import { MeetingRow } from './meetings.js';
import {
  GROUP_KINDS,
  GROUP_RELATIONS,
  MEETING_STATES,
  OFFICES,
  OUTCOMES,
  Offices,
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
    z.object({
      group: id(),
      year: z.number(),
      section: z.number(),
      title: z.string(),
      outcome: z.enum(OUTCOMES),
      corrected: z.literal(true).optional(),
      at: instant(),
    }),
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
  /** Its first day has not come. Recorded when it does, within a second; whether it holds on a day is told by the days themselves. */
  coming: z.literal(true).optional(),
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
  appointments: mapOf(
    Appointment.extend({
      basis: z.union([z.object({ decision: id() }), z.object({ document: z.string() }), z.object({ hidden: z.literal(true) })]),
    }),
  ),
  offices: Offices,
  /** Who is chosen from a later day on, by office. */
  awaited: mapOf(z.object({ person: id(), from: day() })).optional(),
  meetings: mapOf(MeetingRow),
  decisions: mapOf(
    z.object({
      meeting: id(),
      year: z.number(),
      section: z.number(),
      title: z.string(),
      outcome: z.enum(OUTCOMES),
      corrected: z.literal(true).optional(),
      at: instant(),
    }),
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

/**
 * `composition/all`: how each group and the whole is composed, by the appointments in force. Counts only, never who. Those by sex are for those signed in; the
 * public is told the share of women in a large whole, in steps of five per cent.
 */
export const CompositionBody = z.object({
  groups: mapOf(Composition),
  whole: Composition.extend({ womenShare: z.number().int().min(10).max(90).optional() }),
});

/** `directory/all` and `directory/GROUP`: the only documents with names. `erased` persons have no name, `unreadable` ones one that cannot be opened. */
export const DirectoryBody = z.object({
  persons: mapOf(
    z.object({
      name: z.string().optional(),
      erased: z.literal(true).optional(),
      unreadable: z.literal(true).optional(),
      organisation: id().optional(),
      invented: z.literal(true).optional(),
      email: z.string().optional(),
      phone: z.string().optional(),
    }),
  ),
  /** In `directory/all` only. */
  organisations: mapOf(z.object({ name: z.string(), sector: z.enum(SECTORS) })),
});

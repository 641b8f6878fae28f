import { z } from 'zod';

export const SECTORS = ['state', 'county_council', 'municipal', 'eu', 'academia', 'private', 'civil'] as const;
export const GROUP_KINDS = [
  'steering',
  'assembly',
  'secretariat',
  'area',
  'working',
  'sustainability',
  'evaluation',
  'support',
  'consultation',
  'local',
] as const;
export const GROUP_RELATIONS = ['reports-to', 'supports', 'consults'] as const;
export const OFFICES = ['chair', 'vice-chair', 'secretary'] as const;
export const PRESENCES = ['room', 'remote', 'left'] as const;
export const OUTCOMES = ['approved', 'rejected', 'tabled', 'referred-back', 'noted'] as const;
/** By these no proposal is adopted: the matter falls, or waits. */
export const ADOPTS_NONE: readonly Outcome[] = ['rejected', 'tabled', 'referred-back'];
/** Whether an item is heard with open doors, or by the group alone. */
export const DOORS = ['open', 'closed'] as const;
/** How an organisation stands to a decision of the partnership. */
export const STANDS = ['commits', 'commits-on-conditions', 'declines', 'not-yet'] as const;
export const MEETING_STATES = ['scheduled', 'open', 'adjourned', 'closed', 'cancelled'] as const;
export const GENDERS = ['woman', 'man', 'other', 'unstated'] as const;

export type Sector = (typeof SECTORS)[number];
export type GroupKind = (typeof GROUP_KINDS)[number];
export type GroupRelation = (typeof GROUP_RELATIONS)[number];
export type Office = (typeof OFFICES)[number];
export type Presence = (typeof PRESENCES)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type Doors = (typeof DOORS)[number];
export type Stand = (typeof STANDS)[number];
export type MeetingState = (typeof MEETING_STATES)[number];
export type Gender = (typeof GENDERS)[number];

/** Lists inside a body are maps keyed by id, so that a merge patch says every change; sets are maps to `true`. */
export const mapOf = <T extends z.ZodType>(value: T) => z.record(z.string(), value);
export const setOf = () => z.record(z.string(), z.literal(true));
export const count = () => z.number().int().nonnegative();
/** Counts by some class: sex, sector, outcome. A class with none is absent. */
export const counts = () => z.record(z.string(), count());
/** Who holds which office. */
export const Offices = z.object({ chair: z.string().optional(), 'vice-chair': z.string().optional(), secretary: z.string().optional() });
export const instant = () => z.string();
export const day = () => z.string();
export const id = () => z.string();

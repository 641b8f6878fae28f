import type { Instant, OrganisationId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).

export const SECTORS = ['state', 'county_council', 'municipal', 'eu', 'academia', 'private', 'civil'] as const;
export type Sector = (typeof SECTORS)[number];

export type OrganisationEvent =
  | {
      readonly type: 'OrganisationRegistered';
      readonly organisation: OrganisationId;
      readonly name: string;
      readonly sector: Sector;
      /** The municipality it is, or acts in; absent when it acts in the whole county or beyond. */
      readonly municipality?: string;
      readonly at: Instant;
    }
  | { readonly type: 'OrganisationRenamed'; readonly organisation: OrganisationId; readonly name: string; readonly at: Instant }
  | { readonly type: 'OrganisationMerged'; readonly organisation: OrganisationId; readonly into: OrganisationId; readonly at: Instant }
  | { readonly type: 'OrganisationClosed'; readonly organisation: OrganisationId; readonly reason: string; readonly at: Instant };

import type { AuthorityId, Day, Instant, OrganisationId, PersonId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).

/** What the secretariat may give somebody the right to act as; everything else is held by appointment or office. */
export const AUTHORITIES = ['secretariat', 'auditor', 'nominator', 'financier'] as const;
export type AuthorityRole = (typeof AUTHORITIES)[number];

/** Those held for one organisation; the others are held towards the whole partnership. */
export const FOR_ORGANISATION = ['nominator', 'financier'] as const satisfies readonly AuthorityRole[];

export type AuthorityEvent =
  | {
      readonly type: 'AuthorityGiven';
      readonly person: PersonId;
      readonly authority: AuthorityId;
      readonly role: AuthorityRole;
      readonly organisation?: OrganisationId;
      readonly from: Day;
      /** The last day; absent: until it is withdrawn. */
      readonly until?: Day;
      readonly at: Instant;
    }
  | {
      readonly type: 'AuthorityEnded';
      readonly person: PersonId;
      readonly authority: AuthorityId;
      /** `term`: its last day has passed, and the reason is empty. */
      readonly because: 'withdrawn' | 'term';
      readonly reason: string;
      readonly at: Instant;
    };

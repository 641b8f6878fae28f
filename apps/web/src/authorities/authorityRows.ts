import { AUTHORITY_ROLES, type AuthoritiesDocument, type AuthorityRole } from '@samverkan/contract';

type Authority = AuthoritiesDocument['authorities'][string];

/** In force today, from a later day on, or over: withdrawn, or its last day is past. */
export const AUTHORITY_STATES = ['inForce', 'coming', 'over'] as const;
export type AuthorityState = (typeof AUTHORITY_STATES)[number];

export interface AuthorityRow extends Authority {
  readonly id: string;
  readonly state: AuthorityState;
}

/** @param today a day */
export function stateOf({ from, until, ended }: Authority, today: string): AuthorityState {
  if (ended !== undefined || (until !== undefined && until < today)) return 'over';
  return from > today ? 'coming' : 'inForce';
}

export interface AuthorityFilter {
  readonly person?: string | undefined;
  readonly organisation?: string | undefined;
  readonly role?: string | undefined;
  /** Those that are over too. */
  readonly over?: boolean | undefined;
}

/** Authorities as rows: what is in force first, then by role, then by name. */
export function authorityRows(
  { authorities }: AuthoritiesDocument,
  { person, organisation, role, over }: AuthorityFilter,
  today: string,
  compareHolders: (a: string, b: string) => number,
): readonly AuthorityRow[] {
  return Object.entries(authorities)
    .map(([id, authority]) => ({ ...authority, id, state: stateOf(authority, today) }))
    .filter(
      (row) =>
        (person === undefined || row.person === person) &&
        (organisation === undefined || row.organisation === organisation) &&
        (role === undefined || row.role === role) &&
        (over === true || row.state !== 'over'),
    )
    .sort(
      (a, b) =>
        AUTHORITY_STATES.indexOf(a.state) - AUTHORITY_STATES.indexOf(b.state) ||
        AUTHORITY_ROLES.indexOf(a.role) - AUTHORITY_ROLES.indexOf(b.role) ||
        compareHolders(a.person, b.person) ||
        b.from.localeCompare(a.from),
    );
}

/** Whether a role is held for one organisation. */
export const isForOrganisation = (role: AuthorityRole): boolean => role === 'nominator' || role === 'financier';

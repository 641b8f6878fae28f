import type { Role, Standing, WideRole } from '@samverkan/contract';
import type { Office } from '@samverkan/domain';

/** What tells who stands how in a group, whether read from its document or folded from its stream. */
export interface GroupMatter {
  readonly offices: Readonly<Partial<Record<Office, string | undefined>>>;
  /** Those in force on the day asked for. */
  readonly appointments: Iterable<{ readonly person: string; readonly as: 'ordinary' | 'substitute'; readonly until: string }>;
}

/** An authority as its document and its stream have it. */
export interface AuthorityMatter {
  readonly role: 'secretariat' | 'auditor' | 'nominator' | 'financier';
  readonly organisation?: string | undefined;
}

/**
 * How everybody stands in a group on a day, by person. Powers come from what is in force that day: a chair whose appointment is over is none, though
 * nobody has recorded that the office is left. A secretary may be an official who has no seat.
 */
export function standingsIn({ offices, appointments }: GroupMatter): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const { person, as, until } of appointments) {
    const known = standings.get(person);
    // Whoever has a seat of their own and stands in for another's is a member first.
    if (known === undefined || (known.as === 'substitute' && as === 'ordinary')) standings.set(person, { as, until });
    else if (known.as === as && known.until !== undefined && known.until < until) standings.set(person, { ...known, until });
  }
  for (const office of ['chair', 'vice-chair'] as const) {
    const person = offices[office];
    const standing = person === undefined ? undefined : standings.get(person);
    if (person !== undefined && standing?.as === 'ordinary') standings.set(person, { ...standing, office });
  }
  const { secretary } = offices;
  if (secretary !== undefined) {
    const standing = standings.get(secretary);
    // Who both leads and writes has the powers of the one who leads, which are no smaller.
    if (standing?.office === undefined) standings.set(secretary, { ...standing, office: 'secretary' });
  }
  return standings;
}

/** The roles that somebody's standing in a group gives them there. */
export function rolesOf({ office, as }: Standing): ReadonlySet<Role> {
  const roles = new Set<Role>();
  if (office === 'chair' || office === 'vice-chair') roles.add('chair');
  if (office === 'secretary') roles.add('secretary');
  if (as === 'ordinary') roles.add('member');
  if (as === 'substitute') roles.add('substitute');
  return roles;
}

/** What authorities give somebody, beside what follows from appointments. */
export function powersOf(authorities: Iterable<AuthorityMatter>): {
  readonly roles: ReadonlySet<WideRole>;
  readonly nominates: ReadonlySet<string>;
  readonly finances: ReadonlySet<string>;
} {
  const [roles, nominates, finances] = [new Set<WideRole>(), new Set<string>(), new Set<string>()];
  for (const { role, organisation } of authorities) {
    if (role === 'nominator') nominates.add(organisation ?? '');
    else if (role === 'financier') finances.add(organisation ?? '');
    else roles.add(role);
  }
  return { roles, nominates, finances };
}

/** Who is told that the clock is doubtful: those who can do something about it, or about what follows. */
export const hearsOfClock = (roles: Iterable<Role>): boolean =>
  [...roles].some((role) => role === 'administrator' || role === 'secretariat');

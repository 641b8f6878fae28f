import { rolesFor, type Rights, type Role, type Standing } from '@samverkan/contract';

/** What the page knows of who looks: all that they may be today, at once. */
export interface Acting {
  readonly signedIn: boolean;
  readonly roles: Readonly<Rights['roles']>;
  readonly groups: Readonly<Record<string, Standing>>;
  /** Organisations that they nominate for, and those that they act for as financier. */
  readonly nominates: readonly string[];
  readonly finances: readonly string[];
}

/** Whose matter a command is: powers in a group, or for an organisation, are asked of these. */
export interface Matter {
  readonly group?: string | undefined;
  readonly organisation?: string | undefined;
}

/** Somebody not signed in. */
export const STRANGER: Acting = { signedIn: false, roles: [], groups: {}, nominates: [], finances: [] };

/** The roles that follow from what somebody holds in a group; the vice chair acts as chair. */
function rolesOf({ office, as }: Standing): readonly Role[] {
  const roles: Role[] = [];
  if (office === 'chair' || office === 'vice-chair') roles.push('chair');
  if (office === 'secretary') roles.push('secretary');
  if (as === 'ordinary') roles.push('member');
  if (as === 'substitute') roles.push('substitute');
  return roles;
}

/** What somebody holds in a group today; `undefined` when nothing (own members only: no group is called `constructor`). */
export function standingIn(group: string | undefined, acting: Acting): Standing | undefined {
  return group !== undefined && Object.hasOwn(acting.groups, group) ? acting.groups[group] : undefined;
}

/** Everything that somebody may be towards a matter, by the same rules as the server's. */
export function rolesIn({ group, organisation }: Matter, acting: Acting): readonly Role[] {
  if (!acting.signedIn) return [];
  const roles: Role[] = [...acting.roles];
  const standing = standingIn(group, acting);
  if (standing) roles.push(...rolesOf(standing));
  if (organisation !== undefined && acting.nominates.includes(organisation)) roles.push('nominator');
  if (organisation !== undefined && acting.finances.includes(organisation)) roles.push('financier');
  return roles;
}

/** Whether a command is worth offering to somebody. By the table that the server goes by; the server decides. */
export function mayGive(context: string, command: string, matter: Matter, acting: Acting): boolean {
  const allowed = rolesFor(context, command);
  return allowed !== undefined && rolesIn(matter, acting).some((role) => allowed.includes(role));
}

/** Why somebody may not give a command: others do, perhaps the reader once signed in; or nobody does. With the roles that may. */
export interface WhyNot {
  readonly key: 'signIn' | 'others' | 'nobody';
  readonly roles: readonly Role[];
}

/** Why a command is not offered; `undefined` when it may be given. */
export function whyNot(context: string, command: string, matter: Matter, acting: Acting): WhyNot | undefined {
  if (mayGive(context, command, matter, acting)) return undefined;
  const roles = rolesFor(context, command);
  if (roles === undefined) return { key: 'nobody', roles: [] };
  return { key: acting.signedIn ? 'others' : 'signIn', roles };
}

import { commandSpec, type CommandRole, type SessionAnswer } from '@samverkan/contract';

/** What the page knows of who is signed in. */
export interface Acting {
  readonly role?: string | undefined;
  readonly groups: SessionAnswer['groups'];
}

/** The roles somebody holds towards one group. An auditor holds none: they change nothing. */
export function rolesIn(group: string | undefined, acting: Acting): readonly CommandRole[] {
  if (acting.role === undefined || acting.role === 'auditor') return [];
  const roles: CommandRole[] = acting.role === 'secretariat' ? ['secretariat'] : [];
  const membership = group !== undefined && Object.hasOwn(acting.groups, group) ? acting.groups[group] : undefined;
  if (!membership) return roles;
  roles.push('member');
  if (membership.office === 'chair' || membership.office === 'vice-chair') roles.push('chair');
  if (membership.office === 'secretary') roles.push('secretary');
  return roles;
}

/**
 * Whether a command is worth offering to somebody in a group. By the same table that the server goes by; the server decides.
 */
export function mayGive(context: string, command: string, group: string | undefined, acting: Acting): boolean {
  const spec = commandSpec(context, command);
  return spec !== undefined && rolesIn(group, acting).some((role) => spec.by.includes(role));
}

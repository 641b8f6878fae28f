import type { AuthoritiesDocument, GroupTreeDocument, Rights, Standing, WideRole } from '@samverkan/contract';

type Authority = AuthoritiesDocument['authorities'][string];

/** One thing that somebody is today: what, through what, and the last day of it where there is one. */
export type Held =
  | { readonly of: 'wide'; readonly role: WideRole; readonly group?: string; readonly from?: string; readonly until?: string }
  | { readonly of: 'group'; readonly group: string; readonly standing: Standing; readonly until?: string }
  | {
      readonly of: 'organisation';
      readonly role: 'nominator' | 'financier';
      readonly organisation: string;
      readonly from?: string;
      readonly until?: string;
    };

/** What the roles rest on, as far as the reader sees it. */
export interface Grounds {
  readonly person: string | undefined;
  /** Today, as Sweden's clocks say: `2008-03-14`. */
  readonly day: string;
  readonly tree: GroupTreeDocument | undefined;
  readonly authorities: AuthoritiesDocument | undefined;
}

function authorityFor(
  role: Authority['role'],
  organisation: string | undefined,
  { person, day, authorities }: Grounds,
): Authority | undefined {
  return Object.values(authorities?.authorities ?? {}).find(
    (one) =>
      one.person === person &&
      one.role === role &&
      one.organisation === organisation &&
      one.ended === undefined &&
      one.from <= day &&
      (one.until === undefined || one.until >= day),
  );
}

const term = (authority: Authority | undefined): { from?: string; until?: string } =>
  authority === undefined ? {} : { from: authority.from, ...(authority.until === undefined ? {} : { until: authority.until }) };

function wide(role: WideRole, { groups }: Rights, grounds: Grounds): Held {
  if (role === 'administrator') return { of: 'wide', role };
  const seat = role === 'secretariat' ? Object.entries(groups).find(([id]) => grounds.tree?.groups[id]?.kind === 'secretariat') : undefined;
  if (seat === undefined) return { of: 'wide', role, ...term(authorityFor(role, undefined, grounds)) };
  const [group, { until }] = seat;
  return { of: 'wide', role, group, ...(until === undefined ? {} : { until }) };
}

/** Everything that somebody holds today, each with what it is held through: towards the whole first, then in groups, then for organisations. */
export function heldRoles(rights: Rights, grounds: Grounds): readonly Held[] {
  const forOrganisation =
    (role: 'nominator' | 'financier') =>
    (organisation: string): Held => ({
      of: 'organisation',
      role,
      organisation,
      ...term(authorityFor(role, organisation, grounds)),
    });
  return [
    ...rights.roles.map((role) => wide(role, rights, grounds)),
    ...Object.entries(rights.groups).map(([group, standing]): Held => ({
      of: 'group',
      group,
      standing,
      ...(standing.until === undefined ? {} : { until: standing.until }),
    })),
    ...rights.nominates.map(forOrganisation('nominator')),
    ...rights.finances.map(forOrganisation('financier')),
  ];
}

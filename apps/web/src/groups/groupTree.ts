import type { GroupKind, GroupTreeDocument } from '@samverkan/contract';

export type TreeGroup = GroupTreeDocument['groups'][string];

/** A group with those that report to it. */
export interface GroupNode {
  readonly id: string;
  readonly group: TreeGroup;
  readonly children: readonly GroupNode[];
}

/** The line of command from the steering group down, and the groups that stand beside it. */
export interface GroupForest {
  readonly line: readonly GroupNode[];
  readonly beside: readonly GroupNode[];
}

const KIND_ORDER: readonly GroupKind[] = [
  'steering',
  'secretariat',
  'area',
  'working',
  'local',
  'assembly',
  'sustainability',
  'evaluation',
  'support',
  'consultation',
];

/**
 * Orders groups by whom they report to. A group that reports to nobody, or in a circle, stands beside unless it is the
 * steering group: none is ever left out.
 * @param compare orders names of groups of one kind
 */
export function groupForest(groups: GroupTreeDocument['groups'], compare: (a: string, b: string) => number): GroupForest {
  const childrenOf = new Map<string, string[]>();
  for (const [id, { links }] of Object.entries(groups)) {
    const superior = Object.values(links).find(
      ({ relation, group }) => relation === 'reports-to' && group !== id && group in groups,
    )?.group;
    if (superior !== undefined) childrenOf.set(superior, [...(childrenOf.get(superior) ?? []), id]);
  }
  const placed = new Set<string>();
  const order = (a: string, b: string): number => {
    const [one, other] = [groups[a], groups[b]];
    if (!one || !other) return 0;
    return KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(other.kind) || compare(one.name, other.name);
  };
  const node = (id: string): GroupNode[] => {
    const group = groups[id];
    if (!group || placed.has(id)) return [];
    placed.add(id);
    return [{ id, group, children: (childrenOf.get(id) ?? []).sort(order).flatMap(node) }];
  };
  const below = new Set([...childrenOf.values()].flat());
  const ids = Object.keys(groups).sort(order);
  const line = ids.filter((id) => groups[id]?.kind === 'steering' && !below.has(id)).flatMap(node);
  const beside = ids.filter((id) => !below.has(id)).flatMap(node);
  const rest = ids.flatMap(node);
  return { line, beside: [...beside, ...rest] };
}

export interface GroupFilter {
  readonly words?: string | undefined;
  readonly kind?: string | undefined;
  readonly municipality?: string | undefined;
  readonly measure?: string | undefined;
}

/** Whether a group answers to a filter. Words are looked for in names, mandates and measures, in any order. */
export function matches(group: TreeGroup, filter: GroupFilter): boolean {
  if (filter.kind !== undefined && group.kind !== filter.kind) return false;
  if (filter.municipality !== undefined && group.municipality !== filter.municipality) return false;
  if (filter.measure !== undefined && !(filter.measure in group.measures)) return false;
  const text = [group.name, group.nameEn, group.mandate, group.mandateEn, ...Object.keys(group.measures)].join(' ').toLocaleLowerCase('sv');
  return (filter.words ?? '')
    .toLocaleLowerCase('sv')
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

/** The nodes that match, with the way down to them; a matching node keeps only what matches below it. */
export function pruned(nodes: readonly GroupNode[], filter: GroupFilter): readonly GroupNode[] {
  return nodes.flatMap((node) => {
    const children = pruned(node.children, filter);
    return children.length > 0 || matches(node.group, filter) ? [{ ...node, children }] : [];
  });
}

/** How many groups stand in some trees. */
export const sizeOf = (nodes: readonly GroupNode[]): number => nodes.reduce((sum, { children }) => sum + 1 + sizeOf(children), 0);

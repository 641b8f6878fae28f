import { useFormat } from '../platform/i18n/useFormat.js';
import { useDoc } from '../platform/live/useDoc.js';

/** Names of groups, in the language shown; the id until the tree of groups is there. */
export function useGroupNames() {
  const { named } = useFormat();
  const { body: tree } = useDoc('group-tree', 'all');
  return {
    tree,
    groupName(id: string): string {
      const group = tree.value?.groups[id];
      return group ? named(group) : id;
    },
  };
}

import type { Standing } from '@samverkan/contract';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormat } from './i18n/useFormat.js';
import { useDoc } from './live/useDoc.js';
import type { Acting } from './permissions.js';

/**
 * All that somebody is today, in words: `Ordförande, RTP-grupp 1.2`, `Sekretariat`, `Finansiär för Länsstyrelsen`. Names of groups and organisations are
 * fetched only when there is something to name.
 */
export function useRoleWords(acting: ComputedRef<Acting>) {
  const { t } = useI18n();
  const { named, compare } = useFormat();
  const { body: tree } = useDoc('group-tree', () => (Object.keys(acting.value.groups).length > 0 ? 'all' : undefined));
  const { body: directory } = useDoc('directory', () =>
    acting.value.nominates.length + acting.value.finances.length > 0 ? 'all' : undefined,
  );
  const groupName = (id: string): string => {
    const group = tree.value?.groups[id];
    return group ? named(group) : id;
  };
  const organisationName = (id: string): string => directory.value?.organisations[id]?.name ?? id;

  /** What a standing is called: the office where there is one, otherwise the seat. */
  function standingWord({ office, as }: Standing): string {
    if (office !== undefined) return t(`platform.office.${office}`);
    return t(as === 'substitute' ? 'platform.role.substitute' : 'platform.role.member');
  }

  return {
    standingWord,
    words: computed<readonly string[]>(() => {
      const { roles, groups, nominates, finances } = acting.value;
      const standings = Object.entries(groups).map(([id, standing]) => ({
        rank: standing.office === undefined ? 1 : 0,
        text: t('platform.identity.inGroup', { role: standingWord(standing), group: groupName(id) }),
      }));
      return [
        ...roles.map((role) => t(`platform.role.${role}`)),
        ...standings.sort((a, b) => a.rank - b.rank || compare(a.text, b.text)).map(({ text }) => text),
        ...nominates.map((id) => t('platform.identity.nominates', { organisation: organisationName(id) })),
        ...finances.map((id) => t('platform.identity.finances', { organisation: organisationName(id) })),
      ];
    }),
  };
}

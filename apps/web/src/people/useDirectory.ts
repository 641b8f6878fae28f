import type { Named } from '@samverkan/contract';
import { useI18n } from 'vue-i18n';
import { useDoc } from '../platform/live/useDoc.js';

/** Who the ids stand for, as far as the reader may know it. */
export function useDirectory() {
  const { t } = useI18n();
  const { body: directory, state } = useDoc('directory', 'all');
  return {
    directory,
    state,
    personName(id: string): string {
      const person = directory.value?.persons[id];
      if (person?.erased) return t('platform.erased');
      if (person?.unreadable) return t('platform.unreadable');
      return person?.name ?? t(directory.value ? 'platform.unknownPerson' : 'platform.state.loading');
    },
    /** Everybody whose name the reader may know, for a form that asks whether another is called so. */
    personNames: (): readonly Named[] | undefined =>
      directory.value && Object.entries(directory.value.persons).flatMap(([id, { name }]) => (name === undefined ? [] : [{ id, name }])),
    organisationNames: (): readonly Named[] | undefined =>
      directory.value && Object.entries(directory.value.organisations).map(([id, { name }]) => ({ id, name })),
    organisationName: (id: string): string => directory.value?.organisations[id]?.name ?? id,
    /** The organisation that a person belongs to, by name. */
    organisationOf(person: string): string | undefined {
      const id = directory.value?.persons[person]?.organisation;
      return id === undefined ? undefined : directory.value?.organisations[id]?.name;
    },
  };
}

import { useI18n } from 'vue-i18n';
import { useDirectory } from '../people/useDirectory.js';
import type { Entry } from './entries.js';

/** Happenings as sentences. */
export function useEntrySentence() {
  const { t, te, locale } = useI18n();
  const { personName } = useDirectory();
  return {
    sentence(entry: Entry): string {
      const key = `activity.type.${entry.type}`;
      const name = entry.concerns === undefined ? t('activity.someone') : personName(entry.concerns);
      return te(key) ? t(key, { name }) : t('activity.type.other');
    },
    actor(entry: Entry): string {
      if (entry.person !== undefined) return personName(entry.person);
      const role = `platform.role.${entry.role}`;
      return te(role) ? t(role).toLocaleLowerCase(locale.value) : entry.role;
    },
  };
}

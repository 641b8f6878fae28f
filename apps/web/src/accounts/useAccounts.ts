import { computed } from 'vue';
import { useDirectory } from '../people/useDirectory.js';
import { useFormat } from '../platform/i18n/useFormat.js';
import { useDoc } from '../platform/live/useDoc.js';
import { useActing } from '../platform/useMay.js';
import { accountRows } from './accountRows.js';

/** The accounts, for those who may see them. */
export function useAccounts() {
  const acting = useActing();
  const { compare } = useFormat();
  const { personName } = useDirectory();
  const allowed = computed(() => acting.value.roles.length > 0);
  const { body, version, state, refusal } = useDoc('accounts', () => (allowed.value ? 'all' : undefined));
  // Links grow too old while a page stands open; that they are judged when something changes, or the page is opened, is enough.
  const rows = computed(() => (body.value ? accountRows(body.value, personName, compare, new Date().toISOString()) : []));
  return {
    allowed,
    rows,
    version,
    state,
    refusal,
    /** Persons that an account acts for, closed ones too. */
    holders: computed<ReadonlySet<string>>(() => new Set(rows.value.flatMap(({ person }) => person ?? []))),
  };
}

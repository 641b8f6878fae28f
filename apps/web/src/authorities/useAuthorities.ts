import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { useDirectory } from '../people/useDirectory.js';
import { stockholmDay } from '../platform/i18n/stockholm.js';
import { useFormat } from '../platform/i18n/useFormat.js';
import { useDoc } from '../platform/live/useDoc.js';
import { useActing } from '../platform/useMay.js';
import { authorityRows, type AuthorityFilter } from './authorityRows.js';

/** Who has been given which authority, for those signed in. */
export function useAuthorities(filter: MaybeRefOrGetter<AuthorityFilter>) {
  const acting = useActing();
  const { compare } = useFormat();
  const { personName } = useDirectory();
  const { body, state, refusal } = useDoc('authorities', () => (acting.value.signedIn ? 'all' : undefined));
  const rows = computed(() =>
    body.value ? authorityRows(body.value, toValue(filter), stockholmDay(new Date()), (a, b) => compare(personName(a), personName(b))) : [],
  );
  return { rows, state, refusal };
}

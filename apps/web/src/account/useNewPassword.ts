import type { Problem } from '@samverkan/contract';
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRefusal } from '../platform/useRefusal.js';

const LEAST = 12;

/**
 * A password being chosen: its rule told before, its fault only when it is given in. That the server finds it too weak is said at the field,
 * until it is another; every other refusal is `elsewhere`.
 */
export function useNewPassword(refusal: () => Problem | undefined) {
  const { t } = useI18n();
  const { sentence } = useRefusal();
  const password = ref('');
  /** What was given in, whether or not it was good. */
  const given = ref<string>();
  const short = computed(() => password.value.length < LEAST);
  const weak = computed(() => {
    const problem = refusal();
    return problem?.code === 'session/password-weak' ? problem : undefined;
  });
  return {
    password,
    rule: computed(() => {
      const count = password.value.length;
      const rule = t('account.password.rule', { least: LEAST });
      return count > 0 && short.value ? `${rule} ${t('account.password.soFar', { count })}` : rule;
    }),
    fault: computed(() => {
      if (given.value !== undefined && short.value) return t('account.password.tooShort', { least: LEAST });
      return weak.value && given.value === password.value ? sentence(weak.value) : undefined;
    }),
    elsewhere: computed(() => (weak.value ? undefined : refusal())),
    /** Whether it may be given in. */
    ready(): boolean {
      given.value = password.value;
      return !short.value;
    },
    clear(): void {
      password.value = '';
      given.value = undefined;
    },
  };
}

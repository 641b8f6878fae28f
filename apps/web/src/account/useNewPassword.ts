import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';

const LEAST = 12;

/** A password being chosen: its rule told before, its fault only when it is given in. */
export function useNewPassword() {
  const { t } = useI18n();
  const password = ref('');
  const tried = ref(false);
  const short = computed(() => password.value.length < LEAST);
  return {
    password,
    rule: computed(() => {
      const count = password.value.length;
      const rule = t('account.password.rule', { least: LEAST });
      return count > 0 && short.value ? `${rule} ${t('account.password.soFar', { count })}` : rule;
    }),
    fault: computed(() => (tried.value && short.value ? t('account.password.tooShort', { least: LEAST }) : undefined)),
    /** Whether it may be given in. */
    ready(): boolean {
      tried.value = true;
      return !short.value;
    },
    clear(): void {
      password.value = '';
      tried.value = false;
    },
  };
}

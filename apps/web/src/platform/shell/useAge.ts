import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';

/** How long ago `since` was, in words, counting on; `undefined` while there is nothing to count from. */
export function useAge(since: () => number | undefined): ComputedRef<string | undefined> {
  const { t } = useI18n();
  const now = ref(Date.now());
  let timer: ReturnType<typeof setInterval> | undefined;
  watch(
    since,
    (from) => {
      clearInterval(timer);
      now.value = Date.now();
      if (from !== undefined) timer = setInterval(() => (now.value = Date.now()), 1_000);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearInterval(timer));
  return computed(() => {
    const from = since();
    if (from === undefined) return undefined;
    const seconds = Math.max(0, Math.round((now.value - from) / 1_000));
    if (seconds < 60) return t('platform.connection.seconds', { count: seconds }, seconds);
    if (seconds < 3_600) return t('platform.connection.minutes', { count: Math.floor(seconds / 60) }, Math.floor(seconds / 60));
    return t('platform.connection.hours', { count: Math.floor(seconds / 3_600) }, Math.floor(seconds / 3_600));
  });
}

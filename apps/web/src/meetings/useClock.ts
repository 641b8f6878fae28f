import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';

const two = (n: number): string => String(n).padStart(2, '0');

/** `3725000` → `1:02:05`, `65000` → `1:05`. A clock that goes ahead of ours shows nothing less than zero. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)}:${two(seconds % 60)}`;
  return `${String(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** The time gone since an instant, going on by the second; `undefined` while there is nothing to count from. */
export function useClock(since: () => string | undefined): ComputedRef<string | undefined> {
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
    return from === undefined ? undefined : elapsed(now.value - Date.parse(from));
  });
}

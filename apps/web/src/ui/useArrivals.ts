import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue';

const SHOWN_FOR = 6_000;

/**
 * Which entries have come or changed since the reader began to look: keys of `entries` whose value is another than it was.
 * Patches keep what they do not change, so values are compared by identity. What is there at first, and what comes with
 * another `scope` (another document, another query), is no arrival. `tell` hears of each batch once.
 */
export function useArrivals<T>(
  entries: () => Readonly<Record<string, T>> | undefined,
  scope: () => string = () => '',
  tell?: (keys: readonly string[], values: Readonly<Record<string, T>>) => void,
): Readonly<Ref<ReadonlySet<string>>> {
  const arrived = shallowRef<ReadonlySet<string>>(new Set());
  let before: Readonly<Record<string, T>> | undefined;
  let timers: ReturnType<typeof setTimeout>[] = [];

  watch(
    [entries, scope] as const,
    ([now, place], [, formerPlace]) => {
      if (place !== formerPlace) before = undefined;
      const last = before;
      before = now;
      if (now === undefined || last === undefined) return;
      const keys = Object.keys(now).filter((key) => now[key] !== last[key]);
      if (keys.length === 0) return;
      arrived.value = new Set([...arrived.value, ...keys]);
      tell?.(keys, now);
      timers.push(
        setTimeout(() => {
          arrived.value = new Set([...arrived.value].filter((key) => !keys.includes(key)));
        }, SHOWN_FOR),
      );
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    timers.forEach(clearTimeout);
    timers = [];
  });
  return readonly(arrived);
}

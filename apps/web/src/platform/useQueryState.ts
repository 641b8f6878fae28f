import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/**
 * Parts of a view's state that stand in the address, so that what is shown can be sent to somebody, and the
 * browser's back button keeps its meaning. A value that is not there is `undefined`.
 */
export function useQueryState<K extends string>(keys: readonly K[]) {
  const route = useRoute();
  const router = useRouter();
  const values: ComputedRef<Readonly<Partial<Record<K, string>>>> = computed(() => {
    const found: Partial<Record<K, string>> = {};
    for (const key of keys) {
      const value = route.query[key];
      if (typeof value === 'string' && value !== '') found[key] = value;
    }
    return found;
  });

  function set(changes: Readonly<Partial<Record<K, string | undefined>>>): void {
    const query = { ...route.query };
    for (const key of keys) {
      if (!(key in changes)) continue;
      const value = changes[key];
      if (value === undefined || value === '') Reflect.deleteProperty(query, key);
      else query[key] = value;
    }
    void router.replace({ query });
  }

  return { values, set, clear: () => set(Object.fromEntries(keys.map((key) => [key, undefined])) as Partial<Record<K, undefined>>) };
}

const SETTLED_AFTER = 250;

/** A text field's value that goes on to `settle` when the writer pauses, and follows `value` when that changes elsewhere. */
export function useSettled(value: () => string, settle: (text: string) => void): Ref<string> {
  const text = ref(value());
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(text, (now) => {
    clearTimeout(timer);
    if (now !== value()) timer = setTimeout(() => settle(now), SETTLED_AFTER);
  });
  watch(value, (now) => {
    if (now.trim() !== text.value.trim()) text.value = now;
  });
  return text;
}

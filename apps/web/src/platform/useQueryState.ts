import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw, type Router } from 'vue-router';
import { useOwnPage } from './underWay.js';

/** The changes of a page's query that are not in the address yet. */
const changing = new WeakMap<Router, { readonly path: string; readonly query: LocationQueryRaw }>();

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
    // Two changes in a row: the second one knows of the first before the address does.
    const coming = changing.get(router);
    const query = { ...(coming?.path === route.path ? coming.query : route.query) };
    for (const key of keys) {
      if (!(key in changes)) continue;
      const value = changes[key];
      if (value === undefined || value === '') Reflect.deleteProperty(query, key);
      else query[key] = value;
    }
    const change = { path: route.path, query };
    changing.set(router, change);
    void router.replace({ query }).finally(() => {
      if (changing.get(router) === change) changing.delete(router);
    });
  }

  return { values, set, clear: () => set(Object.fromEntries(keys.map((key) => [key, undefined])) as Partial<Record<K, undefined>>) };
}

const SETTLED_AFTER = 250;

/**
 * A text field's value that goes on to `settle` when the writer pauses, and follows `value` when that changes elsewhere. A writer who pauses because
 * they have left the page, or are about to, settles nothing: it would bring them back.
 */
export function useSettled(value: () => string, settle: (text: string) => void): Ref<string> {
  const page = useOwnPage();
  const text = ref(value());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = false;
  const paused = (): void =>
    page.ifStaying(() => {
      if (!left && text.value !== value()) settle(text.value);
    });
  watch(text, (now) => {
    clearTimeout(timer);
    if (now !== value()) timer = setTimeout(paused, SETTLED_AFTER);
  });
  onScopeDispose(() => {
    left = true;
    clearTimeout(timer);
  });
  watch(value, (now) => {
    if (now.trim() !== text.value.trim()) text.value = now;
  });
  return text;
}

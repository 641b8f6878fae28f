import type { ListBody, ListName, ListQueryInput, ListRow, Problem } from '@samverkan/contract';
import { computed, onScopeDispose, ref, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { keyOf, type LiveState } from './documents.js';
import { useLive } from './live.store.js';
import { listQueryId } from './listQueryId.js';

export interface WatchedList<L extends ListName> {
  /** The rows of all pages shown, in order, each once. */
  readonly rows: ComputedRef<readonly ({ readonly id: string } & ListRow<L>)[]>;
  readonly total: ComputedRef<number | undefined>;
  readonly facets: ComputedRef<ListBody<L>['facets']>;
  readonly state: ComputedRef<LiveState>;
  readonly refusal: ComputedRef<Problem | undefined>;
  readonly hasMore: ComputedRef<boolean>;
  /** Shows one page more. */
  more: () => void;
}

/**
 * Watches a list by pages, each a document of its own; a page begins where the one before it now ends, so that
 * the pages stay joined while rows come and go. Another query begins again with one page.
 */
export function useList<L extends ListName>(name: L, query: MaybeRefOrGetter<ListQueryInput<L>>): WatchedList<L> {
  const live = useLive();
  const wanted = ref(1);
  const base = computed(() => listQueryId(name, toValue(query)));
  // What was shown for the query before, until this one is answered: rows do not vanish while a reader types.
  const former = shallowRef<readonly ListBody<L>[]>();
  watch(
    base,
    () => {
      wanted.value = 1;
      former.value = latest;
    },
    { flush: 'sync' },
  );

  const pageRef = (cursor: string | undefined) => ({
    kind: `list/${name}` as const,
    id: cursor === undefined ? base.value : listQueryId(name, { ...toValue(query), cursor }),
  });
  const pages = computed(() => {
    const chain = [pageRef(undefined)];
    while (chain.length < wanted.value) {
      const last = chain.at(-1);
      const next = last && (live.document(last)?.body as ListBody<L> | undefined)?.next;
      if (next === undefined) break;
      chain.push(pageRef(next));
    }
    return chain;
  });

  const held = new Map<string, () => void>();
  watch(
    () => pages.value.map(keyOf).join('\n'),
    () => {
      const keys = new Set(pages.value.map(keyOf));
      for (const page of pages.value) if (!held.has(keyOf(page))) held.set(keyOf(page), live.watch(page));
      for (const [key, release] of held) {
        if (keys.has(key)) continue;
        release();
        held.delete(key);
      }
    },
    { immediate: true, flush: 'sync' },
  );
  onScopeDispose(() => held.forEach((release) => release()));

  const documents = computed(() => pages.value.map((page) => live.document(page)));
  const answers = computed(() => documents.value.flatMap((document) => (document?.body as ListBody<L> | undefined) ?? []));
  const awaited = computed(() => (documents.value[0]?.state ?? 'loading') === 'loading');
  const bodies = computed(() => (awaited.value && former.value ? former.value : answers.value));
  let latest: readonly ListBody<L>[] | undefined;
  watch(
    answers,
    (now) => {
      if (awaited.value) return;
      latest = now;
      former.value = undefined;
    },
    { immediate: true, flush: 'sync' },
  );
  return {
    rows: computed(() => {
      const seen = new Set<string>();
      return bodies.value.flatMap((body) =>
        body.order.flatMap((id) => {
          const row = body.rows[id];
          if (row === undefined || seen.has(id)) return [];
          seen.add(id);
          return [{ id, ...row }];
        }),
      );
    }),
    total: computed(() => bodies.value[0]?.total),
    facets: computed(() => bodies.value[0]?.facets ?? {}),
    state: computed(() => (awaited.value && former.value ? 'live' : (documents.value[0]?.state ?? 'loading'))),
    refusal: computed(() => documents.value.find((document) => document?.refusal)?.refusal),
    hasMore: computed(() => bodies.value.at(-1)?.next !== undefined),
    more: () => (wanted.value = pages.value.length + 1),
  };
}

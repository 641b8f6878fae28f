import type { DocumentBody, DocumentKind, Problem, Ref } from '@samverkan/contract';
import { computed, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { LiveState } from './documents.js';
import { useLive } from './live.store.js';

/** A watched document as a view uses it: all of it read-only, all of it reactive. */
export interface Watched<Body> {
  readonly body: ComputedRef<Readonly<Body> | undefined>;
  readonly version: ComputedRef<string | undefined>;
  readonly state: ComputedRef<LiveState>;
  readonly refusal: ComputedRef<Problem | undefined>;
}

/** Watches what `which` names, as long as the component or scope lives; `undefined` watches nothing. */
function useWatched<Body>(which: () => Ref | undefined): Watched<Body> {
  const live = useLive();
  watch(
    () => {
      const ref = which();
      return ref && `${ref.kind} ${ref.id}`;
    },
    (_, __, onCleanup) => {
      const ref = which();
      if (ref) onCleanup(live.watch(ref));
    },
    // Before the first render, so that a view never shows a document that it does not watch yet.
    { immediate: true, flush: 'sync' },
  );
  const document = computed(() => {
    const ref = which();
    return ref && live.document(ref);
  });
  return {
    body: computed(() => document.value?.body as Body | undefined),
    version: computed(() => document.value?.version),
    state: computed(() => document.value?.state ?? 'loading'),
    refusal: computed(() => document.value?.refusal),
  };
}

/** Watches one document: `useDoc('meeting', () => props.id)`. An `undefined` id watches nothing. */
export function useDoc<K extends DocumentKind>(kind: K, id: MaybeRefOrGetter<string | undefined>): Watched<DocumentBody<K>> {
  return useWatched<DocumentBody<K>>(() => {
    const value = toValue(id);
    return value === undefined ? undefined : { kind, id: value };
  });
}

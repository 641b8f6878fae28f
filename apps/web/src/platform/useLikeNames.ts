import { namesLike, type Alike, type Named } from '@samverkan/contract';
import { computed, ref, watch, type Ref } from 'vue';

interface Asked {
  /** The form is open: names are compared only then. */
  readonly open: Readonly<Ref<boolean>>;
  /** Those that are there; `undefined` while they are not known. */
  readonly names: () => readonly Named[] | undefined;
  /** What is written. */
  readonly name: () => string;
  /** Whose name it is: nobody is like themselves. */
  readonly of: () => string;
}

/**
 * Whether a name that is written in a form is like one that is there already. It is a warning, not a refusal: namesakes there are, and whoever sends the form
 * says that it is another one.
 */
export function useLikeNames({ open, names, name, of }: Asked) {
  const confirmed = ref(false);
  const like = computed(() => {
    const known = open.value ? names() : undefined;
    return known === undefined ? undefined : namesLike(known);
  });
  const found = computed<readonly Alike[]>(() => like.value?.(name()).filter(({ id }) => id !== of()) ?? []);
  // What was said of other names, or of names less alike, is not said of these.
  watch(
    () => found.value.map(({ id, likeness }) => `${id} ${likeness}`).join('\n'),
    () => (confirmed.value = false),
  );
  return {
    found,
    confirmed,
    /** The form may be sent: it is known what is there, and nothing is like it, or it is said to be another. */
    settled: computed(() => like.value !== undefined && (found.value.length === 0 || confirmed.value)),
  };
}

import { readonly, ref } from 'vue';

const spoken = ref('');
let waiting: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** What assistive technology is told; shown to nobody. */
export const announcement = readonly(spoken);

/**
 * Says something politely. What comes within half a second is said together, so that a burst of changes
 * does not become a burst of speech; beyond three sentences the rest is left out.
 */
export function announce(sentence: string): void {
  if (!waiting.includes(sentence)) waiting.push(sentence);
  timer ??= setTimeout(() => {
    spoken.value = waiting.slice(0, 3).join(' ');
    waiting = [];
    timer = undefined;
  }, 500);
}

/** Takes back what was said and what was about to be: it may be of what the reader is not to hear any more. */
export function hush(): void {
  clearTimeout(timer);
  timer = undefined;
  waiting = [];
  spoken.value = '';
}

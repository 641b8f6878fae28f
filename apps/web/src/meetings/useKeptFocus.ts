import { onBeforeUpdate, onUpdated, type Ref } from 'vue';

/**
 * Keeps the writing place when the list changes its order: the browser takes the focus from an element that is moved,
 * though it is the same element, so it is given back to it. Elements that are gone get nothing.
 */
export function useKeptFocus(list: Readonly<Ref<HTMLElement | null>>): void {
  let held: HTMLElement | undefined;
  onBeforeUpdate(() => {
    const active = document.activeElement;
    held = active instanceof HTMLElement && list.value?.contains(active) === true ? active : undefined;
  });
  onUpdated(() => {
    if (held?.isConnected === true && document.activeElement !== held) held.focus({ preventScroll: true });
    held = undefined;
  });
}

import { onScopeDispose, readonly, ref, type Ref } from 'vue';

const KEY = 'samverkan.shortcuts';

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

const on = ref(remembered());

/** Whether single keys do something. They can be switched off, for those who speak to their computer (WCAG 2.1.4). */
export function useShortcutSwitch(): { readonly on: Readonly<Ref<boolean>>; readonly turn: (to: boolean) => void } {
  return {
    on: readonly(on),
    turn(to) {
      on.value = to;
      try {
        localStorage.setItem(KEY, to ? 'on' : 'off');
      } catch {
        // A browser that keeps nothing: the choice holds until the page is closed.
      }
    },
  };
}

const WRITES = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"]';

/** True where a key is a letter of a text, or belongs to a dialog or menu that is open. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return true;
  if (event.target instanceof Element && event.target.closest(WRITES) !== null) return true;
  return document.querySelector('[role="dialog"], [role="menu"], [role="alertdialog"]') !== null;
}

/** Does something at single keys, as long as the scope lives: never while somebody writes, never in a dialog, not when switched off. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>): void {
  const listen = (event: KeyboardEvent): void => {
    if (!on.value || isTaken(event) || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]?.();
  };
  window.addEventListener('keydown', listen);
  onScopeDispose(() => window.removeEventListener('keydown', listen));
}

import { onScopeDispose, watch } from 'vue';
import { useLive } from '../live/live.store.js';

/** Lets the browser ask before the page is left while commands have no answer yet. */
export function useLeaveWarning(): void {
  const live = useLive();
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  watch(
    () => live.unsent > 0,
    (waiting) => {
      if (waiting) addEventListener('beforeunload', ask);
      else removeEventListener('beforeunload', ask);
    },
  );
  onScopeDispose(() => removeEventListener('beforeunload', ask));
}

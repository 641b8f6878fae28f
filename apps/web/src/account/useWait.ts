import { computed, onScopeDispose, ref, watch } from 'vue';

/** Counts seconds down to nothing; `over` is called once when it gets there. `undefined` waits for nothing. */
export function useWait(seconds: () => number | undefined, over: () => void) {
  const until = ref<number>();
  const now = ref(Date.now());
  let timer: ReturnType<typeof setInterval> | undefined;
  // By the clock and not by the count: a page in the background is woken seldom.
  const left = computed(() => (until.value === undefined ? 0 : Math.max(0, Math.ceil((until.value - now.value) / 1_000))));

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    until.value = undefined;
  }

  function tick(): void {
    now.value = Date.now();
    if (left.value > 0) return;
    stop();
    over();
  }

  watch(
    seconds,
    (count) => {
      stop();
      if (count === undefined || count <= 0) return;
      now.value = Date.now();
      until.value = now.value + count * 1_000;
      timer = setInterval(tick, 1_000);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return { left };
}

import { onScopeDispose, readonly, ref, type Ref } from 'vue';
import { stockholmDay } from './i18n/stockholm.js';

const LOOK_MS = 1_000;
const today = ref('');
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const look = (): void => {
  today.value = stockholmDay(new Date());
};

/** The day that it is in Sweden, `2026-11-23`; another at midnight, also on a page that stays open. */
export function useToday(): Readonly<Ref<string>> {
  look();
  users += 1;
  timer ??= setInterval(look, LOOK_MS);
  onScopeDispose(() => {
    users -= 1;
    if (users > 0) return;
    clearInterval(timer);
    timer = undefined;
  });
  return readonly(today);
}

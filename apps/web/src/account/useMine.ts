import type { MineAnswer, Problem } from '@samverkan/contract';
import { computed, ref, shallowRef } from 'vue';
import { request, type Answer } from '../platform/http.js';
import { useSession } from '../platform/session.store.js';

/** The part of the page that a refusal belongs beside. */
export type Part = 'password' | 'passkeys' | 'sessions' | 'openid';
type Ask = () => Promise<Answer<unknown>>;

/**
 * My account: what the server holds of it, and changes. Where the server wants a fresh proof first, `proving` becomes true, and what was
 * asked for goes on once `proven` is called, or is let go by `notProven`.
 */
export function useMine() {
  const session = useSession();
  const answer = shallowRef<MineAnswer>();
  const refusal = shallowRef<Problem>();
  const fault = shallowRef<{ readonly part: Part; readonly refusal: Problem }>();
  const busy = ref<Part>();
  const settle = shallowRef<(proven: boolean) => void>();

  async function load(): Promise<void> {
    const got = await request<MineAnswer>('GET', '/api/session/mine');
    if ('done' in got) answer.value = got.done;
    refusal.value = 'refused' in got ? got.refused : undefined;
  }

  const askForProof = (): Promise<boolean> => new Promise((resolve) => (settle.value = resolve));

  function proof(given: boolean): void {
    settle.value?.(given);
    settle.value = undefined;
  }

  async function provenThen(ask: Ask): Promise<Answer<unknown> | undefined> {
    const got = await ask();
    if (!('refused' in got) || got.refused.code !== 'session/not-fresh') return got;
    return (await askForProof()) ? ask() : undefined;
  }

  /** Changes something; whether it succeeded. Why not is in `faultOf(part)`. One change at a time. */
  async function change(part: Part, ask: Ask): Promise<boolean> {
    if (busy.value !== undefined) return false;
    busy.value = part;
    fault.value = undefined;
    const got = await provenThen(ask);
    if (got && 'refused' in got) fault.value = { part, refusal: got.refused };
    const done = got !== undefined && 'done' in got;
    // A passkey may have given back what was withheld.
    if (done && session.withheld.length > 0) await session.load();
    if (done && session.signedIn) await load();
    busy.value = undefined;
    return done;
  }

  return {
    mine: computed(() => answer.value),
    refusal: computed(() => refusal.value),
    load,
    change,
    busy: computed(() => busy.value),
    faultOf: (part: Part): Problem | undefined => (fault.value?.part === part ? fault.value.refusal : undefined),
    /** Takes what was said beside a part away. */
    dismiss: () => (fault.value = undefined),
    proving: computed(() => settle.value !== undefined),
    proven: () => proof(true),
    notProven: () => proof(false),
  };
}
export type Mine = ReturnType<typeof useMine>;

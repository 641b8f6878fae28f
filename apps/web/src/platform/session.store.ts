import type { Identity, Problem, SessionAnswer } from '@samverkan/contract';
import { defineStore } from 'pinia';
import { computed, readonly, ref, shallowRef, watch } from 'vue';
import { request } from './http.js';
import { useLive } from './live/live.store.js';

/** Who is signed in, as the server's cookie says; never anything that this page decides. */
export const useSession = defineStore('session', () => {
  const live = useLive();
  const answer = shallowRef<SessionAnswer>();
  const refusal = shallowRef<Problem>();
  const changing = ref(false);
  const identity = computed<Identity | undefined>(() => answer.value?.identity);

  /** Asks the server who is signed in. Another account than before, in another tab perhaps, begins anew. */
  async function load(): Promise<void> {
    const before = answer.value;
    const got = await request<SessionAnswer>('GET', '/api/session');
    if ('refused' in got) {
      refusal.value = got.refused;
      return;
    }
    answer.value = got.done;
    refusal.value = undefined;
    if (before && before.identity?.account !== got.done.identity?.account) live.forgetAndReconnect();
  }

  async function change(method: 'POST' | 'DELETE', body?: unknown): Promise<void> {
    changing.value = true;
    const got = await request(method, '/api/session', body);
    if ('refused' in got) refusal.value = got.refused;
    else await load();
    changing.value = false;
  }

  // What somebody may do can have changed while the page was away from the server or out of sight.
  watch(
    () => live.connection,
    (now, before) => {
      if (now === 'live' && (before !== 'connecting' || refusal.value)) void load();
    },
  );
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void load();
  });

  return {
    loaded: computed(() => answer.value !== undefined),
    demo: computed(() => answer.value?.demo ?? false),
    partnership: computed(() => answer.value?.partnership),
    identities: computed(() => answer.value?.identities ?? []),
    groups: computed(() => answer.value?.groups ?? {}),
    identity,
    refusal: computed(() => refusal.value),
    changing: readonly(changing),
    load,
    signIn: (account: string) => change('POST', { account }),
    signOut: () => change('DELETE'),
  };
});

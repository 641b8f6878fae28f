import type { Identity, Problem, SessionAnswer } from '@samverkan/contract';
import { defineStore } from 'pinia';
import { computed, readonly, ref, shallowRef } from 'vue';
import { request } from './http.js';
import { useLive } from './live/live.store.js';

/** Who is signed in, as the server's cookie says; never anything that this page decides. */
export const useSession = defineStore('session', () => {
  const answer = shallowRef<SessionAnswer>();
  const refusal = shallowRef<Problem>();
  const changing = ref(false);
  const identity = computed<Identity | undefined>(() => answer.value?.identity);

  async function load(): Promise<void> {
    const got = await request<SessionAnswer>('GET', '/api/session');
    if ('done' in got) {
      answer.value = got.done;
      refusal.value = undefined;
    } else refusal.value = got.refused;
  }

  async function change(method: 'POST' | 'DELETE', body?: unknown): Promise<void> {
    changing.value = true;
    const got = await request(method, '/api/session', body);
    if ('refused' in got) refusal.value = got.refused;
    else {
      await load();
      useLive().forgetAndReconnect();
    }
    changing.value = false;
  }

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

import type { Problem, SessionAnswer } from '@samverkan/contract';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, readonly, ref, shallowRef, watch } from 'vue';
import { hush } from './announce.js';
import { request, type Answer } from './http.js';
import { chooseLocale, type Locale } from './i18n/i18n.js';
import { useLive } from './live/live.store.js';

/** One turn of the session, for who tells the reader of it. */
export interface SessionTurn {
  readonly before: SessionAnswer;
  readonly now: SessionAnswer;
  /** Whether this page asked for it; otherwise it came from the server, or from another tab. */
  readonly asked: boolean;
}

/** Who is signed in and what they may be, as the server's cookie says; never anything that this page decides. */
export const useSession = defineStore('session', () => {
  const live = useLive();
  const answer = shallowRef<SessionAnswer>();
  const refusal = shallowRef<Problem>();
  const turn = shallowRef<SessionTurn>();
  const changing = ref(false);
  const identity = computed(() => answer.value?.identity);
  /** Anybody may choose such an account, so nothing about it is the reader's own. */
  const shared = computed(() => answer.value?.identities.some(({ account }) => account === identity.value?.account) ?? false);
  let asked = 0;
  let latest: Promise<void> = Promise.resolve();

  /** Asks the server who is signed in. Whoever asks while an answer is on its way waits for the newer one: an older never replaces it. */
  function load(): Promise<void> {
    const mine = (asked += 1);
    latest = request<SessionAnswer>('GET', '/api/session').then((got) => (mine === asked ? take(got) : latest));
    return latest;
  }

  /** Another account than before, in another tab perhaps, begins anew. */
  async function take(got: Answer<SessionAnswer>): Promise<void> {
    if ('refused' in got) {
      refusal.value = got.refused;
      return;
    }
    const before = answer.value;
    answer.value = got.done;
    refusal.value = undefined;
    if (before && before.identity?.account !== got.done.identity?.account) {
      hush();
      live.forgetAndReconnect();
    }
    if (before) turn.value = { before, now: got.done, asked: changing.value };
    await applyLanguage(before);
  }

  /** What is kept at the account is shown when it comes to be known, or changes elsewhere. */
  async function applyLanguage(before: SessionAnswer | undefined): Promise<void> {
    const language = identity.value?.language;
    if (language === undefined || shared.value) return;
    if (before?.identity?.account === identity.value?.account && before?.identity?.language === language) return;
    await chooseLocale(language);
  }

  /** Carries out what signs somebody in or out, and then asks who is signed in. */
  async function change<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    changing.value = true;
    const got = await ask();
    if ('done' in got) await load();
    changing.value = false;
    return got;
  }

  async function changeHere(method: 'POST' | 'DELETE', body?: unknown): Promise<void> {
    const got = await change(() => request(method, '/api/session', body));
    if ('refused' in got) refusal.value = got.refused;
  }

  /** Shows the page in a language at once and, for an account of one's own, keeps the choice there. */
  async function chooseLanguage(language: Locale): Promise<Problem | undefined> {
    await chooseLocale(language);
    if (!identity.value || shared.value) return undefined;
    const got = await request('POST', '/api/session/mine/language', { language });
    return 'refused' in got ? got.refused : undefined;
  }

  onScopeDispose(
    live.onSession(() => {
      hush();
      void load();
    }),
  );
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
    identity,
    signedIn: computed(() => identity.value !== undefined),
    name: computed(() => identity.value?.name),
    /** An account of a demo installation, which is everybody's. */
    shared,
    /** What is held today towards the whole partnership, in groups, and for organisations: all of it at once. */
    roles: computed(() => answer.value?.roles ?? []),
    groups: computed(() => answer.value?.groups ?? {}),
    nominates: computed(() => answer.value?.nominates ?? []),
    finances: computed(() => answer.value?.finances ?? []),
    /** How one may sign in here; nothing until it is known. */
    means: computed<SessionAnswer['means']>(() => answer.value?.means ?? { password: false, passkey: false }),
    /** What is done about a new way in to this account, which its holder has not said yet that they know of. */
    reset: computed(() => answer.value?.reset),
    /** That the server's clock is doubtful, for those who are told. */
    clock: computed(() => answer.value?.clock),
    /** What is held and not acted in, because of how somebody signed in. */
    withheld: computed(() => answer.value?.withheld ?? []),
    refusal: computed(() => refusal.value),
    turn: computed(() => turn.value),
    changing: readonly(changing),
    load,
    chooseLanguage,
    change,
    /** Chooses one of a demo installation's identities. */
    signIn: (account: string) => changeHere('POST', { account }),
    signOut: () => changeHere('DELETE'),
  };
});

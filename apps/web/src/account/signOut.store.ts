import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { dropDraftsEverywhere, hasDrafts } from '../meetings/draftWindows.js';
import { useSession } from '../platform/session.store.js';

/** What becomes of what somebody was writing when they sign out: `undefined` when they stay signed in after all. */
type Answer = 'drop' | 'keep' | undefined;
type End = () => Promise<unknown>;

/** Signing out by choice. A computer may be others' as well: who has drafts on it is asked first what is to become of them. */
export const useSignOut = defineStore('sign-out', () => {
  const session = useSession();
  const settle = shallowRef<(answer: Answer) => void>();
  const from = shallowRef<HTMLElement>();
  let under = false;

  const ask = (): Promise<Answer> => new Promise((resolve) => (settle.value = resolve));

  function answer(given: Answer): void {
    settle.value?.(given);
    settle.value = undefined;
  }

  async function askThen(account: string, end: End): Promise<void> {
    const answered = (await hasDrafts(account)) ? await ask() : 'drop';
    if (answered === undefined) return;
    // Who was signed out meanwhile signs out nobody else by an answer to an old question.
    if (session.identity?.account === account) await end();
    // Whoever could not be signed out goes on writing.
    if (answered === 'drop' && session.identity?.account !== account) dropDraftsEverywhere(account);
  }

  /**
   * @param place what is used to sign out, where one is again who stays
   * @param end what ends the session
   */
  async function signOut(place: HTMLElement | null, end: End = session.signOut): Promise<void> {
    const account = session.identity?.account;
    if (account === undefined || under) return;
    under = true;
    from.value = place ?? undefined;
    await askThen(account, end).finally(() => (under = false));
  }

  return { asking: computed(() => settle.value !== undefined), from, answer, signOut };
});

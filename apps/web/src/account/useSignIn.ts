import type { Problem } from '@samverkan/contract';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { request, type Answer } from '../platform/http.js';
import { useSession } from '../platform/session.store.js';
import { useOwnPage } from '../platform/underWay.js';
import { goToProvider } from './openid.js';
import { askPasskey, offerPasskeys, stopPasskeys, type Ceremony } from './passkeys.js';

const PASSKEY: Ceremony = { options: '/api/session/passkey/options', finish: '/api/session/passkey' };
const NOT_ACCEPTED = 'session/passkey-refused';
/** Sooner than a challenge gets too old. */
const OFFER_AGAIN_AFTER = 4 * 60_000;

/** Signing in, by any of the means; afterwards the page is at `till`. */
export function useSignIn(till: () => string, first?: Problem) {
  const session = useSession();
  const goOn = useOwnPage().fromHere();
  const refusal = shallowRef<Problem | undefined>(first);
  const busy = ref<'password' | 'passkey' | 'openid'>();
  let left = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  async function came(got: Answer<unknown>): Promise<void> {
    if (left) return;
    refusal.value = 'refused' in got ? got.refused : undefined;
    if ('done' in got) await goOn(till(), 'replace');
  }

  async function attempt(means: 'password' | 'passkey' | 'openid', ask: () => Promise<Answer<unknown>>): Promise<void> {
    if (busy.value !== undefined) return;
    busy.value = means;
    await came(await ask());
    // Not before the page has been left: it would show for a moment that somebody is signed in.
    busy.value = undefined;
  }

  /** Lets the browser offer passkeys in the e-mail field, for as long as nothing else is chosen. */
  async function offer(): Promise<void> {
    clearTimeout(again);
    again = setTimeout(renew, OFFER_AGAIN_AFTER);
    const got = await offerPasskeys(PASSKEY);
    // What the reader did not ask for is not said to have failed, only that the passkey they chose was not accepted.
    if (left || got === undefined || ('refused' in got && got.refused.code !== NOT_ACCEPTED)) return;
    await attempt('passkey', () => ('done' in got ? session.change(() => Promise.resolve(got)) : Promise.resolve(got)));
    if ('refused' in got) void offer();
  }

  function renew(): void {
    if (busy.value !== undefined) return;
    stopPasskeys();
    void offer();
  }

  async function byPasskey(): Promise<void> {
    await attempt('passkey', async () => {
      const got = await askPasskey(PASSKEY);
      return 'done' in got ? session.change(() => Promise.resolve(got)) : got;
    });
    if (!left && refusal.value) void offer();
  }

  onScopeDispose(() => {
    left = true;
    clearTimeout(again);
    stopPasskeys();
  });

  return {
    refusal: computed(() => refusal.value),
    busy: computed(() => busy.value),
    /** Whether attempts are refused for a while. */
    blocked: computed(() => refusal.value?.code === 'session/blocked'),
    dismiss: () => (refusal.value = undefined),
    offer,
    byPassword: (email: string, password: string) =>
      attempt('password', () => session.change(() => request('POST', '/api/session/password', { email, password }))),
    byPasskey,
    byOpenid: async (): Promise<void> => {
      if (busy.value !== undefined) return;
      busy.value = 'openid';
      const got = await goToProvider({ to: till() });
      // The button stays busy while the provider's page is on its way.
      if ('done' in got) return;
      busy.value = undefined;
      refusal.value = got.refused;
    },
  };
}

import type { LinkAnswer, Problem } from '@samverkan/contract';
import { computed, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { request, type Answer } from '../platform/http.js';
import { ownRefusal } from '../platform/live/outbox.js';
import { useSession } from '../platform/session.store.js';
import { useOwnPage } from '../platform/underWay.js';
import { goToProvider } from './openid.js';
import { askPasskey } from './passkeys.js';

export type LinkMeans = 'passkey' | 'password' | 'openid';
const INVALID = 'session/link-invalid';

/**
 * An invitation or a reset by the token in the address's fragment, which is taken out of the address at once and kept nowhere but here: who
 * loads the page again opens the link again.
 */
export function useLink() {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();
  const goOn = useOwnPage().fromHere();
  const link = shallowRef<LinkAnswer>();
  const refusal = shallowRef<Problem>();
  const busy = ref(false);
  let token: string | undefined;

  async function look(): Promise<void> {
    link.value = undefined;
    refusal.value = undefined;
    if (token === undefined) {
      refusal.value = ownRefusal(INVALID, 404);
      return;
    }
    const asked = token;
    const got = await request<LinkAnswer>('POST', '/api/session/link', { token: asked });
    // Another link may have been opened meanwhile: its answer is on its way.
    if (asked !== token) return;
    if ('done' in got) link.value = got.done;
    else refusal.value = got.refused;
  }

  // Also when another link is opened while this one is shown.
  watch(
    () => route.hash,
    (hash, before) => {
      if (hash.length <= 1) return before === undefined ? look() : undefined;
      token = hash.slice(1);
      return Promise.all([router.replace({ path: route.path, query: route.query, hash: '' }), look()]);
    },
    { immediate: true },
  );

  async function use(ask: (token: string) => Promise<Answer<unknown>>): Promise<void> {
    if (token === undefined || busy.value) return;
    const given = token;
    busy.value = true;
    const got = await ask(given);
    refusal.value = 'refused' in got ? got.refused : undefined;
    if ('done' in got) {
      await session.change(() => Promise.resolve(got));
      await goOn({ name: 'my-account' }, 'replace');
    } else if (got.refused.code === INVALID) link.value = undefined;
    busy.value = false;
  }

  return {
    link: computed(() => link.value),
    refusal: computed(() => refusal.value),
    /** The link is of no use, or not any more. */
    invalid: computed(() => refusal.value?.code === INVALID),
    busy: computed(() => busy.value),
    look,
    dismiss: () => (refusal.value = undefined),
    withPassword: (password: string) => use((given) => request('POST', '/api/session/link/password', { token: given, password })),
    withPasskey: () =>
      use((given) =>
        askPasskey({ options: '/api/session/link/passkey/options', finish: '/api/session/link/passkey', with: { token: given } }),
      ),
    async withOpenid(): Promise<void> {
      if (token === undefined || busy.value) return;
      busy.value = true;
      const got = await goToProvider({ to: '/mitt-konto', token });
      if ('done' in got) return;
      busy.value = false;
      refusal.value = got.refused;
    },
  };
}

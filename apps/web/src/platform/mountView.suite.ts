import UApp from '@nuxt/ui/components/App.vue';
import type { SessionAnswer } from '@samverkan/contract';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { vi } from 'vitest';
import { defineComponent, h, provide } from 'vue';
import { RouterView, type Router } from 'vue-router';
import { chooseLocale, i18n } from './i18n/i18n.js';
import { registerIcons } from './icons/icons.js';
import { fakeServer } from './live/fakeServer.suite.js';
import { useLive } from './live/live.store.js';
import { liveTransport } from './live/transport.js';
import { createAppRouter } from './router.js';
import { textRule } from '../ui/textRule.js';
import { useSession } from './session.store.js';
import { useTextRule } from './useTextRule.js';

export interface Shown {
  readonly view: VueWrapper;
  readonly router: Router;
  readonly server: ReturnType<typeof fakeServer>;
}

/** Lets requests, lazily loaded views and patches come to their end. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** What the server answers beside `GET /api/session`: a body, or a response as a whole; `undefined`: as to that. */
export type Answers = (asked: string, body: unknown) => object | undefined;

/** The application at an address, over a server in memory, signed in as said; in Swedish. */
export async function shownAt(
  path: string,
  prepare: (server: ReturnType<typeof fakeServer>) => void,
  signedIn: Partial<SessionAnswer> = {},
  answers: Answers = () => undefined,
): Promise<Shown> {
  const server = fakeServer();
  prepare(server);
  const session: SessionAnswer = {
    demo: true,
    partnership: 'x',
    roles: [],
    groups: {},
    nominates: [],
    finances: [],
    identities: [],
    means: { password: true, passkey: true },
    ...signedIn,
  };
  vi.stubGlobal('fetch', (path: string, { method, body }: RequestInit) => {
    const given = answers(`${String(method)} ${path}`, typeof body === 'string' ? JSON.parse(body) : undefined) ?? session;
    return Promise.resolve(given instanceof Response ? given : new Response(JSON.stringify(given)));
  });
  registerIcons();
  await chooseLocale('sv');
  const router = createAppRouter();
  await router.push(path);
  const page = defineComponent(() => {
    provide(textRule, useTextRule());
    return () => h(UApp, { toaster: null }, () => h('main', { tabindex: -1 }, h(RouterView)));
  });
  const view = mount(page, {
    attachTo: document.body,
    global: { plugins: [createPinia(), i18n, router], provide: { [liveTransport]: server.transport } },
  });
  await useSession().load();
  useLive().start();
  await settled();
  return { view, router, server };
}

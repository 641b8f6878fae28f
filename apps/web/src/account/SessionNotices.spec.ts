import type { SessionAnswer } from '@samverkan/contract';
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announcement } from '../platform/announce.js';
import { chooseLocale, i18n } from '../platform/i18n/i18n.js';
import { registerIcons } from '../platform/icons/icons.js';
import { fakeServer } from '../platform/live/fakeServer.suite.js';
import { useLive } from '../platform/live/live.store.js';
import { liveTransport } from '../platform/live/transport.js';
import { settled } from '../platform/mountView.suite.js';
import { createAppRouter } from '../platform/router.js';
import { useSession } from '../platform/session.store.js';
import SessionNotices from './SessionNotices.vue';

const stranger: SessionAnswer = {
  demo: false,
  partnership: 'x',
  roles: [],
  groups: {},
  nominates: [],
  finances: [],
  identities: [],
  means: { password: true, passkey: false },
};
let now: SessionAnswer;
beforeEach(() => {
  registerIcons();
  now = { ...stranger, identity: { account: 'a', name: 'Ada' }, groups: { work: { as: 'ordinary' } } };
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(now))));
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

async function shown() {
  const server = fakeServer();
  server.hold({ kind: 'group-tree', id: 'all' }, { groups: { work: { kind: 'working', name: 'RTP 1.2' } } });
  await chooseLocale('sv');
  const router = createAppRouter();
  await router.push('/sok?q=medel');
  const view = mount(SessionNotices, {
    attachTo: document.body,
    global: { plugins: [createPinia(), i18n, router], provide: { [liveTransport]: server.transport } },
  });
  useLive().start();
  await useSession().load();
  return { server, view };
}

it('says by name what was lost when an appointment ends, and says it aloud', async () => {
  const { server, view } = await shown();
  expect(view.find('[data-testid=notices]').exists()).toBe(false);
  now = { ...now, groups: {} };
  server.tellSession('rights');
  await settled();
  expect(view.get('[data-testid=notices]').text()).toContain('Du är inte längre ledamot i RTP 1.2.');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(announcement.value).toBe('Du är inte längre ledamot i RTP 1.2.');
});

it('says that the session ended, with the way back in to the same page', async () => {
  const { server, view } = await shown();
  now = stranger;
  server.tellSession('ended');
  await settled();
  expect(view.text()).toContain('Du har loggats ut.');
  expect(view.get('a').attributes('href')).toBe('/logga-in?till=/sok?q=medel');
});

it('stays until it is closed', async () => {
  const { server, view } = await shown();
  now = { ...now, roles: ['auditor'] };
  server.tellSession('rights');
  await settled();
  const close = view.get('button');
  expect(close.attributes('aria-label')).toBe('Stäng: Du är nu revisor.');
  await close.trigger('click');
  expect(view.find('[data-testid=notices]').exists()).toBe(false);
});

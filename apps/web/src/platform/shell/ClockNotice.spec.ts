import { mount } from '@vue/test-utils';
import type { SessionAnswer } from '@samverkan/contract';
import { expect, it } from 'vitest';
import { getActivePinia } from 'pinia';
import { i18n } from '../i18n/i18n.js';
import { liveTransport } from '../live/transport.js';
import { settled, shownAt } from '../mountView.suite.js';
import { useSession } from '../session.store.js';
import App from '../../App.vue';
import ClockNotice from './ClockNotice.vue';

const clock = { shows: '2099-06-01T08:00:00.000Z', expected: '2026-11-23T09:00:00.000Z' };

function shownPinia() {
  const pinia = getActivePinia();
  if (pinia === undefined) throw new Error('nothing is shown');
  return pinia;
}

async function shownTo(roles: SessionAnswer['roles']) {
  let now: Partial<SessionAnswer> = {};
  const who: Partial<SessionAnswer> = { identity: { account: 'k1', person: 'p1' }, roles };
  const base = {
    demo: true,
    partnership: 'x',
    groups: {},
    nominates: [],
    finances: [],
    identities: [],
    means: { password: true, passkey: true },
  };
  const asked: string[] = [];
  const { server, router } = await shownAt(
    '/finns-inte',
    () => undefined,
    who,
    (request, body) => {
      asked.push(`${request} ${JSON.stringify(body)}`);
      if (request === 'POST /api/session/clock') now = {};
      return request.endsWith('/api/session') || request.startsWith('POST') ? { ...base, ...who, ...now } : undefined;
    },
  );
  const app = mount(App, { global: { plugins: [shownPinia(), i18n, router], provide: { [liveTransport]: server.transport } } });
  const say = async (news: Partial<SessionAnswer>): Promise<void> => {
    now = news;
    server.tellSession('clock');
    await settled();
  };
  return { app, say, asked };
}

it('is told of in an open page to an administrator, who says that the time is right, and goes away', async () => {
  const { app, say, asked } = await shownTo(['administrator']);
  expect(app.findComponent(ClockNotice).exists()).toBe(false);
  await say({ clock });
  const notice = app.getComponent(ClockNotice);
  expect(notice.attributes('role')).toBe('alert');
  expect(notice.text()).toMatch(/Klockan visar 1 juni 2099 10:00\. Väntat var 23 nov\. 2026 10:00.*inget uppdrag antecknas som avslutat/su);
  await notice.get('button').trigger('click');
  await settled();
  expect(asked).toContain(`POST /api/session/clock {"shows":"${clock.shows}"}`);
  expect(app.findComponent(ClockNotice).exists()).toBe(false);
  expect(useSession().clock).toBeUndefined();
});

it('is told of to the secretariat, who asks an administrator, and goes away when the clock is back', async () => {
  const { app, say } = await shownTo(['secretariat']);
  await say({ clock });
  expect(app.getComponent(ClockNotice).text()).toContain('En administratör kan bekräfta tiden');
  expect(app.getComponent(ClockNotice).findAll('button')).toEqual([]);
  await say({});
  expect(app.findComponent(ClockNotice).exists()).toBe(false);
});

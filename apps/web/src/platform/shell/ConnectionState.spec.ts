import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chooseLocale, i18n } from '../i18n/i18n.js';
import { registerIcons } from '../icons/icons.js';
import { fakeServer } from '../live/fakeServer.suite.js';
import { useLive } from '../live/live.store.js';
import { liveTransport } from '../live/transport.js';
import ConnectionState from './ConnectionState.vue';

registerIcons();

beforeEach(async () => {
  await chooseLocale('sv');
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function shown() {
  const server = fakeServer();
  server.hold({ kind: 'overview', id: 'all' }, { groups: 39 });
  const view = mount(ConnectionState, { global: { plugins: [createPinia(), i18n], provide: { [liveTransport]: server.transport } } });
  const live = useLive();
  live.start();
  return { server, view, live };
}
const settled = () => vi.advanceTimersByTimeAsync(0);

it('shows at all times whether it is live, reconnecting with the age of what is shown, or behind', async () => {
  const { server, view, live } = shown();
  live.watch({ kind: 'overview', id: 'all' });
  await settled();
  expect(view.attributes('data-connection')).toBe('live');
  expect(view.text()).toBe('Direkt');

  server.cut();
  await vi.advanceTimersByTimeAsync(7_000);
  expect(view.attributes('data-connection')).toBe('reconnecting');
  expect(view.text()).toContain('Återansluter');
  expect(view.text()).toContain('för 7 s sedan');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(view.text()).toContain('för 2 min sedan');

  server.restore();
  await view.vm.$nextTick();
  expect(['behind', 'live']).toContain(view.attributes('data-connection'));
  await settled();
  expect(view.text()).toBe('Direkt');
});

it('tells assistive technology the state, but not every second that passes', async () => {
  const { server, view } = shown();
  await settled();
  server.cut();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(view.get('[role=status]').text()).toBe('Återansluter');
  expect(view.get('[aria-live=off]').text()).toBe('läget för 3 s sedan');
});

it('says how many commands await their answer', async () => {
  const { server, view, live } = shown();
  await settled();
  server.cut();
  void live.send('meetings', 'm1', 'open', {});
  await settled();
  expect(view.text()).toContain('Ett kommando väntar på svar');
});

import UApp from '@nuxt/ui/components/App.vue';
import type { SessionAnswer } from '@samverkan/contract';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { h } from 'vue';
import { chooseLocale, i18n } from '../i18n/i18n.js';
import { registerIcons } from '../icons/icons.js';
import { fakeServer } from '../live/fakeServer.suite.js';
import { useLive } from '../live/live.store.js';
import { liveTransport } from '../live/transport.js';
import { settled } from '../mountView.suite.js';
import { createAppRouter } from '../router.js';
import { useSession } from '../session.store.js';
import AppHeader from './AppHeader.vue';

const stranger: SessionAnswer = {
  demo: false,
  partnership: 'x',
  roles: [],
  groups: {},
  nominates: [],
  finances: [],
  identities: [],
  means: { password: true, passkey: true },
};
const chair: SessionAnswer = {
  ...stranger,
  identity: { account: 'k1', person: 'p1', name: 'Karin Näslund' },
  roles: ['secretariat'],
  groups: { g1: { office: 'chair', as: 'ordinary' }, g2: { as: 'substitute' } },
  finances: ['o1'],
};
const identities: SessionAnswer['identities'] = [
  { account: 'd1', role: 'secretary', name: 'Sten Ek', person: 'p1', group: 'g1' },
  { account: 'd2', role: 'auditor', name: 'auditor' },
];

let asked: { method: string; body?: unknown }[];

async function shown(answer: SessionAnswer): Promise<VueWrapper> {
  asked = [];
  vi.stubGlobal('fetch', (_path: string, { method = 'GET', body }: RequestInit) => {
    asked.push({ method, ...(typeof body === 'string' ? { body: JSON.parse(body) as unknown } : {}) });
    return Promise.resolve(new Response(JSON.stringify(answer)));
  });
  const server = fakeServer();
  const of = (name: string) => ({ name, kind: 'working', mandate: 'x', measures: {}, links: {}, seats: 0, ordinary: 0, substitutes: 0 });
  server.hold({ kind: 'group-tree', id: 'all' }, { groups: { g1: of('RTP-grupp 1.2'), g2: of('Lokal grupp Ånge') } });
  server.hold({ kind: 'directory', id: 'all' }, { persons: {}, organisations: { o1: { name: 'Region Västernorrland', sector: 'state' } } });
  registerIcons();
  await chooseLocale('sv');
  const router = createAppRouter();
  await router.push('/grupper');
  const view = mount(
    { render: () => h(UApp, { toaster: null }, () => h(AppHeader)) },
    { attachTo: document.body, global: { plugins: [createPinia(), i18n, router], provide: { [liveTransport]: server.transport } } },
  );
  await useSession().load();
  useLive().start();
  await settled();
  return view;
}
const onPage = (selector: string) => [...document.body.querySelectorAll<HTMLElement>(selector)];
async function opened(view: VueWrapper, trigger: string): Promise<readonly HTMLElement[]> {
  await view.get(`[data-testid=${trigger}]`).trigger('keydown', { key: 'Enter' });
  await settled();
  return onPage('[role=menuitem], [role=menuitemcheckbox]');
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('the head of every page', () => {
  it('shows a stranger the way in, back to where they were, and nothing of a demonstration', async () => {
    const view = await shown(stranger);
    expect(view.get('[data-testid=sign-in]').attributes('href')).toBe('/logga-in?till=/grupper');
    expect(view.find('[data-testid=demo]').exists()).toBe(false);
    expect(view.find('[data-testid=identity]').exists()).toBe(false);
    expect(view.find('[data-testid=account]').exists()).toBe(false);
  });

  it('says to those signed in who they are and everything that they act as', async () => {
    const view = await shown(chair);
    expect(view.get('[data-testid=account]').text()).toContain('Karin Näslund');
    const items = await opened(view, 'account');
    expect(onPage('[role=menu] [data-word]').map((one) => one.textContent)).toEqual([
      'Sekretariat',
      'Ordförande, RTP-grupp 1.2',
      'Ersättare, Lokal grupp Ånge',
      'Finansiär för Region Västernorrland',
    ]);
    expect(items.map((item) => item.textContent.trim())).toEqual(['Min sida', 'Mitt konto', 'Konton', 'Behörigheter', 'Logga ut']);
  });

  it('leads to the accounts only those who are shown something there', async () => {
    const items = await opened(await shown({ ...chair, roles: [] }), 'account');
    expect(items.map((item) => item.textContent.trim())).not.toContain('Konton');
  });

  it('signs out', async () => {
    const items = await opened(await shown(chair), 'account');
    items.at(-1)?.click();
    await vi.waitFor(() => expect(asked.map(({ method }) => method)).toContain('DELETE'));
    await settled();
  });

  it('says of a demonstration that it is one, to everybody, and lets anybody be any of its people or nobody', async () => {
    const view = await shown({ ...stranger, demo: true, identities });
    const demo = view.get('[data-testid=demo]');
    expect(demo.attributes('aria-label')).toBe('Demonstration');
    expect(demo.text()).toContain('Personerna, mötena och besluten är påhittade');
    const items = await opened(view, 'identity');
    expect(items.map((item) => [item.textContent.trim(), item.getAttribute('aria-checked')])).toEqual([
      [expect.stringMatching(/Sten Ek\s*Sekreterare, RTP-grupp 1\.2/u), 'false'],
      [expect.stringMatching(/Revisor\s*Revisor/u), 'false'],
      [expect.stringMatching(/Ingen\s*En besökare som inte är inloggad/u), 'true'],
    ]);
    items[0]?.click();
    await settled();
    expect(asked).toContainEqual({ method: 'POST', body: { account: 'd1' } });
  });
});

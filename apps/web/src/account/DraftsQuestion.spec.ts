import UApp from '@nuxt/ui/components/App.vue';
import type { SessionAnswer } from '@samverkan/contract';
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { h } from 'vue';
import { draftKey } from '../meetings/useDraft.js';
import { chooseLocale, i18n } from '../platform/i18n/i18n.js';
import { registerIcons } from '../platform/icons/icons.js';
import { fakeServer } from '../platform/live/fakeServer.suite.js';
import { liveTransport } from '../platform/live/transport.js';
import { settled } from '../platform/mountView.suite.js';
import { createAppRouter } from '../platform/router.js';
import { useSession } from '../platform/session.store.js';
import DraftsQuestion from './DraftsQuestion.vue';
import { useSignOut } from './signOut.store.js';

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
const KEY = draftKey('ada', 'm1', 'i1', 'decision');
const OTHERS = draftKey('bo', 'm1', 'i1', 'decision');
let signedIn: string | undefined;
let reachable: boolean;
let unmount: () => void;

async function shown() {
  registerIcons();
  await chooseLocale('sv');
  const view = mount(
    { render: () => h(UApp, { toaster: null }, () => h(DraftsQuestion)) },
    {
      attachTo: document.body,
      global: { plugins: [createPinia(), i18n, createAppRouter()], provide: { [liveTransport]: fakeServer().transport } },
    },
  );
  unmount = () => view.unmount();
  const session = useSession();
  await session.load();
  return { session, signingOut: useSignOut() };
}
/** Whose are left. */
const drafts = (): readonly string[] => [KEY, OTHERS].filter((key) => sessionStorage.getItem(key) !== null);
const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]');
async function asked(): Promise<HTMLElement> {
  await vi.waitFor(() => expect(dialog()).not.toBeNull());
  await settled();
  return dialog() as HTMLElement;
}
function press(text: string): void {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === text);
  if (!button) throw new Error(`no button says ${text}`);
  button.click();
}

beforeEach(() => {
  signedIn = 'ada';
  reachable = true;
  vi.stubGlobal('fetch', (_path: string, { method }: RequestInit) => {
    if (!reachable) return Promise.reject(new TypeError('Failed to fetch'));
    if (method === 'DELETE') signedIn = undefined;
    const identity = signedIn === undefined ? {} : { identity: { account: signedIn, name: signedIn } };
    return Promise.resolve(new Response(JSON.stringify({ ...stranger, ...identity })));
  });
  sessionStorage.setItem(OTHERS, '{"wording":"Bos ord"}');
});
afterEach(() => {
  unmount();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  document.body.replaceChildren();
});

describe('signing out', () => {
  it('asks nothing where the account has written nothing, whatever others have', async () => {
    const { session, signingOut } = await shown();
    await signingOut.signOut(null);
    expect([session.signedIn, signingOut.asking]).toEqual([false, false]);
    expect(drafts()).toEqual([OTHERS]);
  });

  it('asks what is to become of drafts, and reads first the answer that leaves nothing behind', async () => {
    sessionStorage.setItem(KEY, '{"wording":"Bifall"}');
    const { session, signingOut } = await shown();
    const done = signingOut.signOut(null);
    const question = await asked();
    expect(question.textContent).toContain('Du har utkast kvar');
    expect(document.activeElement?.textContent.trim()).toBe('Ta bort och logga ut');
    expect(session.signedIn).toBe(true);
    press('Ta bort och logga ut');
    await done;
    expect(session.signedIn).toBe(false);
    expect(drafts()).toEqual([OTHERS]);
  });

  it('keeps them for the same account when it is told to', async () => {
    sessionStorage.setItem(KEY, '{"wording":"Bifall"}');
    const { session, signingOut } = await shown();
    const done = signingOut.signOut(null);
    await asked();
    press('Behåll här och logga ut');
    await done;
    expect(session.signedIn).toBe(false);
    expect(drafts()).toEqual([KEY, OTHERS]);
  });

  it('does not happen when the question is closed', async () => {
    sessionStorage.setItem(KEY, '{"wording":"Bifall"}');
    const { session, signingOut } = await shown();
    const done = signingOut.signOut(null);
    (await asked()).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await done;
    expect([session.signedIn, sessionStorage.getItem(KEY)]).toEqual([true, '{"wording":"Bifall"}']);
  });

  it('that does not succeed takes nothing away', async () => {
    sessionStorage.setItem(KEY, '{"wording":"Bifall"}');
    const { session, signingOut } = await shown();
    const done = signingOut.signOut(null);
    await asked();
    reachable = false;
    press('Ta bort och logga ut');
    await done;
    expect([session.signedIn, sessionStorage.getItem(KEY)]).toEqual([true, '{"wording":"Bifall"}']);
  });

  it('of one who was signed out while they were asked signs out nobody else', async () => {
    sessionStorage.setItem(KEY, '{"wording":"Bifall"}');
    const { session, signingOut } = await shown();
    const done = signingOut.signOut(null);
    await asked();
    signedIn = 'bo';
    await session.load();
    press('Ta bort och logga ut');
    await done;
    expect([session.identity?.account, drafts()]).toEqual(['bo', [OTHERS]]);
  });
});

import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router';
import { useOwnPage } from './underWay.js';
import { useQueryState, useSettled } from './useQueryState.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const PAUSE = 1_000;
const Other = { render: () => h('p', 'other') };

/** A register with a field to search in, and another page whose code comes when `arrive` is called, or fails to. */
async function register() {
  let arrive: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let set: (changes: { q?: string; year?: string }) => void = () => undefined;
  let goOn: () => Promise<void> = () => Promise.resolve();
  const List = defineComponent(() => {
    const state = useQueryState(['q', 'year']);
    const page = useOwnPage();
    set = state.set;
    goOn = () => page.fromHere()('/elsewhere');
    const words = useSettled(
      () => state.values.value.q ?? '',
      (q) => state.set({ q }),
    );
    const onInput = (event: Event) => (words.value = (event.target as HTMLInputElement).value);
    return () => h('input', { value: words.value, onInput });
  });
  const router: Router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/list', component: List },
      {
        path: '/other',
        component: () =>
          new Promise<typeof Other>((resolve, reject) => {
            arrive = () => resolve(Other);
            fail = reject;
          }),
      },
      { path: '/elsewhere', component: { render: () => h('p', 'elsewhere') } },
    ],
  });
  router.onError(() => undefined);
  await router.push('/list');
  const view = mount(RouterView, { global: { plugins: [router] } });
  await vi.advanceTimersByTimeAsync(0);
  return {
    router,
    view,
    path: () => router.currentRoute.value.fullPath,
    type: (text: string) => view.get('input').setValue(text),
    set: (changes: { q?: string; year?: string }) => set(changes),
    goOn: () => goOn(),
    arrive: async () => {
      arrive();
      await vi.advanceTimersByTimeAsync(PAUSE);
    },
    fail: async () => {
      fail(new Error('404'));
      await vi.advanceTimersByTimeAsync(PAUSE);
    },
  };
}

describe('what is typed goes to the address when the writer pauses', () => {
  it('and the address is where the reader has gone, if a result was followed before the pause', async () => {
    const { router, type, arrive, path } = await register();
    await type('medfinansiering');
    void router.push('/other');
    // The page takes longer to come than the writer pauses.
    await vi.advanceTimersByTimeAsync(PAUSE);
    await arrive();
    expect(path()).toBe('/other');
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(path()).toBe('/other');
  });

  it('is there when the reader stays, since the page that they were going to did not come', async () => {
    const { router, type, fail, path } = await register();
    await type('medfinansiering');
    void router.push('/other').catch(() => undefined);
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(path()).toBe('/list');
    await fail();
    expect(path()).toBe('/list?q=medfinansiering');
  });

  it('and not when the reader came to another page before the pause', async () => {
    const { router, type, path } = await register();
    await type('medfinansiering');
    await router.push('/elsewhere');
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(path()).toBe('/elsewhere');
  });
});

it('takes two changes in a row to the address', async () => {
  const { set, path } = await register();
  set({ q: 'a' });
  set({ year: '2008' });
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(path()).toBe('/list?q=a&year=2008');
});

it('leads on from a page only those who are still on it, and not on their way elsewhere', async () => {
  const { router, goOn, arrive, path } = await register();
  void router.push('/other');
  await vi.advanceTimersByTimeAsync(PAUSE);
  await goOn();
  await arrive();
  expect(path()).toBe('/other');
  await router.push('/list');
  await vi.advanceTimersByTimeAsync(0);
  await goOn();
  expect(path()).toBe('/elsewhere');
});

import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { RouterView } from 'vue-router';
import { h } from 'vue';
import { chooseLocale, i18n } from './i18n/i18n.js';
import { registerIcons } from './icons/icons.js';
import { fakeServer } from './live/fakeServer.suite.js';
import { liveTransport } from './live/transport.js';
import { createAppRouter } from './router.js';

registerIcons();

beforeEach(() => chooseLocale('sv'));

async function page() {
  const router = createAppRouter();
  await router.push('/finns-inte');
  const view = mount(
    { render: () => h('main', { tabindex: -1 }, h(RouterView)) },
    { attachTo: document.body, global: { plugins: [createPinia(), i18n, router], provide: { [liveTransport]: fakeServer().transport } } },
  );
  return { router, view };
}

it('gives every page its own title, in the language shown', async () => {
  const { router } = await page();
  expect(document.title).toBe('Sidan finns inte · Samverkan');
  await router.push('/sok');
  expect(document.title).toBe('Sök · Samverkan');
  await chooseLocale('en');
  await Promise.resolve();
  expect(document.title).toBe('Search · Samverkan');
});

it('moves the reading place to the heading of the new page, but not for another filter of the same', async () => {
  const { router } = await page();
  await router.push('/sok');
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(document.activeElement?.tagName).toBe('H1');
  document.querySelector('input')?.focus();
  await router.push('/sok?q=a');
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(document.activeElement?.tagName).toBe('INPUT');
});

it('is loaded anew, once, when the program was renewed while the page stood open', async () => {
  sessionStorage.clear();
  const loaded: string[] = [];
  const router = createAppRouter((path) => loaded.push(path));
  router.addRoute({ path: '/gone', component: () => Promise.reject(new Error('404')) });
  await expect(router.push('/gone?a=1')).rejects.toThrow('404');
  await expect(router.push('/gone?a=1')).rejects.toThrow('404');
  expect(loaded).toEqual(['/gone?a=1']);
  await router.push('/finns-inte');
  await expect(router.push('/gone?a=1')).rejects.toThrow('404');
  expect(loaded).toEqual(['/gone?a=1', '/gone?a=1']);
});

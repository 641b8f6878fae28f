import { effectScope, nextTick, ref } from 'vue';
import { beforeEach, expect, it } from 'vitest';
import { chooseLocale } from './i18n/i18n.js';
import { setPageTitle, usePageTitle } from './pageTitle.js';

beforeEach(() => chooseLocale('sv'));

it('says what the page shows as long as it shows it: what may be seen no longer is in no title', async () => {
  setPageTitle({ key: 'decisions.decision' });
  const title = ref<string>();
  const scope = effectScope();
  scope.run(() => usePageTitle(() => title.value));
  await nextTick();
  expect(document.title).toBe('Beslut · Samverkan');
  title.value = '§ 2/2026 Upphandling';
  await nextTick();
  expect(document.title).toBe('§ 2/2026 Upphandling · Samverkan');
  title.value = undefined;
  await nextTick();
  expect(document.title).toBe('Beslut · Samverkan');
  scope.stop();
  setPageTitle({ key: 'platform.nav.search' });
  await nextTick();
  expect(document.title).toBe('Sök · Samverkan');
});

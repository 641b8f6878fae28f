import { computed, onScopeDispose, shallowRef, watchEffect } from 'vue';
import { i18n, shownLocale } from './i18n/i18n.js';
import { isolated } from './i18n/isolated.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** The message key of the page's title, until the page knows better. */
    title: string;
  }
}

type Title = { readonly key: string } | { readonly text: string };

const current = shallowRef<Title>({ key: 'platform.name' });
/** The title of the page whatever it shows. */
let ofPage: Title = current.value;
const shown = computed(() => {
  if (shownLocale.value === undefined) return 'Samverkan';
  const name = i18n.global.t('platform.name');
  const title = 'key' in current.value ? i18n.global.t(current.value.key) : isolated(current.value.text);
  return title === name ? name : `${title} · ${name}`;
});
watchEffect(() => {
  document.title = shown.value;
});

/** Gives a page its title, whatever it is going to show. */
export function setPageTitle(title: Title): void {
  ofPage = title;
  current.value = title;
}

/** Gives the page the title of what it shows, as long as that is known: what may be seen no longer leaves the title too. */
export function usePageTitle(text: () => string | undefined): void {
  let alive = true;
  watchEffect(() => {
    const known = text();
    if (alive) current.value = known === undefined ? ofPage : { text: known };
  });
  onScopeDispose(() => (alive = false));
}

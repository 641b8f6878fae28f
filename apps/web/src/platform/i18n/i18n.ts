import { readonly, ref } from 'vue';
import { createI18n } from 'vue-i18n';
import { isolatedFacts } from './isolated.js';

export const LOCALES = ['sv', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
/** Texts of one language: context → key → text. */
export type Messages = Record<string, Record<string, unknown>>;

const KEY = 'samverkan.locale';
const loaders: Record<Locale, () => Promise<{ messages: Messages }>> = {
  sv: () => import('./messages.sv.js'),
  en: () => import('./messages.en.js'),
};

export const i18n = createI18n({
  legacy: false,
  locale: 'sv',
  fallbackLocale: 'sv',
  missingWarn: false,
  fallbackWarn: false,
  messages: {},
});

// Whatever a sentence is filled with is isolated from it, in every sentence of the page.
const translate = i18n.global.t as (...asked: readonly unknown[]) => string;
Reflect.set(i18n.global, 't', (key: unknown, ...filled: readonly unknown[]) => translate(key, ...filled.map(isolatedFacts)));

const shown = ref<Locale>();
/** The language whose texts are there; `undefined` until the first are. */
export const shownLocale = readonly(shown);

/** The language chosen earlier in this browser; Swedish otherwise. */
export function preferredLocale(): Locale {
  try {
    const text = localStorage.getItem(KEY);
    return LOCALES.find((locale) => locale === text) ?? 'sv';
  } catch {
    return 'sv';
  }
}

let wanted: Locale | undefined;

/** Shows the page in a language; its texts are fetched when first needed. Of two choices in a row the later one holds, whichever texts come first. */
export async function chooseLocale(locale: Locale): Promise<void> {
  wanted = locale;
  const { messages } = await loaders[locale]();
  if (wanted !== locale) return;
  i18n.global.setLocaleMessage(locale, messages);
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
  shown.value = locale;
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // A browser that keeps nothing: the choice holds until the page is closed.
  }
}

import { computed } from 'vue';
import { useI18n } from 'vue-i18n';

// Browsers read much more than this as a date, some of it wrongly.
const DATE = /^\d{4}-\d{2}-\d{2}(T|$)/u;
const ZONE = 'Europe/Stockholm';
const tags: Record<string, string> = { sv: 'sv-SE', en: 'en-GB' };

const FORMS = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  dayNumber: { day: 'numeric' },
  month: { month: 'short' },
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateForm = keyof typeof FORMS;

/** Dates, figures and titles in the language shown; times always as the clocks of Sweden say. */
export function useFormat() {
  const { locale } = useI18n();
  const tag = computed(() => tags[locale.value] ?? 'sv-SE');
  const cache = computed(() => {
    const made = new Map<DateForm, Intl.DateTimeFormat>();
    return (form: DateForm) => {
      const known = made.get(form) ?? new Intl.DateTimeFormat(tag.value, { ...FORMS[form], timeZone: ZONE });
      made.set(form, known);
      return known;
    };
  });
  const figures = computed(() => new Intl.NumberFormat(tag.value));
  const alternatives = computed(() => new Intl.ListFormat(tag.value, { type: 'disjunction' }));
  const conjunctions = computed(() => new Intl.ListFormat(tag.value, { type: 'conjunction' }));
  const collator = computed(() => new Intl.Collator(tag.value, { numeric: true }));

  /** `at` is an instant or a day (ISO 8601); what cannot be read is shown as it stands. */
  function date(at: string, form: DateForm = 'day'): string {
    const time = new Date(at);
    return !DATE.test(at) || Number.isNaN(time.getTime()) ? at : cache.value(form).format(time);
  }

  return {
    date,
    number: (value: number) => figures.value.format(value),
    /** `share` of 1, as whole per cent. */
    percent: (share: number) => new Intl.NumberFormat(tag.value, { style: 'percent', maximumFractionDigits: 0 }).format(share),
    /** `a, b or c`. */
    either: (words: readonly string[]) => alternatives.value.format(words),
    /** `a, b and c`. */
    all: (words: readonly string[]) => conjunctions.value.format(words),
    compare: (a: string, b: string) => collator.value.compare(a, b),
    /** A title in the language shown, where the record has one. */
    titled: (of: { title: string; titleEn?: string | undefined }) => (locale.value === 'en' ? (of.titleEn ?? of.title) : of.title),
    named: (of: { name: string; nameEn?: string | undefined }) => (locale.value === 'en' ? (of.nameEn ?? of.name) : of.name),
  };
}

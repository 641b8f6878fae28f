import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent } from 'vue';
import { chooseLocale, i18n, type Locale } from './i18n.js';
import { useFormat } from './useFormat.js';

async function formatIn(locale: Locale): Promise<ReturnType<typeof useFormat>> {
  await chooseLocale(locale);
  let format: ReturnType<typeof useFormat> | undefined;
  const Host = defineComponent({
    setup() {
      format = useFormat();
      return () => null;
    },
  });
  mount(Host, { global: { plugins: [i18n] } });
  if (!format) throw new Error('not set up');
  return format;
}

it('tells the time by the clocks of Sweden, in summer and in winter', async () => {
  const { date } = await formatIn('sv');
  expect(date('2008-01-15T22:30:00.000Z', 'time')).toBe('23:30');
  expect(date('2008-07-15T22:30:00.000Z', 'time')).toBe('00:30');
  expect(date('2008-07-15T22:30:00.000Z')).toBe('16 juli 2008');
});

it('leaves alone what is no date', async () => {
  expect((await formatIn('sv')).date('2007-06 (?)')).toBe('2007-06 (?)');
});

it('gives titles in the language shown, in Swedish where the record has no other', async () => {
  const title = { title: 'Finansiell infrastruktur', titleEn: 'Financial infrastructure' };
  expect((await formatIn('sv')).titled(title)).toBe('Finansiell infrastruktur');
  const english = await formatIn('en');
  expect(english.titled(title)).toBe('Financial infrastructure');
  expect(english.titled({ title: 'Besöksnäringen' })).toBe('Besöksnäringen');
  expect(document.documentElement.lang).toBe('en');
});

it('puts measures and names in the order that a Swedish reader expects', async () => {
  const { compare } = await formatIn('sv');
  expect(['3.4a', '1.10', '3.4', '1.2'].sort(compare)).toEqual(['1.2', '1.10', '3.4', '3.4a']);
  expect(['Örn', 'Zetterberg', 'Åberg', 'Ängby'].sort(compare)).toEqual(['Zetterberg', 'Åberg', 'Ängby', 'Örn']);
});

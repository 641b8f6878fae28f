import { beforeAll, expect, it } from 'vitest';
import { chooseLocale, i18n } from './i18n.js';
import { isolated } from './isolated.js';

beforeAll(() => chooseLocale('sv'));

it('a text whose letters run from right to left is isolated from the sentence that it stands in, and no other text is changed', () => {
  expect(isolated('Timrå kommun')).toBe('Timrå kommun');
  expect(isolated('שלום')).toBe('\u2068שלום\u2069');
  expect(i18n.global.t('organisations.merge.title', { name: 'שלום' })).toBe('\u2068שלום\u2069 uppgår i en annan aktör');
  expect(i18n.global.t('organisations.merge.title', { name: 'Åsa' })).toBe('Åsa uppgår i en annan aktör');
  expect(i18n.global.t('organisations.found', 2)).toBe('2 aktörer');
});

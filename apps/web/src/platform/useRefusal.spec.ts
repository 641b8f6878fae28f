import type { Problem } from '@samverkan/contract';
import { mount } from '@vue/test-utils';
import { beforeAll, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { chooseLocale, i18n, type Locale } from './i18n/i18n.js';
import { registerIcons } from './icons/icons.js';
import RefusalNote from './RefusalNote.vue';

registerIcons();

const problem = (more: Partial<Problem>): Problem => ({ type: '/problems/x', title: 'x', status: 409, code: 'x', ...more });

async function said(refusal: Problem, locale: Locale = 'sv'): Promise<string> {
  await chooseLocale(locale);
  const note = mount(
    defineComponent(() => () => h(RefusalNote, { refusal })),
    { global: { plugins: [i18n] } },
  );
  return note.get('[role=alert]').text();
}
beforeAll(() => chooseLocale('sv'));

it('says why in the language shown, filled with the facts', async () => {
  const refusal = problem({ code: 'group/seat-taken', facts: { seat: 's1', from: '2008-01-01', until: '2010-12-31' } });
  expect(await said(refusal)).toBe('Platsen är tillsatt från 1 januari 2008 till 31 december 2010.');
  expect(await said(refusal, 'en')).toBe('The seat is held from 1 January 2008 until 31 December 2010.');
});

it('names the field that is at fault', async () => {
  expect(await said(problem({ code: 'text/empty', field: 'body.wording' }))).toBe('lydelse: Det behöver stå något.');
});

it('says what is wrong with a request that does not fit', async () => {
  const errors = [{ field: 'body.title', rule: 'text/empty', message: 'There is nothing in the text.' }];
  expect(await said(problem({ code: 'request/invalid', errors }))).toBe(
    'rubrik: Något i det som skickades är inte giltigt. Det behöver stå något.',
  );
});

it('names the character that no text may hold', async () => {
  const errors = [{ field: 'body.name', rule: 'text/character', message: '…', facts: { character: 'U+202E' } }];
  expect(await said(problem({ code: 'request/invalid', errors }))).toContain('namn: ');
  expect(await said(problem({ code: 'request/invalid', errors }))).toContain('(U+202E)');
  expect(await said(problem({ code: 'text/character', facts: { field: 'title', character: 'U+200B' } }))).toMatch(
    /^rubrik: .*\(U\+200B\)/u,
  );
});

it('gives the code where it knows no sentence', async () => {
  expect(await said(problem({ code: 'vote/closed' }))).toContain('vote/closed');
});

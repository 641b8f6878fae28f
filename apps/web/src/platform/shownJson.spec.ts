import { expect, it } from 'vitest';
import { answered, patched, unknown } from './live/documents.js';
import { shownJson } from './shownJson.js';

const OLD = 'Timrå\u202e nummok';
const SHOWN = 'Timrå\ufffd nummok';

it('gives the very same value when there is nothing to change', () => {
  const body = { name: 'Timrå kommun', rows: [{ title: '👩\u200d🚒' }], none: null, count: 3, text: 'a\nb' };
  expect(shownJson(body)).toBe(body);
});

it('shows a text that was written before it was decided what a text may hold without its power, wherever it stands', () => {
  expect(shownJson({ a: [{ name: OLD }], [OLD]: 1 })).toEqual({ a: [{ name: SHOWN }], [SHOWN]: 1 });
});

it('does so with what is watched, in what comes first and in what comes after', () => {
  const ref = { kind: 'group', id: 'g' } as const;
  const first = answered(unknown(ref), { snapshot: { version: '1', at: 'x', body: { name: OLD, title: 'a' } } });
  expect(first.document.body).toEqual({ name: SHOWN, title: 'a' });
  const then = patched(first.document, { ...ref, from: '1', to: '2', at: 'x', ops: { title: OLD } });
  expect(then.document.body).toEqual({ name: SHOWN, title: SHOWN });
});

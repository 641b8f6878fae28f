import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeness, namesLike, skeleton } from './look-alike.js';

describe('look-alike names are warned about', () => {
  it.each([
    ['Timrå kommun', 'Timrå kommun'],
    ['Timrå kommun', 'TIMRÅ  KOMMUN'],
    ['Timrå kommun', 'Timrå-kommun.'],
    ['Timrå kommun', 'Timra\u030a kommun'],
    ['ALMI 2', 'Ａｌｍｉ ②'],
    ['Νίκος', 'ΝΊΚΟΣ'],
    ['ΥΥ', 'υυ'],
  ])('%s and %s are one name twice', (one, other) => expect(likeness(one, other)).toBe('same'));

  it.each([
    ['ALMI', '\u0410LMI'],
    ['Anna Ek', '\u0410nn\u0430 \u0415k'],
    ['Sco', '\u0405\u0441\u043e'],
    ['Eva Alm', '\u0415v\u0430 \u0391lm'],
    ['Bo Ek', '\u0392\u03bf \u0395k'],
    ['Sune', '\u054fune'],
    ['YMCA', '\u03a5MCA'],
    ['Timrå', '\u0422imr\u0430\u030a'],
    ['ALMI', 'ALM1'],
    ['Ida', 'lda'],
    ['Forum', 'F0rum'],
    ['Arne', 'Ame'],
    ['Wik', 'VVik'],
    ['Anders', 'Ander\u0455'],
    ['Harald', '\u13BBarald'],
    ['Malin', 'Mal\u0131n'],
  ])('%s and %s are drawn alike', (one, other) => expect(likeness(one, other)).toBe('looks-alike'));

  it.each([
    ['Timrå kommun', 'Timra kommun'],
    ['Härnösand', 'Harnosand'],
    ['Sörberge', 'Sorberge'],
    ['Øvik', 'Ovik'],
    ['Åse', 'Ase'],
    ['Åse', 'Äse'],
  ])('%s and %s are alike but for their marks: å, ä and ö are letters of their own', (one, other) =>
    expect(likeness(one, other)).toBe('but-for-marks'),
  );

  it.each([
    ['Timrå kommun', 'Ånge kommun'],
    ['Grupp 1', 'Grupp 2'],
    ['Anna', 'Hanna'],
    ['RTP-grupp 1.1', 'RTP-grupp 1.2'],
    ['–', '—'],
    ['', ''],
  ])('%s and %s are not alike', (one, other) => expect(likeness(one, other)).toBeUndefined());

  it('of many names those that are alike are found, the most alike first', () => {
    const like = namesLike([
      { id: 'a', name: 'Timra kommun' },
      { id: 'b', name: 'Timrå kommun' },
      { id: 'c', name: 'T\u0456mrå kommun' },
      { id: 'd', name: 'Ånge kommun' },
    ]);
    expect(like('timrå kommun').map(({ id, likeness: how }) => [id, how])).toEqual([
      ['b', 'same'],
      ['c', 'looks-alike'],
      ['a', 'but-for-marks'],
    ]);
    expect(like('Sollefteå')).toEqual([]);
  });
});

const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 15 }),
  fc.string({ unit: 'binary', maxLength: 15 }),
  fc.string({ unit: fc.constantFrom(...Array.from('aåAÅäoöOiIl10rnvvmwÆøß -.аАоОіІΥυΣςРрпПГгԱաⲁ\u030a\u0308')), maxLength: 12 }),
);

describe('whatever the names', () => {
  it('a skeleton is its own skeleton, and likeness goes both ways', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(skeleton(skeleton(one))).toBe(skeleton(one));
        expect(likeness(one, other)).toBe(likeness(other, one));
        expect(namesLike([{ id: 'x', name: one }])(other).length > 0).toBe(likeness(one, other) !== undefined);
        if (skeleton(one) !== '') expect(likeness(one, one)).toBe('same');
      }),
      { numRuns: 3_000 },
    );
  });
});

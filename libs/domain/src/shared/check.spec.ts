import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName, checkOptionalText, checkOptionalTitle, checkText, checkTitle } from './check.js';
import { Refused } from './refused.js';

const refusalOf = (check: (field: string, text: string) => void, text: string): unknown => {
  try {
    check('field', text);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { code: error.message, ...(error.facts as object) };
  }
};
const running = (field: string, text: string): void => {
  checkText(field, text, 100);
};

const whatever = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });

describe('Texts take no invisible, bidirectional or control characters', () => {
  it.each([
    ['\u202e', 'U+202E'],
    ['\u2066', 'U+2066'],
    ['\u200b', 'U+200B'],
    ['\u00ad', 'U+00AD'],
    ['\ufeff', 'U+FEFF'],
    ['\u2028', 'U+2028'],
    ['\u3164', 'U+3164'],
    ['\u2800', 'U+2800'],
    ['\ue000', 'U+E000'],
    ['\u{e0061}', 'U+E0061'],
    ['\u0007', 'U+0007'],
    ['\r', 'U+000D'],
  ])('none may hold %j', (character, named) => {
    for (const check of [checkTitle, checkName, running])
      expect(refusalOf(check, `a${character}b`)).toEqual({ code: 'text/character', field: 'field', character: named });
  });

  it('line breaks and tabs are for running text, joiners not for names', () => {
    for (const text of ['a\nb', 'a\tb']) {
      expect(refusalOf(running, text)).toBeUndefined();
      expect(refusalOf(checkTitle, text)).toMatchObject({ code: 'text/character' });
    }
    expect(refusalOf(checkTitle, '👩\u200d🚒')).toBeUndefined();
    expect(refusalOf(checkName, '👩\u200d🚒')).toMatchObject({ code: 'text/character', character: 'U+200D' });
  });

  it('a text that is blank once they are taken away is empty', () => {
    for (const check of [checkTitle, checkName, running])
      for (const text of ['', ' ', '\u200b', '\u3164 \ufeff'])
        expect(refusalOf(check, text)).toEqual({ code: 'text/empty', field: 'field' });
    expect(refusalOf(checkOptionalTitle, '')).toBeUndefined();
    expect(refusalOf((field, text) => checkOptionalText(field, text, 9), '')).toBeUndefined();
  });

  it('marks have a letter, texts are composed, and a word of a name keeps to one alphabet', () => {
    expect(refusalOf(checkTitle, '\u0301a')).toEqual({ code: 'text/combining', field: 'field' });
    expect(refusalOf(running, `a${'\u0335'.repeat(5)}`)).toEqual({ code: 'text/combining', field: 'field' });
    expect(refusalOf(running, 'a\u030a')).toEqual({ code: 'text/invalid', field: 'field' });
    expect(refusalOf(checkName, 'Timrå k\u043emmun')).toEqual({ code: 'text/mixed-scripts', field: 'field' });
    expect(refusalOf(checkTitle, 'Timrå k\u043emmun')).toBeUndefined();
    for (const name of ['Åsa Öberg', 'Наталья Ek', '山田 太郎', 'Δ-gruppen']) expect(refusalOf(checkName, name)).toBeUndefined();
  });

  it('whatever the text, a name that is taken is a title that is taken, and that is a running text', () => {
    fc.assert(
      fc.property(whatever, (text) => {
        if (refusalOf(checkName, text) === undefined) expect(refusalOf(checkTitle, text)).toBeUndefined();
        if (refusalOf(checkTitle, text) === undefined) expect(refusalOf(running, text)).toBeUndefined();
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Recent } from './recent.js';

describe('values kept while they are asked for', () => {
  it('are those of the last names asked for or set, at least half as many as fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.array(fc.nat({ max: 12 }), { maxLength: 200 }), (capacity, names) => {
        const recent = new Recent<number>(capacity);
        const asked: number[] = [];
        for (const name of names) {
          const lately = new Set(asked.slice(-Math.floor(capacity / 2)));
          const found = recent.get(String(name));
          if (lately.has(name)) expect(found).toBe(name);
          if (found === undefined) recent.set(String(name), name);
          asked.push(name);
        }
      }),
    );
  });

  it('are never more than fit', () => {
    const recent = new Recent<number>(4);
    for (let n = 0; n < 100; n += 1) recent.set(String(n), n);
    expect(Array.from({ length: 100 }, (_, n) => recent.get(String(n))).filter((value) => value !== undefined).length).toBeLessThanOrEqual(
      4,
    );
  });

  it('are replaced by what is set later under their name', () => {
    const recent = new Recent<number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.set('a', 3);
    expect(recent.get('a')).toBe(3);
  });
});

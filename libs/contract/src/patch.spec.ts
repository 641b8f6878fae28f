import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, diff, type JsonObject, type JsonValue } from './patch.js';

// The test cases of RFC 7396, appendix A: original, patch, result.
const RFC: readonly (readonly [JsonValue, JsonValue, JsonValue])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

/** Bodies as documents have them: objects without `null`, keys that include the dangerous ones. */
const body = fc.letrec<{ object: JsonObject; value: JsonValue }>((tie) => ({
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', '0'), tie('value'), {
    maxKeys: 5,
    noNullPrototype: true,
  }),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ maxLength: 3 }),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.oneof(fc.integer(), fc.record({ x: fc.integer() })), { maxLength: 3 }),
    tie('object'),
  ),
})).object;

describe('a merge patch', () => {
  it.each(RFC)('follows the example of RFC 7396: %j with %j', (original, patch, result) => {
    expect(applyPatch(original, patch)).toEqual(result);
  });

  it('leads from any body to any other', () => {
    fc.assert(
      fc.property(body, body, (from, to) => {
        const ops = diff(from, to);
        expect(ops ? applyPatch(from, ops) : from).toEqual(to);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing when nothing differs', () => {
    fc.assert(
      fc.property(body, (one) => {
        expect(diff(one, structuredClone(one))).toBeUndefined();
      }),
    );
  });

  it('survives a journey as text', () => {
    fc.assert(
      fc.property(body, body, (from, to) => {
        const ops = diff(from, to);
        const received = ops && (JSON.parse(JSON.stringify(ops)) as JsonObject);
        expect(received ? applyPatch(from, received) : from).toEqual(to);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps the identity of what it leaves alone, and changes neither argument', () => {
    const from = { kept: { deep: 1 }, changed: { x: 1 } } as const;
    const frozen = structuredClone(from);
    const to = applyPatch(from, { changed: { x: 2 } }) as typeof from;
    expect(to.kept).toBe(from.kept);
    expect(from).toEqual(frozen);
  });

  it('cannot reach a prototype', () => {
    const patched = applyPatch(
      {},
      JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as JsonObject,
    );
    expect(Object.hasOwn(patched as object, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

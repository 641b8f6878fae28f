import { applyPatch, diff, type JsonObject, type Patch } from '@samverkan/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, joinedPatches } from './joined-patches.js';

const { body } = fc.letrec<{ value: unknown; body: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.nat({ max: 3 }),
    fc.constantFrom('a', 'b'),
    fc.array(fc.nat({ max: 2 }), { maxLength: 2 }),
    tie('body'),
  ),
  body: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
}));
const bodies = fc.array(body as fc.Arbitrary<JsonObject>, { minLength: 3, maxLength: 6 });

describe('patches that are joined', () => {
  it('lead where they lead one after the other', () => {
    fc.assert(
      fc.property(bodies, ([first = {}, ...rest]) => {
        let [current, all]: [JsonObject, JsonObject | undefined] = [first, {}];
        for (const next of rest) {
          const ops = diff(current, next) ?? {};
          all = all && joined(all, ops);
          current = next;
        }
        if (all !== undefined) expect(applyPatch(first, all)).toEqual(current);
      }),
      { numRuns: 2_000 },
    );
  });

  it('tell nothing of what came and went on the way', () => {
    const patch = (from: string, to: string, ops: JsonObject): Patch => ({ kind: 'meeting', id: 'm', from, to, at: to, ops });
    const came = patch('1', '2', { agenda: { x: { title: 'Secret' } } });
    expect(joinedPatches([came, patch('2', '3', { agenda: { x: null } })])).toEqual(patch('1', '3', { agenda: { x: null } }));
    expect(joinedPatches([came, patch('2', '3', { agenda: { x: { title: 'Open' } } })])).toEqual(
      patch('1', '3', { agenda: { x: { title: 'Open' } } }),
    );
  });

  it('are not joined where one patch would leave behind what had been taken away', () => {
    expect(joined({ x: null }, { x: { a: 1 } })).toBeUndefined();
    expect(joined({ x: 1 }, { x: { a: 1 } })).toBeUndefined();
    expect(joined({ y: { x: [1] } }, { y: { x: { a: 1 } } })).toBeUndefined();
  });
});

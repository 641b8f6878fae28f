import { DecisionsQuery } from '@samverkan/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { registerQuery } from './useRegister.js';

it('reads the register’s query from the address', () => {
  expect(registerQuery({ q: ' skog ', group: 'rtp-3-4', year: '2008', measure: '3.4a', outcome: 'tabled', state: 'executed' })).toEqual({
    q: 'skog',
    group: 'rtp-3-4',
    year: '2008',
    measure: '3.4a',
    outcome: 'tabled',
    state: 'executed',
  });
});

it('leaves out what was mistyped, so that no address is refused', () => {
  expect(registerQuery({ year: 'tvåtusen', group: '../x', measure: 'a', outcome: 'nej', state: 'ja' })).toEqual({
    q: undefined,
    group: undefined,
    year: undefined,
    measure: undefined,
    outcome: undefined,
    state: undefined,
  });
  const values = fc.dictionary(fc.constantFrom('q', 'group', 'year', 'measure', 'outcome', 'state'), fc.string({ maxLength: 300 }));
  fc.assert(
    fc.property(values, (asked) => {
      expect(DecisionsQuery.safeParse(registerQuery(asked)).success).toBe(true);
    }),
  );
});

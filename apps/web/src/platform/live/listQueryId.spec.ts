import { LIST_NAMES, OUTCOMES, listId, type ListQueryInput } from '@samverkan/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listQueryId } from './listQueryId.js';

it('names a list as the contract does, whatever is asked', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 20 });
  const query: fc.Arbitrary<ListQueryInput<'decisions'>> = fc.record(
    {
      q: fc.option(words, { nil: undefined }),
      year: fc.option(fc.integer({ min: 1900, max: 2200 }), { nil: undefined }),
      outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }),
      group: fc.option(fc.constantFrom('rtp-1-1', 'lilla-partnerskapet'), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 100 }),
      cursor: fc.option(fc.string({ maxLength: 10 }), { nil: undefined }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(query, (asked) => {
      expect(listQueryId('decisions', asked)).toBe(listId('decisions', asked));
    }),
  );
});

it('knows what every list means where the query says nothing', () => {
  for (const name of LIST_NAMES) expect(listQueryId(name, {})).toBe(listId(name, {}));
});

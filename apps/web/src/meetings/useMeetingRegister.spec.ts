import { MeetingsQuery } from '@samverkan/contract';
import { expect, it } from 'vitest';
import { registerParts } from './useMeetingRegister.js';

it('shows what goes on first, then what is coming, soonest first, then what has been, latest first', () => {
  expect(registerParts({}).map(({ state, query }) => [state, query.order])).toEqual([
    ['open', 'upcoming'],
    ['adjourned', 'upcoming'],
    ['scheduled', 'upcoming'],
    ['closed', 'latest'],
    ['cancelled', 'latest'],
  ]);
});

it('shows one part when the address asks for one state', () => {
  expect(registerParts({ state: 'closed', group: 'rtp-1-2' })).toEqual([
    { state: 'closed', query: { q: undefined, group: 'rtp-1-2', year: undefined, state: 'closed', order: 'latest' } },
  ]);
});

it('leaves out what a mistyped address asks for', () => {
  const parts = registerParts({ state: 'lost', year: '20x6', group: '../x', q: 'x'.repeat(300) });
  expect(parts).toHaveLength(5);
  for (const { query } of parts) expect(MeetingsQuery.safeParse(query).success).toBe(true);
});

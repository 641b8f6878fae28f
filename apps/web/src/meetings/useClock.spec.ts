import { expect, it } from 'vitest';
import { elapsed } from './useClock.js';

it.each([
  [0, '0:00'],
  [65_000, '1:05'],
  [3_725_000, '1:02:05'],
  [36_000_000, '10:00:00'],
  [-4_000, '0:00'],
])('%i milliseconds are %s', (milliseconds, shown) => {
  expect(elapsed(milliseconds)).toBe(shown);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useToday } from './useToday.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('is another day at midnight in Sweden, on a page that stays open', () => {
  vi.setSystemTime('2008-12-31T22:59:59.500Z');
  const scope = effectScope();
  const today = scope.run(useToday);
  expect(today?.value).toBe('2008-12-31');
  vi.advanceTimersByTime(1_000);
  expect(today?.value).toBe('2009-01-01');
  scope.stop();
  expect(vi.getTimerCount()).toBe(0);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announce, announcement, hush } from './announce.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  hush();
  vi.useRealTimers();
});

it('says together what comes together, three sentences at most, each once', () => {
  for (const sentence of ['Ett.', 'Två.', 'Ett.', 'Tre.', 'Fyra.']) announce(sentence);
  expect(announcement.value).toBe('');
  vi.advanceTimersByTime(500);
  expect(announcement.value).toBe('Ett. Två. Tre.');
});

it('takes back what was said, and what was about to be', () => {
  announce('Sagt.');
  vi.advanceTimersByTime(500);
  announce('På väg.');
  hush();
  expect(announcement.value).toBe('');
  vi.advanceTimersByTime(1_000);
  expect(announcement.value).toBe('');
  announce('Därefter.');
  vi.advanceTimersByTime(500);
  expect(announcement.value).toBe('Därefter.');
});

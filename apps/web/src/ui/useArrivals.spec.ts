import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { useArrivals } from './useArrivals.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const one = { n: 1 };
function watched(first: Readonly<Record<string, object>> | undefined) {
  const entries = shallowRef(first);
  const place = shallowRef('here');
  const told: string[][] = [];
  const scope = effectScope();
  const arrived = scope.run(() =>
    useArrivals(
      () => entries.value,
      () => place.value,
      (keys) => told.push([...keys]),
    ),
  );
  return { entries, place, told, scope, arrived: () => [...(arrived?.value ?? [])] };
}

describe('what has arrived while a page is read', () => {
  it('is not what was there when the reader came', async () => {
    const { entries, arrived, told } = watched(undefined);
    entries.value = { a: one };
    await nextTick();
    expect(arrived()).toEqual([]);
    expect(told).toEqual([]);
  });

  it('is what came and what changed, for some seconds, told once', async () => {
    const { entries, arrived, told } = watched({ a: one, b: one });
    entries.value = { a: one, b: { n: 2 }, c: one };
    await nextTick();
    expect(arrived()).toEqual(['b', 'c']);
    expect(told).toEqual([['b', 'c']]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(arrived()).toEqual([]);
    expect(told).toHaveLength(1);
  });

  it('is not what another document or query brings', async () => {
    const { entries, place, arrived, told } = watched({ a: one });
    place.value = 'there';
    entries.value = { x: one, y: one };
    await nextTick();
    expect(arrived()).toEqual([]);
    expect(told).toEqual([]);
    entries.value = { x: one, y: one, z: one };
    await nextTick();
    expect(arrived()).toEqual(['z']);
  });
});

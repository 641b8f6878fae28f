import { describe, expect, it } from 'vitest';
import { codecOf, UnknownEvent } from './codec.js';

type Moved = { readonly type: 'Moved.v3'; readonly to: string; readonly floor: number };

const moved = codecOf<Moved>(
  'house',
  {
    'Moved.v3': {
      parse: (data) => {
        const { to, floor } = data as { to?: unknown; floor?: unknown };
        if (typeof to !== 'string' || typeof floor !== 'number') throw new TypeError('not a move');
        return { to, floor };
      },
    },
  },
  {
    Moved: (data) => ({ type: 'Moved.v2', data: { to: (data as { place: string }).place } }),
    'Moved.v2': (data) => ({ type: 'Moved.v3', data: { ...(data as { to: string }), floor: 0 } }),
  },
);

describe('An older stored shape', () => {
  it('is read as the latest, step by step', () => {
    const latest = { type: 'Moved.v3', to: 'attic', floor: 0 };
    for (const stored of [
      { type: 'Moved', data: { place: 'attic' } },
      { type: 'Moved.v2', data: { to: 'attic' } },
      { type: 'Moved.v3', data: { to: 'attic', floor: 0 } },
    ]) {
      expect(moved.decode(stored)).toEqual(latest);
      expect(moved.parse(stored)).toEqual(latest);
    }
  });
  it('is written under the latest name', () => {
    expect(moved.encode({ type: 'Moved.v3', to: 'attic', floor: 2 })).toEqual({ type: 'Moved.v3', data: { to: 'attic', floor: 2 } });
    expect(moved.types).toEqual(['Moved.v3']);
  });
  it('an unknown name fails loudly and is told without the data', () => {
    expect(() => moved.decode({ type: 'Moved.v9', data: { to: 'secret' } })).toThrow(new UnknownEvent('house', 'Moved.v9'));
    expect(new UnknownEvent('house', 'x'.repeat(1_000)).message.length).toBeLessThan(200);
  });
  it('data that says another name does not change what it is', () => {
    expect(moved.decode({ type: 'Moved.v3', data: { type: 'Other', to: 'attic', floor: 1 } }).type).toBe('Moved.v3');
  });
});

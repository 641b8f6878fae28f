import { describe, expect, it } from 'vitest';
import { UnknownEvent, type Codec, type Stored } from './codec.js';

/** What every codec promises, shown on stored samples: they are never edited, only added to. */
export const goldenSuite = <Event extends { readonly type: string }>(codec: Codec<Event>, samples: readonly Stored[]): void => {
  describe('what is stored', () => {
    it('has a sample of every event', () => {
      const sampled = new Set(samples.map(({ type }) => type));
      expect(codec.types.filter((type) => !sampled.has(type))).toEqual([]);
    });

    it.each(samples)('$type is read, and written again as it was', (sample) => {
      const event = codec.decode(sample);
      expect(codec.parse(sample)).toEqual(event);
      const written = codec.encode(event);
      expect(codec.decode(written)).toEqual(event);
      // An older version is read for ever, and written as the latest.
      if ((codec.types as readonly string[]).includes(sample.type)) expect(JSON.stringify(written)).toBe(JSON.stringify(sample));
    });

    it.each(samples)('$type with a field too many or one too few is not imported', (sample) => {
      const data = sample.data as Record<string, unknown>;
      const [first = '', ...others] = Object.keys(data);
      expect(() => codec.parse({ type: sample.type, data: { ...data, surplus: 1 } })).toThrow('surplus');
      expect(() => codec.parse({ type: sample.type, data: Object.fromEntries(others.map((key) => [key, data[key]])) })).toThrow(first);
    });

    it('fails loudly on an unknown name', () => {
      for (const type of ['Guessed', 'toString', '__proto__', '']) {
        expect(() => codec.decode({ type, data: {} })).toThrow(UnknownEvent);
        expect(() => codec.parse({ type, data: {} })).toThrow(UnknownEvent);
      }
    });
  });
};

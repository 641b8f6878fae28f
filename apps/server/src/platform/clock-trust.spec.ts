import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ClockTrust } from './clock-trust.js';
import { Terms } from './terms.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-12-01T10:00:00.000Z');

let wall: number;
let monotonic: number;
let confirmed: number | undefined;
let said: string[];
beforeEach(() => {
  wall = NOW;
  monotonic = 5_000;
  confirmed = undefined;
  said = [];
});

const passes = (ms: number): void => {
  wall += ms;
  monotonic += ms;
};
const trustAfter = (lastSign?: number): ClockTrust =>
  new ClockTrust({
    clock: () => new Date(wall).toISOString(),
    monotonic: () => monotonic,
    lastSign,
    confirmed: () => confirmed,
    confirm: (moment) => {
      confirmed = Date.parse(moment);
    },
    say: (line) => said.push(line),
  });

describe('the clock', () => {
  it('is believed as time passes, however long nobody looks, and when it is set by less than a day', () => {
    const trust = trustAfter(NOW - HOUR);
    for (const ms of [1, HOUR, 40 * DAY, 400 * DAY]) {
      passes(ms);
      expect(trust.isDoubtful()).toBe(false);
    }
    wall += DAY - HOUR;
    expect(trust.isDoubtful()).toBe(false);
    wall -= DAY - HOUR;
    expect(trust.isDoubtful()).toBe(false);
    expect(said).toEqual([]);
  });

  it.each([
    ['to 2099', Date.parse('2099-01-01T00:00:00Z') - NOW],
    ['two days ahead', 2 * DAY],
    ['two days back', -2 * DAY],
  ])('is doubtful when it jumps %s, which is said once, and no more when it is back', (_, jump) => {
    const trust = trustAfter(NOW - HOUR);
    wall += jump;
    expect(trust.isDoubtful()).toBe(true);
    passes(3 * DAY);
    expect(trust.isDoubtful()).toBe(true);
    expect(said).toEqual([expect.stringMatching(/No term is ended by it\..*samverkan clock confirm$/u)]);
    wall -= jump;
    expect(trust.isDoubtful()).toBe(false);
    expect(said).toHaveLength(2);
  });

  it('is believed when whoever runs the server says that it is right, and not by what was said before', () => {
    confirmed = NOW;
    const trust = trustAfter(NOW - HOUR);
    wall += 90 * DAY;
    expect(trust.isDoubtful()).toBe(true);
    confirmed = wall;
    expect(trust.isDoubtful()).toBe(false);
    wall += 90 * DAY;
    expect(trust.isDoubtful()).toBe(true);
  });

  it.each([
    ['a new folder', undefined, false],
    ['a stop of four weeks', NOW - 28 * DAY, false],
    ['a stop of two years, or a clock that is ahead', NOW - 730 * DAY, true],
    ['events that are of tomorrow but one', NOW + 2 * DAY, true],
    ['events of an hour ahead', NOW + HOUR, false],
  ])('is looked at at the start: after %s', (_, lastSign, doubtful) => {
    expect(trustAfter(lastSign).isDoubtful()).toBe(doubtful);
    confirmed = NOW;
    expect(trustAfter(lastSign).isDoubtful()).toBe(false);
  });

  it('is set right after a start that was wrong', () => {
    wall = Date.parse('2099-01-01T00:00:00Z');
    const trust = trustAfter(NOW);
    expect(trust.isDoubtful()).toBe(true);
    wall = NOW + HOUR;
    expect(trust.isDoubtful()).toBe(false);
  });

  it('is never believed after a jump of more than a day that nobody confirms, whatever it does otherwise', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 * DAY }), { maxLength: 8 }),
        fc.oneof(fc.integer({ min: 2 * DAY, max: 9_000 * DAY }), fc.integer({ min: -9_000 * DAY, max: -2 * DAY })),
        fc.array(fc.integer({ min: 0, max: 5 * DAY }), { maxLength: 8 }),
        (before, jump, after) => {
          wall = NOW;
          const trust = trustAfter(NOW - HOUR);
          for (const ms of before) {
            passes(ms);
            expect(trust.isDoubtful()).toBe(false);
          }
          wall += jump;
          for (const ms of [0, ...after]) {
            passes(ms);
            expect(trust.isDoubtful()).toBe(true);
          }
        },
      ),
    );
  });
});

describe('terms', () => {
  it('are not ended by a clock that jumped, and are when it is known to be right', async () => {
    const trust = trustAfter(NOW - HOUR);
    const ended: string[] = [];
    const terms = new Terms({
      record: (at) => Promise.resolve(ended.push(at)),
      ready: () => true,
      clock: () => new Date(wall).toISOString(),
      trust,
      reportFault: () => undefined,
    });
    wall = Date.parse('2099-01-01T00:00:00.000Z');
    expect(await terms.record()).toBe(0);
    expect(ended).toEqual([]);
    confirmed = wall;
    expect(await terms.record()).toBe(1);
    expect(ended).toEqual(['2099-01-01T00:00:00.000Z']);
  });
});

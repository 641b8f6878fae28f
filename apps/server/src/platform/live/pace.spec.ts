import { describe, expect, it } from 'vitest';
import { Pace } from './pace.js';

const LIMITS = { gatherMs: 100, share: 0.5 };

/** When frames go, in milliseconds, while changes come evenly for a second; each frame takes `sendingMs` to send. */
function frames(perSecond: number, sendingMs: number, pace = new Pace(LIMITS), from = 0): readonly number[] {
  const went: number[] = [];
  let planned: number | undefined;
  for (let now = from; now < from + 1_000; now += 1) {
    if (planned !== undefined && now >= planned) {
      planned = undefined;
      pace.sent(now);
      went.push(now);
    }
    const before = Math.floor(((now - from) * perSecond) / 1_000);
    const after = Math.floor(((now - from + 1) * perSecond) / 1_000);
    for (let change = before; change < after; change += 1) {
      pace.changed();
      planned ??= now + Math.max(0, pace.wait(sendingMs, now));
    }
  }
  return went;
}

describe('the frames of a large room', () => {
  it('go one for each change while sending them is no burden', () => {
    expect(frames(50, 2).length).toBeGreaterThanOrEqual(49);
  });

  it('move apart when many changes come, so that sending takes the smaller part of the time', () => {
    const went = frames(1_000, 2);
    expect(went.length).toBeLessThan(30);
    expect(went.length).toBeGreaterThanOrEqual(10);
  });

  it('are never further apart than the limit, however many there are to send to', () => {
    const went = frames(1_000, 500);
    expect(Math.max(...went.slice(1).map((at, index) => at - (went[index] ?? 0)))).toBeLessThanOrEqual(LIMITS.gatherMs + 1);
  });

  it('stay as near as sending allows while changes come evenly: a moment of many does not hold them apart', () => {
    const pace = new Pace(LIMITS);
    frames(1_000, 20, pace);
    // Sending takes 20 ms and may take half of the time: a frame each 40 ms, once the rate has been learnt.
    expect(frames(50, 20, pace, 1_000).length).toBeGreaterThanOrEqual(18);
  });

  it('move together again when it is quiet', () => {
    const pace = new Pace(LIMITS);
    frames(1_000, 2, pace);
    frames(20, 2, pace, 1_000);
    expect(frames(50, 2, pace, 2_000).length).toBeGreaterThanOrEqual(49);
  });
});

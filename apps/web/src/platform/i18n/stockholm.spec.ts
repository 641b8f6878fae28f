import { describe, expect, it } from 'vitest';
import { stockholmDay, stockholmInstant, stockholmTime } from './stockholm.js';

describe('Swedish clocks', () => {
  it.each([
    ['2026-11-23', '14:30', '2026-11-23T13:30:00.000Z'],
    ['2026-07-01', '09:00', '2026-07-01T07:00:00.000Z'],
    ['2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '03:30', '2026-10-25T02:30:00.000Z'],
  ])('show %s %s at %s', (day, time, instant) => {
    expect(stockholmInstant(day, time)).toBe(instant);
    expect([stockholmDay(instant), stockholmTime(instant)]).toEqual([day, time]);
  });

  it('read the hour that is skipped in spring as an hour later', () => {
    expect(stockholmTime(stockholmInstant('2026-03-29', '02:30') ?? '')).toBe('03:30');
  });

  it('read nothing from what is no day', () => {
    expect(stockholmInstant('', '10:00')).toBeUndefined();
    expect(stockholmInstant('2026-02-10', '')).toBeUndefined();
  });
});

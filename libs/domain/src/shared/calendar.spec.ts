import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayOf, isDay, isInstant, yearOf } from './calendar.js';

const instants = fc
  .date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('2150-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const days = instants.map((at) => at.slice(0, 10));

describe('The calendar in Europe/Stockholm', () => {
  it.each([
    ['2026-01-01T22:59:59.999Z', '2026-01-01'],
    ['2026-01-01T23:00:00.000Z', '2026-01-02'],
    ['2026-07-01T21:59:59.999Z', '2026-07-01'],
    ['2026-07-01T22:00:00.000Z', '2026-07-02'],
    ['2026-03-28T23:30:00.000Z', '2026-03-29'],
    ['2026-10-25T22:30:00.000Z', '2026-10-25'],
    ['2026-10-25T23:00:00.000Z', '2026-10-26'],
    ['2024-02-29T12:00:00.000Z', '2024-02-29'],
  ])('%s is on %s', (at, day) => {
    expect(dayOf(at)).toBe(day);
  });

  it('a year begins at midnight there', () => {
    expect(yearOf('2026-12-31T22:59:59.999Z')).toBe(2026);
    expect(yearOf('2026-12-31T23:00:00.000Z')).toBe(2027);
  });

  it('agrees with the formatter whatever was asked before', () => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Stockholm', year: 'numeric', month: '2-digit', day: '2-digit' });
    fc.assert(
      fc.property(fc.array(instants, { minLength: 1, maxLength: 20 }), (list) => {
        for (const at of list) expect(dayOf(at)).toBe(format.format(new Date(at)));
      }),
    );
  });
});

describe('Instants and days', () => {
  it.each(['2026-02-03T08:00:00.000Z', '1999-12-31T23:59:59.999Z', '2024-02-29T00:00:00.000Z'])('%s is an instant', (at) => {
    expect(isInstant(at)).toBe(true);
  });
  it.each([
    '',
    'now',
    '2026-02-03',
    '2026-02-03T08:00:00Z',
    '2026-02-03T08:00:00.000+01:00',
    '2026-02-29T08:00:00.000Z',
    '2026-01-01T24:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '0001-01-01T00:00:00.000Z',
    '2026-02-03T08:00:00.000Z\n',
  ])('%j is none', (at) => {
    expect(isInstant(at)).toBe(false);
  });
  it('a day is one that the calendar has', () => {
    expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-00-01', '2026-1-1', '20260101', ''].some(isDay)).toBe(false);
  });
});

describe('Counting days and months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-07', 24, '2028-01-07'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
  ])('%s and %d months is %s', (day, months, then) => {
    expect(addMonths(day, months)).toBe(then);
  });
  it('goes forward and back over any border', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    fc.assert(
      fc.property(days, fc.integer({ min: -5_000, max: 5_000 }), (day, count) => {
        expect(addDays(addDays(day, count), -count)).toBe(day);
      }),
    );
  });
});

import type { Day, Instant } from './ids.js';

const stockholm = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', year: 'numeric', month: '2-digit', day: '2-digit' });

// The zone's offset changes on whole UTC hours only, so every instant of one hour falls on one day. Replay asks for
// the same hour again and again; one remembered answer spares the formatter nearly always.
let lastHour = '';
let lastDay: Day = '';

/** The calendar day of an instant in Europe/Stockholm. Expects a valid instant (see `isInstant`). */
export const dayOf = (at: Instant): Day => {
  const hour = at.slice(0, 13);
  if (hour !== lastHour) {
    lastDay = stockholm.format(new Date(at));
    lastHour = hour;
  }
  return lastDay;
};

/** The calendar year of an instant in Europe/Stockholm. */
export const yearOf = (at: Instant): number => Number(dayOf(at).slice(0, 4));

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** True for an existing instant in the one form that is stored: UTC with milliseconds, years 1900 to 9999. */
export const isInstant = (text: string): boolean => {
  if (!INSTANT.test(text) || text < '1900') return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
};

/** True for a day that the calendar has: `2028-02-29`, not `2027-02-29`. */
export const isDay = (text: string): boolean => DAY.test(text) && isInstant(`${text}T00:00:00.000Z`);

const fromParts = (year: number, month: number, day: number): Day => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

const parts = (day: Day): [number, number, number] => [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))];

/** The day so many days later; earlier when `days` is negative. */
export const addDays = (day: Day, days: number): Day => {
  const [year, month, date] = parts(day);
  return fromParts(year, month, date + days);
};

/** The same date so many months later, or the last day of that month when it is shorter: 31 January + 1 is 28 (29) February. */
export const addMonths = (day: Day, months: number): Day => {
  const [year, month, date] = parts(day);
  const daysInMonth = new Date(Date.UTC(year, month + months + 1, 0)).getUTCDate();
  return fromParts(year, month + months, Math.min(date, daysInMonth));
};

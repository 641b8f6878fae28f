const ZONE = 'Europe/Stockholm';
const MINUTE = 60_000;
const form = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeZoneName: 'longOffset' });
const dayForm = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const timeForm = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });

/** How far Swedish clocks are ahead of UTC at a moment, in minutes. */
function offsetAt(time: number): number {
  const name = form.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, hours = '0', minutes = '0'] = /GMT\+(\d+):?(\d+)?/u.exec(name) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

/**
 * The instant at which Swedish clocks show a day and a time.
 * @param day `2026-11-23`, @param time `14:30`
 * @returns an ISO 8601 instant in UTC; `undefined` when the parts are no day and time. The hour that is skipped in spring is
 * read as an hour later, the one that comes twice in autumn as the first.
 */
export function stockholmInstant(day: string, time: string): string | undefined {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const first = asUtc - offsetAt(asUtc - 120 * MINUTE) * MINUTE;
  return new Date(first).toISOString();
}

/** The day that Swedish calendars show at a moment: `2026-11-23`. */
export const stockholmDay = (at: Date | string): string => dayForm.format(new Date(at));
/** The time that Swedish clocks show at a moment: `14:30`. */
export const stockholmTime = (at: Date | string): string => timeForm.format(new Date(at));

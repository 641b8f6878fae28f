import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePosition, encodePosition, START, type EventLog } from '@samverkan/event-store';

/** In it stands when whoever runs the server said that the clock is right. */
const CONFIRMED = 'clock-confirmed';

/** When a file of the folder was last written: to be asked before any is opened. */
export function lastWritten(folder: string): number | undefined {
  try {
    return latest(readdirSync(folder).map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs));
  } catch {
    // There is no folder yet, or it cannot be read, which whoever opens it says.
    return undefined;
  }
}

/** When the last event of a log was recorded. */
export async function lastRecorded(log: EventLog): Promise<number | undefined> {
  const head = await log.head();
  if (head === START) return undefined;
  for await (const [event] of log.readAll(encodePosition(decodePosition(head) - 1), 1))
    return event === undefined ? undefined : Date.parse(event.time);
  return undefined;
}

export const latest = (moments: readonly (number | undefined)[]): number | undefined => {
  const known = moments.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

/** Says that the clock is right; a server that runs on the folder meanwhile hears it. */
export function confirmClock(folder: string, now: string): void {
  writeFileSync(join(folder, CONFIRMED), `${now}\n`, { mode: 0o600 });
}

export function clockConfirmed(folder: string): number | undefined {
  try {
    const moment = Date.parse(readFileSync(join(folder, CONFIRMED), 'utf8').trim());
    return Number.isNaN(moment) ? undefined : moment;
  } catch {
    return undefined;
  }
}

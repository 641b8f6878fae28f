/** What is held for a time: the first and the last day are days on which it is held. */
interface Held {
  readonly from: string;
  readonly until?: string | undefined;
  /** Said when it has been recorded that it is over, whatever its last day was to be. */
  readonly ended?: unknown;
}

/**
 * Whether an appointment or an authority holds on a day, by the days that stand in its document: asked by pages and by the server of what they show now,
 * so that both are right at midnight, before anything has been recorded. The domain's own `holdsOn` says the same of what it folds.
 * @param day of the calendar in Europe/Stockholm, `2026-11-23`
 */
export const holdsOn = ({ from, until, ended }: Held, day: string): boolean =>
  ended === undefined && from <= day && (until === undefined || day <= until);

/** Whether it is to hold, from a later day on. */
export const isComing = ({ from, ended }: Held, day: string): boolean => ended === undefined && day < from;

import { dayOf } from '@samverkan/domain';
import type { Clock } from './clock.js';
import type { ClockTrust } from './clock-trust.js';
import type { FaultReporter } from './refusals.js';

/** How often the calendar is looked at: a day begins at midnight in Stockholm, and so late at most is it recorded what begins and ends with it. */
const LOOK_MS = 250;
/** Asked again in the course of a day: what was recorded late, or could not be recorded then. */
const EVERY_MS = 15_000;

export interface TermsParts {
  /** Records everything of one kind that has begun or ended with a day, as of a moment; answers how much. Twice is once, also after a crash. */
  readonly record: (at: string) => Promise<number>;
  /** False as long as the documents do not have what is in the log: what begins and ends is found in them. */
  readonly ready: () => boolean;
  readonly clock: Clock;
  /** By a clock that jumped nothing is ended: an end that is recorded stays. */
  readonly trust: Pick<ClockTrust, 'isDoubtful'>;
  readonly reportFault: FaultReporter;
}

/**
 * The named process of terms: what the calendar does to what somebody holds for a time is recorded as an event, so that documents, rooms and lists
 * follow as from any other. A server that was stopped at midnight does it when it starts.
 */
export class Terms {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> | undefined;
  /** The day and the time of the latest look that found the documents ready. */
  #day = '';
  #lookedAt = 0;

  constructor(private readonly parts: TermsParts) {}

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    // A server that has nothing else to do may end.
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Records what has begun and ended by now; answers how much. */
  record(): Promise<number> {
    return this.parts.trust.isDoubtful() ? Promise.resolve(0) : this.parts.record(this.parts.clock());
  }

  #look(): void {
    if (this.#running !== undefined || !this.parts.ready()) return;
    const today = dayOf(this.parts.clock());
    const now = performance.now();
    if (today === this.#day && now - this.#lookedAt < EVERY_MS) return;
    this.#day = today;
    this.#lookedAt = now;
    this.#running = this.record()
      .catch((error: unknown) => {
        this.parts.reportFault('terms', error);
      })
      .finally(() => {
        this.#running = undefined;
      });
  }
}

/** Who begins and ends terms: nobody, the calendar. */
export const CALENDAR = { account: 'calendar', role: 'system' } as const;

import type { Clock } from './clock.js';
import type { FaultReporter } from './refusals.js';

/** How often the calendar is looked at; a term ends at midnight in Stockholm, so this is how late its end may be recorded. */
const EVERY_MS = 15_000;

export interface TermsParts {
  /** Ends everything of one kind whose last day has passed at a moment; answers how many. Twice is once, also after a crash. */
  readonly endThoseOver: (at: string) => Promise<number>;
  readonly clock: Clock;
  readonly reportFault: FaultReporter;
}

/**
 * The named process that ends terms: what the calendar does to what somebody holds for a time is recorded as an event, so that documents,
 * rooms and rights follow as from any other.
 */
export class Terms {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: TermsParts) {}

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.endThoseOver().catch((error: unknown) => {
        this.parts.reportFault('terms', error);
      });
    }, EVERY_MS);
    // A server that has nothing else to do may end.
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Ends what is over now; answers how many. */
  endThoseOver(): Promise<number> {
    return this.parts.endThoseOver(this.parts.clock());
  }
}

/** Who ends terms: nobody, the calendar. */
export const CALENDAR = { account: 'calendar', role: 'system' } as const;

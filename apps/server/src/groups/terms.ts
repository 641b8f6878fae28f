import { dayOf, streamOf } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import type { Clock } from '../platform/clock.js';
import { groups } from '../platform/log/deciders.js';
import type { FaultReporter } from '../platform/refusals.js';

/** How often the calendar is looked at; a term ends at midnight in Stockholm, so this is how late its end may be recorded. */
const EVERY_MS = 15_000;

/** What the process needs to know of a group: when each of its appointments runs out. */
export interface GroupTerms {
  readonly id: string;
  readonly body: unknown;
}
interface WithAppointments {
  readonly appointments: Readonly<Record<string, { readonly until: string; readonly ended?: string }>>;
}

export interface TermsParts {
  readonly handler: Handler;
  /** The documents of all groups. */
  readonly groups: () => readonly GroupTerms[];
  readonly clock: Clock;
  readonly reportFault: FaultReporter;
}

/**
 * The named process that ends terms: what the calendar does to an appointment is recorded as an event, so that documents,
 * rooms and rights follow as from any other. Its command ids come from the appointments: twice is once, also after a crash.
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

  /** Ends every appointment whose last day has passed; answers how many. */
  async endThoseOver(): Promise<number> {
    const at = this.parts.clock();
    const today = dayOf(at);
    let ended = 0;
    for (const { id, body } of this.parts.groups()) {
      for (const [appointment, { until, ended: already }] of Object.entries((body as WithAppointments).appointments)) {
        if (already !== undefined || until >= today) continue;
        const { events } = await this.parts.handler.handle(
          groups,
          streamOf.group(id),
          { type: 'EndTerm', appointment, at },
          { commandId: `term-ended:${id}:${appointment}`, actor: { account: 'calendar', role: 'system' }, at },
        );
        ended += events.filter(({ type }) => type === 'TermEnded').length;
      }
    }
    return ended;
  }
}

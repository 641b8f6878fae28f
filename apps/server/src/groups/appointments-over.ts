import { dayOf, streamOf } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import { groups } from '../platform/log/deciders.js';
import { CALENDAR } from '../platform/terms.js';

/** What is needed of a group: when each of its appointments runs out. */
export interface GroupTerms {
  readonly id: string;
  readonly body: unknown;
}
interface WithAppointments {
  readonly appointments: Readonly<Record<string, { readonly until: string; readonly ended?: string }>>;
}

/**
 * Ends every appointment whose last day has passed; answers how many. Its command ids come from the appointments: twice is once.
 * @param all the documents of all groups
 */
export const endAppointments =
  (handler: Handler, all: () => readonly GroupTerms[]) =>
  async (at: string): Promise<number> => {
    const today = dayOf(at);
    let ended = 0;
    for (const { id, body } of all()) {
      for (const [appointment, { until, ended: already }] of Object.entries((body as WithAppointments).appointments)) {
        if (already !== undefined || until >= today) continue;
        const { events } = await handler.handle(
          groups,
          streamOf.group(id),
          { type: 'EndTerm', appointment, at },
          { commandId: `term-ended:${id}:${appointment}`, actor: CALENDAR, at },
        );
        ended += events.filter(({ type }) => type === 'TermEnded').length;
      }
    }
    return ended;
  };

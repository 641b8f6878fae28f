import { dayOf, streamOf } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import { duesOf, type GroupWhole } from '@samverkan/projections';
import { groups } from '../platform/log/deciders.js';
import { CALENDAR } from '../platform/terms.js';

/** What is needed of a group: when each of its appointments begins and runs out. */
export interface GroupTerms {
  readonly id: string;
  readonly body: unknown;
}

/**
 * Begins every coming appointment whose first day has come and ends every one whose last day has passed; answers how many. Beginnings come first, so that
 * a seat that goes from one to another at midnight is vacant at no position of the log. Command ids come from the appointments: twice is once.
 * @param all the documents of all groups
 */
export const recordAppointmentTerms =
  (handler: Handler, all: () => readonly GroupTerms[]) =>
  async (at: string): Promise<number> => {
    const today = dayOf(at);
    let recorded = 0;
    for (const { id, body } of all()) {
      for (const { type, appointment } of duesOf(id, body as GroupWhole, today, at)) {
        const [command, word] = type === 'TermBegun' ? (['BeginTerm', 'begun'] as const) : (['EndTerm', 'ended'] as const);
        const { events } = await handler.handle(
          groups,
          streamOf.group(id),
          { type: command, appointment, at },
          { commandId: `term-${word}:${id}:${appointment}`, actor: CALENDAR, at },
        );
        recorded += events.filter((event) => event.type === type).length;
      }
    }
    return recorded;
  };

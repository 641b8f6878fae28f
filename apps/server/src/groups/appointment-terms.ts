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
      const { awaited = {} } = body as GroupWhole;
      for (const due of duesOf(id, body as GroupWhole, today, at)) {
        const { command, commandId } = recordingOf(id, due, awaited);
        const { events } = await handler.handle(groups, streamOf.group(id), { ...command, at }, { commandId, actor: CALENDAR, at });
        recorded += events.filter((event) => event.type === due.type).length;
      }
    }
    return recorded;
  };

/** By which command a due is recorded, once. */
function recordingOf(group: string, due: ReturnType<typeof duesOf>[number], awaited: NonNullable<GroupWhole['awaited']>) {
  switch (due.type) {
    case 'TermBegun':
      return { command: { type: 'BeginTerm', appointment: due.appointment }, commandId: `term-begun:${group}:${due.appointment}` } as const;
    case 'TermEnded':
      return { command: { type: 'EndTerm', appointment: due.appointment }, commandId: `term-ended:${group}:${due.appointment}` } as const;
    case 'OfficeChosen':
    case 'OfficeWithdrawn': {
      const { office, person } = due;
      const commandId = `office-begun:${group}:${office}:${person}:${awaited[office]?.from ?? ''}`;
      return { command: { type: 'BeginOffice', office }, commandId } as const;
    }
  }
}

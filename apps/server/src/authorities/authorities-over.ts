import { dayOf, streamOf } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import { allRegistered, type AuthoritiesWhole } from '@samverkan/projections';
import { authorities } from '../platform/log/deciders.js';
import { CALENDAR } from '../platform/terms.js';

/**
 * Ends every authority whose last day has passed; answers how many. Asked of each person's own stream, which alone knows the ids; its command
 * ids come from the authorities: twice is once.
 * @param all the document of all authorities; `undefined` as long as none was given
 */
export const endAuthorities =
  (handler: Handler, all: () => Promise<AuthoritiesWhole | undefined>) =>
  async (at: string): Promise<number> => {
    const today = dayOf(at);
    const document = await all();
    const due = new Set<string>();
    for (const [, { person, ended, until }] of document === undefined ? [] : allRegistered(document.authorities)) {
      if (ended === undefined && until !== undefined && until < today) due.add(person);
    }
    let count = 0;
    for (const person of due) {
      const stream = streamOf.authority(person);
      const { state } = await handler.load(authorities, stream);
      if (state.status === 'none') continue;
      for (const { authority, until, ended } of state.authorities) {
        if (ended || until === undefined || until >= today) continue;
        const { events } = await handler.handle(
          authorities,
          stream,
          { type: 'EndTerm', authority, at },
          { commandId: `authority-ended:${person}:${authority}`, actor: CALENDAR, at },
        );
        count += events.length;
      }
    }
    return count;
  };

import { comesToOffice, type GroupDocument } from '@samverkan/contract';
import { OFFICES } from '@samverkan/domain';
import type { EventOf } from './model.js';

type OfTerm = EventOf<'TermBegun'> | EventOf<'TermEnded'>;
type OfOffice = EventOf<'OfficeChosen'> | EventOf<'OfficeWithdrawn'>;

/**
 * What a day has brought about in a group and no event says yet: terms that have begun, offices that somebody was chosen for from that day on, and terms that have ended. Recorded within a second of midnight
 * while the server runs, so the past has none of them but where it was stopped, or where the log is older than the recording of beginnings.
 * @param at the moment of which the group is looked at, `day` its day in Europe/Stockholm
 */
export const duesOf = (
  group: string,
  { appointments, offices, awaited = {} }: Pick<GroupDocument, 'appointments' | 'offices' | 'awaited'>,
  day: string,
  at: string,
): readonly (OfTerm | OfOffice)[] => {
  const open = Object.entries(appointments).filter(([, { ended }]) => ended === undefined);
  const dues = (type: OfTerm['type'], isDue: (one: GroupDocument['appointments'][string]) => boolean): readonly OfTerm[] =>
    open.flatMap(([appointment, one]) => (isDue(one) ? [{ type, group, appointment, person: one.person, at }] : []));
  const begun = OFFICES.flatMap((office): readonly OfOffice[] => {
    const to = awaited[office];
    if (to === undefined || day < to.from) return [];
    const comes = comesToOffice({ appointments, offices, awaited }, office, day);
    return [{ type: comes ? 'OfficeChosen' : 'OfficeWithdrawn', group, office, person: to.person, at }];
  });
  return [
    ...dues('TermBegun', ({ coming, from, until }) => coming === true && from <= day && day <= until),
    ...begun,
    ...dues('TermEnded', ({ until }) => until < day),
  ];
};

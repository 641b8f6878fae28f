import type { Day, PersonId, SeatId } from '../shared/ids.js';
import { membersOn, type GroupState } from './group.state.js';

/** Who sits where: an ordinary member, or a substitute with an order of service. */
export interface Sitting {
  readonly seat: SeatId;
  readonly person: PersonId;
  readonly as: 'ordinary' | 'substitute';
  readonly order?: number | undefined;
}

/** A substitute who serves: in a seat, for its ordinary member if it has one. */
export interface Serving {
  readonly person: PersonId;
  readonly seat: SeatId;
  readonly for?: PersonId;
}

const NOBODY: readonly Serving[] = [];

const inOrder = (one: Sitting, other: Sitting): number => {
  if (one.seat !== other.seat) return one.seat < other.seat ? -1 : 1;
  return (one.order ?? 0) - (other.order ?? 0) || (one.person < other.person ? -1 : 1);
};

/**
 * The substitutes who serve when these are present: in each seat whose ordinary member is not, the first in order of service who is. Nobody
 * sits in two seats at once, so whoever is there as an ordinary member, or serves in a seat before, is passed over.
 * @param sittings the appointments of one group that hold on the day, in any order
 */
export const servingAmong = (sittings: readonly Sitting[], isPresent: (person: PersonId) => boolean): readonly Serving[] => {
  const substitutes = sittings.filter(({ as, person }) => as === 'substitute' && isPresent(person));
  if (substitutes.length === 0) return NOBODY;
  const ordinary = new Map(sittings.flatMap(({ as, seat, person }) => (as === 'ordinary' ? [[seat, person] as const] : [])));
  const seated = new Set([...ordinary.values()].filter(isPresent));
  const served = new Set<SeatId>();
  return substitutes.sort(inOrder).flatMap(({ seat, person }): Serving[] => {
    const holder = ordinary.get(seat);
    if (served.has(seat) || seated.has(person) || (holder !== undefined && isPresent(holder))) return [];
    served.add(seat);
    seated.add(person);
    return [holder === undefined ? { person, seat } : { person, seat, for: holder }];
  });
};

/** The substitutes of a group who serve on a day when these are present. */
export const servingOn = (group: GroupState, present: ReadonlySet<PersonId>, day: Day): readonly Serving[] =>
  servingAmong(membersOn(group, day), (person) => present.has(person));

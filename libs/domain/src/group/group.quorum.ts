import type { Day, PersonId, SeatId } from '../shared/ids.js';
import { servingOn } from './group.serving.js';
import { membersOn, type GroupState } from './group.state.js';

/** Somebody who counts: in a seat of their own, or serving in one, for its ordinary member if it has one. */
export interface Counted {
  readonly person: PersonId;
  readonly seat: SeatId;
  readonly for?: PersonId;
}

/** Whether a group may decide, and what tells it. */
export interface Quorum {
  /** The ordinary seats that it is fixed by, vacant ones too. */
  readonly seats: number;
  /** So many must be there; 0 when no number is asked for: then those who are there decide. */
  readonly needed: number;
  readonly counted: readonly Counted[];
}

/**
 * How many must be there for so many seats: more than a share of them, 17 at 50 % → 9; all of them at 100 %. Nothing is asked for by a share of 0, or where there
 * are no seats to take a share of.
 */
export const quorumNeeded = (seats: number, percent: number): number =>
  percent === 0 ? 0 : Math.min(seats, Math.floor((seats * percent) / 100) + 1);

/** The quorum of a group on a day when these are there: ordinary members, and the substitutes who serve in the place of those who are not. */
export const quorumOn = (group: GroupState, present: ReadonlySet<PersonId>, day: Day): Quorum => {
  if (group.status === 'none') return { seats: 0, needed: 0, counted: [] };
  const own = membersOn(group, day).filter(({ as, person }) => as === 'ordinary' && present.has(person));
  const counted = [...own.map(({ person, seat }): Counted => ({ person, seat })), ...servingOn(group, present, day)];
  const places = new Map(group.seats.map(({ seat }, index) => [seat, index]));
  const placeOf = ({ seat }: Counted): number => places.get(seat) ?? places.size;
  return {
    seats: group.seats.length,
    needed: quorumNeeded(group.seats.length, group.rules.quorumPercent),
    counted: counted.sort((one, other) => placeOf(one) - placeOf(other)),
  };
};

import type { GroupDocument } from '@samverkan/contract';

type Appointment = GroupDocument['appointments'][string];
export interface Member extends Appointment {
  readonly id: string;
}

/** A seat with those appointed to it now. */
export interface SeatRow {
  readonly id: string;
  readonly nominatedBy: readonly string[];
  readonly ordinary?: Member;
  readonly substitutes: readonly Member[];
}

/** Members in force: not ended. The term's end is an event too, so a page need not watch the clock. */
export function membersNow(group: GroupDocument): readonly Member[] {
  return Object.entries(group.appointments).flatMap(([id, appointment]) =>
    appointment.ended === undefined ? [{ id, ...appointment }] : [],
  );
}

/** Those whose appointment is over, the latest first. */
export function formerMembers(group: GroupDocument): readonly (Member & { readonly ended: string })[] {
  return Object.entries(group.appointments)
    .flatMap(([id, appointment]) => (appointment.ended === undefined ? [] : [{ id, ...appointment, ended: appointment.ended }]))
    .sort((a, b) => b.ended.localeCompare(a.ended));
}

/** The seats in natural order of their ids, each with its ordinary member and its substitutes in order of service. */
export function seatRows(group: GroupDocument, compare: (a: string, b: string) => number): readonly SeatRow[] {
  const members = membersNow(group);
  return Object.entries(group.seats)
    .sort(([a], [b]) => compare(a, b))
    .map(([id, seat]) => {
      const here = members.filter((member) => member.seat === id);
      const ordinary = here.find((member) => member.as === 'ordinary');
      const substitutes = here.filter((member) => member.as === 'substitute').sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
      return { id, nominatedBy: Object.keys(seat.nominatedBy), substitutes, ...(ordinary ? { ordinary } : {}) };
    });
}

/** The offices that a person holds in a group. */
export const officesOf = (group: GroupDocument, person: string): readonly (keyof GroupDocument['offices'])[] =>
  (['chair', 'vice-chair', 'secretary'] as const).filter((office) => group.offices[office] === person);

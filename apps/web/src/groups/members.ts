import { holdsOn, isComing, OFFICES, officesOn, type GroupDocument, type Office } from '@samverkan/contract';

type Appointment = GroupDocument['appointments'][string];
export interface Member extends Appointment {
  readonly id: string;
}

/** A seat with those appointed to it on a day, and those who are to be from a later one. */
export interface SeatRow {
  readonly id: string;
  readonly nominatedBy: readonly string[];
  readonly ordinary?: Member;
  readonly substitutes: readonly Member[];
  readonly coming: readonly Member[];
}

const all = ({ appointments }: Pick<GroupDocument, 'appointments'>): readonly Member[] =>
  Object.entries(appointments).map(([id, appointment]) => ({ id, ...appointment }));

/** Those whose appointments hold on a day: `from` ≤ day ≤ `until`, and not ended. */
export const membersOn = (group: Pick<GroupDocument, 'appointments'>, day: string): readonly Member[] =>
  all(group).filter((one) => holdsOn(one, day));

/** Those appointed from a later day on. */
export const comingMembers = (group: Pick<GroupDocument, 'appointments'>, day: string): readonly Member[] =>
  all(group).filter((one) => isComing(one, day));

/** Those whose appointment is over, the latest first. */
export function formerMembers(group: GroupDocument, day: string): readonly (Member & { readonly ended: string })[] {
  return all(group)
    .flatMap((one) => {
      const ended = one.ended ?? (one.until < day ? one.until : undefined);
      return ended === undefined ? [] : [{ ...one, ended }];
    })
    .sort((a, b) => b.ended.localeCompare(a.ended));
}

/** How many there are, each person once: as an ordinary member who is both. */
export function countMembers(members: readonly Member[]): { readonly ordinary: number; readonly substitutes: number } {
  const persons = (as: Member['as']): ReadonlySet<string> => new Set(members.flatMap((one) => (one.as === as ? [one.person] : [])));
  const ordinary = persons('ordinary');
  return { ordinary: ordinary.size, substitutes: [...persons('substitute')].filter((person) => !ordinary.has(person)).length };
}

/** The seats in natural order of their ids, each with its ordinary member and its substitutes in order of service. */
export function seatRows(group: GroupDocument, day: string, compare: (a: string, b: string) => number): readonly SeatRow[] {
  const members = membersOn(group, day);
  const toCome = comingMembers(group, day);
  return Object.entries(group.seats)
    .sort(([a], [b]) => compare(a, b))
    .map(([id, seat]) => {
      const here = members.filter((member) => member.seat === id);
      const ordinary = here.find((member) => member.as === 'ordinary');
      const substitutes = here.filter((member) => member.as === 'substitute').sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
      const coming = toCome.filter((member) => member.seat === id).sort((a, b) => a.from.localeCompare(b.from));
      return { id, nominatedBy: Object.keys(seat.nominatedBy), substitutes, coming, ...(ordinary ? { ordinary } : {}) };
    });
}

/** The offices that a person holds in a group on a day. */
export const officesOf = (group: GroupDocument, person: string, day: string): readonly Office[] => {
  const offices = officesOn(group, day);
  return OFFICES.filter((office) => offices[office] === person);
};

/** Those that a person is chosen for from a later day on. */
export const comingOfficesOf = (
  group: GroupDocument,
  person: string,
  day: string,
): readonly { readonly office: Office; readonly from: string }[] =>
  OFFICES.flatMap((office) => {
    const to = group.awaited?.[office];
    return to?.person === person && day < to.from ? [{ office, from: to.from }] : [];
  });

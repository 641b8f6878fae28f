import type { GroupDocument, MeetingDocument, Presence } from '@samverkan/contract';
import { stockholmDay } from '../platform/i18n/stockholm.js';
import { membersOn, officesOf } from '../groups/members.js';

type Offices = keyof GroupDocument['offices'];

/** One person on the attendance list. Somebody who is noted without being a member is a guest. */
export interface Attendant {
  readonly person: string;
  readonly as: 'ordinary' | 'substitute' | 'guest';
  readonly offices: readonly Offices[];
  readonly presence?: Presence | undefined;
  readonly since?: string | undefined;
  /** A substitute who serves now, and for whom; nobody where the seat is vacant. */
  readonly serves?: { readonly for?: string | undefined } | undefined;
}

export interface Headcount {
  readonly room: number;
  readonly remote: number;
  readonly left: number;
  /** In the room or remote. */
  readonly present: number;
  readonly total: number;
}

/**
 * The day by which it is told who are members in a meeting: its own. Before it is opened that is the day it is called to, or today when that has passed.
 * @param today the day that it is in Sweden
 */
export function meetingDay({ state, startsAt, closedAt }: Pick<MeetingDocument, 'state' | 'startsAt' | 'closedAt'>, today: string): string {
  if (closedAt !== undefined) return stockholmDay(closedAt);
  const own = stockholmDay(startsAt);
  return state === 'scheduled' && own > today ? own : today;
}

/** Members on the day, each once (as ordinary where they are both), and the guests that are noted, in the order of `compare`. */
export function attendants(
  group: GroupDocument | undefined,
  { attendance, serving }: Pick<MeetingDocument, 'attendance' | 'serving'>,
  day: string,
  compare: (a: string, b: string) => number,
): readonly Attendant[] {
  const as = new Map<string, Attendant['as']>();
  for (const member of group ? membersOn(group, day) : []) {
    if (as.get(member.person) !== 'ordinary') as.set(member.person, member.as);
  }
  for (const person of Object.keys(attendance)) if (!as.has(person)) as.set(person, 'guest');
  return [...as]
    .map(([person, role]) => ({
      person,
      as: role,
      offices: group ? officesOf(group, person) : [],
      presence: attendance[person]?.presence,
      since: attendance[person]?.since,
      serves: Object.hasOwn(serving, person) ? serving[person] : undefined,
    }))
    .sort((a, b) => weight(a) - weight(b) || compare(a.person, b.person));
}

/** Those who lead the meeting stand first. */
const weight = ({ offices }: Attendant): number => {
  if (offices.includes('chair')) return 0;
  if (offices.includes('vice-chair')) return 1;
  return offices.includes('secretary') ? 2 : 3;
};

export function headcount(of: readonly Attendant[]): Headcount {
  const count = (presence: Presence): number => of.filter((one) => one.presence === presence).length;
  const room = count('room');
  const remote = count('remote');
  return { room, remote, left: count('left'), present: room + remote, total: of.length };
}

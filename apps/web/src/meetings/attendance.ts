import { OFFICES, officesOn, type GroupDocument, type MeetingDocument, type Office, type Presence } from '@samverkan/contract';
import { membersOn } from '../groups/members.js';
import { stockholmDay } from '../platform/i18n/stockholm.js';

type Times = MeetingDocument['attendance'][string]['times'];

/** A time in which a substitute has served, in which seat and for whom if it had an ordinary member. */
export interface Service {
  readonly for?: string | undefined;
  readonly from: string;
  readonly until?: string | undefined;
}

/** One person on the attendance list. Somebody who is noted without being a member is a guest. */
export interface Attendant {
  readonly person: string;
  readonly as: 'ordinary' | 'substitute' | 'guest';
  /** For whom a member sat in the meeting, whatever the person has become since. */
  readonly organisation?: string | undefined;
  readonly offices: readonly Office[];
  readonly presence?: Presence | undefined;
  readonly since?: string | undefined;
  /** When they took part; nothing of those who never did. */
  readonly times: Times;
  /** A substitute who serves now, and for whom; nobody where the seat is vacant. */
  readonly serves?: { readonly for?: string | undefined } | undefined;
  readonly served: readonly Service[];
  /** When they were a member no longer, in the middle of the meeting. */
  readonly over?: string | undefined;
}

export interface Headcount {
  readonly room: number;
  readonly remote: number;
  readonly left: number;
  /** In the room or remote. */
  readonly present: number;
  readonly total: number;
  /** Who were there at any time of the meeting. */
  readonly tookPart: number;
}

/** Whether the group may decide now: how many count, by name, of how many seats. */
export interface QuorumNow {
  readonly seats: number;
  readonly needed: number;
  readonly counted: readonly Attendant[];
  readonly holds: boolean;
}

/**
 * The day by which it is told who are members in a meeting: its own. Before it is opened that is the day it is called to, or today when that has passed.
 * @param today the day that it is in Sweden
 */
export function meetingDay({ state, startsAt }: Pick<MeetingDocument, 'state' | 'startsAt'>, today: string): string {
  const own = stockholmDay(startsAt);
  return state === 'scheduled' && own > today ? own : today;
}

type Member = Pick<MeetingDocument['roll'][string], 'person' | 'organisation' | 'seat' | 'place' | 'as' | 'order' | 'over'>;
type Sitting = Pick<MeetingDocument, 'state' | 'roll' | 'offices' | 'attendance' | 'serving' | 'served'>;

/** The meeting's own roll; before it is opened, the group as it will be. */
function rollOf(meeting: Sitting, group: GroupDocument | undefined, day: string): readonly Member[] {
  if (meeting.state !== 'scheduled' && meeting.state !== 'cancelled') return Object.values(meeting.roll);
  const places = Object.keys(group?.seats ?? {});
  return group === undefined ? [] : membersOn(group, day).map((one) => ({ ...one, place: places.indexOf(one.seat) }));
}

/**
 * Those on the roll, each once (as ordinary where they are both), and the guests that are noted. Those who lead stand first, then by seat, the
 * substitutes in order of service; what is alike in the order of `compare`.
 */
export function attendants(
  group: GroupDocument | undefined,
  meeting: Sitting,
  day: string,
  compare: (a: string, b: string) => number,
): readonly Attendant[] {
  const members = new Map<string, Member>();
  for (const member of rollOf(meeting, group, day)) {
    const known = members.get(member.person);
    if (known === undefined || (known.as === 'substitute' && member.as === 'ordinary')) members.set(member.person, member);
  }
  const offices = meeting.state === 'scheduled' ? (group === undefined ? {} : officesOn(group, day)) : meeting.offices;
  const guests = Object.keys(meeting.attendance).filter((person) => !members.has(person));
  const services = Object.values(meeting.served).sort((a, b) => a.from.localeCompare(b.from));
  return [...members.keys(), ...guests]
    .map((person) => {
      const member = members.get(person);
      const noted = Object.hasOwn(meeting.attendance, person) ? meeting.attendance[person] : undefined;
      const attendant: Attendant = {
        person,
        as: member?.as ?? 'guest',
        ...(member?.organisation === undefined ? {} : { organisation: member.organisation }),
        offices: OFFICES.filter((office) => offices[office] === person),
        presence: noted?.presence,
        since: noted?.since,
        times: noted?.times ?? [],
        serves: Object.hasOwn(meeting.serving, person) ? meeting.serving[person] : undefined,
        served: services.filter((one) => one.person === person),
        over: member?.over,
      };
      return { attendant, place: member?.place ?? Number.MAX_SAFE_INTEGER, order: member?.order ?? 0 };
    })
    .sort(
      (a, b) =>
        weight(a.attendant) - weight(b.attendant) ||
        a.place - b.place ||
        a.order - b.order ||
        compare(a.attendant.person, b.attendant.person),
    )
    .map(({ attendant }) => attendant);
}

/** Those who lead the meeting stand first. */
export const weight = ({ offices }: Pick<Attendant, 'offices'>): number => {
  if (offices.includes('chair')) return 0;
  if (offices.includes('vice-chair')) return 1;
  return offices.includes('secretary') ? 2 : 3;
};

const isPresent = ({ presence }: Attendant): boolean => presence === 'room' || presence === 'remote';

export function headcount(of: readonly Attendant[]): Headcount {
  const count = (presence: Presence): number => of.filter((one) => one.presence === presence).length;
  const room = count('room');
  const remote = count('remote');
  const tookPart = of.filter(({ times }) => times.length > 0).length;
  return { room, remote, left: count('left'), present: room + remote, total: of.length, tookPart };
}

/** The quorum with those who are there now; `undefined` while nothing is asked for, or nothing is known of it. */
export function quorumNow({ quorum }: Pick<MeetingDocument, 'quorum'>, of: readonly Attendant[]): QuorumNow | undefined {
  if (quorum === undefined || quorum.needed === 0) return undefined;
  const counted = of.filter((one) => (one.as === 'ordinary' && one.over === undefined && isPresent(one)) || one.serves !== undefined);
  return { ...quorum, counted, holds: counted.length >= quorum.needed };
}

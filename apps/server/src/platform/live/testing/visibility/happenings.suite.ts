import { addDays, dayOf, streamOf, type AuthorityRole, type Basis, type DomainEvent, type GroupKind } from '@samverkan/domain';
import type { Item, Meeting, World } from './world.suite.js';

/** Those who hold sockets; somebody not signed in comes to them. */
export const HOLDERS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9'] as const;

/** Events of one stream that happen together. */
export interface Written {
  readonly stream: string;
  readonly events: readonly DomainEvent[];
}

/** What a happening is made from: how things are, when it is, and chance. */
export class Chance {
  readonly today: string;
  #luck: number;

  constructor(
    readonly world: World,
    readonly at: string,
    luck: number,
    private readonly plant: () => string,
  ) {
    this.today = dayOf(at);
    this.#luck = luck;
  }

  /** One of several. */
  pick<T>(from: Iterable<T>): T | undefined {
    const all = [...from];
    return all[this.number(all.length)];
  }

  /** From 0 up to, not including, `below`. */
  number(below: number): number {
    // Park and Miller's generator: the same luck, the same choices.
    this.#luck = (this.#luck * 48_271 + 11) % 2_147_483_647;
    return below === 0 ? 0 : this.#luck % below;
  }

  some(share: number): boolean {
    return this.number(100) < share;
  }

  /** A text, or an id, that stands nowhere else. */
  text(): string {
    return this.plant();
  }

  /** A meeting in one of these states, whose group is not dissolved. */
  meeting(...states: readonly Meeting['state'][]): readonly [string, Meeting] | undefined {
    return this.pick([...this.world.meetings].filter(([, one]) => states.includes(one.state) && this.#isActive(one.group)));
  }

  /** An item on the agenda of a meeting in one of these states. */
  item(states: readonly Meeting['state'][], fits: (item: Item) => boolean): readonly [string, Item] | undefined {
    return this.pick(
      [...this.world.items].filter(([, one]) => {
        const meeting = this.world.meetings.get(one.meeting);
        return one.added && meeting !== undefined && states.includes(meeting.state) && fits(one);
      }),
    );
  }

  group(): string | undefined {
    return this.pick([...this.world.groups.keys()].filter((id) => this.#isActive(id)));
  }

  /** One who holds a socket, or sometimes anybody. */
  person(): string {
    const anybody = this.some(20) ? this.pick(this.world.persons.keys()) : undefined;
    return anybody ?? this.pick(HOLDERS) ?? 'p0';
  }

  #isActive(group: string): boolean {
    return this.world.groups.get(group)?.dissolved === false;
  }
}

type Happening = (chance: Chance) => Written | undefined;

const inMeeting = (id: string, ...events: readonly DomainEvent[]): Written => ({ stream: streamOf.meeting(id), events });
const inGroup = (id: string, ...events: readonly DomainEvent[]): Written => ({ stream: streamOf.group(id), events });
const ofPerson = (id: string, ...events: readonly DomainEvent[]): Written => ({ stream: streamOf.person(id), events });

export const occasion = (chance: Chance) => ({
  title: chance.text(),
  place: chance.text(),
  startsAt: `${addDays(chance.today, 1)}T08:00:00.000Z`,
  endsAt: `${addDays(chance.today, 1)}T10:00:00.000Z`,
});

export const registered = (chance: Chance, person: string): DomainEvent => ({
  type: 'PersonRegistered',
  person,
  name: `sealed:${chance.text()}`,
  gender: 'sealed:woman',
  email: `sealed:${chance.text()}@example.org`,
  phone: `sealed:${chance.text()}`,
  municipality: chance.text(),
  invented: true,
  at: chance.at,
});

export const appointed = (
  { at, id, basis }: Pick<Chance, 'at'> & { readonly id: string; readonly basis: Basis },
  where: { readonly group: string; readonly seat: string; readonly person: string; readonly as: 'ordinary' | 'substitute' },
  from: string,
  until: string,
): DomainEvent => ({
  type: 'MemberAppointed',
  ...where,
  appointment: id,
  ...(where.as === 'substitute' ? { order: 1 } : {}),
  from,
  until,
  basis,
  at,
});

const inMeetings = {
  schedule: (chance) => {
    const group = chance.group();
    if (group === undefined || chance.world.meetings.size > 12) return undefined;
    const meeting = `m${chance.world.meetings.size + 1}`;
    return inMeeting(meeting, { type: 'MeetingScheduled', meeting, group, ...occasion(chance), at: chance.at });
  },
  reschedule: (chance) => {
    const [meeting, found] = chance.meeting('scheduled') ?? [];
    if (meeting === undefined || found === undefined) return undefined;
    const { group } = found;
    return inMeeting(meeting, {
      type: 'MeetingRescheduled',
      meeting,
      group,
      ...occasion(chance),
      reason: chance.text(),
      at: chance.at,
    });
  },
  convoke: (chance) => {
    const [meeting, found] = chance.meeting('scheduled') ?? [];
    if (meeting === undefined || found === undefined) return undefined;
    const persons = [chance.person(), chance.person()];
    return inMeeting(meeting, {
      type: 'MeetingConvoked',
      meeting,
      group: found.group,
      persons: [...new Set(persons)],
      message: chance.text(),
      at: chance.at,
    });
  },
  cancel: (chance) => {
    const [meeting, found] = chance.meeting('scheduled') ?? [];
    if (meeting === undefined || found === undefined || chance.some(60)) return undefined;
    return inMeeting(meeting, { type: 'MeetingCancelled', meeting, group: found.group, reason: chance.text(), at: chance.at });
  },
  open: (chance) => {
    const [meeting, found] = chance.meeting('scheduled') ?? [];
    if (meeting === undefined || found === undefined) return undefined;
    if ([...chance.world.meetings.values()].some((one) => one.group === found.group && one.state === 'open')) return undefined;
    return inMeeting(meeting, { type: 'MeetingOpened', meeting, group: found.group, at: chance.at });
  },
  adjourn: (chance) => {
    const [meeting, found] = chance.meeting('open') ?? [];
    if (meeting === undefined || found === undefined) return undefined;
    return inMeeting(meeting, { type: 'MeetingAdjourned', meeting, group: found.group, reason: chance.text(), at: chance.at });
  },
  resume: (chance) => {
    const [meeting, found] = chance.meeting('adjourned') ?? [];
    if (meeting === undefined || found === undefined) return undefined;
    return inMeeting(meeting, { type: 'MeetingResumed', meeting, group: found.group, at: chance.at });
  },
  close: (chance) => {
    const [meeting, found] = chance.meeting('open', 'adjourned') ?? [];
    if (meeting === undefined || found === undefined) return undefined;
    return inMeeting(meeting, { type: 'MeetingClosed', meeting, group: found.group, at: chance.at });
  },
  attend: (chance) => {
    const [meeting, found] = chance.meeting('open') ?? [];
    if (meeting === undefined || found === undefined) return undefined;
    const presence = chance.pick(['room', 'remote', 'left'] as const) ?? 'room';
    return inMeeting(meeting, {
      type: 'AttendanceNoted',
      meeting,
      group: found.group,
      person: chance.person(),
      presence,
      at: chance.at,
    });
  },
} satisfies Record<string, Happening>;

const RUNNING = ['scheduled', 'open', 'adjourned'] as const;

const onItems = {
  add: (chance) => {
    const [meeting, found] = chance.meeting(...RUNNING) ?? [];
    if (meeting === undefined || found === undefined) return undefined;
    const item = chance.text();
    const own = { meeting, group: found.group, item, at: chance.at };
    const added = {
      type: 'AgendaItemAdded',
      ...own,
      title: chance.text(),
      description: chance.text(),
      place: 1,
      measures: ['1.1'],
    } as const;
    return chance.some(40) ? inMeeting(meeting, { type: 'DoorsClosed', ...own }, added) : inMeeting(meeting, added);
  },
  doors: (chance) => {
    const [item, found] = chance.item(RUNNING, () => true) ?? [];
    if (item === undefined || found === undefined) return undefined;
    const { meeting, group, behind } = found;
    return inMeeting(meeting, { type: behind ? 'DoorsOpened' : 'DoorsClosed', meeting, group, item, at: chance.at });
  },
  openDoors: (chance) => {
    const [item, found] = chance.item([...RUNNING, 'closed'], ({ behind }) => behind) ?? [];
    if (item === undefined || found === undefined) return undefined;
    return inMeeting(found.meeting, { type: 'DoorsOpened', meeting: found.meeting, group: found.group, item, at: chance.at });
  },
  move: (chance) => {
    const [item, found] = chance.item(RUNNING, () => true) ?? [];
    if (item === undefined || found === undefined) return undefined;
    const place = 1 + chance.number(3);
    return inMeeting(found.meeting, { type: 'AgendaItemMoved', meeting: found.meeting, group: found.group, item, place, at: chance.at });
  },
  takeUp: (chance) => {
    const [item, found] = chance.item(['open'], ({ closed }) => !closed) ?? [];
    if (item === undefined || found === undefined) return undefined;
    const { meeting, group } = found;
    const current = chance.world.meetings.get(meeting)?.current;
    if (current === item) return inMeeting(meeting, { type: 'AgendaItemClosed', meeting, group, item, at: chance.at });
    const taken = { type: 'AgendaItemTakenUp', meeting, group, item, at: chance.at } as const;
    if (current === undefined) return inMeeting(meeting, taken);
    return inMeeting(meeting, { type: 'AgendaItemClosed', meeting, group, item: current, at: chance.at }, taken);
  },
  propose: (chance) => {
    const [item, found] = chance.item(['open'], ({ decision }) => decision === undefined) ?? [];
    if (item === undefined || found === undefined) return undefined;
    const { meeting, group } = found;
    const moved = { proposal: chance.text(), by: chance.person(), wording: chance.text() };
    return inMeeting(meeting, { type: 'ProposalMoved', meeting, group, item, ...moved, at: chance.at });
  },
  withdraw: (chance) => {
    const [proposal, found] = chance.pick([...chance.world.proposals].filter(([, one]) => one.standing && !one.decided)) ?? [];
    const item = found === undefined ? undefined : chance.world.items.get(found.item);
    if (proposal === undefined || found === undefined || item === undefined) return undefined;
    if (chance.world.meetings.get(item.meeting)?.state !== 'open') return undefined;
    const { meeting, group } = item;
    return inMeeting(meeting, { type: 'ProposalWithdrawn', meeting, group, item: found.item, proposal, by: found.by, at: chance.at });
  },
  decide: (chance) => {
    const [item, found] = chance.item(['open'], ({ decision }) => decision === undefined) ?? [];
    if (item === undefined || found === undefined) return undefined;
    const { meeting, group } = found;
    const standing = [...chance.world.proposals].flatMap(([proposal, one]) =>
      one.item === item && one.standing ? [{ proposal, by: one.by, wording: one.wording }] : [],
    );
    const adopted = standing[0]?.proposal;
    const before = [...chance.world.decisions.values()].filter((one) => one.group === group);
    return inMeeting(meeting, {
      type: 'DecisionTaken',
      meeting,
      group,
      decision: chance.text(),
      item,
      year: Number(chance.today.slice(0, 4)),
      section: before.length + 1,
      outcome: 'approved',
      wording: chance.text(),
      ...(adopted === undefined ? {} : { adopted }),
      proposals: standing,
      manner: 'acclamation',
      attendance: [{ person: chance.person(), presence: 'room' }],
      measures: ['1.1'],
      at: chance.at,
    });
  },
} satisfies Record<string, Happening>;

export const IN_MEETINGS: Readonly<Record<string, Happening>> = { ...inMeetings, ...onItems };
export { inGroup, ofPerson, type Happening };

export const KINDS_FORMED: readonly GroupKind[] = ['working', 'local', 'secretariat'];
export const ROLES_GIVEN: readonly AuthorityRole[] = ['secretariat', 'auditor', 'nominator', 'financier'];

import { randomUUID } from 'node:crypto';
import type { DomainEvent, GroupEvent, MeetingEvent } from '@samverkan/domain';
import type { EventLog } from '@samverkan/event-store';

const AT = '2026-11-23T10:00:00.000Z';

/** Writes what happens in a small partnership, event by event, as commands would. */
export class Partnership {
  readonly #revisions = new Map<string, number>();

  constructor(readonly log: EventLog) {}

  /** Appends events to a stream. @returns the position of the last */
  async record(stream: string, ...events: readonly DomainEvent[]): Promise<string> {
    const expectedRevision = this.#revisions.get(stream) ?? -1;
    this.#revisions.set(stream, expectedRevision + events.length);
    const { position } = await this.log.append(
      [{ stream, expectedRevision, events: events.map(({ type, ...data }) => ({ type, data })) }],
      { commandId: randomUUID(), actor: { account: 'secretariat', role: 'secretariat' }, at: AT },
    );
    return position;
  }

  group(group: string): Promise<string> {
    return this.#inGroup(group, {
      type: 'GroupFormed',
      group,
      kind: 'working',
      name: `Group ${group}`,
      mandate: 'To meet and to decide.',
      rules: { quorumPercent: 50, termMonths: 24 },
      at: AT,
    });
  }

  async appoint(group: string, person: string, until = '2099-12-31'): Promise<string> {
    const seat = `seat-${person}`;
    return this.#inGroup(
      group,
      { type: 'SeatEstablished', group, seat, nominatedBy: [], at: AT },
      {
        type: 'MemberAppointed',
        group,
        seat,
        appointment: `appointment-${person}`,
        person,
        as: 'ordinary',
        from: '2020-01-01',
        until,
        basis: { document: 'Agreement of 2020' },
        at: AT,
      },
    );
  }

  resign(group: string, person: string): Promise<string> {
    return this.#inGroup(group, {
      type: 'MemberResigned',
      group,
      appointment: `appointment-${person}`,
      person,
      on: '2026-11-23',
      at: AT,
    });
  }

  /** @param sealed what the vault made of the name */
  person(person: string, sealed = `sealed:${person}`): Promise<string> {
    return this.record(`person-${person}`, {
      type: 'PersonRegistered',
      person,
      name: sealed,
      gender: 'sealed:unstated',
      email: `sealed:${person}@example.org`,
      invented: true,
      at: AT,
    });
  }

  meeting(meeting: string, group: string, title = `Meeting ${meeting}`): Promise<string> {
    return this.inMeeting(meeting, group, {
      type: 'MeetingScheduled',
      title,
      place: 'Härnösand',
      startsAt: '2026-11-24T08:00:00.000Z',
      endsAt: '2026-11-24T10:00:00.000Z',
    });
  }

  item(meeting: string, group: string, item: string, title = `Item ${item}`): Promise<string> {
    return this.inMeeting(meeting, group, { type: 'AgendaItemAdded', item, title, description: '', place: 1, measures: [] });
  }

  attend(meeting: string, group: string, person: string, presence: 'room' | 'remote' | 'left' = 'room'): Promise<string> {
    return this.inMeeting(meeting, group, { type: 'AttendanceNoted', person, presence });
  }

  inMeeting(meeting: string, group: string, ...events: readonly Without<MeetingEvent>[]): Promise<string> {
    return this.record(`meeting-${meeting}`, ...events.map((event) => ({ meeting, group, at: AT, ...event })));
  }

  #inGroup(group: string, ...events: readonly GroupEvent[]): Promise<string> {
    return this.record(`group-${group}`, ...events);
  }
}

type Without<E> = E extends MeetingEvent ? Omit<E, 'meeting' | 'group' | 'at'> : never;

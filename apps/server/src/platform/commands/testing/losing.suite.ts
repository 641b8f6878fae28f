import type { Identity } from '@samverkan/contract';
import { dayOf, membersOn, streamOf } from '@samverkan/domain';
import { START, WrongRevision, type EventLog, type Handler, type NewEvent, type StoredEvent } from '@samverkan/event-store';
import { authorities, groups } from '../../log/deciders.js';

const SYSTEM = { account: 'spec', role: 'system' };
let count = 0;

/** Writes past every decider, as the next thing that happens to a stream. */
export async function write(log: EventLog, stream: string, events: readonly NewEvent[], at: string): Promise<void> {
  if (events.length === 0) return;
  for (;;) {
    let revision = -1;
    for await (const page of log.read(stream)) revision = page.at(-1)?.revision ?? revision;
    try {
      await log.append([{ stream, expectedRevision: revision, events }], { commandId: `loss-${(count += 1)}`, actor: SYSTEM, at });
      return;
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
    }
  }
}

/** All that one command wrote. */
export async function writtenBy(log: EventLog, commandId: string): Promise<readonly StoredEvent[]> {
  const written: StoredEvent[] = [];
  for await (const page of log.readAll(START)) written.push(...page.filter(({ meta }) => meta.commandId === commandId));
  return written;
}

interface Turn {
  readonly stream: string;
  readonly loss: readonly NewEvent[];
  readonly gain: readonly NewEvent[];
}

/** Takes from somebody all that they hold in groups and by authorities, or being an administrator. @returns what gives it back */
export async function loseAll(
  log: EventLog,
  handler: Handler,
  identity: Identity,
  of: readonly string[],
  at: string,
): Promise<() => Promise<void>> {
  const turns = await turnsOf(handler, identity, of, at);
  for (const { stream, loss } of turns) await write(log, stream, loss, at);
  return async () => {
    for (const { stream, gain } of turns) await write(log, stream, gain, at);
  };
}

async function turnsOf(handler: Handler, { account, person }: Identity, of: readonly string[], at: string): Promise<readonly Turn[]> {
  if (person === undefined) {
    const [loss, gain] = ['AdministratorDismissed', 'AdministratorMade'].map((type) => [{ type, data: { account, at } }]);
    return [{ stream: streamOf.account(account), loss: loss ?? [], gain: gain ?? [] }];
  }
  const inGroups = await Promise.all(of.map((group) => turnIn(handler, group, person, at)));
  const stream = streamOf.authority(person);
  const { state } = await handler.load(authorities, stream);
  const given = state.status === 'none' ? [] : state.authorities.filter(({ ended }) => !ended);
  const loss = given.map(({ authority }) => ({
    type: 'AuthorityEnded',
    data: { person, authority, because: 'withdrawn', reason: 'x', at },
  }));
  const gain = given.map(({ role, organisation, from }) => {
    const whose = organisation === undefined ? {} : { organisation };
    return { type: 'AuthorityGiven', data: { person, authority: `back-${(count += 1)}`, role, ...whose, from, at } };
  });
  return [...inGroups, { stream, loss, gain }];
}

async function turnIn(handler: Handler, group: string, person: string, at: string): Promise<Turn> {
  const stream = streamOf.group(group);
  const { state } = await handler.load(groups, stream);
  if (state.status !== 'active') return { stream, loss: [], gain: [] };
  const held = membersOn(state, dayOf(at)).filter((one) => one.person === person);
  const offices = Object.entries(state.offices).filter(([, holder]) => holder === person);
  return {
    stream,
    loss: [
      ...held.map(({ appointment }) => ({ type: 'MemberResigned', data: { group, appointment, person, on: dayOf(at), at } })),
      ...offices.map(([office]) => ({ type: 'OfficeLeft', data: { group, office, person, at } })),
    ],
    gain: [
      ...held.map(({ seat, as, from, appointedUntil: until, basis, ...one }) => {
        const order = 'order' in one ? { order: one.order } : {};
        const appointment = `back-${(count += 1)}`;
        return { type: 'MemberAppointed', data: { group, seat, appointment, person, as, ...order, from, until, basis, at } };
      }),
      ...offices.map(([office]) => ({ type: 'OfficeChosen', data: { group, office, person, at } })),
    ],
  };
}

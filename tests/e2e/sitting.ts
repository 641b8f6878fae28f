import type { GroupDocument } from '@samverkan/contract';
import { expect } from 'vitest';
import { identitiesOf, type Participant } from './participants.js';
import { quorumOf } from './quorum.js';

/** The working group of the demonstration's chair, secretary, member and substitute. */
export const GROUP = 'rtp-1-2';

/** In everything that is said behind closed doors, and nowhere else. */
export const SECRET = 'Zetaupphandling';

/** Over, so that its open decision is published. */
export const PAST = { meeting: 'm-roller-forra', open: 'r-forra-oppen', closed: 'r-forra-sluten' } as const;
/** Running: one item decided with open doors, one behind closed doors, and one that is dealt with now. */
export const NOW = { meeting: 'm-roller', open: 'r-oppen', closed: 'r-sluten', current: 'r-nu' } as const;
export const decisionOn = (item: string): string => `b-${item}`;
export const taskOn = (item: string): string => `t-${item}`;

export const TEXTS = {
  meeting: 'Möte om roller',
  open: 'Höstens arbetsordning',
  openWording: 'Gruppen antar höstens arbetsordning.',
  closed: `${SECRET}: val av leverantör`,
  closedWording: `Gruppen beslutar om ${SECRET} utan insyn.`,
  current: 'Remissvar om landsbygden',
  publishedWording: 'Gruppen ställer sig bakom verksamhetsplanen.',
  task: 'Skicka arbetsordningen till kommunerna',
} as const;

/** Who sits in the seat that the demonstration's substitute is a substitute for. */
export interface Seats {
  readonly substitute: string;
  readonly ordinary: string;
  /** The substitutes who come before in the order of service. */
  readonly before: readonly string[];
}

export async function seatsOf(someone: Participant): Promise<Seats> {
  const substitute = (await identitiesOf(someone)).get('substitute')?.person ?? '';
  const { body } = (await (await someone.read('group', GROUP)).json()) as { body: GroupDocument };
  const inForce = Object.values(body.appointments).filter(({ ended }) => ended === undefined);
  const own = inForce.find(({ person, as }) => person === substitute && as === 'substitute');
  const seat = inForce.filter((one) => one.seat === own?.seat);
  const ordinary = seat.find(({ as }) => as === 'ordinary')?.person;
  if (own === undefined || ordinary === undefined) throw new Error('the substitute is a substitute for nobody');
  const before = seat.filter(({ as, order = 1 }) => as === 'substitute' && order < (own.order ?? 1)).map(({ person }) => person);
  return { substitute, ordinary, before };
}

/** The secretary holds a meeting that is over and one that runs, each with something behind closed doors. */
export async function sit(secretary: Participant): Promise<void> {
  const people = await identitiesOf(secretary);
  const person = (account: string): string => people.get(account)?.person ?? '';
  const give = (meeting: string, command: string, body?: object) => secretary.must(`meetings/${meeting}/${command}`, body);
  const { ordinary } = await seatsOf(secretary);
  const quorum = quorumOf(((await (await secretary.read('group', GROUP)).json()) as { body: GroupDocument }).body);

  const begin = async (meeting: string, title: string, hours: number): Promise<void> => {
    const at = (later: number): string => new Date(Date.now() + (hours + later) * 3_600_000).toISOString();
    await give(meeting, 'schedule', { group: GROUP, title, place: 'Rådhuset, Sundsvall', startsAt: at(0), endsAt: at(2) });
  };
  const add = (meeting: string, item: string, title: string, doors: 'open' | 'closed') =>
    give(meeting, 'add-item', { item, title, description: doors === 'closed' ? `Bakgrund till ${SECRET}.` : '', doors });
  const attend = async (meeting: string): Promise<void> => {
    await give(meeting, 'convoke', { message: 'Välkommen.' });
    await give(meeting, 'open');
    for (const one of new Set([person('chair'), person('member'), ordinary, ...quorum]))
      await give(meeting, 'note-attendance', { person: one, presence: 'room' });
  };
  const decide = async (meeting: string, item: string, wording: string): Promise<void> => {
    await give(meeting, 'take-up-item', { item });
    await give(meeting, 'move-proposal', { item, proposal: `y-${item}`, by: person('chair'), wording });
    await give(meeting, 'take-decision', { item, decision: decisionOn(item), outcome: 'approved', wording, adopted: `y-${item}` });
    await give(meeting, 'close-item', { item });
  };
  const assign = (item: string, what: string) =>
    secretary.must(`decisions/${decisionOn(item)}/assign-task`, { task: taskOn(item), person: person('member'), what, due: '2099-12-31' });

  await begin(PAST.meeting, 'Förra mötet om roller', -6);
  await add(PAST.meeting, PAST.open, 'Verksamhetsplan', 'open');
  await add(PAST.meeting, PAST.closed, `${SECRET}: förberedelse`, 'closed');
  await attend(PAST.meeting);
  await decide(PAST.meeting, PAST.open, TEXTS.publishedWording);
  await decide(PAST.meeting, PAST.closed, `Gruppen förbereder ${SECRET}.`);
  await give(PAST.meeting, 'close');

  await begin(NOW.meeting, TEXTS.meeting, 0);
  await add(NOW.meeting, NOW.open, TEXTS.open, 'open');
  await add(NOW.meeting, NOW.closed, TEXTS.closed, 'closed');
  await add(NOW.meeting, NOW.current, TEXTS.current, 'open');
  await attend(NOW.meeting);
  await decide(NOW.meeting, NOW.open, TEXTS.openWording);
  await decide(NOW.meeting, NOW.closed, TEXTS.closedWording);
  await assign(NOW.open, TEXTS.task);
  await assign(NOW.closed, `Ring om ${SECRET}`);
  await give(NOW.meeting, 'take-up-item', { item: NOW.current });
  expect(person('member')).not.toBe('');
}

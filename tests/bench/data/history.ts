import {
  accountDecider,
  authorityDecider,
  codecs,
  decisionDecider,
  groupDecider,
  categoryOf,
  meetingDecider,
  nextSection,
  organisationDecider,
  personDecider,
  proceedingsDecider,
  programmeDecider,
  streamOf,
  yearOf,
  type Category,
  type DomainEvent,
  type MeetingCommand,
  type ProceedingsState,
} from '@samverkan/domain';
import type { CommandMeta, EventLog, NewEvent, Write } from '@samverkan/event-store';
import { seeded } from './chance.ts';
import { benchMeta } from './rows.ts';

/** One command as it comes to the log: all of its events, or none. */
export interface Step {
  readonly writes: readonly Write[];
  readonly meta: CommandMeta;
}

const deciders = {
  programme: programmeDecider,
  organisation: organisationDecider,
  person: personDecider,
  group: groupDecider,
  meeting: meetingDecider,
  decision: decisionDecider,
  proceedings: proceedingsDecider,
  account: accountDecider,
  authority: authorityDecider,
} as const;

const GROUPS = 39;
const ORGANISATIONS = 35;
const PERSONS = 289;
const SEATS = 8;
/** More than half of the seats. */
const QUORUM = Math.floor(SEATS / 2) + 1;
const MEASURES = 20;
const FROM = Date.UTC(2008, 0, 7, 9);
const FAR = '2200-01-01';
const SECTORS = ['state', 'county_council', 'municipal', 'eu', 'academia', 'private', 'civil'] as const;
const MUNICIPALITIES = ['Härnösand', 'Kramfors', 'Sollefteå', 'Sundsvall', 'Timrå', 'Ånge', 'Örnsköldsvik'] as const;
const WORDING =
  'Gruppen ställer sig bakom förslaget och uppdrar åt sekretariatet att återkomma med en tidsplan och en fördelning av kostnaderna till nästa möte.';

/** Asks deciders of what has happened so far, and remembers what they decided, as the log will. */
class World {
  readonly #states = new Map<string, { state: unknown; revision: number }>();
  readonly #chance = seeded(2008);
  #time = FROM;
  #commands = 0;

  chance(below: number): number {
    return Math.floor(this.#chance() * below);
  }

  /** Some time passes. */
  later(minutes: number): string {
    this.#time += minutes * 60_000;
    return new Date(this.#time).toISOString();
  }

  forget(stream: string): void {
    this.#states.delete(stream);
  }

  proceedings(stream: string): ProceedingsState {
    return (this.#states.get(stream)?.state ?? proceedingsDecider.initial) as ProceedingsState;
  }

  /** One command to one or several aggregates. */
  step(at: string, ...parts: readonly (readonly [stream: string, command: { readonly type: string }])[]): Step {
    const commandId = `bench-${String((this.#commands += 1)).padStart(12, '0')}`;
    const writes = parts.map(([stream, command]) => this.#write(stream, { ...command, at }));
    return { writes, meta: benchMeta(commandId, at) };
  }

  #write(stream: string, command: object): Write {
    const category = categoryOf(stream) as keyof typeof deciders;
    const decider = deciders[category] as unknown as {
      initial: unknown;
      evolve: (state: unknown, event: DomainEvent) => unknown;
      decide: (command: object, state: unknown) => DomainEvent[];
    };
    const before = this.#states.get(stream) ?? { state: decider.initial, revision: -1 };
    const events = decider.decide(command, before.state);
    this.#states.set(stream, { state: events.reduce(decider.evolve, before.state), revision: before.revision + events.length });
    return { stream, expectedRevision: before.revision, events: events.map((event) => encode(category, event)) };
  }
}

const encode = (category: Category, event: DomainEvent): NewEvent => (codecs[category].encode as (event: DomainEvent) => NewEvent)(event);

const number = (prefix: string, n: number): string => `${prefix}-${String(n).padStart(6, '0')}`;
/** Of the length that the vault's sealed values have; nobody can open it. */
const sealed = (person: string, field: string): string => `sealed:1:${person}:${Buffer.alloc(60, field).toString('base64url')}`;

/** The partnership before its first meeting: programme, organisations, persons, groups with seats, members and officers. */
function* founding(world: World): Generator<Step> {
  const programme = streamOf.programme('vasternorrland');
  const at = world.later(1);
  yield world.step(at, [
    programme,
    {
      type: 'Adopt',
      programme: 'vasternorrland',
      title: 'Tillväxtprogram',
      county: 'Västernorrland',
      period: { from: 2008, to: 2013 },
      adoptedBy: 'Styrgruppen',
    } as { type: string },
  ]);
  for (let area = 1; area <= 3; area += 1)
    yield world.step(at, [programme, { type: 'AddArea', area: String(area), title: `Insatsområde ${String(area)}` } as { type: string }]);
  for (let n = 0; n < MEASURES; n += 1)
    yield world.step(at, [
      programme,
      { type: 'AddMeasure', measure: measureCode(n), area: String((n % 3) + 1), title: `Åtgärd ${String(n)}` } as { type: string },
    ]);
  for (let n = 0; n < ORGANISATIONS; n += 1) {
    const organisation = number('organisation', n);
    yield world.step(world.later(1), [
      streamOf.organisation(organisation),
      {
        type: 'Register',
        organisation,
        name: `Organisation ${String(n)}`,
        sector: SECTORS[n % SECTORS.length],
        municipality: MUNICIPALITIES[n % MUNICIPALITIES.length],
      } as { type: string },
    ]);
  }
  for (let n = 0; n < PERSONS; n += 1) {
    const person = number('person', n);
    yield world.step(world.later(1), [
      streamOf.person(person),
      {
        type: 'Register',
        person,
        name: sealed(person, 'name'),
        gender: sealed(person, 'gender'),
        email: sealed(person, 'email'),
        organisation: number('organisation', n % ORGANISATIONS),
        municipality: MUNICIPALITIES[n % MUNICIPALITIES.length],
        invented: true,
      } as { type: string },
    ]);
  }
  for (let n = 0; n < GROUPS; n += 1) yield* group(world, n);
}

const measureCode = (n: number): string => `${String((n % 3) + 1)}.${String(Math.floor(n / 3) + 1)}`;
const memberOf = (group: number, seat: number): string => number('person', (group * SEATS + seat) % PERSONS);

function* group(world: World, n: number): Generator<Step> {
  const id = number('group', n);
  const stream = streamOf.group(id);
  const ask = (command: object): Step => world.step(world.later(1), [stream, command as { type: string }]);
  yield ask({
    type: 'Form',
    group: id,
    kind: n === 0 ? 'steering' : 'working',
    name: `Grupp ${String(n)}`,
    mandate: WORDING,
    rules: { quorumPercent: 50, termMonths: 24 },
  });
  yield ask({ type: 'LinkToMeasure', measure: measureCode(n % MEASURES) });
  for (let seat = 0; seat < SEATS; seat += 1) {
    yield ask({ type: 'EstablishSeat', seat: number('seat', seat), nominatedBy: [number('organisation', (n + seat) % ORGANISATIONS)] });
    yield ask({
      type: 'Appoint',
      seat: number('seat', seat),
      appointment: `${id}-${number('appointment', seat)}`,
      person: memberOf(n, seat),
      organisation: number('organisation', (n + seat) % ORGANISATIONS),
      as: 'ordinary',
      from: '2008-01-01',
      until: FAR,
      basis: { document: 'Protokoll 2007-12-10' },
    });
  }
  yield ask({ type: 'ChooseOffice', office: 'chair', person: memberOf(n, 0) });
  yield ask({ type: 'ChooseOffice', office: 'secretary', person: memberOf(n, 1) });
}

/** One meeting from its convocation to its end, with what is decided and who is to do it: about 45 events. */
function* meeting(world: World, n: number): Generator<Step> {
  const groupNumber = world.chance(GROUPS);
  const groupId = number('group', groupNumber);
  const id = number('meeting', n);
  const stream = streamOf.meeting(id);
  const floor = streamOf.proceedings(groupId);
  const ask = (command: MeetingCommand | object): Step => world.step(world.later(1), [stream, command as { type: string }]);
  const startsAt = world.later(60 * (20 + world.chance(20)));
  const endsAt = new Date(Date.parse(startsAt) + 3 * 3_600_000).toISOString();
  yield ask({ type: 'Schedule', meeting: id, group: groupId, groupActive: true, title: `Möte ${String(n)}`, place: 'Härnösand', startsAt, endsAt });
  yield ask({ type: 'Convoke', persons: Array.from({ length: SEATS }, (_, seat) => memberOf(groupNumber, seat)), message: WORDING });
  const items = 2 + world.chance(3);
  for (let item = 0; item < items; item += 1)
    yield ask({
      type: 'AddItem',
      item: number('item', item),
      title: `Ärende ${String(item)} på mötet`,
      description: WORDING,
      measures: [measureCode(world.chance(MEASURES))],
      doors: 'open',
    });
  yield world.step(
    world.later(1),
    [floor, { type: 'TakeFloor', group: groupId, meeting: id } as { type: string }],
    [stream, { type: 'Open', groupActive: true } as { type: string }],
  );
  for (let seat = 0; seat < SEATS; seat += 1)
    yield ask({ type: 'NoteAttendance', person: memberOf(groupNumber, seat), presence: world.chance(4) === 0 ? 'remote' : 'room' });
  for (let item = 0; item < items; item += 1) yield* itemOf(world, { id, groupId, groupNumber, stream, floor }, item, ask);
  yield world.step(
    world.later(1),
    [stream, { type: 'Close' }],
    [floor, { type: 'LeaveFloor', group: groupId, meeting: id } as { type: string }],
  );
  world.forget(stream);
}

interface Sitting {
  readonly id: string;
  readonly groupId: string;
  readonly groupNumber: number;
  readonly stream: string;
  readonly floor: string;
}

function* itemOf(world: World, { id, groupId, groupNumber, stream, floor }: Sitting, n: number, ask: (command: object) => Step): Generator<Step> {
  const item = number('item', n);
  yield ask({ type: 'TakeUpItem', item });
  const proposals = 1 + world.chance(2);
  for (let proposal = 0; proposal < proposals; proposal += 1)
    yield ask({
      type: 'MoveProposal',
      item,
      proposal: `${item}-${number('proposal', proposal)}`,
      by: memberOf(groupNumber, world.chance(SEATS)),
      wording: WORDING,
      member: true,
      serving: true,
    });
  const counted = Array.from({ length: QUORUM }, (_, seat) => ({ person: memberOf(groupNumber, seat), seat: number('seat', seat) }));
  const at = world.later(1);
  const decision = `${id}-${String(n)}`;
  const year = yearOf(at);
  const section = nextSection(world.proceedings(floor), year);
  yield world.step(
    at,
    [floor, { type: 'NumberSection', group: groupId, year, decision, meeting: id } as { type: string }],
    [
      stream,
      {
        type: 'TakeDecision',
        decision,
        item,
        year,
        section,
        outcome: 'approved',
        wording: WORDING,
        adopted: `${item}-${number('proposal', 0)}`,
        quorum: { seats: SEATS, needed: QUORUM, counted },
      } as { type: string },
    ],
  );
  yield ask({ type: 'CloseItem', item });
  if (world.chance(2) === 0) {
    const tasks = streamOf.decision(decision);
    const facts = { decision, group: groupId, taken: true };
    yield world.step(world.later(1), [
      tasks,
      { ...facts, type: 'AssignTask', task: 'task-1', person: memberOf(groupNumber, 1), what: WORDING, due: FAR } as { type: string },
    ]);
    yield world.step(world.later(1), [
      tasks,
      { ...facts, type: 'MarkTaskDone', task: 'task-1', person: memberOf(groupNumber, 1), note: '' } as { type: string },
    ]);
    world.forget(tasks);
  }
}

/** A partnership's history as its own deciders allow it, the same on every run; it goes on for as long as it is asked. */
export function* history(): Generator<Step> {
  const world = new World();
  yield* founding(world);
  for (let n = 0; ; n += 1) yield* meeting(world, n);
}

/** Appends a history until the log holds so many events; the last command may bring some more. Answers with how many there are. */
export async function fill(log: EventLog, steps: Iterator<Step>, from: number, to: number): Promise<number> {
  let events = from;
  while (events < to) {
    const appends: Promise<unknown>[] = [];
    while (events < to && appends.length < 500) {
      const step = steps.next().value as Step;
      for (const write of step.writes) events += write.events.length;
      appends.push(log.append(step.writes, step.meta));
    }
    await Promise.all(appends);
  }
  return events;
}

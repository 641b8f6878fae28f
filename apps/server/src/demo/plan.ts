import type { CommandRequest, Outcome } from '@samverkan/contract';
import { quorumNeeded } from '@samverkan/domain';
import type { Composition, DemoAppointment, DemoGroup } from './composition.js';
import type { Random } from './random.js';
import { CLOSING, GENERAL, PROJECTS, PROPOSALS, STANDING, TASKS, WORDINGS } from './topics.js';

/** A command of the demo: who gives it, and what must have happened before (those of an earlier step of the same meeting). */
export interface DemoCommand {
  readonly person: string;
  readonly request: Omit<CommandRequest, 'id'>;
}

/** Steps in their order; the commands of one step may go together. */
export type Steps = readonly (readonly DemoCommand[])[];

export interface DemoMeeting {
  readonly group: DemoGroup;
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly place: string;
  /** From the convocation on. */
  readonly preparation: Steps;
  /** From the opening to the close. */
  readonly sitting: Steps;
  /** What follows from its decisions. */
  readonly followUp: Steps;
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly measures: readonly string[];
  readonly outcome: Outcome | undefined;
}

export interface Occasion {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const PLACES = [
  'Länsstyrelsen, Härnösand',
  'Stadshuset, Sundsvall',
  'Rådhuset, Örnsköldsvik',
  'Folkets hus, Kramfors',
  'Kommunhuset, Sollefteå',
  'På distans',
] as const;

/** Everything that is done in, before and after one meeting. */
export function planMeeting(group: DemoGroup, occasion: Occasion, composition: Composition, random: Random): DemoMeeting {
  const members = composition.appointments.filter((one) => one.group === group.id && one.as === 'ordinary');
  const secretary = officer(members, 'secretary');
  const place = group.kind === 'local' && group.municipality !== undefined ? `Kommunhuset, ${group.municipality}` : random.pick(PLACES);
  const items = agenda(group, occasion.id, random);
  const give = (context: string, target: string, command: string, body: CommandRequest['body'], person = secretary): DemoCommand => ({
    person,
    request: { context, target, command, body },
  });
  const onMeeting = (command: string, body: CommandRequest['body'], person = secretary) =>
    give('meetings', occasion.id, command, body, person);
  const { title, startsAt, endsAt } = occasion;
  const present = members
    .filter((one) => one.office === 'secretary' || one.office === 'chair' || random.chance(0.78))
    .map(({ person }) => person);
  // A meeting that too few would have come to is one that a few more came to.
  const needed = quorumNeeded(members.length, group.quorumPercent);
  const more = members.map(({ person }) => person).filter((person) => !present.includes(person));
  const late = more.slice(0, Math.max(0, needed - present.length));

  const preparation: Steps = [
    [onMeeting('schedule', { group: group.id, title, place, startsAt, endsAt })],
    ...items.map((item) => [
      onMeeting('add-item', { item: item.id, title: item.title, description: item.description, measures: [...item.measures] }),
    ]),
    [onMeeting('convoke', { message: 'Välkommen till mötet. Meddela sekreteraren om du inte kan komma.' })],
  ];
  const decided = items.filter(({ outcome }) => outcome !== undefined);
  const sitting: Steps = [
    [onMeeting('open', {})],
    [
      ...present.map((person) => onMeeting('note-attendance', { person, presence: random.chance(0.85) ? 'room' : 'remote' })),
      ...late.map((person) => onMeeting('note-attendance', { person, presence: 'room' })),
    ],
    ...items.flatMap((item) => handled(item, present, onMeeting, random)),
    [onMeeting('close', {})],
  ];
  const tasks = decided.filter(({ outcome }) => outcome === 'approved' && random.chance(0.4));
  const due = () => new Date(Date.parse(startsAt) + random.between(20, 70) * DAY_MS).toISOString().slice(0, 10);
  const followUp: Steps = [
    tasks.map(({ id }) =>
      give('decisions', `b-${id}`, 'assign-task', { task: `t-${id}`, person: random.pick(present), what: random.pick(TASKS), due: due() }),
    ),
    tasks
      .filter(() => random.chance(0.6))
      .map(({ id }) => give('decisions', `b-${id}`, 'mark-task-done', { task: `t-${id}`, note: 'Klart, se gruppens handlingar.' })),
  ];
  return { group, ...occasion, place, preparation, sitting, followUp };
}

/** An item from being taken up to being closed. */
function handled(
  item: Item,
  present: readonly string[],
  give: (command: string, body: CommandRequest['body'], person?: string) => DemoCommand,
  random: Random,
): Steps {
  const proposals = item.outcome === 'approved' && item.measures.length > 0 ? random.between(0, 2) : 0;
  const moved = Array.from({ length: proposals }, (_, index) => ({
    proposal: `y-${item.id}-${index + 1}`,
    by: random.pick(present),
    wording: about(random.pick(PROPOSALS), item.title),
  }));
  const taken =
    item.outcome === undefined
      ? []
      : [
          [
            give('take-decision', {
              item: item.id,
              decision: `b-${item.id}`,
              outcome: item.outcome,
              wording: moved[0]?.wording ?? about(random.pick<string>(WORDINGS[item.outcome]), item.title),
              ...(moved[0] === undefined ? {} : { adopted: moved[0].proposal }),
            }),
          ],
        ];
  return [
    [give('take-up-item', { item: item.id })],
    ...moved.map(({ proposal, by, wording }) => [give('move-proposal', { item: item.id, proposal, wording }, by)]),
    ...taken,
    [give('close-item', { item: item.id })],
  ];
}

function agenda(group: DemoGroup, meeting: string, random: Random): readonly Item[] {
  const item = (number: number, title: string, description: string, measures: readonly string[], outcome: Outcome | undefined): Item => ({
    id: `${meeting}-${number}`,
    title,
    description,
    measures,
    outcome,
  });
  const standing = random.shuffled<string>(group.measures.length > 0 ? STANDING : GENERAL).slice(0, 2);
  const projects = group.measures.flatMap((measure) => random.shuffled<string>(PROJECTS[measure] ?? []).slice(0, random.between(1, 2)));
  const first = standing.map((title) => ({ title, description: '', outcome: 'noted' as const }));
  const matters = projects.map((project) => ({
    title: `Medfinansiering: ${project}`,
    description: 'Handlingarna har sänts ut tillsammans med kallelsen.',
    outcome: outcomeOf(random),
  }));
  return [
    ...[...first, ...matters].map(({ title, description, outcome }, index) => item(index + 1, title, description, group.measures, outcome)),
    item(first.length + matters.length + 1, CLOSING, '', [], undefined),
  ];
}

function outcomeOf(random: Random): Outcome {
  const draw = random.next();
  if (draw < 0.68) return 'approved';
  if (draw < 0.78) return 'tabled';
  if (draw < 0.9) return 'referred-back';
  return 'rejected';
}

const about = (sentence: string, title: string): string => sentence.replace('%', `”${title}”`);

function officer(members: readonly DemoAppointment[], office: 'chair' | 'secretary'): string {
  const holder = members.find((one) => one.office === office);
  if (holder === undefined) throw new TypeError(`a group of the demo has no ${office}`);
  return holder.person;
}

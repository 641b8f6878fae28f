import type { Identity } from '@samverkan/contract';
import type { Actor, Handler } from '@samverkan/event-store';
import type { Importer } from '../imports/importer.js';
import type { Commands } from '../platform/commands/commands.js';
import { DEMO_GROUP } from '../platform/session/demo-accounts.js';
import { holdersIn, openDemoAccounts } from './accounts.js';
import { compose, type Composition } from './composition.js';
import { DEMO_BEGINS, INSTALLATION } from './filling.js';
import { readDemoGroups } from './groups-file.js';
import type { DemoCommand, DemoMeeting, Steps } from './plan.js';
import { Random } from './random.js';
import { planComing, planYear, type Sitting } from './year.js';

const TERM_BEGINS = '2008-01-01';
const SEED = 2008;
const ACTOR: Actor = { account: INSTALLATION, role: 'secretariat' };
const BASIS = 'Uppdiktat förordnande för demonstration';
/** Between two steps of a meeting. */
const STEP_MS = 4 * 60 * 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

export interface DemoParts {
  readonly importer: Importer;
  readonly handler: Handler;
  readonly commands: Commands;
  /** When the first start began. */
  readonly today: string;
}

/** Adds invented people to the programme's groups, and a year of meetings and decisions, given as commands by those who hold the offices. */
export async function addDemo({ importer, handler, commands, today }: DemoParts): Promise<void> {
  const random = new Random(SEED);
  const { groups, organisations } = readDemoGroups();
  const composition = compose(groups, organisations, random);
  await seat(importer, composition, today);
  await openDemoAccounts(handler, holdersIn(composition), ACTOR, DEMO_BEGINS);
  const actors = identities(composition);
  const year = planYear(groups, composition, random);
  await holdYear(year, actors, commands);
  const coming = planComing(groups, today, DEMO_GROUP, composition, random);
  await inSteps(
    coming.map((meeting) => ({ steps: meeting.preparation, key: meeting.id })),
    Date.parse(today),
    0,
    actors,
    commands,
  );
}

/** Groups get their seats and people theirs in two appends. */
async function seat(importer: Importer, composition: Composition, today: string): Promise<void> {
  const { groups } = readDemoGroups();
  const rows = groups.map(({ row, id }) => ({
    ...row,
    seats: [
      ...row.seats,
      ...composition.seats.filter((one) => one.group === id).map(({ seat: name, nominatedBy }) => `${name}=${nominatedBy.join('+')}`),
    ],
  }));
  await importer.import({ what: 'groups', content: { json: rows }, actor: ACTOR, source: BASIS });
  const persons = new Map(composition.persons.map((person) => [person.id, person]));
  // In force on the day that somebody tries the program, whichever it is, and for a year from then.
  const until = `${Number(today.slice(0, 4)) + 1}-12-31`;
  const people = composition.appointments.map((one) => ({
    ...persons.get(one.person),
    group: one.group,
    seat: one.seat,
    as: one.as,
    from: TERM_BEGINS,
    until,
    ...(one.office === undefined ? {} : { office: one.office }),
  }));
  const unseated = composition.persons.filter(({ id }) => !composition.appointments.some((one) => one.person === id));
  await importer.import({ what: 'people', content: { json: [...people, ...unseated] }, actor: ACTOR, source: BASIS, invented: true });
}

/** A demo that was begun before it had accounts gets them now. */
export async function addDemoAccounts(handler: Handler): Promise<void> {
  const { groups, organisations } = readDemoGroups();
  await openDemoAccounts(handler, holdersIn(compose(groups, organisations, new Random(SEED))), ACTOR, DEMO_BEGINS);
}

const identities = ({ persons }: Composition): ReadonlyMap<string, Identity> =>
  new Map(persons.map(({ id, organisation }) => [id, { account: `invented-${id}`, person: id, organisation }]));

/** What is prepared comes first in each round; then sitting by sitting, so that the log is in the order of time. */
async function holdYear(year: readonly Sitting[], actors: ReadonlyMap<string, Identity>, commands: Commands): Promise<void> {
  let prepared = new Set<string>();
  for (const [index, sitting] of year.entries()) {
    if (!prepared.has(sitting.startsAt)) {
      const round = year.slice(index).filter(({ startsAt }) => Date.parse(startsAt) - Date.parse(sitting.startsAt) < 20 * DAY_MS);
      prepared = new Set(round.map(({ startsAt }) => startsAt));
      const meetings = round.flatMap((one) => one.meetings);
      await inSteps(lanes(meetings, 'preparation'), Date.parse(sitting.startsAt) - 14 * DAY_MS, STEP_MS, actors, commands);
    }
    const begins = Date.parse(sitting.startsAt);
    const ended = await inSteps(lanes(sitting.meetings, 'sitting'), begins, STEP_MS, actors, commands);
    await inSteps(lanes(sitting.meetings, 'followUp'), ended, 0, actors, commands);
  }
}

const lanes = (meetings: readonly DemoMeeting[], what: 'preparation' | 'sitting' | 'followUp'): readonly Lane[] =>
  meetings.map((meeting) => ({ steps: meeting[what], key: `${meeting.id}-${what}` }));

interface Lane {
  readonly key: string;
  readonly steps: Steps;
}

/**
 * Carries out the steps of several meetings side by side: the first steps of all, then the second ones. Each step has its own moment.
 * @returns the moment after the last step
 */
async function inSteps(
  side: readonly Lane[],
  begins: number,
  stepMs: number,
  actors: ReadonlyMap<string, Identity>,
  commands: Commands,
): Promise<number> {
  const longest = Math.max(0, ...side.map(({ steps }) => steps.length));
  for (let number = 0; number < longest; number += 1) {
    const at = new Date(begins + number * stepMs).toISOString();
    const then = commands.withClock(() => at);
    await Promise.all(
      side.flatMap(({ key, steps }) =>
        (steps[number] ?? []).map((command, index) => give(then, `demo-${key}-${number}-${index}`, command, actors)),
      ),
    );
  }
  return begins + longest * stepMs;
}

/** Its id makes a command safe to repeat, should the first start have been broken off. */
async function give(
  commands: Commands,
  id: string,
  { person, request }: DemoCommand,
  actors: ReadonlyMap<string, Identity>,
): Promise<void> {
  const identity = actors.get(person);
  if (identity === undefined) throw new TypeError(`nobody in the demo is ${person}`);
  const answer = await commands.execute({ identity }, { id, ...request });
  if ('refused' in answer) throw new Error(`The demo's command ${request.command} (${id}) was refused: ${answer.refused.code}.`);
}

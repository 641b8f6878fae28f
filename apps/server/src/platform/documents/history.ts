import type { JsonObject, Problem, Ref } from '@samverkan/contract';
import { dayOf, decodeEvent } from '@samverkan/domain';
import { START, type EventLog, type StoredEvent } from '@samverkan/event-store';
import {
  applyEvent,
  duesOf,
  projectionOf,
  type Document,
  type GroupWhole,
  type Open,
  type ReadModel,
  type Recorded,
  type Viewer,
} from '@samverkan/projections';
import type { Clock } from '../clock.js';
import { nextTurn } from '../projector/turns.js';
import type { View, ViewAnswer } from '../projector/view.js';
import { viewVersion } from '../projector/view-version.js';
import type { Views } from '../projector/views.js';
import { problem } from '../refusals.js';
import { Turns, type TurnLimits } from '../shares/turns.js';
import { CALENDAR } from '../terms.js';
import type { Reader } from './documents.js';
import { asOfDoorsNow, DoorsNow } from './doors-now.js';

/** Each costs a fold of the log up to then, one at a time: so many may wait, half of them for those who are signed in. */
const TURNS: TurnLimits = { atOnce: 1, atOnceEach: 1, places: { all: 48, strangers: 24, address: 8, account: 8 }, patienceMs: 30_000 };
const EVENTS_PER_LOOK_AT_THE_CLOCK = 64;
const SLICE_MS = 8;

/** A moment: a place in the log, or a time in UTC. */
export type Moment = { readonly position: string } | { readonly time: string };

/** A document as an event left it. */
interface Step {
  readonly version: string;
  readonly at: string;
  readonly body: unknown;
}

/**
 * Documents as they were. What is shown is what their audience saw then; who belongs to that audience is asked as of now: whoever has lost a right has lost it
 * for the past too, and an erased person is erased in it. So it is with what has been taken from sight since: an item that is behind closed doors now is so in the past,
 * and contact data is shown only where it is shown now.
 */
export class History {
  readonly #turns = new Turns(TURNS);
  readonly #doors: DoorsNow;

  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly open: Open,
    private readonly clock: Clock,
  ) {
    this.#doors = new DoorsNow(log);
  }

  /** @throws EdgeRefused request/too-many */
  async view(ref: Ref, moment: Moment, viewer: Viewer, { asker, gone }: Pick<Reader, 'asker' | 'gone'>): Promise<ViewAnswer> {
    const now = await this.views.view(ref, viewer);
    if ('refused' in now) return now;
    const model = projectionOf(now.kind as ReadModel['kind']);
    const steps = await this.#turns.run(asker, () => this.#stepsOf(model, ref.id, moment, gone), gone);
    return seenOf(model, ref.id, steps, viewer, this.open, now.body) ?? unseen(ref);
  }

  /** What events up to a moment made of one document, oldest first. */
  async #stepsOf({ kind }: ReadModel, id: string, moment: Moment, gone: AbortSignal): Promise<readonly Step[]> {
    const documents = new Map<string, Document>();
    const known = { get: (of: string, one: string) => documents.get(`${of}/${one}`) };
    const steps: Step[] = [];
    const take = (recorded: Recorded, version = recorded.position): void => {
      for (const made of applyEvent(known, recorded)) {
        documents.set(`${made.kind}/${made.id}`, made);
        if (made.kind === kind && made.id === id) steps.push({ version, at: recorded.time, body: made.body });
      }
    };
    let last: { readonly position: string; readonly time: string } | undefined;
    const closed = await this.#doors.closed();
    let sliceBegan = performance.now();
    for await (const page of this.log.readAll(START)) {
      if (gone.aborted) return steps;
      for (const [index, stored] of page.entries()) {
        if (isAfter(stored, moment)) break;
        const { position, revision, time, meta } = stored;
        for (const event of asOfDoorsNow(decodeEvent(stored), closed)) {
          // Doors that close first do so between two places in the log.
          const place = event.type === 'DoorsClosed' && stored.type !== event.type ? `${last?.position ?? ''}!` : position;
          take({ position: place, revision, time, event, actor: meta.actor }, position);
        }
        last = stored;
        if (index % EVENTS_PER_LOOK_AT_THE_CLOCK !== 0 || performance.now() - sliceBegan < SLICE_MS) continue;
        // Others have their turn: nobody's meeting waits for somebody's history.
        await nextTurn();
        sliceBegan = performance.now();
      }
      const end = page.at(-1);
      if (end !== undefined && isAfter(end, moment)) break;
    }
    // What happened is told as it was recorded; how it stood, as of the moment's own day.
    if (last !== undefined && kind !== 'activity') for (const due of this.#turn(documents, last, moment)) take(due);
    return steps;
  }

  /** What the moment's day has brought about and was recorded later, or never: after the last event, as if it had been recorded then. */
  #turn(
    documents: ReadonlyMap<string, Document>,
    last: { readonly position: string; readonly time: string },
    moment: Moment,
  ): readonly Recorded[] {
    const now = this.clock();
    const time = 'position' in moment ? last.time : moment.time < now ? moment.time : now;
    const day = dayOf(time);
    const groups = [...documents.values()].filter(({ kind }) => kind === 'group');
    return groups
      .flatMap(({ id, body }) => duesOf(id, body as GroupWhole, day, time))
      .map((event, index) => ({ position: `${last.position}.${String(index).padStart(6, '0')}`, time, event, actor: CALENDAR }));
  }
}

const isAfter = ({ position, time }: StoredEvent, moment: Moment): boolean =>
  'position' in moment ? position > moment.position : time > moment.time;

const unseen = ({ kind, id }: Ref): { readonly refused: Problem } => ({ refused: problem('document/not-found', { facts: { kind, id } }) });

const CONTACT = ['email', 'phone'] as const;
type Persons = Readonly<Record<string, { readonly [K in (typeof CONTACT)[number]]?: string | undefined }>>;

/** Contact data that somebody does not see now was taken away from them, or from everybody: the past does not give it back. */
function withContactOf(now: JsonObject, then: object | undefined): object | undefined {
  if (then === undefined || !('persons' in then)) return then;
  const [persons, present] = [then.persons as Persons, now['persons'] as Persons];
  const shown = Object.entries(persons).map(([id, one]) => {
    const taken = CONTACT.filter((field) => one[field] !== undefined && present[id]?.[field] !== one[field]);
    return [id, taken.length === 0 ? one : { ...one, ...Object.fromEntries(taken.map((field) => [field, undefined])) }] as const;
  });
  return { ...then, persons: Object.fromEntries(shown) };
}

/** The last of the steps as somebody sees it, with the event that brought about what they see; `undefined`: they do not. */
function seenOf(model: ReadModel, id: string, steps: readonly Step[], viewer: Viewer, open: Open, now: JsonObject): View | undefined {
  const last = steps.at(-1);
  const audience = last === undefined ? undefined : model.audience(last.body, id, viewer);
  if (last === undefined || audience === undefined) return undefined;
  const restricted = (step: Step) => withContactOf(now, model.restrict(step.body, audience, open, id));
  const body = restricted(last);
  if (body === undefined) return undefined;
  const text = JSON.stringify(body);
  let by = last;
  for (let index = steps.length - 2; index >= 0; index -= 1) {
    const step = steps[index];
    if (step === undefined || JSON.stringify(restricted(step)) !== text) break;
    by = step;
  }
  return { kind: model.kind, id, audience, version: viewVersion(by.version, audience), at: by.at, body: { ...body } };
}

import type {
  AnyFolding,
  Decider,
  EventsOf,
  Folding,
  Guard,
  Handled,
  HandledTogether,
  Loaded,
  Part,
  StatesOf,
  TypedEvent,
} from './decider.js';
import { WrongRevision } from './errors.js';
import { eventId } from './event-id.js';
import { repeatOf } from './plan.js';
import type { Appended, CommandMeta, EventLog, NewEvent, Write } from './port.js';
import { START } from './position.js';
import { Recent } from './recent.js';
import { StreamState, type Fold } from './stream-state.js';

/** How often a command is decided again before it gives up: reached only when somebody else writes to the stream without pause. */
const ATTEMPTS = 20;
const CACHED_STREAMS = 1_000;

export interface HandleOptions {
  /** What the caller saw last: when the stream has moved on, WrongRevision instead of deciding on what is new. */
  readonly expectedRevision?: number;
}

/** A command with what must hold beside what it is decided on. The guard is written nowhere. */
export interface GuardedMeta extends CommandMeta {
  readonly guard: Guard;
}

/** @typeParam Meta what is asked for with a command: `GuardedMeta` for those who must not write without a guard */
export interface Handler<Meta extends CommandMeta = CommandMeta | GuardedMeta> {
  /**
   * Loads the stream's state, decides, appends; when somebody else has written meanwhile, folds what is new and decides again. Callers on one
   * stream decide on states that include each other's appends before these are answered, so that all of them share commits.
   * With a guard the streams that it is of must not have moved on either when the events are written.
   * A refusal (whatever `decide` throws) or an empty decision is never given on a state that the log has not confirmed, and
   * never to a command that had been answered before: that one gets its earlier answer.
   * @throws what `decide` or the guard throws; WrongRevision, CommandReused, LogFull, LogClosed, LogDamaged
   */
  handle<State, Command, Event extends TypedEvent>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: Command,
    meta: Meta,
    options?: HandleOptions,
  ): Promise<Handled<Event>>;
  /**
   * The same for a command that several streams take part in: all events are written, or none. A part without events still holds: the decision
   * stands only if that stream has not moved on either.
   */
  handleTogether<const Parts extends readonly [Part, ...Part[]]>(
    parts: Parts,
    decideAll: (states: StatesOf<Parts>) => EventsOf<Parts>,
    meta: Meta,
  ): Promise<HandledTogether<EventsOf<Parts>>>;
  /** The state that the log has confirmed; `decider.initial` at revision -1 for a stream that does not exist. */
  load<State, Event extends TypedEvent>(decider: Folding<State, Event>, stream: string): Promise<Loaded<State>>;
}

type AnyState = StreamState<unknown, TypedEvent>;
type AnyFold = Fold<unknown>;

interface Outcome {
  readonly events: readonly (readonly TypedEvent[])[];
  readonly position: Appended['position'];
  readonly revisions: readonly number[];
  readonly repeated: boolean;
}

/** @param options.cacheSize how many streams' states are kept in memory */
export function createHandler(log: EventLog, options: { readonly cacheSize?: number } = {}): Handler {
  const cache = new Recent<AnyState>(options.cacheSize ?? CACHED_STREAMS);

  /** The cached state of a stream, those not used longest giving way. */
  function stateOf(decider: AnyFolding, stream: string): AnyState {
    const cached = cache.get(stream);
    if (cached?.decider === decider) return cached;
    const state = new StreamState(log, decider as unknown as Folding<unknown, TypedEvent>, stream);
    cache.set(stream, state);
    return state;
  }

  /** The streams of a guard that take no part in the command itself, and the guard as it is asked of all of them together. */
  function guarding(guard: Guard | undefined, own: readonly AnyState[]) {
    if (guard === undefined) return { beside: [], check: () => undefined };
    const states = guard.parts.map(({ decider, stream }) => stateOf(decider, stream));
    const beside = new Map(states.map((state) => [state.stream, state]));
    for (const { stream } of own) beside.delete(stream);
    const all = [...own, ...beside.values()];
    const places = states.map(({ stream }) => all.findIndex((one) => one.stream === stream));
    return {
      beside: [...beside.values()],
      check: (folds: readonly AnyFold[]) => {
        guard.check(places.map((place) => folds[place]?.state));
      },
    };
  }

  async function run(
    own: readonly AnyState[],
    decideOwn: (folds: readonly AnyFold[]) => readonly (readonly TypedEvent[])[],
    given: CommandMeta | GuardedMeta,
  ): Promise<Outcome> {
    const { guard, ...meta } = 'guard' in given ? given : { ...given, guard: undefined };
    const { beside, check } = guarding(guard, own);
    const parts = [...own, ...beside];
    const decide = (folds: readonly AnyFold[]) => {
      check(folds);
      return [...decideOwn(folds.slice(0, own.length)), ...beside.map(() => [])];
    };
    const ofOwn = <Answer extends Pick<Appended, 'revisions'>>(answer: Answer): Answer => ({
      ...answer,
      revisions: answer.revisions.slice(0, own.length),
    });
    for (let attempt = 1; ; attempt += 1) {
      let bases = newestOf(parts);
      while (bases === undefined) {
        await readUnknown(parts);
        bases = newestOf(parts);
      }
      const decision = attemptTo(() => decide(bases));
      if (decision.refusal !== undefined || decision.events.every((events) => events.length === 0)) {
        if (!(await standing(parts, bases)) && attempt < ATTEMPTS) continue;
        const earlier = await log.answerTo(meta.commandId);
        if (earlier !== undefined) return { events: [], ...ofOwn(repeatOf(earlier, meta.commandId, meta.fingerprint)) };
        if (decision.refusal !== undefined) throw decision.refusal.cause;
        return { events: decision.events, ...unchanged(own.map((part) => part.confirmed)), repeated: false };
      }
      try {
        const answer = ofOwn(await append(parts, bases, decision.events, meta));
        return { ...answer, events: answer.repeated ? [] : decision.events };
      } catch (error) {
        if (!(error instanceof WrongRevision) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  /** Sends the append and lets the next caller decide on its outcome already. In one turn: the order of beliefs is the order of appends. */
  function append(parts: readonly AnyState[], bases: readonly AnyFold[], decided: readonly (readonly TypedEvent[])[], meta: CommandMeta) {
    let written = 0;
    const believed: AnyFold[] = [];
    const generations = parts.map((part) => part.generation);
    const writes: Write[] = [];
    const after: Omit<AnyFold, 'answered'>[] = [];
    parts.forEach((part, index) => {
      const base = bases[index];
      const events = decided[index];
      if (base === undefined || events === undefined) throw new TypeError('a decision needs events for each part');
      written += events.length;
      const state = events.reduce((folded, event) => part.decider.evolve(folded, event), base.state);
      const event = events.length === 0 ? base.event : eventId(meta.commandId, written - 1);
      after.push({ state, revision: base.revision + events.length, position: base.position, event });
      writes.push({
        stream: part.stream,
        expectedRevision: base.revision,
        ...(base.answered !== undefined && base.event !== '' ? { expectedEvent: base.event } : {}),
        events: events.map((event) => encode(part.decider, event)),
      });
    });

    const appended = log.append(writes, meta);
    const doubtAll = () => {
      parts.forEach((part, index) => {
        part.doubt(generations[index] ?? -1);
      });
      return false;
    };
    const answered = appended.then(({ position, repeated }) => {
      if (repeated) return doubtAll();
      parts.forEach((part, index) => {
        const fold = believed[index];
        if (fold !== undefined && decided[index]?.length !== 0) part.confirm(fold, position);
      });
      return true;
    }, doubtAll);
    after.forEach((fold, index) => {
      const belief = { ...fold, answered };
      believed.push(belief);
      if (decided[index]?.length !== 0) parts[index]?.believe(belief);
    });
    return answered.then(() => appended);
  }

  return {
    async handle(decider, stream, command, meta, { expectedRevision } = {}) {
      type E = Parameters<typeof decider.evolve>[1];
      const decide = ([base]: readonly AnyFold[]) => {
        if (base === undefined) throw new TypeError('a command needs a stream');
        if (expectedRevision !== undefined && base.revision !== expectedRevision) {
          throw new WrongRevision(stream, expectedRevision, base.revision);
        }
        return [decider.decide(command, base.state as Parameters<typeof decider.decide>[1])];
      };
      const { events, position, revisions, repeated } = await run([stateOf(decider, stream)], decide, meta);
      return { events: (events[0] ?? []) as readonly E[], position, revision: revisions[0] ?? -1, repeated };
    },

    async handleTogether(parts, decideAll, meta) {
      type Parts = typeof parts;
      const decide = (bases: readonly AnyFold[]) =>
        decideAll(bases.map((base) => base.state) as unknown as StatesOf<Parts>) as unknown as readonly (readonly TypedEvent[])[];
      const states = parts.map(({ decider, stream }) => stateOf(decider, stream));
      const { events, ...answer } = await run(states, decide, meta);
      return { ...answer, events: (events.length === 0 ? parts.map(() => []) : events) as unknown as EventsOf<Parts> };
    },

    async load(decider, stream) {
      const part = stateOf(decider, stream);
      await part.refresh();
      const { state, revision, position } = part.confirmed;
      return { state: state as typeof decider.initial, revision, position };
    },
  };
}

/** The newest state of every part, all of one moment: between taking them and appending nobody else may have a turn. */
function newestOf(parts: readonly AnyState[]): readonly AnyFold[] | undefined {
  const folds: AnyFold[] = [];
  for (const part of parts) {
    const fold = part.newest;
    if (fold === undefined) return undefined;
    folds.push(fold);
  }
  return folds;
}

async function readUnknown(parts: readonly AnyState[]): Promise<void> {
  for (const part of parts) if (part.newest === undefined) await part.refresh();
}

/**
 * Whether what was decided on is what the log has: waits for the appends that it rested on, and looks for what others wrote without this handler.
 */
async function standing(parts: readonly AnyState[], bases: readonly AnyFold[]): Promise<boolean> {
  for (const [index, part] of parts.entries()) {
    const base = bases[index];
    if (base === undefined) return false;
    if (base.answered !== undefined) {
      if (!(await base.answered)) return false;
    } else {
      await part.refresh();
      if (part.confirmed.revision !== base.revision) return false;
    }
  }
  return true;
}

function attemptTo<Events>(decide: () => Events): { events: Events; refusal?: never } | { refusal: { cause: unknown } } {
  try {
    return { events: decide() };
  } catch (cause) {
    return { refusal: { cause } };
  }
}

function unchanged(folds: readonly AnyFold[]): Pick<Appended, 'position' | 'revisions'> {
  const position = folds.reduce((last, fold) => (fold.position > last ? fold.position : last), START);
  return { position, revisions: folds.map((fold) => fold.revision) };
}

function encode(decider: Pick<Folding<unknown, TypedEvent>, 'encode'>, event: TypedEvent): NewEvent {
  if (decider.encode !== undefined) return decider.encode(event);
  const { type, ...data } = event;
  return { type, data };
}

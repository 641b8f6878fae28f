import { CommandReused, WrongRevision } from './errors.js';
import { eventId } from './event-id.js';
import type { Appended, CommandMeta, EarlierAnswer, Write } from './port.js';
import { encodePosition, START } from './position.js';

/** Where a stream stands. */
export interface StreamHead {
  readonly revision: number;
  /** Id of its last event. */
  readonly event: string;
}

/** What a plan has to know of what is in the log already, or planned before it in the same commit. */
export interface Known {
  head(stream: string): StreamHead | undefined;
  answerTo(commandId: string): EarlierAnswer | undefined;
}

/** An append as it waits for its commit: the data is text already, so that nobody can change it while it waits. */
export interface Waiting {
  readonly writes: readonly WaitingWrite[];
  readonly commandId: string;
  readonly fingerprint: string | undefined;
  readonly time: string;
  /** JSON of the metadata of all its events. */
  readonly meta: string;
}

interface WaitingWrite {
  readonly stream: string;
  readonly expectedRevision: number;
  readonly expectedEvent: string | undefined;
  readonly events: readonly { readonly type: string; readonly data: string }[];
}

/** One event to be stored: its place, and its JSON as it will be read. */
export interface PlannedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly place: number;
  readonly json: string;
}

export interface Plan {
  readonly events: readonly PlannedEvent[];
  readonly heads: readonly (readonly [stream: string, head: StreamHead])[];
  readonly answer: Appended;
}

const NAME_LIMIT = 256;
/** In characters of JSON; whatever is longer is no event but a document and belongs elsewhere. */
const DATA_LIMIT = 8_000_000;

/** @throws RangeError, TypeError when the append is malformed */
export function prepare(writes: readonly Write[], meta: CommandMeta, partnership: string): Waiting {
  checkName('command id', meta.commandId);
  if (!writes.some((write) => write.events.length > 0)) throw new RangeError('an append needs at least one event');
  if (writes.length > 1 && new Set(writes.map((write) => write.stream)).size < writes.length) {
    throw new RangeError('an append writes to a stream once');
  }
  return {
    writes: writes.map(prepareWrite),
    commandId: meta.commandId,
    fingerprint: meta.fingerprint,
    time: JSON.stringify(meta.at),
    meta: JSON.stringify({
      commandId: meta.commandId,
      fingerprint: meta.fingerprint,
      actor: meta.actor,
      at: meta.at,
      cause: meta.cause,
      correlation: meta.correlation,
      partnership,
    }),
  };
}

function prepareWrite(write: Write): WaitingWrite {
  checkName('stream', write.stream);
  if (!Number.isSafeInteger(write.expectedRevision) || write.expectedRevision < -1) {
    throw new RangeError(`not a revision: ${String(write.expectedRevision)}`);
  }
  return {
    stream: write.stream,
    expectedRevision: write.expectedRevision,
    expectedEvent: write.expectedEvent,
    events: write.events.map((event) => {
      checkName('event type', event.type);
      const data = JSON.stringify(event.data);
      if (data.length > DATA_LIMIT) throw new RangeError(`the data of ${event.type} is too long`);
      if (!data.startsWith('{')) throw new TypeError(`the data of ${event.type} is no object`);
      return { type: event.type, data };
    }),
  };
}

/** Names are keys of the store: what it could not give back unchanged is refused. */
function checkName(what: string, name: string): void {
  if (name === '' || name.length > NAME_LIMIT || name.includes('\0') || !name.isWellFormed()) throw new RangeError(`not a ${what}`);
}

/**
 * Decides what an append writes after `place`, the number of events in the log, or that it was answered before.
 * @throws WrongRevision, CommandReused
 */
function plan(waiting: Waiting, known: Known, place: number): Plan | Appended {
  const earlier = known.answerTo(waiting.commandId);
  if (earlier !== undefined) return repeatOf(earlier, waiting.commandId, waiting.fingerprint);

  const events: PlannedEvent[] = [];
  const heads: (readonly [string, StreamHead])[] = [];
  const revisions: number[] = [];
  let position = START;
  for (const write of waiting.writes) {
    const head = known.head(write.stream);
    checkBelief(write, head);
    let revision = head?.revision ?? -1;
    let id = head?.event ?? '';
    for (const event of write.events) {
      revision += 1;
      id = eventId(waiting.commandId, events.length);
      const at = place + events.length + 1;
      position = encodePosition(at);
      const json =
        `{"id":"${id}","stream":${JSON.stringify(write.stream)},"revision":${String(revision)},"position":"${position}",` +
        `"type":${JSON.stringify(event.type)},"time":${waiting.time},"data":${event.data},"meta":${waiting.meta}}`;
      events.push({ stream: write.stream, revision, place: at, json });
    }
    if (write.events.length > 0) heads.push([write.stream, { revision, event: id }]);
    revisions.push(revision);
  }
  return { events, heads, answer: { position, revisions, repeated: false } };
}

/** The same, with the refusals among the answers; what else is thrown is a failure of the store. */
export function planOrRefusal(waiting: Waiting, known: Known, place: number): Plan | Appended | WrongRevision | CommandReused {
  try {
    return plan(waiting, known, place);
  } catch (error) {
    if (error instanceof WrongRevision || error instanceof CommandReused) return error;
    throw error;
  }
}

function checkBelief(write: WaitingWrite, head: StreamHead | undefined): void {
  const actual = head?.revision ?? -1;
  if (actual !== write.expectedRevision || (write.expectedEvent !== undefined && write.expectedEvent !== head?.event)) {
    throw new WrongRevision(write.stream, write.expectedRevision, actual);
  }
}

export function isPlan(planned: Plan | Appended): planned is Plan {
  return 'events' in planned;
}

/** What is remembered of an answer. */
export function remembered(answer: Appended, fingerprint: string | undefined): EarlierAnswer {
  return fingerprint === undefined ? answer : { ...answer, fingerprint };
}

/**
 * The answer of an earlier command, for the command that repeats it.
 * @throws CommandReused when both say what they contain and it is not the same
 */
export function repeatOf(earlier: EarlierAnswer, commandId: string, fingerprint: string | undefined): Appended {
  if (earlier.fingerprint !== undefined && fingerprint !== undefined && earlier.fingerprint !== fingerprint)
    throw new CommandReused(commandId);
  return { position: earlier.position, revisions: earlier.revisions, repeated: true };
}

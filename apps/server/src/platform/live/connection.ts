import {
  commandSpec,
  CommandRequest,
  UnwatchRequest,
  WatchRequest,
  type CommandAnswer,
  type Problem,
  type Ref,
  type WatchAnswer,
} from '@samverkan/contract';
import type { Viewer } from '@samverkan/projections';
import type { z } from 'zod';
import { readBody } from '../http/read-body.js';
import type { Sight } from '../projector/sight.js';
import type { Refusal } from '../refusal-log.js';
import { EdgeRefused, problem, problemOf } from '../refusals.js';
import { hearsOfClock } from '../rights/standing.js';
import type { Asker } from '../shares/asker.js';
import type { InTurn } from '../shares/turns.js';
import { terminate } from './buffered.js';
import type { LiveParts, LiveSocket } from './live.gateway.js';
import type { LiveSession } from './live.ports.js';
import { refKey } from './rooms.js';
import type { Room } from './room.js';
import { TokenBucket } from './token-bucket.js';

/** Watch and unwatch messages of one connection that may wait for the one before. */
const WAITING = 20;
/** How often a watch looks again when who may see what changed while its documents were fetched. */
const ATTEMPTS = 3;
/** So long an answer with a new token may take to arrive. */
const RENEWED_WITHIN_MS = 1_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

type Found = Sight | { readonly refused: Problem };
type Asked = WatchRequest['docs'][number];

/** One socket: who looks through it, and what they watch. */
export class Connection {
  readonly watches = new Map<string, Room>();
  viewer: Viewer;
  readonly #messages: TokenBucket;
  readonly #commands: TokenBucket;
  readonly #inTurnOf: InTurn;
  #strikes = 0;
  #waiting = 0;
  #ended = false;
  #carryingOut = 0;
  /** Messages about watches are handled one after the other, in the order in which they came. */
  #tail: Promise<void> = Promise.resolve();

  constructor(
    readonly socket: LiveSocket,
    readonly session: LiveSession,
    readonly asker: Asker,
    private readonly parts: LiveParts,
  ) {
    const { messages, commands } = parts.limits;
    this.viewer = parts.viewers.viewerOf(session.identity);
    this.#inTurnOf = parts.turns.of(asker);
    this.#messages = new TokenBucket(messages.burst, messages.perSecond);
    this.#commands = new TokenBucket(commands.burst, commands.perSecond);
    this.#lastUntil(session.session?.until);
    socket.on('watch', (request, answer) => this.#inTurn('watch', WatchRequest, request, answer, (read) => this.#watch(read)));
    socket.on('unwatch', (request, answer) => this.#inTurn('unwatch', UnwatchRequest, request, answer, (read) => this.#unwatch(read)));
    socket.on('command', (request, answer) => void this.#command(request, answer));
  }

  leaveAll(): void {
    for (const room of [...this.watches.values()]) this.parts.rooms.leave(this, room);
  }

  /** The session is over: nothing more is sent or taken, and the page is told why. */
  end(): void {
    if (!this.socket.connected) return;
    this.leaveAll();
    this.#ended = true;
    this.socket.emit('session', { code: 'ended' });
    this.socket.disconnect(true);
  }

  /** Its token is worth nothing any more: nothing more is sent or taken. It is closed when its browser has the other, with which it comes back. */
  renew(): void {
    if (!this.socket.connected || this.#ended) return;
    this.leaveAll();
    this.#ended = true;
    setTimeout(() => this.socket.disconnect(true), RENEWED_WITHIN_MS).unref();
  }

  /** Drops all watches and says that they must be asked for again. */
  resync(code: 'slow' | 'rights'): void {
    this.leaveAll();
    this.socket.emit('resync', { code });
  }

  /** Looks again as whom this is; what may no longer be seen ends at once. */
  checkRights(): void {
    const viewer = this.parts.viewers.viewerOf(this.session.identity);
    if (viewer === this.viewer) return;
    this.viewer = viewer;
    for (const room of [...this.watches.values()]) {
      if (room.sight.audienceFor(viewer) !== undefined) continue;
      this.parts.rooms.leave(this, room);
      this.socket.emit('gone', { ...room.ref, refused: problem('document/not-allowed', { facts: { ...room.ref } }) });
    }
    this.resync('rights');
    this.socket.emit('session', { code: 'rights' });
  }

  /** Tells a page whose holder hears of it that the clock is doubtful, or no more. */
  tellOfClock(): void {
    if (!this.#ended && hearsOfClock(this.viewer.roles)) this.socket.emit('session', { code: 'clock' });
  }

  #lastUntil(until: number | undefined): void {
    if (until === undefined) return;
    // A timer waits 24 days at most; it is set again then.
    const timer = setTimeout(
      () => (Date.now() >= until ? this.end() : this.#lastUntil(until)),
      Math.min(until - Date.now(), LONGEST_TIMER_MS),
    );
    timer.unref();
    this.socket.once('disconnect', () => clearTimeout(timer));
  }

  /** @param work prepares; what it returns is then done and answered in one go, so that nothing is sent between the two */
  #inTurn<T>(
    what: string,
    schema: z.ZodType<T>,
    request: unknown,
    answer: unknown,
    work: (read: T) => Promise<() => unknown> | (() => unknown),
  ): void {
    if (!this.#allowed(this.#messages) || this.#waiting >= WAITING) {
      this.#tooFast(what, answer);
      return;
    }
    this.#waiting += 1;
    this.#tail = this.#tail
      .then(() => work(readBody(schema, request, '')))
      .then((carryOut) => this.#reply(what, answer, carryOut()))
      .catch((error: unknown) => this.#reply(what, answer, { refused: problemOf(error, this.parts.report) }))
      .then(() => {
        this.#waiting -= 1;
      });
  }

  async #watch({ docs }: WatchRequest): Promise<() => readonly WatchAnswer[]> {
    for (let attempt = 1; ; attempt += 1) {
      const found = await this.#find(docs);
      // In one go with its answer, so that no patch overtakes the answer that it rests on.
      if (attempt === ATTEMPTS || found.every((one) => !isSight(one) || this.#mayJoin(one))) return () => this.#join(docs, found);
      letGo(found);
    }
  }

  #join(docs: readonly Asked[], found: readonly (Found | undefined)[]): readonly WatchAnswer[] {
    const { rooms, slow, metrics } = this.parts;
    try {
      if (!this.socket.connected || this.#ended) return [];
      if (slow.isSlow(this)) throw new EdgeRefused('live/too-fast');
      return docs.map((asked, index): WatchAnswer => {
        const sight = found[index];
        if (isSight(sight) && this.#mayJoin(sight)) return rooms.join(this, sight, asked.since);
        metrics.refused += 1;
        if (isSight(sight)) return { refused: problem('document/not-found', { facts: { kind: asked.kind, id: asked.id } }) };
        return sight ?? this.#tooMany();
      });
    } finally {
      letGo(found);
    }
  }

  /** Whether this is what its holder looks as now: their rights, or what the document says of it, may be others than when it was fetched. */
  #mayJoin(sight: Sight): boolean {
    this.checkRights();
    return sight.audienceFor(this.viewer) === sight.audience;
  }

  /** What is asked for, each kept in memory until it is let go; `undefined` for what is too many. */
  async #find(docs: readonly Asked[]): Promise<readonly (Found | undefined)[]> {
    const found: (Found | undefined)[] = [];
    const watched = new Set(this.watches.keys());
    for (const { kind, id } of docs) {
      watched.add(refKey({ kind, id }));
      const one = watched.size > this.parts.limits.watches ? undefined : await this.#sightOf({ kind, id });
      if (isSight(one)) one.pins += 1;
      found.push(one);
    }
    return found;
  }

  async #sightOf(ref: Ref): Promise<Found> {
    try {
      return await this.parts.views.sight(ref, this.viewer, this.#inTurnOf);
    } catch (error) {
      // One list too many leaves the other documents of the message as they are.
      return { refused: problemOf(error, this.parts.report) };
    }
  }

  #unwatch({ docs }: UnwatchRequest): () => { readonly unwatched: number } {
    return () => {
      const rooms = docs.map((ref) => this.watches.get(refKey(ref))).filter((room) => room !== undefined);
      for (const room of rooms) this.parts.rooms.leave(this, room);
      return { unwatched: rooms.length };
    };
  }

  async #command(request: unknown, answer: unknown): Promise<void> {
    if (this.#ended) return;
    if (!this.#allowed(this.#commands) || this.#carryingOut >= this.parts.limits.commands.atOnce) {
      this.#tooFast('command', answer);
      return;
    }
    this.#carryingOut += 1;
    const what = commandNamed(request);
    try {
      this.#reply(what, answer, await this.parts.commands.execute(this.session, readBody(CommandRequest, request, '')));
    } catch (error) {
      this.#reply(what, answer, { refused: problemOf(error, this.parts.report) } satisfies CommandAnswer);
    } finally {
      this.#carryingOut -= 1;
    }
  }

  #allowed(bucket: TokenBucket): boolean {
    if (this.#strikes > 0 && bucket.isFull()) this.#strikes = 0;
    return bucket.take();
  }

  #tooFast(what: string, answer: unknown): void {
    this.#strikes += 1;
    if (this.#strikes <= this.parts.limits.strikes) {
      this.#reply(what, answer, { refused: problem('live/too-fast') });
    } else if (this.socket.connected) {
      this.parts.metrics.cut += 1;
      this.socket.disconnect(true);
      terminate(this.socket);
    }
  }

  /** Whoever did not ask for an answer gets none. */
  #reply(what: string, answer: unknown, content: unknown): void {
    for (const { code } of refusalsIn(content)) {
      this.parts.refusals.note({ code: code as Refusal['code'], on: 'socket', what, asker: this.asker });
    }
    if (typeof answer === 'function') (answer as (content: unknown) => void)(content);
  }

  #tooMany(): WatchAnswer {
    return { refused: problem('live/too-many-watches', { facts: { limit: this.parts.limits.watches } }) };
  }
}

const isSight = (one: Found | undefined): one is Sight => one !== undefined && !('refused' in one);

const letGo = (found: readonly (Found | undefined)[]): void => {
  for (const one of found) if (isSight(one)) one.pins -= 1;
};

/** The command that a message names, if there is such a command. */
function commandNamed(request: unknown): string {
  const { context, command } = (request ?? {}) as Partial<Record<'context' | 'command', unknown>>;
  if (typeof context !== 'string' || typeof command !== 'string') return 'command';
  return commandSpec(context, command) === undefined ? 'command' : `${context}/${command}`;
}

const refusalsIn = (content: unknown): readonly Problem[] =>
  [content].flat().flatMap((one) => (typeof one === 'object' && one !== null && 'refused' in one ? [one.refused as Problem] : []));

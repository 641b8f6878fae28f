import { diff, type Patch, type Ref, type WatchAnswer } from '@samverkan/contract';
import type { Seen, Sight } from '../projector/sight.js';
import type { Connection } from './connection.js';
import { joinedPatches } from './joined-patches.js';
import type { LiveLimits } from './live.limits.js';
import { Pace } from './pace.js';
import { RecentPatches } from './recent-patches.js';

/** Part of a room, as many sockets as get a frame in one go; what waits to be sent goes in one frame. */
export interface Shard {
  /** The socket.io room. */
  readonly name: string;
  sockets: number;
  waiting: Patch[];
}

/**
 * Those who watch one document as one audience. All of them have the same version, the one that was sent last; whoever joins is brought to it first,
 * so that every patch fits everybody. While nobody is in it a room only keeps what it sent last.
 */
export class Room {
  readonly ref: Ref;
  readonly shards: Shard[] = [];
  readonly members = new Map<Connection, Shard>();
  readonly pace: Pace;
  timer: NodeJS.Timeout | undefined;
  #sent: Seen;
  readonly #recent: RecentPatches;
  readonly #joined = new Map<string, Patch>();

  constructor(
    /** Short: every socket in it holds the names made of it. */
    private readonly name: string,
    readonly sight: Sight,
    private readonly limits: LiveLimits,
  ) {
    this.ref = { kind: sight.kind, id: sight.id };
    this.#sent = sight.now();
    this.pace = new Pace(limits);
    this.#recent = new RecentPatches(limits.recentPatches, limits.recentBytes);
  }

  get isLarge(): boolean {
    return this.members.size > this.limits.gatherAbove;
  }

  /** Whether what is sent is nothing any more: the audience does not see the document. */
  get isGone(): boolean {
    return this.#sent.body === undefined;
  }

  /** The patch from what was sent last to what is seen now, which is thereby taken for sent; `undefined`: nothing changed, or nothing is left. */
  advance(): Patch | undefined {
    const before = this.#sent;
    const now = this.sight.now();
    if (now === before) return undefined;
    this.#sent = now;
    this.#joined.clear();
    const ops = before.body === undefined || now.body === undefined ? undefined : diff(before.body, now.body);
    if (ops === undefined) return undefined;
    const patch = { ...this.ref, from: before.version, to: now.version, at: now.at, ops };
    this.#recent.add(patch);
    return patch;
  }

  /**
   * What brings somebody with a version (or none) to what was sent last; `undefined` when there is nothing to be seen. Whoever is in the room has
   * been sent patches already, which what begins with their version would not fit.
   */
  answer(since: string | undefined, isIn = false): WatchAnswer | undefined {
    const { version, at, body } = this.#sent;
    if (body === undefined) return undefined;
    if (since === version) return { version, patches: [] };
    const patch = since === undefined || isIn ? undefined : this.#since(since);
    return patch === undefined ? { snapshot: { version, at, body } } : { version, patches: [patch] };
  }

  /** Many come back at once with the same version: joined for them once. */
  #since(version: string): Patch | undefined {
    const known = this.#joined.get(version);
    if (known !== undefined) return known;
    const patches = this.#recent.since(version);
    const patch = patches === undefined ? undefined : joinedPatches(patches);
    if (patch !== undefined) this.#joined.set(version, patch);
    return patch;
  }

  /** @returns the part that the connection is now in */
  add(connection: Connection): Shard {
    let shard = this.shards.find(({ sockets }) => sockets < this.limits.shard);
    if (shard === undefined) {
      shard = { name: `${this.name}.${String(this.shards.length)}`, sockets: 0, waiting: [] };
      this.shards.push(shard);
    }
    shard.sockets += 1;
    this.members.set(connection, shard);
    return shard;
  }

  remove(connection: Connection): Shard | undefined {
    const shard = this.members.get(connection);
    if (shard === undefined) return undefined;
    shard.sockets -= 1;
    this.members.delete(connection);
    return shard;
  }
}

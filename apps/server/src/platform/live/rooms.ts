import type { Problem, WatchAnswer } from '@samverkan/contract';
import type { Audience, Viewer } from '@samverkan/projections';
import type { Sight } from '../projector/sight.js';
import { problem, type FaultReporter } from '../refusals.js';
import type { Connection } from './connection.js';
import type { FanOut } from './fan-out.js';
import type { LiveLimits } from './live.limits.js';
import type { LiveMetrics } from './live.metrics.js';
import { Room } from './room.js';
import { RoomShares } from './room-shares.js';

const SWEEP_MS = 30_000;

/** All rooms: brings each to what its audience sees now when that has changed, and forgets those that nobody came back to. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  /** Those without watchers, longest empty first, with the time since when. */
  readonly #empty = new Map<Room, number>();
  readonly #dirty = new Set<Room>();
  readonly #shares: RoomShares;
  #flushes = false;
  #made = 0;
  readonly #sweeper: NodeJS.Timeout;

  constructor(
    private readonly fanOut: FanOut,
    private readonly limits: LiveLimits,
    private readonly metrics: LiveMetrics,
    private readonly report: FaultReporter,
  ) {
    this.#shares = new RoomShares(limits);
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /**
   * Lets a connection watch something, brought to what everybody else in the room has.
   * @param since the version that the connection has of it
   */
  join(connection: Connection, sight: Sight, since: string | undefined): WatchAnswer {
    const over = this.#shares.refused(connection.asker, this.#rooms.get(roomKey(sight)));
    if (over !== undefined) return this.#refused(problem('live/too-many-watches', { facts: { ...over } }));
    const room = this.#roomOf(sight);
    if (room === undefined) return this.#refused(problem('live/too-many-watches', { facts: { limit: this.limits.rooms } }));
    const returns = room.members.has(connection);
    // Nobody was told meanwhile: the room has stood still.
    if (room.members.size === 0) this.#advance(room);
    const answer = room.answer(since, returns);
    if (answer === undefined) {
      this.#drop(room);
      return this.#refused(problem('document/not-found', { facts: { ...room.ref } }));
    }
    if (!returns) {
      if (this.#empty.delete(room)) this.metrics.rooms = this.#rooms.size - this.#empty.size;
      this.#shares.entered(connection.asker, room);
      const shard = room.add(connection);
      this.fanOut.sendNow(shard);
      void connection.socket.join(shard.name);
      connection.watches.set(refKey(room.ref), room);
    } else {
      const shard = room.members.get(connection);
      if (shard !== undefined) this.fanOut.sendNow(shard);
    }
    this.metrics['snapshot' in answer ? 'snapshots' : 'resumed'] += 1;
    return answer;
  }

  leave(connection: Connection, room: Room): void {
    const shard = room.remove(connection);
    if (shard === undefined) return;
    this.#shares.left(connection.asker, room);
    void connection.socket.leave(shard.name);
    connection.watches.delete(refKey(room.ref));
    if (room.members.size > 0) return;
    clearTimeout(room.timer);
    room.timer = undefined;
    this.#empty.set(room, performance.now());
    this.metrics.rooms = this.#rooms.size - this.#empty.size;
    this.#forgetBeyond(this.limits.emptyRooms);
  }

  stop(): void {
    clearInterval(this.#sweeper);
    for (const room of this.#rooms.values()) clearTimeout(room.timer);
  }

  #roomOf(sight: Sight): Room | undefined {
    const key = roomKey(sight);
    const known = this.#rooms.get(key);
    if (known !== undefined) return known;
    if (this.#rooms.size >= this.limits.rooms) this.#forgetBeyond(this.#empty.size - 1);
    if (this.#rooms.size >= this.limits.rooms) return undefined;
    this.#made += 1;
    const room = new Room(`r${this.#made.toString(36)}`, sight, this.limits);
    sight.pins += 1;
    sight.changed = () => this.#changed(room);
    this.#rooms.set(key, room);
    this.metrics.rooms = this.#rooms.size - this.#empty.size;
    return room;
  }

  #changed(room: Room): void {
    if (room.members.size === 0) return;
    room.pace.changed();
    if (room.timer !== undefined) return;
    const wait = room.isLarge ? room.pace.wait(this.fanOut.sendingMs(room.members.size)) : 0;
    if (wait <= 0) this.#flushSoon(room);
    else {
      room.timer = setTimeout(() => {
        room.timer = undefined;
        this.#flushSoon(room);
      }, wait);
    }
  }

  /** In this turn, when all that changed together has been said. */
  #flushSoon(room: Room): void {
    this.#dirty.add(room);
    if (this.#flushes) return;
    this.#flushes = true;
    queueMicrotask(() => {
      this.#flushes = false;
      const rooms = [...this.#dirty];
      this.#dirty.clear();
      for (const dirty of rooms) this.#flush(dirty);
      this.fanOut.send();
    });
  }

  #flush(room: Room): void {
    this.#checkRights(room);
    const patch = this.#advance(room);
    if (room.isGone) this.#dissolve(room, problem('document/not-allowed', { facts: { ...room.ref } }));
    if (patch === undefined) return;
    room.pace.sent();
    for (const shard of room.shards) if (shard.sockets > 0) this.fanOut.add(shard, patch);
  }

  #advance(room: Room): ReturnType<Room['advance']> {
    try {
      const patch = room.advance();
      if (patch !== undefined) this.metrics.patches += 1;
      return patch;
    } catch (error) {
      const id = crypto.randomUUID();
      this.report(id, error);
      this.#dissolve(room, problem('server/fault', { facts: { id } }));
      return undefined;
    }
  }

  /** What a document says may decide who sees it: looked at before anything of a change is sent. */
  #checkRights(room: Room): void {
    const audiences = new Map<Viewer, Audience | undefined>();
    for (const connection of room.members.keys()) {
      const { viewer } = connection;
      if (!audiences.has(viewer)) audiences.set(viewer, room.sight.audienceFor(viewer));
      const audience = audiences.get(viewer);
      if (audience === room.sight.audience) continue;
      if (audience === undefined) this.#expel(connection, room, problem('document/not-allowed', { facts: { ...room.ref } }));
      else connection.resync('rights');
    }
  }

  #dissolve(room: Room, refused: Problem): void {
    for (const connection of [...room.members.keys()]) this.#expel(connection, room, refused);
    this.#drop(room);
  }

  #expel(connection: Connection, room: Room, refused: Problem): void {
    this.leave(connection, room);
    connection.socket.emit('gone', { ...room.ref, refused });
  }

  #sweep(): void {
    const now = performance.now();
    for (const [room, since] of this.#empty) {
      if (now - since < this.limits.keepEmptyMs) break;
      this.#drop(room);
    }
  }

  #forgetBeyond(kept: number): void {
    for (const room of this.#empty.keys()) {
      if (this.#empty.size <= Math.max(0, kept)) break;
      this.#drop(room);
    }
  }

  #drop(room: Room): void {
    const key = roomKey(room.sight);
    if (this.#rooms.get(key) !== room) return;
    this.#rooms.delete(key);
    this.#empty.delete(room);
    clearTimeout(room.timer);
    room.sight.pins -= 1;
    room.sight.changed = undefined;
    this.metrics.rooms = this.#rooms.size - this.#empty.size;
  }

  #refused(refused: Problem): WatchAnswer {
    this.metrics.refused += 1;
    return { refused };
  }
}

/** Names what is watched among one connection's watches. */
export const refKey = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind}/${id}`;
const roomKey = ({ kind, id, audience }: Sight): string => `${kind}/${id}|${audience}`;

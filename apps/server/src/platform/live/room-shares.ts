import { nameOf, type Asker } from '../shares/asker.js';
import type { LiveLimits } from './live.limits.js';
import type { Room } from './room.js';

type RoomLimits = Pick<LiveLimits, 'rooms' | 'roomsOfStrangers' | 'roomsOfAddress' | 'roomsOfAccount'>;

/** Counts which rooms each asker is in, however many connections they are in it with, and lets nobody be in more than their share. */
export class RoomShares {
  readonly #of = new Map<string, Map<Room, number>>();
  /** Rooms with somebody in them that were made for those not signed in. */
  readonly #strangers = new Set<Room>();

  constructor(private readonly limits: RoomLimits) {}

  /** How many more rooms an asker may not be in; `undefined`: they may be in this one, or in a new one. */
  refused(asker: Asker, room?: Room): { readonly limit: number } | undefined {
    const { rooms, roomsOfStrangers, roomsOfAddress, roomsOfAccount } = this.limits;
    const isStranger = asker.account === undefined;
    const own = this.#of.get(nameOf(asker));
    const limit = isStranger ? roomsOfAddress : roomsOfAccount;
    if ((own?.size ?? 0) >= limit && (room === undefined || own?.has(room) !== true)) return { limit };
    const isTaken = room !== undefined && room.members.size > 0;
    if (isStranger && !isTaken && this.#strangers.size >= roomsOfStrangers) return { limit: rooms };
    return undefined;
  }

  /** Before the asker's connection is in it. */
  entered(asker: Asker, room: Room): void {
    if (room.members.size === 0 && asker.account === undefined) this.#strangers.add(room);
    const name = nameOf(asker);
    const own = this.#of.get(name) ?? new Map<Room, number>();
    own.set(room, (own.get(room) ?? 0) + 1);
    this.#of.set(name, own);
  }

  /** After the asker's connection has left. */
  left(asker: Asker, room: Room): void {
    if (room.members.size === 0) this.#strangers.delete(room);
    const name = nameOf(asker);
    const own = this.#of.get(name);
    const now = (own?.get(room) ?? 0) - 1;
    if (now > 0) own?.set(room, now);
    else own?.delete(room);
    if (own?.size === 0) this.#of.delete(name);
  }
}

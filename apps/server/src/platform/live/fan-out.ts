import type { LiveServer } from './live.gateway.js';
import type { LiveLimits } from './live.limits.js';
import type { LiveMetrics } from './live.metrics.js';
import type { Shard } from './room.js';

/** Frames to so many sockets tell what one socket takes, and how much of what each tells is taken over. */
const MEASURED = 20;
const LEARNT = 0.05;
/** Turns that everybody else has between two goes of sending: a command comes in, is decided, committed and answered in a few of them. */
const TURNS = 2;

/**
 * Sends patches out, part of a room by part of a room, each as one frame that is encoded once. After a few milliseconds others have their turn,
 * so that a command is acknowledged as soon with thousands of watchers as with few. What comes meanwhile joins the frames that wait.
 */
export class FanOut {
  #waiting = new Set<Shard>();
  /** What sending to one socket takes, as it has been lately. */
  #socketMs = 0.01;
  /** Sockets that have been sent to since there was nothing to send, and the time before that. */
  #sockets = 0;
  #socketsBefore = 0;
  #scheduled: NodeJS.Immediate | undefined;

  constructor(
    private readonly server: LiveServer,
    private readonly limits: LiveLimits,
    private readonly metrics: LiveMetrics,
  ) {}

  add(shard: Shard, patch: NonNullable<Shard['waiting'][number]>): void {
    shard.waiting.push(patch);
    this.#waiting.add(shard);
  }

  /** What a frame to so many sockets takes, in milliseconds, with all that lately had to be sent along with it: what one change brings about in several rooms. */
  sendingMs(sockets: number): number {
    return Math.max(sockets, this.#socketsBefore) * this.#socketMs;
  }

  /** Sends what waits, as much as fits into this turn. */
  send(): void {
    if (this.#scheduled !== undefined) return;
    const began = performance.now();
    for (const shard of this.#waiting) {
      if (performance.now() - began > this.limits.sliceMs) {
        this.#sendLater(TURNS);
        return;
      }
      this.sendNow(shard);
    }
    this.#socketsBefore = this.#sockets;
    this.#sockets = 0;
  }

  #sendLater(turns: number): void {
    this.#scheduled = setImmediate(() => {
      this.#scheduled = undefined;
      if (turns > 1) this.#sendLater(turns - 1);
      else this.send();
    });
  }

  /** Sends what waits for one part at once: before somebody joins it who has that already. */
  sendNow(shard: Shard): void {
    this.#waiting.delete(shard);
    const patches = shard.waiting;
    if (patches.length === 0) return;
    shard.waiting = [];
    if (shard.sockets === 0) return;
    const began = performance.now();
    this.server.to(shard.name).emit('patches', patches);
    const took = (performance.now() - began) / shard.sockets;
    if (shard.sockets >= MEASURED) this.#socketMs += (took - this.#socketMs) * LEARNT;
    this.#sockets += shard.sockets;
    this.metrics.frames += shard.sockets;
    this.metrics.deliveries += shard.sockets * patches.length;
  }

  stop(): void {
    clearImmediate(this.#scheduled);
    this.#waiting.clear();
  }
}

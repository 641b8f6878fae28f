import { now } from '../measure/statistics.ts';
import { serve } from '../processes/serve.ts';
import { Connection, type ConnectOptions } from '../wire/connection.ts';
import { latestPlace, placeOf } from '../wire/versions.ts';

// Thousands of clients that watch, in one process: each knows how far it has come, and the process when all of its clients have.

interface Watch {
  readonly kind: string;
  readonly id: string;
}

export interface Gathering {
  readonly to: Omit<ConnectOptions, 'cookie'>;
  readonly count: number;
  /** Whose cookie each connection sends, in turn; '' for somebody not signed in. */
  readonly cookies: readonly string[];
  /** What each asks for, in one request; nothing where the server hands everything to everybody, or where nobody looks. */
  readonly watch?: readonly Watch[];
}

/** The places whose arrival is timed: `count` of them after `from`. */
interface Span {
  readonly from: number;
  readonly count: number;
}

/** Opened at the same time, so that a server's queue of new connections does not overflow. */
const AT_ONCE = 50;

class Crowd {
  readonly connections: Connection[] = [];
  readonly reached: number[] = [];
  #span: Span = { from: 0, count: 0 };
  #arrived = new Int32Array(0);
  #last = new Float64Array(0);
  #behind = 0;
  #target = 0;
  #onAll: (() => void) | undefined;

  add(connection: Connection, place: number): void {
    const index = this.connections.push(connection) - 1;
    this.reached.push(place);
    connection.onPush = (frame) => {
      const to = latestPlace(frame);
      if (to > this.reached[index]!) this.#advance(index, to);
    };
  }

  time(span: Span): void {
    this.#span = span;
    this.#arrived = new Int32Array(span.count);
    this.#last = new Float64Array(span.count);
  }

  /** When the last client had come to each place; 0 where one has not. */
  times(): number[] {
    return [...this.#last].map((time, index) => (this.#arrived[index] === this.connections.length ? time : 0));
  }

  all(place: number): Promise<void> {
    this.#target = place;
    this.#behind = this.reached.filter((to) => to < place).length;
    if (this.#behind === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onAll = resolve;
    });
  }

  #advance(index: number, to: number): void {
    const before = this.reached[index]!;
    this.reached[index] = to;
    const { from, count } = this.#span;
    if (count > 0) {
      const time = now();
      for (let place = Math.max(before, from) + 1; place <= Math.min(to, from + count); place += 1) {
        this.#arrived[place - from - 1]! += 1;
        this.#last[place - from - 1] = time;
      }
    }
    if (before < this.#target && to >= this.#target && (this.#behind -= 1) === 0) this.#onAll?.();
  }
}

const crowds = new Map<string, Crowd>();
const crowdOf = (name: string): Crowd => {
  const crowd = crowds.get(name) ?? new Crowd();
  crowds.set(name, crowd);
  return crowd;
};

async function join(crowd: Crowd, { to, cookies, watch }: Gathering, index: number): Promise<void> {
  const cookie = cookies[index % cookies.length] ?? '';
  const connection = await Connection.open({ ...to, ...(cookie === '' ? {} : { cookie }) });
  let place = 0;
  if (watch !== undefined && watch.length > 0) {
    const answer = await connection.request('watch', JSON.stringify({ docs: watch }));
    if (answer.includes('"refused"')) throw new Error(`a watch was refused: ${answer.slice(0, 500)}`);
    for (const [, version] of answer.matchAll(/"version":"([0-9a-z]*)"/g)) place = Math.max(place, placeOf(version!));
  }
  crowd.add(connection, place);
}

export const watchers = serve({
  gather: async ({ name, gathering }: { name: string; gathering: Gathering }) => {
    const crowd = crowdOf(name);
    for (let at = 0; at < gathering.count; at += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, gathering.count - at) }, (_, index) => join(crowd, gathering, at + index));
      await Promise.all(some);
    }
    return crowd.connections.length;
  },
  time: ({ name, span }: { name: string; span: Span }) => {
    crowdOf(name).time(span);
  },
  times: (name: string) => crowdOf(name).times(),
  /** When all clients of a crowd have come to a place: the time on the machine's clock. */
  all: async ({ name, place }: { name: string; place: number }) => {
    await crowdOf(name).all(place);
    return now();
  },
  received: (name: string) => crowdOf(name).connections.reduce((bytes, connection) => bytes + connection.bytes, 0),
  dismiss: (name: string) => {
    for (const connection of crowdOf(name).connections) connection.close();
    crowds.delete(name);
  },
});

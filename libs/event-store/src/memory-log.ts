import { randomUUID } from 'node:crypto';
import { LogClosed } from './errors.js';
import { Feed } from './feed.js';
import { GroupCommit, type Committed, type Outcome } from './group-commit.js';
import { isPlan, planOrRefusal, prepare, remembered, type Known, type StreamHead, type Waiting } from './plan.js';
import type { EarlierAnswer, EventLog, Position, StoredEvent } from './port.js';
import { decodePosition, encodePosition } from './position.js';
import { chainOn, chainStart } from './sqlite/chain.js';

const PAGE = 2_000;

/** A log that lives as long as the process: for specs and for trying things out. Everything else is as durable logs have it. */
export function createMemoryLog(options: { readonly partnership?: string } = {}): EventLog {
  const partnership = options.partnership ?? randomUUID();
  const events: StoredEvent[] = [];
  const sums = [chainStart(partnership)];
  const streams = new Map<string, StoredEvent[]>();
  const heads = new Map<string, StreamHead>();
  const answers = new Map<string, EarlierAnswer>();
  const known: Known = { head: (stream) => heads.get(stream), answerTo: (commandId) => answers.get(commandId) };
  let closed = false;

  const feed = new Feed((after) => events.slice(decodePosition(after), decodePosition(after) + PAGE));
  const commits = new GroupCommit(commit);

  function commit(batch: readonly Waiting[]): Committed {
    const start = events.length;
    const outcomes = batch.map((waiting): Outcome => {
      const planned = planOrRefusal(waiting, known, events.length);
      if (planned instanceof Error || !isPlan(planned)) return planned;
      for (const event of planned.events) {
        const stored = JSON.parse(event.json) as StoredEvent;
        events.push(stored);
        sums.push(chainOn(sums.at(-1) ?? 0, event.json));
        const stream = streams.get(event.stream);
        if (stream === undefined) streams.set(event.stream, [stored]);
        else stream.push(stored);
      }
      for (const [stream, head] of planned.heads) heads.set(stream, head);
      answers.set(waiting.commandId, remembered(planned.answer, waiting.fingerprint));
      return planned.answer;
    });
    const written = events.slice(start);
    return {
      outcomes,
      afterwards: () => {
        feed.publish(written);
      },
    };
  }

  function* pages(all: readonly StoredEvent[], from: number, limit = Infinity): Generator<readonly StoredEvent[]> {
    let at = from;
    const end = from + limit;
    while (at < Math.min(all.length, end)) {
      if (closed) throw new LogClosed();
      const page = all.slice(at, Math.min(at + PAGE, end));
      at += page.length;
      yield page;
    }
  }

  return {
    partnership,
    append: async (writes, meta) => commits.append(prepare(writes, meta, partnership)),
    answerTo: (commandId) => (closed ? Promise.reject(new LogClosed()) : Promise.resolve(answers.get(commandId))),

    async *read(stream, from = 0) {
      if (closed) throw new LogClosed();
      await Promise.resolve();
      yield* pages(streams.get(stream) ?? [], from);
    },
    async *readAll(after, limit) {
      if (closed) throw new LogClosed();
      await Promise.resolve();
      yield* pages(events, decodePosition(after), limit);
    },
    subscribe: (after, handler, subscribeOptions) => {
      if (closed) throw new LogClosed();
      return feed.subscribe(after, handler, subscribeOptions);
    },
    head: (): Promise<Position> => (closed ? Promise.reject(new LogClosed()) : Promise.resolve(encodePosition(events.length))),
    sumAt: async (position) => {
      if (closed) throw new LogClosed();
      return sums[decodePosition(position)]?.toString();
    },
    whyNotWritable: () => undefined,
    close: async () => {
      await commits.close();
      await feed.close();
      closed = true;
    },
  };
}

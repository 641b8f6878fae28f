import { Feed, nextTurn } from './feed.js';
import { GroupCommit, type Committed } from './group-commit.js';
import { prepare, type Waiting } from './plan.js';
import type {
  Appended,
  CommandMeta,
  EarlierAnswer,
  EventHandler,
  EventLog,
  Position,
  StoredEvent,
  SubscribeOptions,
  Subscription,
  Write,
} from './port.js';
import { decodePosition, encodePosition } from './position.js';
import { LogFile } from './sqlite/log-file.js';
import type { SqliteLogOptions } from './sqlite/open-file.js';

const PAGE = 2_000;
const VERIFIED_AT_ONCE = 200;

/** What a check of the whole log found: so many events, all as they were written. */
export interface Verified {
  readonly events: number;
}

export interface SqliteLog extends EventLog {
  readonly file: string;
  /**
   * Checks every event against the running checksum and its place in its stream, a few at a time, so that it can run beside everything else.
   * @throws LogDamaged naming the first event that is not as it was written; LogClosed when the log is closed meanwhile
   */
  verify(): Promise<Verified>;
}

/**
 * Opens a log that is one SQLite file, making it when it is not there. `FILE-wal`, `FILE-head` and `FILE-lock` belong to it.
 * Appends that wait are committed together, each with its own checks and its own answer; nothing is answered before it is on disk.
 * @throws LogInUse, LogDamaged, LogUnusable, LogFull, OtherPartnership
 */
export function openSqliteLog(options: SqliteLogOptions): SqliteLog {
  return new SqliteEventLog(options);
}

class SqliteEventLog implements SqliteLog {
  readonly partnership: string;
  readonly file: string;
  readonly #log: LogFile;
  readonly #feed: Feed;
  readonly #commits: GroupCommit;
  #closing: Promise<void> | undefined;

  constructor(options: SqliteLogOptions) {
    this.file = options.file;
    this.#log = new LogFile(options, (after, count) => this.#feed.publish(this.#log.rows.page(after, count)));
    this.partnership = this.#log.partnership;
    this.#feed = new Feed((after) => this.#page(decodePosition(after), PAGE));
    this.#commits = new GroupCommit((batch) => this.#commit(batch));
  }

  whyNotWritable(): Error | undefined {
    return this.#log.whyNotWritable();
  }

  async append(writes: readonly Write[], meta: CommandMeta): Promise<Appended> {
    return this.#commits.append(prepare(writes, meta, this.partnership));
  }

  async answerTo(commandId: string): Promise<EarlierAnswer | undefined> {
    return Promise.resolve(this.#log.writer.answerTo(commandId));
  }

  async *read(stream: string, from = 0): AsyncGenerator<readonly StoredEvent[]> {
    await Promise.resolve();
    for (let at = from; ;) {
      const known = this.#log.writer.streamOf(stream);
      if (known === undefined || at > known.revision) return;
      const page = this.#log.rows.streamPage(known.id, at, Math.min(PAGE, known.revision - at + 1));
      at += page.length;
      yield page;
    }
  }

  async *readAll(after: Position, limit = Infinity): AsyncGenerator<readonly StoredEvent[]> {
    await Promise.resolve();
    for (let at = decodePosition(after), left = limit; left > 0;) {
      const page = this.#page(at, Math.min(PAGE, left));
      if (page.length === 0) return;
      at += page.length;
      left -= page.length;
      yield page;
    }
  }

  subscribe(after: Position, handler: EventHandler, options?: SubscribeOptions): Subscription {
    this.#log.mustBeOpen();
    return this.#feed.subscribe(after, handler, options);
  }

  async head(): Promise<Position> {
    return Promise.resolve(encodePosition(this.#log.writer.end.place));
  }

  async sumAt(position: Position): Promise<string | undefined> {
    return this.#log.rows.sumAt(decodePosition(position))?.toString();
  }

  async verify(): Promise<Verified> {
    let events = 0;
    for (;;) {
      const count = Math.min(VERIFIED_AT_ONCE, this.#log.writer.end.place - events);
      if (count === 0) return { events };
      this.#log.rows.checkRows(events, count);
      events += count;
      await nextTurn();
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#commits.close();
    await this.#feed.close();
    this.#log.close();
  }

  #page(after: number, limit: number): readonly StoredEvent[] {
    return this.#log.rows.page(after, Math.max(0, Math.min(limit, this.#log.writer.end.place - after)));
  }

  #commit(batch: readonly Waiting[]): Committed {
    const { outcomes, events } = this.#log.write(batch);
    return {
      outcomes,
      // Parsed and not handed on as it was given: who is fed live sees exactly what a replay will give.
      afterwards: () => {
        if (this.#feed.hasSubscribers && events.length > 0) this.#feed.publish(events.map((json) => JSON.parse(json) as StoredEvent));
      },
    };
  }
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isTooBig } from '@samverkan/sqlite-file';
import { LogDamaged } from '../errors.js';
import type { StreamHead } from '../plan.js';
import type { StoredEvent } from '../port.js';
import { encodePosition } from '../position.js';
import { chainOn, parseLines } from './chain.js';
import { asLogError } from './errors.js';

/** The last event of the log: its number from 1, and the running checksum after it. */
export interface ChainEnd {
  readonly place: number;
  readonly sum: number;
}

/** A stream's head, and by which integer its rows know it. */
export interface KnownStream extends StreamHead {
  readonly id: number;
}

interface Row {
  readonly place: number;
  readonly stream: number;
  readonly revision: number;
  readonly sum: number;
  readonly json: string;
}

/** A page with more JSON than this is cut in two, so that long events do not fill the memory. No single event comes near it. */
const PAGE_BYTES = 32_000_000;

/** Where the id stands in an event's JSON, which begins with `{"id":"`. */
const ID = 'substr(json, 8, 36)';

/** Reads the tables of an open log file and checks everything it reads against the running checksum. */
export class EventRows {
  readonly #file: string;
  readonly #start: number;
  readonly #sum: StatementSync;
  readonly #last: StatementSync;
  readonly #page: StatementSync;
  readonly #rows: StatementSync;
  readonly #streamRows: StatementSync;
  readonly #streamId: StatementSync;
  readonly #streamName: StatementSync;
  readonly #streamHead: StatementSync;
  readonly #command: StatementSync;

  /** @param start the sum that the first event goes on from */
  constructor(db: DatabaseSync, file: string, start: number) {
    this.#file = file;
    this.#start = start;
    db.limits.length = PAGE_BYTES;
    this.#sum = db.prepare('SELECT sum FROM event WHERE place = ?');
    this.#last = db.prepare('SELECT place, sum FROM event ORDER BY place DESC LIMIT 1');
    this.#page = db.prepare(
      `SELECT count(*) AS count, CAST(group_concat(json, char(10)) AS BLOB) AS bytes FROM event WHERE place > ? AND place <= ?`,
    );
    this.#rows = db.prepare('SELECT place, stream, revision, sum, json FROM event WHERE place > ? ORDER BY place LIMIT ?');
    this.#streamRows = db.prepare(
      `SELECT e.place, e.stream, e.revision, e.sum, e.json, p.sum AS before FROM event e LEFT JOIN event p ON p.place = e.place - 1
       WHERE e.stream = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`,
    );
    this.#streamId = db.prepare('SELECT id FROM stream WHERE name = ?');
    this.#streamName = db.prepare('SELECT name FROM stream WHERE id = ?');
    this.#streamHead = db.prepare(`SELECT revision, ${ID} AS event FROM event WHERE stream = ? ORDER BY revision DESC LIMIT 1`);
    this.#command = db.prepare('SELECT c.place, c.revisions, e.json FROM command c JOIN event e ON e.place = c.place WHERE c.id = ?');
  }

  /** The running checksum after an event; 0 is before the first. */
  sumAt(place: number): number | undefined {
    if (place === 0) return this.#start;
    return this.#sum.get(place)?.['sum'] as number | undefined;
  }

  streamOf(name: string): KnownStream | undefined {
    const id = this.#streamId.get(name)?.['id'];
    if (id === undefined) return undefined;
    const head = this.#streamHead.get(id) as { revision: number; event: string } | undefined;
    if (head === undefined) throw this.#damaged(`stream ${name} has lost its events`);
    return { id: Number(id), revision: head.revision, event: head.event };
  }

  /** What a command was answered: the number of its last event, its streams' revisions and its last event. */
  commandOf(id: string): { readonly place: number; readonly revisions: readonly number[]; readonly last: StoredEvent } | undefined {
    const row = this.#command.get(id) as { place: number; revisions: string; json: string } | undefined;
    if (row === undefined) return undefined;
    return { place: row.place, revisions: row.revisions.split(' ').map(Number), last: JSON.parse(row.json) as StoredEvent };
  }

  /**
   * The next events after a place, at most `count`, of which the log is known to have so many: bytes from one query, one sum. (Taken as bytes,
   * since those are summed five times as fast as text; and line by line, since many short texts parse faster than a long one.)
   */
  page(after: number, count: number): readonly StoredEvent[] {
    if (count === 0) return [];
    let row;
    try {
      row = this.#page.get(after, after + count) as { count: number; bytes: Uint8Array | null };
    } catch (error) {
      if (isTooBig(error) && count > 1) return this.page(after, Math.ceil(count / 2));
      throw asLogError(error, this.#file);
    }
    const before = this.sumAt(after);
    if (row.bytes === null || before === undefined || row.count !== count || chainOn(before, row.bytes) !== this.sumAt(after + count)) {
      throw this.#damageAfter(after, count);
    }
    return parseLines(Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength).toString('utf8'));
  }

  /** A stream's next events from a revision that it is known to have, at most `limit`. */
  streamPage(stream: number, from: number, limit: number): readonly StoredEvent[] {
    return this.#ask(() => this.#readStream(stream, from, limit));
  }

  #readStream(stream: number, from: number, limit: number): readonly StoredEvent[] {
    const texts: string[] = [];
    let size = 0;
    for (const row of this.#streamRows.iterate(stream, from, limit) as Iterable<unknown> as Iterable<Row & { before: number | null }>) {
      if (row.revision !== from + texts.length) throw this.#damaged(`revision ${String(from + texts.length)} of a stream is missing`);
      this.#checkRow(row, row.place === 1 ? this.#start : row.before);
      size += row.json.length;
      if (size > PAGE_BYTES && texts.length > 0) break;
      texts.push(row.json);
    }
    if (texts.length === 0) throw this.#damaged(`revision ${String(from)} of a stream is missing`);
    return texts.map((text) => JSON.parse(text) as StoredEvent);
  }

  /** Checks the last `count` events and says where the log ends. */
  checkTail(count: number): ChainEnd {
    const last = this.#ask(() => this.#last.get()) as { place: number; sum: number } | undefined;
    if (last === undefined) return { place: 0, sum: this.#start };
    const from = Math.max(0, last.place - count);
    this.checkRows(from, last.place - from);
    return { place: last.place, sum: last.sum };
  }

  /** Checks `count` events after a place one by one: the sum, and that the columns say what the event says. */
  checkRows(after: number, count: number): void {
    const rows = this.#ask(() => this.#rows.all(after, count)) as unknown as readonly Row[];
    let before = this.sumAt(after);
    for (const [index, row] of rows.entries()) {
      if (row.place !== after + index + 1) break;
      this.#checkRow(row, before);
      const event = JSON.parse(row.json) as StoredEvent;
      const name = this.#streamName.get(row.stream)?.['name'];
      if (event.revision !== row.revision || event.stream !== name || event.position !== encodePosition(row.place)) {
        throw this.#damaged(`event ${String(row.place)} is not where it says that it is`);
      }
      before = row.sum;
    }
    const last = rows.at(-1)?.place ?? after;
    if (last !== after + count || rows.length !== count)
      throw this.#damaged(`events are missing between ${String(after)} and ${String(after + count + 1)}`);
  }

  #checkRow(row: Row, before: number | null | undefined): void {
    if (before === null || before === undefined) throw this.#damaged(`event ${String(row.place - 1)} is missing`);
    if (chainOn(before, row.json) !== row.sum) throw this.#damaged(`event ${String(row.place)} or the one before it was altered`);
  }

  /** Finds out which event of a page is wrong. */
  #damageAfter(after: number, count: number): unknown {
    try {
      this.checkRows(after, count);
      return this.#damaged(`events between ${String(after)} and ${String(after + count + 1)} were altered`);
    } catch (error) {
      return error;
    }
  }

  #damaged(what: string): LogDamaged {
    return new LogDamaged(this.#file, `${what}. Restore it from a backup.`);
  }

  #ask<Answer>(question: () => Answer): Answer {
    try {
      return question();
    } catch (error) {
      throw asLogError(error, this.#file);
    }
  }
}

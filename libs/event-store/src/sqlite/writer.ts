import type { StatementSync } from 'node:sqlite';
import { LogFull, LogLost, LogUnusable } from '../errors.js';
import type { Outcome } from '../group-commit.js';
import { isPlan, planOrRefusal, remembered, type Known, type Plan, type Waiting } from '../plan.js';
import type { EarlierAnswer } from '../port.js';
import { encodePosition } from '../position.js';
import { chainOn } from './chain.js';
import { asLogError } from './errors.js';
import type { ChainEnd, EventRows, KnownStream } from './event-rows.js';
import type { OpenFile } from './open-file.js';

/** So many streams' heads are kept in memory. */
const KNOWN_STREAMS = 50_000;

/** What a commit wrote: an outcome for each append, and the JSON of all events in log order. */
export interface Written {
  readonly outcomes: readonly Outcome[];
  readonly events: readonly string[];
}

/** Writes batches of appends, each batch in one transaction. */
export class Writer {
  readonly #file: string;
  readonly #open: OpenFile;
  readonly #rows: EventRows;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #insertStream: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #insertCommand: StatementSync;
  readonly #streams = new Map<string, KnownStream>();
  #end: ChainEnd;
  #broken: Error | undefined;

  constructor(open: OpenFile, file: string) {
    const { db } = open;
    this.#open = open;
    this.#file = file;
    this.#rows = open.rows;
    this.#end = open.end;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
    this.#insertStream = db.prepare('INSERT INTO stream (name) VALUES (?)');
    this.#insertEvent = db.prepare('INSERT INTO event (place, stream, revision, sum, json) VALUES (?, ?, ?, ?, ?)');
    this.#insertCommand = db.prepare('INSERT INTO command (id, place, revisions) VALUES (?, ?, ?)');
  }

  /** Why nothing more may be written before the file has been read anew: what is on disk is uncertain. */
  get broken(): Error | undefined {
    return this.#broken;
  }

  /** Where the log ends, as far as it is on disk. */
  get end(): ChainEnd {
    return this.#end;
  }

  /** A stream as it is on disk. */
  streamOf(name: string): KnownStream | undefined {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const found = this.#rows.streamOf(name);
    if (found !== undefined) this.#remember(name, found);
    return found;
  }

  answerTo(commandId: string): EarlierAnswer | undefined {
    const command = this.#rows.commandOf(commandId);
    if (command === undefined) return undefined;
    const answer = { position: encodePosition(command.place), revisions: command.revisions, repeated: false };
    return remembered(answer, command.last.meta.fingerprint);
  }

  /**
   * Writes what may be written, in order, in one transaction; when it returns, it is on disk.
   * @throws LogFull when there was no room: nothing was written; LogLost when the file is no longer where it was; LogUnusable when the disk failed: nothing is written any more by this writer
   */
  write(batch: readonly Waiting[]): Written {
    if (this.#broken !== undefined) throw this.#broken;
    const transaction = new Transaction(this, this.#end);
    try {
      this.#mustBeInPlace();
      const outcomes = batch.map((waiting) => transaction.take(waiting));
      if (transaction.begun) this.#commit.run();
      this.#end = transaction.end;
      for (const [name, stream] of transaction.streams) this.#remember(name, stream);
      if (transaction.begun) this.#testify();
      this.#mustBeInPlace();
      return { outcomes, events: transaction.events };
    } catch (error) {
      throw this.#failed(error);
    }
  }

  begin(): void {
    this.#begin.run();
  }

  /** Inserts one planned append; gives back the streams as they are then, and where the log ends. */
  insert(
    waiting: Waiting,
    planned: Plan,
    known: (name: string) => KnownStream | undefined,
    before: ChainEnd,
  ): [[string, KnownStream][], ChainEnd] {
    const streams = planned.heads.map(([name, head]): [string, KnownStream] => [
      name,
      { ...head, id: known(name)?.id ?? this.#newStream(name) },
    ]);
    const ids = new Map(streams.map(([name, stream]) => [name, stream.id]));
    let { place, sum } = before;
    for (const event of planned.events) {
      const id = ids.get(event.stream);
      if (id === undefined) throw new TypeError(`no id for stream ${event.stream}`);
      sum = chainOn(sum, event.json);
      place = event.place;
      this.#insertEvent.run(place, id, event.revision, sum, event.json);
    }
    this.#insertCommand.run(waiting.commandId, place, planned.answer.revisions.join(' '));
    return [streams, { place, sum }];
  }

  #newStream(name: string): number {
    return Number(this.#insertStream.run(name).lastInsertRowid);
  }

  #remember(name: string, stream: KnownStream): void {
    this.#streams.delete(name);
    this.#streams.set(name, stream);
    if (this.#streams.size > KNOWN_STREAMS) for (const oldest of this.#streams.keys()) if (this.#streams.delete(oldest)) break;
  }

  /** Before and after: what is written to a file that nobody finds again is not acknowledged. */
  #mustBeInPlace(): void {
    if (!this.#open.place.isKept()) throw new LogLost(this.#file);
  }

  /** The events are on disk already: a failure here stops what comes after. */
  #testify(): void {
    try {
      this.#open.witness.write(this.#end.place, this.#end.sum);
    } catch (error) {
      this.#broken = new LogUnusable(this.#file, 'the file beside it cannot be written.', { cause: error });
    }
  }

  /** Takes the transaction back. After anything but a full disk what is on disk is uncertain, and only reading it anew makes it certain. */
  #failed(error: unknown): unknown {
    const said = asLogError(error, this.#file);
    if (!(said instanceof Error)) return said;
    try {
      if (this.#open.db.isTransaction) this.#rollback.run();
    } catch (cause) {
      this.#broken = new LogUnusable(this.#file, 'a failed write could not be taken back.', { cause });
    }
    if (!(said instanceof LogFull)) this.#broken ??= said;
    return said;
  }
}

/** A batch on its way: what is on disk, and on top of it what the batch has written so far. */
class Transaction implements Known {
  readonly streams = new Map<string, KnownStream>();
  readonly events: string[] = [];
  readonly #answers = new Map<string, EarlierAnswer>();
  begun = false;

  constructor(
    private readonly writer: Writer,
    public end: ChainEnd,
  ) {}

  head(name: string): KnownStream | undefined {
    return this.streams.get(name) ?? this.writer.streamOf(name);
  }

  answerTo(commandId: string): EarlierAnswer | undefined {
    return this.#answers.get(commandId) ?? this.writer.answerTo(commandId);
  }

  /** Writes one append, or says why not; a failure of the store is thrown and fails the whole batch. */
  take(waiting: Waiting): Outcome {
    const planned = planOrRefusal(waiting, this, this.end.place);
    if (planned instanceof Error || !isPlan(planned)) return planned;
    if (!this.begun) {
      this.writer.begin();
      this.begun = true;
    }
    const [streams, end] = this.writer.insert(waiting, planned, (name) => this.head(name), this.end);
    for (const [name, stream] of streams) this.streams.set(name, stream);
    for (const event of planned.events) this.events.push(event.json);
    this.#answers.set(waiting.commandId, remembered(planned.answer, waiting.fingerprint));
    this.end = end;
    return planned.answer;
  }
}

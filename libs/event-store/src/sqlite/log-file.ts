import { LogClosed, LogDamaged, LogFull, LogLost, LogUnusable } from '../errors.js';
import type { Waiting } from '../plan.js';
import { asLogError } from './errors.js';
import type { EventRows } from './event-rows.js';
import { openFile, type OpenFile, type SqliteLogOptions } from './open-file.js';
import { Writer, type Written } from './writer.js';

/** A log that cannot be written to is tried again so often. */
const TRY_MS = 1_000;
/** So long after the last write that was seen to succeed, whoever asks whether it can be written to has it tried. */
const FRESH_MS = 10_000;

/** Only a restart, with other files, mends it. */
const isForGood = (failure: Error): boolean => failure instanceof LogDamaged || failure instanceof LogLost;

/**
 * The open file of a log and its writer. After a write that failed nothing more is acknowledged until one has been seen to succeed, and until the
 * file has been closed, read anew and found to hold all that was acknowledged: what SQLite has in memory then is no proof of what is on disk.
 * When the cause is gone the log goes on by itself.
 */
export class LogFile {
  readonly partnership: string;
  #open: OpenFile;
  #writer: Writer;
  #failure: Error | undefined;
  /** Why the file is closed in the middle of a recovery: neither read nor written. */
  #down: Error | undefined;
  #closed = false;
  #writtenAt = performance.now();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param adopted told, by their places, of events that turned out to be on disk although their append had failed
   * @throws LogInUse, LogDamaged, LogUnusable, LogFull, OtherPartnership
   */
  constructor(
    private readonly options: SqliteLogOptions,
    private readonly adopted: (after: number, count: number) => void,
  ) {
    this.#open = openFile(options);
    this.#writer = new Writer(this.#open, options.file);
    this.partnership = this.#open.partnership;
  }

  /** @throws LogClosed, LogUnusable */
  get rows(): EventRows {
    this.mustBeOpen();
    return this.#open.rows;
  }

  /** @throws LogClosed, LogUnusable */
  get writer(): Writer {
    this.mustBeOpen();
    return this.#writer;
  }

  /** Why nothing can be written now. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** The same, and when nothing has been written for a while it is tried now, without adding anything. */
  whyNotWritable(): Error | undefined {
    if (!this.#closed && this.#failure === undefined) {
      try {
        if (!this.#open.place.isKept()) throw new LogLost(this.options.file);
        if (performance.now() - this.#writtenAt > FRESH_MS) this.#try();
      } catch (error) {
        this.#fail(error);
      }
    }
    return this.#failure;
  }

  /** Writes a batch; see Writer. */
  write(batch: readonly Waiting[]): Written {
    if (this.#closed) throw new LogClosed();
    if (this.#failure !== undefined && !(this.#failure instanceof LogFull)) this.#recover();
    try {
      const written = this.#writer.write(batch);
      this.#writtenAt = performance.now();
      this.#recovered();
      return written;
    } catch (error) {
      throw this.#fail(error);
    } finally {
      if (this.#writer.broken !== undefined) this.#fail(this.#writer.broken);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    if (this.#down === undefined) this.#open.closeFile();
    this.#open.unlock();
  }

  /** @throws LogClosed, LogUnusable */
  mustBeOpen(): void {
    if (this.#closed) throw new LogClosed();
    if (this.#down !== undefined) throw this.#down;
  }

  #fail(error: unknown): unknown {
    const said = asLogError(error, this.options.file);
    if (!(said instanceof Error)) return said;
    if (this.#failure === undefined) this.options.report?.(`${said.message} Commands are refused meanwhile.`);
    this.#failure = said;
    if (!this.#closed && !isForGood(said)) this.#timer ??= setTimeout(() => this.#tryAgain(), TRY_MS).unref();
    return said;
  }

  #tryAgain(): void {
    this.#timer = undefined;
    try {
      if (this.#failure !== undefined) this.#recover();
    } catch {
      // Kept as the failure; the next try is set.
    }
  }

  /** @throws what still stands in the way */
  #recover(): void {
    if (this.#failure !== undefined && isForGood(this.#failure)) throw this.#failure;
    try {
      // While writing fails the file stays open, for reading.
      if (this.#down === undefined) this.#try();
      this.#reopen();
    } catch (error) {
      const said = this.#fail(error);
      if (this.#down !== undefined) this.#down = this.#failure;
      throw said;
    }
    this.#writtenAt = performance.now();
    this.#recovered();
  }

  /** Writes what is there already, durably. */
  #try(): void {
    this.#open.touch();
    this.#writtenAt = performance.now();
  }

  #reopen(): void {
    const { end } = this.#writer;
    if (this.#down === undefined) this.#open.closeFile();
    this.#down = this.#failure ?? new LogUnusable(this.options.file, 'it is being opened again.');
    const opened = this.#open.reopen();
    if (opened.end.place < end.place || opened.rows.sumAt(end.place) !== end.sum) {
      opened.closeFile();
      throw new LogDamaged(
        this.options.file,
        `event ${String(end.place)} had been acknowledged and is not there. Restore it from a backup.`,
      );
    }
    this.#open = opened;
    this.#writer = new Writer(opened, this.options.file);
    this.#down = undefined;
    if (opened.end.place > end.place) this.adopted(end.place, opened.end.place - end.place);
  }

  #recovered(): void {
    if (this.#failure === undefined || this.#writer.broken !== undefined) return;
    this.#failure = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.options.report?.(`The event log ${this.options.file} can be written again.`);
  }
}

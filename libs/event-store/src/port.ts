/** What can be written as JSON and read back the same. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An event that is to be written: a literal past-tense type and data that survives a round trip through JSON. */
export interface NewEvent {
  readonly type: string;
  readonly data: object;
}

/** Who acts: the account that is signed in, the person and organisation it acts for, and in which role. */
export interface Actor {
  readonly account: string;
  readonly person?: string;
  readonly organisation?: string;
  readonly role: string;
}

/** What every event of one command carries. */
export interface CommandMeta {
  /** Idempotency key: the same id again gives the same answer and writes nothing. Time-ordered ids (UUID version 7) keep the log's index small. */
  readonly commandId: string;
  /** Keyed hash of the command's content, so that an id used for two different commands is told apart from a repeated command. */
  readonly fingerprint?: string;
  readonly actor: Actor;
  /** ISO 8601 instant; becomes the time of the command's events. */
  readonly at: string;
  /** Id of the event or command that made this command happen. */
  readonly cause?: string;
  /** Id shared by everything that follows from one first command. */
  readonly correlation?: string;
}

/** Events for one stream, and what the writer believes about that stream. */
export interface Write {
  /** `category-id`, for example `meeting-7f3a`. */
  readonly stream: string;
  /** Revision of the stream's last event; -1: the stream must not exist. */
  readonly expectedRevision: number;
  /**
   * Id of the stream's last event, given by a writer whose belief includes appends that are not answered yet: when one of those fails
   * and somebody else's events take its revisions, this write fails too. An adapter that cannot compare it holds
   * such a write back until the append it rests on is answered.
   */
  readonly expectedEvent?: string;
  /** May be empty when another write of the same append is not: then only the belief is checked. */
  readonly events: readonly NewEvent[];
}

declare const positionBrand: unique symbol;
/** Place in the log: opaque, ordered by plain string comparison. '' (START) is before everything. */
export type Position = string & { readonly [positionBrand]: true };

export interface StoredMeta extends CommandMeta {
  readonly partnership: string;
}

export interface StoredEvent {
  /** Deterministic (UUID version 5 of command id and index), so that a repeated write has the same ids. */
  readonly id: string;
  readonly stream: string;
  /** Place in the stream, from 0, without gaps. */
  readonly revision: number;
  readonly position: Position;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, Json>>;
  readonly meta: StoredMeta;
}

/** The answer to an append. */
export interface Appended {
  /** Of the last event written. */
  readonly position: Position;
  /** Last revision of each write's stream, in the order of the writes. */
  readonly revisions: readonly number[];
  /** True when an earlier command with this id had been answered before: nothing was written now. */
  readonly repeated: boolean;
}

/** The answer an earlier command got. */
export interface EarlierAnswer extends Appended {
  readonly fingerprint?: string;
}

export interface SubscribeOptions {
  /** Called when everything that was in the log has been handled and the handler is fed live; again after it fell behind and caught up. */
  readonly onCaughtUp?: () => void;
  /** Called once when the handler or the log failed; the subscription has ended. Without it the error is thrown as uncaught. */
  readonly onError?: (error: unknown) => void;
}

export interface Subscription {
  /** Position of the last event whose handler has finished. */
  readonly position: Position;
  /** Ends the subscription; resolves when a handler that is running has finished (a handler must therefore not wait for it). */
  stop(): Promise<void>;
}

/** Called with events in log order; the next batch waits until it has finished. */
export type EventHandler = (events: readonly StoredEvent[]) => void | Promise<void>;

/** The log of one partnership: the only place where anything changes. */
export interface EventLog {
  readonly partnership: string;
  /**
   * Writes all or nothing, also over several streams. Resolves when it is durable.
   * @throws WrongRevision, CommandReused, LogFull, LogClosed, LogDamaged, LogLost, LogUnusable; RangeError or TypeError when what is given is no append
   */
  append(writes: readonly Write[], meta: CommandMeta): Promise<Appended>;
  /** What an earlier command with this id was answered. */
  answerTo(commandId: string): Promise<EarlierAnswer | undefined>;
  /** A stream's events from a revision on, in pages; ends at the stream's end. */
  read(stream: string, from?: number): AsyncIterable<readonly StoredEvent[]>;
  /** All events after a position in log order, at most `limit`, in pages of at most 2,000; ends at the log's end. */
  readAll(after: Position, limit?: number): AsyncIterable<readonly StoredEvent[]>;
  /** Feeds a handler with what is after a position and then, without gap or repeat, with what is appended. */
  subscribe(after: Position, handler: EventHandler, options?: SubscribeOptions): Subscription;
  /** Position of the last event in the log; START when it is empty. */
  head(): Promise<Position>;
  /**
   * A checksum over everything up to a position, that event included: two logs that have the same one there have the same history so far, though
   * both may go on differently. Undefined when the log has no event there.
   */
  sumAt(position: Position): Promise<string | undefined>;
  /** Why nothing can be appended now (LogFull, LogUnusable, LogDamaged); a log that goes on by itself when the cause is gone says nothing then. */
  whyNotWritable(): Error | undefined;
  /** Finishes the appends that wait, ends all subscriptions; what comes later is refused with LogClosed. */
  close(): Promise<void>;
}

import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS streams (
    stream_id TEXT NOT NULL, stream_position BIGINT NOT NULL DEFAULT 0, partition TEXT NOT NULL, stream_type TEXT NOT NULL,
    stream_metadata TEXT NOT NULL, is_archived BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (stream_id, partition, is_archived), UNIQUE (stream_id, partition, is_archived));
  CREATE TABLE IF NOT EXISTS messages (
    stream_id TEXT NOT NULL, stream_position BIGINT NOT NULL, partition TEXT NOT NULL, message_kind CHAR(1) NOT NULL,
    message_data TEXT NOT NULL, message_metadata TEXT NOT NULL, message_schema_version TEXT NOT NULL, message_type TEXT NOT NULL,
    message_id TEXT NOT NULL, is_archived BOOLEAN NOT NULL DEFAULT FALSE, global_position INTEGER PRIMARY KEY,
    created DATETIME DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (stream_id, stream_position, partition, is_archived));`;

export interface NaiveEvent {
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

/**
 * A stand-in for an event store of the usual kind, doing per append what Emmett's store for SQLite (0.38.5) does: open the file, begin, move the
 * stream's position and compare it with the expected one, insert the event, commit, close. Each statement is prepared anew and
 * every step is waited for, as there. It is not slower than what it stands for: the driver is Node's own, without its thread pool.
 */
export class NaiveStore {
  readonly #file: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
    const database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(SCHEMA);
    database.close();
  }

  /** Appends one event when the stream is where the writer believes; one append after the other. Answers with its global position. */
  append(stream: string, expected: number, event: NaiveEvent): Promise<number> {
    const appended = this.#last.then(() => this.#append(stream, expected, event));
    this.#last = appended.catch(() => undefined);
    return appended;
  }

  async #append(stream: string, expected: number, { type, data, meta }: NaiveEvent): Promise<number> {
    const database = new DatabaseSync(this.#file);
    try {
      await step(() => {
        database.exec('PRAGMA journal_mode = WAL');
      });
      await step(() => {
        database.exec('BEGIN IMMEDIATE TRANSACTION');
      });
      const moved = await step(() =>
        expected === 0
          ? database
              .prepare(
                `INSERT INTO streams (stream_id, stream_position, partition, stream_type, stream_metadata, is_archived)
                 VALUES (?, 1, 'default', ?, '[]', false) RETURNING stream_position`,
              )
              .get(stream, stream.split('-')[0]!)
          : database
              .prepare(
                `UPDATE streams SET stream_position = stream_position + 1
                 WHERE stream_id = ? AND partition = 'default' AND is_archived = false RETURNING stream_position`,
              )
              .get(stream),
      );
      if (moved?.['stream_position'] !== expected + 1) throw new Error('the stream has moved on');
      const inserted = await step(() =>
        database
          .prepare(
            `INSERT INTO messages (stream_id, stream_position, partition, message_kind, message_data, message_metadata,
               message_schema_version, message_type, message_id, is_archived)
             VALUES (?, ?, 'default', 'E', ?, ?, '1', ?, ?, 0) RETURNING CAST(global_position AS VARCHAR) AS global_position`,
          )
          .all(stream, String(expected + 1), data, meta, type, randomUUID()),
      );
      await step(() => {
        database.exec('COMMIT');
      });
      return Number(inserted[0]?.['global_position']);
    } finally {
      database.close();
    }
  }
}

/** Does something and lets its outcome arrive in a later turn, as a driver with callbacks does. */
async function step<T>(work: () => T): Promise<T> {
  const value = work();
  await new Promise((resolve) => setImmediate(resolve));
  return value;
}

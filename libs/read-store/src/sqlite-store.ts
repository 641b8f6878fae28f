import { StoreClosed, StoreDamaged, type Changes, type Checkpoint, type DocumentKey, type ReadStore, type StoredDocument } from './port.js';
import { documentOf, isDamage, openFile, removeFile, sumOf, type OpenFile } from './sqlite-file.js';

export interface SqliteStoreOptions {
  /** Path of the file; made when it is not there. */
  readonly file: string;
  /** Told in one line when the file could not be used and was thrown away. */
  readonly onDamage?: (message: string) => void;
}

const PAGE = 500;

/**
 * A store in one SQLite file. A file that cannot be used (cut short, altered, not a database, of an older layout) is thrown away and
 * begun anew, also when it shows only while it is read: the documents are then made again from the log.
 */
export function openSqliteStore(options: SqliteStoreOptions): ReadStore {
  return new SqliteStore(options);
}

class SqliteStore implements ReadStore {
  #file: OpenFile | undefined;
  #stamp: string | undefined;
  readonly #options: SqliteStoreOptions;

  constructor(options: SqliteStoreOptions) {
    this.#options = options;
    try {
      this.#file = openFile(options.file);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#beginAnew(error);
    }
  }

  async claim(stamp: string): Promise<boolean> {
    this.#stamp = stamp;
    return this.#use((file) => {
      if (file.stamp() !== stamp) file.restart(stamp);
      return file.holdsSomething();
    });
  }

  async get(kind: string, id: string): Promise<StoredDocument | undefined> {
    return this.#use(({ get }) => documentOf(get.get(kind, id)));
  }

  async getMany(keys: readonly DocumentKey[]): Promise<readonly (StoredDocument | undefined)[]> {
    return this.#use(({ get }) => keys.map(({ kind, id }) => documentOf(get.get(kind, id))));
  }

  async *each(kind: string): AsyncGenerator<readonly StoredDocument[]> {
    let after = '';
    for (;;) {
      const page = this.#use((file) => file.page.all(kind, after, PAGE).flatMap((row) => documentOf(row) ?? []));
      if (page.length > 0) yield page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.id;
    }
  }

  async commit({ docs = [], removed = [], checkpoint }: Changes): Promise<void> {
    this.#use((file) => {
      file.transaction(() => {
        for (const { kind, id, version, at, body, seen } of docs) {
          const row = { kind, id, version, at, body: JSON.stringify(body), seen: seen === undefined ? null : JSON.stringify(seen) };
          file.put.run(kind, id, version, at, row.body, row.seen, sumOf(row));
        }
        for (const { kind, id } of removed) file.remove.run(kind, id);
        if (checkpoint !== undefined) file.putCheckpoint.run(checkpoint.name, checkpoint.position, checkpoint.sum);
      });
    });
  }

  async checkpoint(name: string): Promise<Checkpoint | undefined> {
    const row = this.#use((file) => file.checkpoint.get(name)) as unknown as Checkpoint | undefined;
    return row === undefined ? undefined : { position: row.position, sum: row.sum };
  }

  async clear(): Promise<void> {
    this.#use((file) => {
      file.restart(this.#stamp);
    });
  }

  async close(): Promise<void> {
    this.#file?.close();
    this.#file = undefined;
  }

  #use<T>(work: (file: OpenFile) => T): T {
    if (this.#file === undefined) throw new StoreClosed();
    try {
      return work(this.#file);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#file.close();
      this.#beginAnew(error);
      throw new StoreDamaged(`The documents in ${this.#options.file} were damaged`, { cause: error });
    }
  }

  #beginAnew(error: unknown): void {
    const { file, onDamage } = this.#options;
    const reason = error instanceof Error ? error.message : String(error);
    onDamage?.(`The documents in ${file} cannot be read (${reason}); they are thrown away and made again from the event log.`);
    removeFile(file);
    this.#file = openFile(file);
    if (this.#stamp !== undefined) this.#file.restart(this.#stamp);
  }
}

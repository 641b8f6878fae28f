import { z } from 'zod';
import type { StoreFile } from './store-file.js';

const NOBODY = '';
const Row = z.object({ account: z.string(), asked: z.number() });

/** That somebody asked for a new way in to an account: shown to the administrator until there is a link for it. */
export class ResetRequests {
  constructor(private readonly file: StoreFile) {
    const { db } = file;
    this.#add = db.prepare(
      'INSERT INTO reset_request (account, asked) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET asked = excluded.asked',
    );
    this.#all = db.prepare("SELECT account, asked FROM reset_request WHERE account <> '' ORDER BY asked DESC");
    this.#drop = db.prepare('DELETE FROM reset_request WHERE account = ?');
  }

  readonly #add: ReturnType<StoreFile['db']['prepare']>;
  readonly #all: ReturnType<StoreFile['db']['prepare']>;
  readonly #drop: ReturnType<StoreFile['db']['prepare']>;

  /** @param account `undefined`: whom nobody knows. That is written down as well, and told nobody: so it takes as long. */
  add(account: string | undefined, at: number): void {
    this.file.write(() => this.#add.run(account ?? NOBODY, at));
  }

  /** The latest first. */
  all(): readonly z.infer<typeof Row>[] {
    return this.#all.all().map((row) => Row.parse(row));
  }

  drop(account: string): void {
    this.file.write(() => this.#drop.run(account));
  }
}

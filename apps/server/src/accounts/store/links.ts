import { z } from 'zod';
import { hashOf, newToken } from './secrets.js';
import type { StoreFile } from './store-file.js';

/** What a link that was handed to somebody is for. */
export interface StoredLink {
  readonly account: string;
  readonly purpose: 'invitation' | 'reset';
  readonly until: number;
}

const LinkRow = z.object({ account: z.string(), purpose: z.enum(['invitation', 'reset']), until: z.number() });

/** Links by which a new holder comes in: each for one account, for a time, and once. */
export class Links {
  readonly #statements: ReturnType<typeof linkStatements>;

  constructor(private readonly file: StoreFile) {
    this.#statements = linkStatements(file);
  }

  /** Keeps a link. The same again changes its time only, and nothing once it was used. */
  add(token: string, { account, purpose, until }: StoredLink): void {
    this.file.write(() => this.#statements.add.run(hashOf(token), account, purpose, until));
  }

  /** What a link is for; `undefined` when there is none, or it was used, or its time is over. */
  find(token: string, now: number): StoredLink | undefined {
    const row = this.#statements.find.get(hashOf(token), now);
    return row === undefined ? undefined : LinkRow.parse(row);
  }

  /** Uses a link: nobody can afterwards, and no other link of the account either. @returns what it was for */
  spend(token: string, now: number): StoredLink | undefined {
    return this.file.write(() => {
      const link = this.find(token, now);
      if (link !== undefined) this.#statements.spendOf.run(now, link.account, '');
      return link;
    });
  }

  /** Makes an account's links worthless, but for one. */
  spendOthers(account: string, token: string, now: number): void {
    this.file.write(() => this.#statements.spendOf.run(now, account, hashOf(token)));
  }

  /** Forgets a link that was not given to anybody. */
  forget(token: string): void {
    this.file.write(() => this.#statements.forget.run(hashOf(token)));
  }

  erase(account: string): void {
    this.file.write(() => this.#statements.erase.run(account));
  }

  purge(now: number): void {
    this.file.write(() => this.#statements.purge.run(now));
  }
}

function linkStatements({ db }: StoreFile) {
  return {
    add: db.prepare(
      `INSERT INTO link (hash, account, purpose, until) VALUES (?, ?, ?, ?)
       ON CONFLICT (hash) DO UPDATE SET until = excluded.until WHERE spent IS NULL`,
    ),
    find: db.prepare('SELECT account, purpose, until FROM link WHERE hash = ? AND spent IS NULL AND until > ?'),
    spendOf: db.prepare('UPDATE link SET spent = ? WHERE account = ? AND hash <> ? AND spent IS NULL'),
    forget: db.prepare('DELETE FROM link WHERE hash = ?'),
    erase: db.prepare('DELETE FROM link WHERE account = ?'),
    purge: db.prepare('DELETE FROM link WHERE until <= ?'),
  };
}

const ChallengeRow = z.object({ data: z.string() });
/** More than are under way at once in any partnership; whoever asks for more pushes out the oldest. */
const CHALLENGES = 20_000;

/** What is remembered between two steps of a sign-in, for minutes, and taken once. */
export class Challenges {
  readonly #statements: ReturnType<typeof challengeStatements>;

  constructor(private readonly file: StoreFile) {
    this.#statements = challengeStatements(file);
  }

  /**
   * Remembers something until a time (milliseconds since 1970).
   * @param purpose what it may be taken for, and for nothing else
   * @param data JSON
   * @returns the token that it is taken with
   */
  make(purpose: string, data: unknown, { now, until }: { readonly now: number; readonly until: number }): string {
    const token = newToken();
    this.file.write(() => {
      this.#statements.purge.run(now);
      this.#statements.trim.run(CHALLENGES - 1);
      this.#statements.add.run(hashOf(token), purpose, JSON.stringify(data), until);
    });
    return token;
  }

  /** What was remembered under a token: the first time, and before its time is over. */
  take(purpose: string, token: string, now: number): unknown {
    return this.file.write(() => {
      const row = this.#statements.take.get(hashOf(token), purpose, now);
      return row === undefined ? undefined : (JSON.parse(ChallengeRow.parse(row).data) as unknown);
    });
  }
}

function challengeStatements({ db }: StoreFile) {
  return {
    purge: db.prepare('DELETE FROM challenge WHERE until <= ?'),
    trim: db.prepare('DELETE FROM challenge WHERE hash IN (SELECT hash FROM challenge ORDER BY until DESC LIMIT -1 OFFSET ?)'),
    add: db.prepare('INSERT INTO challenge (hash, purpose, data, until) VALUES (?, ?, ?, ?)'),
    take: db.prepare('DELETE FROM challenge WHERE hash = ? AND purpose = ? AND until > ? RETURNING data'),
  };
}

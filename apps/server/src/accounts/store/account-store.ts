import type { DatabaseSync } from 'node:sqlite';
import { Credentials } from './credentials.js';
import { Challenges, Links } from './links.js';
import { ResetRequests } from './reset-requests.js';
import { AccountSecrets } from './secrets.js';
import { SessionRows } from './session-rows.js';
import { takeOver } from './take-over.js';
import { AccountsUnusable, openStoreFile, type StoreFile, type StoreFileOptions } from './store-file.js';

/**
 * What is not in the log: credentials, sessions, links. Everything that it has returned from is on disk. All its parts are used at once within
 * one process, which owns the file.
 */
export class AccountStore {
  readonly credentials: Credentials;
  readonly links: Links;
  readonly challenges: Challenges;
  readonly sessions: SessionRows;
  readonly resets: ResetRequests;

  constructor(
    private readonly file: StoreFile,
    readonly secrets: AccountSecrets,
  ) {
    this.credentials = new Credentials(file, secrets);
    this.links = new Links(file);
    this.challenges = new Challenges(file);
    this.sessions = new SessionRows(file);
    this.resets = new ResetRequests(file);
  }

  /** Made just now. */
  get isNew(): boolean {
    return this.file.isNew;
  }

  /** Several changes: all of them or none. */
  together<T>(change: () => T): T {
    return this.file.write(change);
  }

  /** Takes every way in from an account: credentials, links, what was asked for. Its sessions are ended by whoever tells those who hold them. */
  erase(account: string): void {
    this.together(() => {
      this.credentials.erase(account);
      this.links.erase(account);
      this.resets.drop(account);
    });
    // Pages as they were before stay in the write-ahead log until it is begun anew.
    this.file.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Why the last change could not be written, if it still cannot be. */
  whyNotWritable(): unknown {
    return this.file.whyNotWritable();
  }

  close(): void {
    this.file.close();
  }
}

/** `file`: `:memory:` for one that lives as long as the process. */
export interface AccountStoreOptions extends Omit<StoreFileOptions, 'accept'> {
  /** 32 random bytes, the same every time. */
  readonly key: Uint8Array;
  /** Whose log the accounts are in. */
  readonly partnership?: string;
  /**
   * Goes on with the copy that is there, or a new one: every session ends, links are worth nothing, and of the means of signing in those stay that are
   * named here, by their ids in the log.
   */
  readonly accept?: ReadonlySet<string>;
}

/**
 * Opens the file of credentials and sessions, making it when it is not there.
 * @throws AccountsUnusable when it is damaged, not ours, in use, not the copy that was written to last, was made with another key or for another log
 */
export function openAccountStore({ key, partnership, accept, ...options }: AccountStoreOptions): AccountStore {
  const { file } = options;
  const secrets = new AccountSecrets(key);
  const facts = { key: secrets.mac('check'), ...(partnership === undefined ? {} : { partnership }) };
  const accepting = accept === undefined ? {} : { accept: (db: DatabaseSync) => takeOver(db, facts, accept) };
  const opened = openStoreFile({ ...options, ...accepting });
  try {
    // With another key every e-mail address would be an unknown one.
    mustAgree(opened, 'key', facts.key, file, 'it was made with another key. Restore the two files from the same backup.');
    if (partnership !== undefined)
      mustAgree(opened, 'partnership', partnership, file, 'it belongs to another log. Restore the one that belongs to this log.');
    return new AccountStore(opened, secrets);
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** What the file was made for, noted the first time. */
function mustAgree({ db, write }: StoreFile, name: string, value: string, file: string, why: string): void {
  write(() => db.prepare('INSERT OR IGNORE INTO fact (name, value) VALUES (?, ?)').run(name, value));
  if (db.prepare('SELECT value FROM fact WHERE name = ?').get(name)?.['value'] !== value) throw new AccountsUnusable(file, why);
}

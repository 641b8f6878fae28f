import { Credentials } from './credentials.js';
import { Challenges, Links } from './links.js';
import { ResetRequests } from './reset-requests.js';
import { AccountSecrets } from './secrets.js';
import { SessionRows } from './session-rows.js';
import { AccountsUnusable, openStoreFile, type StoreFile } from './store-file.js';

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

  close(): void {
    this.file.close();
  }
}

export interface AccountStoreOptions {
  /** `:memory:` for one that lives as long as the process. */
  readonly file: string;
  /** 32 random bytes, the same every time. */
  readonly key: Uint8Array;
}

/**
 * Opens the file of credentials and sessions, making it when it is not there.
 * @throws AccountsUnusable when it is damaged, not ours, in use, or was made with another key
 */
export function openAccountStore({ file, key }: AccountStoreOptions): AccountStore {
  const opened = openStoreFile(file);
  try {
    const secrets = new AccountSecrets(key);
    mustBeItsKey(opened, secrets, file);
    return new AccountStore(opened, secrets);
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** With another key every e-mail address would be an unknown one. */
function mustBeItsKey({ db, write }: StoreFile, secrets: AccountSecrets, file: string): void {
  const check = secrets.mac('check');
  write(() => db.prepare("INSERT OR IGNORE INTO fact (name, value) VALUES ('key', ?)").run(check));
  if (db.prepare("SELECT value FROM fact WHERE name = 'key'").get()?.['value'] !== check) {
    throw new AccountsUnusable(file, 'it was made with another key. Restore the two files from the same backup.');
  }
}

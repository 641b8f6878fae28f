import { z } from 'zod';
import type { Means } from '@samverkan/contract';
import { normalEmail, type AccountSecrets } from './secrets.js';
import type { StoreFile } from './store-file.js';

/** A password as it is kept. */
export interface StoredPassword {
  readonly account: string;
  /** The credential's id in the log. */
  readonly credential: string;
  /** PHC string of argon2id, with its salt and parameters. */
  readonly hash: string;
  readonly since: number;
}

/** A passkey as it is kept. */
export interface StoredPasskey {
  /** What the authenticator calls it (base64url). */
  readonly key: string;
  /** The credential's id in the log and on the page: tells nothing of the authenticator. */
  readonly credential: string;
  readonly account: string;
  /** COSE. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly since: number;
  readonly used?: number;
  readonly backedUp: boolean;
}

/** That somebody at an identity provider is the holder of an account. */
export interface StoredOpenid {
  readonly account: string;
  readonly credential: string;
  readonly since: number;
}

const PasswordRow = z.object({ account: z.string(), credential: z.string(), hash: z.string(), since: z.number() });
const OpenidRow = PasswordRow.omit({ hash: true });
const AccountRow = z.object({ account: z.string() });
const PasskeyRow = z
  .object({
    key: z.string(),
    credential: z.string(),
    account: z.string(),
    public_key: z.instanceof(Uint8Array),
    counter: z.number(),
    transports: z.string(),
    label: z.string(),
    since: z.number(),
    used: z.number().nullable(),
    backed_up: z.number(),
  })
  .transform(({ public_key, transports, used, backed_up, ...row }): StoredPasskey => ({
    ...row,
    publicKey: Uint8Array.from(public_key),
    transports: transports === '' ? [] : transports.split(','),
    ...(used === null ? {} : { used }),
    backedUp: backed_up === 1,
  }));

/** How each account's holder proves who they are. */
export class Credentials {
  readonly #statements: ReturnType<typeof statements>;

  constructor(
    private readonly file: StoreFile,
    private readonly secrets: AccountSecrets,
  ) {
    this.#statements = statements(file);
  }

  /** What stands for an e-mail address, whether or not anybody signs in by it: a keyed hash. */
  loginOf(email: string): string {
    return this.secrets.mac('login', normalEmail(email));
  }

  /** The account that an e-mail address signs in to. */
  accountOf(email: string): string | undefined {
    const row = this.#statements.login.get(this.loginOf(email));
    return row === undefined ? undefined : AccountRow.parse(row).account;
  }

  /** Makes an e-mail address sign in to an account, in place of the account's earlier one. @returns false when it is another account's */
  setLogin(account: string, email: string): boolean {
    const mac = this.loginOf(email);
    return this.file.write(() => {
      const holder = this.accountOf(email);
      if (holder !== undefined) return holder === account;
      this.#statements.dropLogin.run(account);
      this.#statements.addLogin.run(mac, account);
      return true;
    });
  }

  /** As `setLogin`. @returns what puts the account's earlier address back; `undefined` when the new one is another account's */
  takeLogin(account: string, email: string): (() => void) | undefined {
    const before = this.#statements.loginOf.get(account)?.['mac'];
    if (!this.setLogin(account, email)) return undefined;
    return () => {
      this.file.write(() => {
        this.#statements.dropLogin.run(account);
        if (typeof before === 'string') this.#statements.addLogin.run(before, account);
      });
    };
  }

  password(account: string): StoredPassword | undefined {
    const row = this.#statements.password.get(account);
    return row === undefined ? undefined : PasswordRow.parse(row);
  }

  /** Keeps a password in place of the account's earlier one. */
  setPassword({ account, credential, hash, since }: StoredPassword): void {
    this.file.write(() => this.#statements.setPassword.run(account, credential, hash, since));
  }

  passkeys(account: string): readonly StoredPasskey[] {
    return this.#statements.passkeys.all(account).map((row) => PasskeyRow.parse(row));
  }

  /** @param key what the authenticator calls it */
  passkey(key: string): StoredPasskey | undefined {
    const row = this.#statements.passkey.get(key);
    return row === undefined ? undefined : PasskeyRow.parse(row);
  }

  /** @returns false when there is one of that key already */
  addPasskey(passkey: Omit<StoredPasskey, 'used'>): boolean {
    const { key, credential, account, publicKey, counter, transports, label, since, backedUp } = passkey;
    return this.file.write(
      () =>
        this.#statements.addPasskey.run(key, credential, account, publicKey, counter, transports.join(','), label, since, backedUp ? 1 : 0)
          .changes === 1,
    );
  }

  /** Notes that a passkey was used, and its authenticator's count. */
  usedPasskey(key: string, used: { readonly counter: number; readonly backedUp: boolean; readonly at: number }): void {
    this.file.write(() => this.#statements.usedPasskey.run(used.counter, used.backedUp ? 1 : 0, used.at, key));
  }

  /** @returns whether the account has such a passkey */
  renamePasskey(account: string, credential: string, label: string): boolean {
    return this.file.write(() => this.#statements.renamePasskey.run(label, account, credential).changes === 1);
  }

  /** The account's holder at an identity provider. */
  openid(issuer: string, subject: string): StoredOpenid | undefined {
    const row = this.#statements.openid.get(this.#openidMac(issuer, subject));
    return row === undefined ? undefined : OpenidRow.parse(row);
  }

  openidOf(account: string): readonly StoredOpenid[] {
    return this.#statements.openidOf.all(account).map((row) => OpenidRow.parse(row));
  }

  /** @returns false when that holder has an account already */
  addOpenid(issuer: string, subject: string, { account, credential, since }: StoredOpenid): boolean {
    const mac = this.#openidMac(issuer, subject);
    return this.file.write(() => this.#statements.addOpenid.run(mac, credential, account, since).changes === 1);
  }

  /** Takes a means of signing in away from an account, by its id in the log. @returns which it was */
  remove(account: string, credential: string): Means | undefined {
    const { dropPassword, dropPasskey, dropOpenid } = this.#statements;
    return this.file.write(() => {
      if (dropPassword.run(account, credential).changes === 1) return 'password';
      if (dropPasskey.run(account, credential).changes === 1) return 'passkey';
      return dropOpenid.run(account, credential).changes === 1 ? 'openid' : undefined;
    });
  }

  /** How many ways in an account has. */
  count(account: string): number {
    return (this.password(account) === undefined ? 0 : 1) + this.passkeys(account).length + this.openidOf(account).length;
  }

  /** Takes everything from an account by which anybody could sign in to it, the e-mail address too. */
  erase(account: string): void {
    this.file.write(() => {
      for (const statement of this.#statements.erase) statement.run(account);
    });
  }

  #openidMac(issuer: string, subject: string): string {
    return this.secrets.mac('openid', issuer, subject);
  }
}

function statements({ db }: StoreFile) {
  return {
    login: db.prepare('SELECT account FROM login WHERE mac = ?'),
    loginOf: db.prepare('SELECT mac FROM login WHERE account = ?'),
    dropLogin: db.prepare('DELETE FROM login WHERE account = ?'),
    addLogin: db.prepare('INSERT INTO login (mac, account) VALUES (?, ?)'),
    password: db.prepare('SELECT account, credential, hash, since FROM password WHERE account = ?'),
    setPassword: db.prepare('INSERT OR REPLACE INTO password (account, credential, hash, since) VALUES (?, ?, ?, ?)'),
    passkeys: db.prepare('SELECT * FROM passkey WHERE account = ? ORDER BY since, credential'),
    passkey: db.prepare('SELECT * FROM passkey WHERE key = ?'),
    addPasskey: db.prepare(
      `INSERT OR IGNORE INTO passkey (key, credential, account, public_key, counter, transports, label, since, backed_up)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    usedPasskey: db.prepare('UPDATE passkey SET counter = ?, backed_up = ?, used = ? WHERE key = ?'),
    renamePasskey: db.prepare('UPDATE passkey SET label = ? WHERE account = ? AND credential = ?'),
    openid: db.prepare('SELECT account, credential, since FROM openid WHERE mac = ?'),
    openidOf: db.prepare('SELECT account, credential, since FROM openid WHERE account = ? ORDER BY since, credential'),
    addOpenid: db.prepare('INSERT OR IGNORE INTO openid (mac, credential, account, since) VALUES (?, ?, ?, ?)'),
    dropPassword: db.prepare('DELETE FROM password WHERE account = ? AND credential = ?'),
    dropPasskey: db.prepare('DELETE FROM passkey WHERE account = ? AND credential = ?'),
    dropOpenid: db.prepare('DELETE FROM openid WHERE account = ? AND credential = ?'),
    erase: ['login', 'password', 'passkey', 'openid'].map((table) => db.prepare(`DELETE FROM ${table} WHERE account = ?`)),
  };
}

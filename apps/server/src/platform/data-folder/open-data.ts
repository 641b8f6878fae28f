import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSqliteLog, START, type SqliteLog } from '@samverkan/event-store';
import { openSqliteStore, type ReadStore } from '@samverkan/read-store';
import { narrowToOwner } from '@samverkan/sqlite-file';
import { openSqliteVault, type Vault } from '@samverkan/vault';
import { openAccountStore, type AccountStore } from '../../accounts/store/account-store.js';
import { madeAgain, throwAwayForeign } from '../projector/fitness.js';
import { bindKeys, mustBeItsKeys } from './bound-keys.js';
import { credentialsIn } from './known-credentials.js';
import { StorageWatch } from './storage-watch.js';
import { DataFolderUnusable } from './unusable.js';
import { named, wordsFor } from './why-not.js';

const KEY_BYTES = 32;

/**
 * What is in the data folder: the log, which is everything that happened, the keys to its personal data, credentials and sessions, and documents that
 * can be made again.
 */
export interface DataFolder {
  readonly log: SqliteLog;
  readonly vault: Vault;
  readonly store: ReadStore;
  readonly accounts: AccountStore;
  /** Whether the files are still where they were. */
  readonly storage: StorageWatch;
  close(): Promise<void>;
}

/** A file beside the log of which another copy than the last may be taken into use, when somebody says so. */
export type Replaceable = 'keys' | 'accounts';

export interface OpenDataOptions {
  /** Of which file the copy that is there is taken into use, whatever it is. */
  readonly accept?: Replaceable;
}

const KEYS_WAY_OUT =
  'To go on with this one, or with new keys, run "npx samverkan accept keys" while the server is stopped: what no key is left for stays sealed for good.';
const ACCOUNTS_WAY_OUT =
  'To go on with this one, or without any, run "npx samverkan accept accounts" while the server is stopped: everybody is signed out, and links are worth nothing.';

/**
 * Opens the data folder, making it when there is none.
 * @throws DataFolderUnusable, and what log and vault say of their files: LogInUse, LogDamaged, LogFull, VaultUnusable, AccountsUnusable
 */
export async function openData(folder: string, warn: (message: string) => void, { accept }: OpenDataOptions = {}): Promise<DataFolder> {
  makeFolder(folder);
  for (const line of openToOthers(folder)) warn(line);
  const opened: { close(): Promise<void> | void }[] = [];
  const file = (name: string): string => join(folder, name);
  try {
    // The log first: whoever has it has the folder.
    const log = opening(file('events.sqlite'), () => openSqliteLog({ file: file('events.sqlite'), report: warn }));
    opened.push(log);
    const isEmpty = (await log.head()) === START;
    const vault = opening(file('keys.sqlite'), () =>
      openSqliteVault({
        file: file('keys.sqlite'),
        witness: file('head-keys'),
        mustExist: !isEmpty,
        wayOut: KEYS_WAY_OUT,
        accept: accept === 'keys',
      }),
    );
    opened.push(vault);
    if (accept === 'keys') await bindKeys(log, vault, 'ReplaceKeys');
    else await mustBeItsKeys(log, vault, file('keys.sqlite'));
    for (const line of damagedKeys(vault)) warn(line);
    const store = opening(file('read.sqlite'), () => openSqliteStore({ file: file('read.sqlite'), onDamage: warn }));
    opened.push(store);
    const thrownAway = await throwAwayForeign(store, log);
    if (thrownAway !== undefined) warn(madeAgain(thrownAway));
    const key = opening(file('accounts.key'), () => accountsKey(folder, accept === 'accounts'));
    const known = accept === 'accounts' ? { accept: await credentialsIn(log) } : {};
    const accounts = opening(file('accounts.sqlite'), () =>
      openAccountStore({
        file: file('accounts.sqlite'),
        witness: file('head-accounts'),
        wayOut: ACCOUNTS_WAY_OUT,
        key,
        partnership: log.partnership,
        ...known,
      }),
    );
    opened.push(accounts);
    if (accounts.isNew && !isEmpty && accept === undefined)
      warn(`There was no file of accounts in ${folder}: nobody can sign in before being invited.`);
    // Cookies were sealed with it before sessions were kept; it opens nothing any more.
    rmSync(file('session.key'), { force: true });
    narrowToOwner(file('first-start'));
    const storage = new StorageWatch([folder, ...WATCHED.map(file)], warn);
    opened.push(storage);
    return { log, vault, store, accounts, storage, close: () => closeAll(opened) };
  } catch (error) {
    await closeAll(opened);
    throw unusable(folder, error);
  }
}

const WATCHED = ['events.sqlite', 'events.sqlite-wal', 'keys.sqlite', 'accounts.sqlite', 'accounts.sqlite-wal'];

/** Folders that somebody else made may be open to others, who read names' keys and everybody's credentials by it. */
function openToOthers(folder: string): readonly string[] {
  const mode = statSync(folder).mode & 0o777;
  return (mode & 0o077) === 0
    ? []
    : [`The data folder ${folder} is open to others on this machine (mode ${mode.toString(8)}). Close it: chmod 700 ${folder}`];
}

function damagedKeys({ damaged }: Vault): readonly string[] {
  if (damaged.length === 0) return [];
  const [some, more] = [damaged.slice(0, 20), damaged.length - 20];
  const whose = `${some.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
  return [`Keys in keys.sqlite are damaged, and the names sealed with them are not shown (${whose}). Restore the file from a backup.`];
}

async function closeAll(opened: readonly { close(): Promise<void> | void }[]): Promise<void> {
  for (const one of [...opened].reverse()) await one.close();
}

function makeFolder(folder: string): void {
  try {
    makeWithParents(folder);
  } catch (error) {
    throw unusable(folder, error);
  }
}

/** Node's own recursive form never returns where the system says that a parent which is there is not (under /proc, for instance). */
function makeWithParents(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error('a file'), { code: 'EEXIST' });
    return;
  }
  const parent = dirname(folder);
  if (parent !== folder) makeWithParents(parent);
  mkdirSync(folder, { mode: 0o700 });
}

/** The key that e-mail addresses are hashed with, made together with the file of accounts. */
function accountsKey(folder: string, accept: boolean): Uint8Array {
  const file = join(folder, 'accounts.key');
  try {
    narrowToOwner(file);
    const key = readFileSync(file);
    if (key.length === KEY_BYTES) return key;
    throw new DataFolderUnusable(`The file ${file} is no key of accounts; restore it from a backup.`);
  } catch (error) {
    if (existsSync(file)) throw error;
  }
  if (!accept && existsSync(join(folder, 'accounts.sqlite')))
    throw new DataFolderUnusable(
      `The file ${file} is missing, though accounts.sqlite is there. Restore the two from the same backup. ${ACCOUNTS_WAY_OUT}`,
    );
  const key = randomBytes(KEY_BYTES);
  const half = `${file}.new`;
  const handle = openSync(half, 'w', 0o600);
  try {
    writeSync(handle, key);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, file);
  return key;
}

function unusable(folder: string, error: unknown): unknown {
  const why = error instanceof DataFolderUnusable ? undefined : wordsFor(error);
  return why === undefined ? error : new DataFolderUnusable(`The data folder ${folder} cannot be used: ${why}.`, { cause: error });
}

/** Opens one of the files; what fails names it and the cause. */
function opening<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw named(error, file);
  }
}

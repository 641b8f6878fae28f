import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSqliteLog, START, type SqliteLog } from '@samverkan/event-store';
import { openSqliteStore, type ReadStore } from '@samverkan/read-store';
import { openSqliteVault, type Vault } from '@samverkan/vault';
import { openAccountStore, type AccountStore } from '../../accounts/store/account-store.js';
import { madeAgain, throwAwayForeign } from '../projector/fitness.js';

const KEY_BYTES = 32;

/** The data folder cannot be used; the message says why, in one sentence. */
export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
}

/**
 * What is in the data folder: the log, which is everything that happened, the keys to its personal data, credentials and sessions, and documents that
 * can be made again.
 */
export interface DataFolder {
  readonly log: SqliteLog;
  readonly vault: Vault;
  readonly store: ReadStore;
  readonly accounts: AccountStore;
  close(): Promise<void>;
}

/**
 * Opens the data folder, making it when there is none.
 * @throws DataFolderUnusable, and what log and vault say of their files: LogInUse, LogDamaged, LogFull, VaultUnusable, AccountsUnusable
 */
export async function openData(folder: string, warn: (message: string) => void): Promise<DataFolder> {
  makeFolder(folder);
  const opened: { close(): Promise<void> | void }[] = [];
  try {
    // The log first: whoever has it has the folder.
    const log = openSqliteLog({ file: join(folder, 'events.sqlite'), report: warn });
    opened.push(log);
    const vault = openSqliteVault({ file: join(folder, 'keys.sqlite') });
    opened.push(vault);
    await mustFit(log, vault, folder);
    const store = openSqliteStore({ file: join(folder, 'read.sqlite'), onDamage: warn });
    opened.push(store);
    const thrownAway = await throwAwayForeign(store, log);
    if (thrownAway !== undefined) warn(madeAgain(thrownAway));
    const accounts = openAccountStore({ file: join(folder, 'accounts.sqlite'), key: accountsKey(join(folder, 'accounts.key')) });
    opened.push(accounts);
    // Cookies were sealed with it before sessions were kept; it opens nothing any more.
    rmSync(join(folder, 'session.key'), { force: true });
    return { log, vault, store, accounts, close: () => closeAll(opened) };
  } catch (error) {
    await closeAll(opened);
    throw unusable(folder, error);
  }
}

/** Keys that were made just now open nothing of a log that was there before: without the right ones every name would be gone. */
async function mustFit(log: SqliteLog, vault: Vault, folder: string): Promise<void> {
  if (!vault.isNew || (await log.head()) === START) return;
  throw new DataFolderUnusable(
    `The data folder ${folder} holds a log, but keys.sqlite with the keys to its personal data is missing; restore that file, and remove the new one.`,
  );
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

/** The key that e-mail addresses are hashed with, made at the first start. */
function accountsKey(file: string): Uint8Array {
  try {
    const key = readFileSync(file);
    if (key.length === KEY_BYTES) return key;
    throw new DataFolderUnusable(`The file ${file} is no key of accounts; restore it from a backup.`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
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

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'its disk is read-only',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'there is a file of that name',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'its path does not exist',
};

function unusable(folder: string, error: unknown): unknown {
  const why = WHY[codeOf(error) ?? ''];
  return why === undefined ? error : new DataFolderUnusable(`The data folder ${folder} cannot be used: ${why}.`, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataFolderUnusable } from './unusable.js';

const RAISE = 'this process may have no more files open (raise its limit, ulimit -n)';
const WHY: Readonly<Record<string, string>> = {
  EACCES: 'it may not be read or written to',
  EPERM: 'it may not be read or written to',
  EROFS: 'its disk is read-only',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'there is a file of that name',
  EISDIR: 'there is a folder of that name',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'its path does not exist',
  EIO: 'its disk fails',
  EMFILE: RAISE,
  ENFILE: 'this machine may have no more files open',
  EBUSY: 'something else uses it',
  ELOOP: 'its path goes in a circle',
  ENAMETOOLONG: 'its path is too long',
};

/** What an error of the system says, in words that follow "cannot be used:"; `undefined`: nothing that is known. */
export const wordsFor = (error: unknown): string | undefined =>
  isRefusedIn(error, 'mkdir', (path) => dirname(path)) ? NOTHING_MADE : WHY[codeOf(error) ?? ''];

/** Some file systems of the kernel, such as /proc, say of what cannot be made there that it does not exist. */
const NOTHING_MADE = 'nothing can be made there';
function isRefusedIn(error: unknown, doing: string, folderOf: (path: string) => string): boolean {
  const { code, syscall, path } = ofSystem(error) ?? {};
  return code === 'ENOENT' && syscall === doing && path !== undefined && existsSync(folderOf(path));
}

/** What the system itself said, also where that is only the cause of what is told. */
function ofSystem(error: unknown): NodeJS.ErrnoException | undefined {
  if (!(error instanceof Error)) return undefined;
  const said: NodeJS.ErrnoException = error;
  return /^E[A-Z]+$/u.test(String(said.code)) ? said : ofSystem(error.cause);
}
const codeOf = (error: unknown): string | undefined => ofSystem(error)?.code;

/** What belongs to a file of SQLite. */
const PARTS = ['', '-lock', '-head', '-wal', '-journal', '-shm'];
// Result codes of SQLite: no permission, no memory, read-only, input or output failed, cannot be opened. https://www.sqlite.org/rescode.html
const UNUSABLE = [3, 7, 8, 10, 14];

/** Whether it was the system that failed, and not what is in a file. */
function isOfSystem(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error) return UNUSABLE.includes(Number(error.errcode) & 0xff);
  return 'syscall' in error || isOfSystem(error.cause);
}

/**
 * Says an error that was met while a file was opened so that it names the file and the cause. SQLite keeps to itself what the system said: the
 * file and what belongs to it are asked again, one by one.
 */
export function named(error: unknown, file: string): unknown {
  if (!isOfSystem(error)) return error;
  for (const path of PARTS.map((part) => file + part)) {
    const why = whyNotOpened(path);
    if (why !== undefined) return cannotBeUsed(path, why, error);
  }
  const folder = dirname(file);
  const made = whyNothingIsMade(folder);
  if (made !== undefined) return cannotBeUsed(folder, made, error);
  const words = wordsFor(error) ?? whyNoMoreOpened(folder);
  return words === undefined ? error : cannotBeUsed(ofSystem(error)?.path ?? file, words, error);
}

const cannotBeUsed = (path: string, why: string, cause: unknown): DataFolderUnusable =>
  new DataFolderUnusable(`${path} cannot be used: ${why}.`, { cause });

function whyNotOpened(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.isDirectory()) return WHY['EISDIR'];
    try {
      closeSync(openSync(path, 'r+'));
      return undefined;
    } catch (error) {
      return foreign(error, found.uid) ?? wordsFor(error);
    }
  } catch (error) {
    return wordsFor(error);
  }
}

/** The usual reason: the files are another user's. */
function foreign(error: unknown, owner: number): string | undefined {
  const refused = codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM';
  return refused && owner !== process.getuid?.() ? `it belongs to another user (${String(owner)})` : undefined;
}

/** SQLite closes what it had open before it says that it could open no more: what it needs is opened again, all at once. */
function whyNoMoreOpened(folder: string): string | undefined {
  const held: number[] = [];
  try {
    while (held.length < OPEN_AT_ONCE) held.push(openSync(folder, 'r'));
    return undefined;
  } catch (error) {
    return wordsFor(error);
  } finally {
    for (const one of held) closeSync(one);
  }
}
/** A database, its parts, and what reads them beside. */
const OPEN_AT_ONCE = 16;

function whyNothingIsMade(folder: string): string | undefined {
  const probe = join(folder, `.probe-${String(process.pid)}`);
  try {
    closeSync(openSync(probe, 'wx', 0o600));
    rmSync(probe);
    return undefined;
  } catch (error) {
    return isRefusedIn(error, 'open', () => folder) ? NOTHING_MADE : wordsFor(error);
  }
}

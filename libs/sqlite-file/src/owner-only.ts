import { chmodSync, closeSync, openSync, statSync } from 'node:fs';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;
/** What SQLite and we put beside a file. */
const COMPANY = ['-wal', '-shm', '-journal', '-head', '-lock'];

/**
 * Makes a file for its owner only when there is none, and takes one that is there, and what stands beside it, away from everybody else. To be called before
 * SQLite opens it: what SQLite makes beside a file has that file's mode, whatever the process's umask is.
 */
export function keepToOwner(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    closeSync(openSync(file, 'a', OWNER_ONLY));
    chmodSync(file, OWNER_ONLY);
  }
  for (const path of [file, ...COMPANY.map((suffix) => file + suffix)]) narrowToOwner(path);
}

/** Takes a file away from everybody but its owner, if there is one. */
export function narrowToOwner(path: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode !== undefined && (mode & OTHERS) !== 0) chmodSync(path, OWNER_ONLY);
}

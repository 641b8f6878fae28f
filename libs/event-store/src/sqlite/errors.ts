import { LogDamaged, LogFull, LogInUse, LogUnusable } from '../errors.js';

// Result codes: https://www.sqlite.org/rescode.html
const BUSY = 5;
const FULL = 13;
const TOO_BIG = 18;
/** Not permitted, no memory, read-only, input or output failed, cannot be opened. */
const UNUSABLE = [3, 7, 8, 10, 14];

function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
}

/** Whether an answer was longer than the connection allows. */
export function isTooBig(error: unknown): boolean {
  return resultCode(error) === TOO_BIG;
}

/** Says an error of SQLite in the log's own words; other errors are given back as they are. */
export function asLogError(error: unknown, file: string, owner?: string): unknown {
  const code = resultCode(error);
  if (code === undefined || !(error instanceof Error)) return error;
  if (code === BUSY) return new LogInUse(file, owner);
  if (code === FULL) return new LogFull(file, { cause: error });
  if (UNUSABLE.includes(code)) return new LogUnusable(file, `${error.message}.`, { cause: error });
  return new LogDamaged(file, `it is no whole SQLite file (${error.message}). Restore it from a backup.`, { cause: error });
}

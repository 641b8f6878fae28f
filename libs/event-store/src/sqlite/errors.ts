import { LogDamaged, LogFull, LogInUse } from '../errors.js';

// Result codes: https://www.sqlite.org/rescode.html
const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const TOO_BIG = 18;
const NO_DATABASE = 26;

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
  if (code === CORRUPT || code === NO_DATABASE)
    return new LogDamaged(file, `it is no whole SQLite file (${error.message}).`, { cause: error });
  return new LogDamaged(file, `it cannot be read or written (${error.message}).`, { cause: error });
}

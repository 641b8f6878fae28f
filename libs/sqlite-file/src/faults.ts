// Result codes: https://www.sqlite.org/rescode.html
const BUSY = 5;
const FULL = 13;
const TOO_BIG = 18;
/** Not permitted, no memory, read-only, input or output failed, cannot be opened. */
const UNUSABLE = [3, 7, 8, 10, 14];
/** The structure is not whole, of another format, or no database at all. */
const DAMAGED = [11, 24, 26];

/** What went wrong with a file; `other`: SQLite says something else. */
export type SqliteFault = 'in-use' | 'full' | 'unusable' | 'damaged' | 'other';

function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
}

/** What an error of SQLite, or of the system, says of the file; undefined when it is of neither. */
export function faultOf(error: unknown): SqliteFault | undefined {
  const code = resultCode(error);
  if (code === undefined) return ofSystem(error);
  if (code === BUSY) return 'in-use';
  if (code === FULL) return 'full';
  if (UNUSABLE.includes(code)) return 'unusable';
  return DAMAGED.includes(code) ? 'damaged' : 'other';
}

function ofSystem(error: unknown): SqliteFault | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'full' : 'unusable';
}

/** Whether an answer was longer than the connection allows. */
export function isTooBig(error: unknown): boolean {
  return resultCode(error) === TOO_BIG;
}

/** A file cannot be used; `why` says it in a sentence that goes on from "… cannot be used:", and what to do. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  constructor(
    readonly file: string,
    readonly why: string,
    /** `lost`: removed, moved or replaced while it was open; `unfit`: not the file that was written last. */
    readonly fault: SqliteFault | 'lost' | 'unfit',
    options?: ErrorOptions,
  ) {
    super(`The file ${file} cannot be used: ${why}`, options);
  }
}

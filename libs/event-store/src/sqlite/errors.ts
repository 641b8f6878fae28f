import { faultOf } from '@samverkan/sqlite-file';
import { LogDamaged, LogFull, LogInUse, LogUnusable } from '../errors.js';

/** Says an error of SQLite in the log's own words; other errors are given back as they are. */
export function asLogError(error: unknown, file: string, owner?: string): unknown {
  const fault = faultOf(error);
  if (fault === undefined || !(error instanceof Error)) return error;
  if (fault === 'in-use') return new LogInUse(file, owner);
  if (fault === 'full') return new LogFull(file, { cause: error });
  if (fault === 'unusable') return new LogUnusable(file, `${error.message}.`, { cause: error });
  return new LogDamaged(file, `it is no whole SQLite file (${error.message}). Restore it from a backup.`, { cause: error });
}

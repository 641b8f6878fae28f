import { FileFault, openSqliteFile, type OpenSqliteFile, type OpenSqliteFileOptions } from '@samverkan/sqlite-file';
import { EdgeRefused } from '../../platform/refusals.js';
import { ACCOUNTS } from './schema.js';

/** The file of credentials and sessions cannot be used; the message says why and what to do, in one sentence. */
export class AccountsUnusable extends Error {
  readonly code = 'accounts/unusable';
  override readonly name = 'AccountsUnusable';
  constructor(file: string, why: string, options?: ErrorOptions) {
    super(`The file of accounts ${file} cannot be used: ${why}`, options);
  }
}

/** An open file of credentials: what `write` returns from is on disk, or refused with server/disk-full or server/storage-lost. */
export type StoreFile = OpenSqliteFile;

export interface StoreFileOptions extends Pick<OpenSqliteFileOptions, 'file' | 'wayOut' | 'accept'> {
  /** The file that says how much was written to it. */
  readonly witness?: string;
}

/**
 * Opens the file, making it when it is not there.
 * @throws AccountsUnusable when it is damaged, another program's or a newer version's, in use, or not the copy that was written to last
 */
export function openStoreFile({ witness, ...options }: StoreFileOptions): StoreFile {
  try {
    const beside = witness === undefined ? {} : { witness: { file: witness, kind: 'accounts' } };
    const opened = openSqliteFile({ ...options, kind: ACCOUNTS, ...beside });
    return { ...opened, write: (change) => orRefused(() => opened.write(change)) };
  } catch (error) {
    throw error instanceof FileFault ? new AccountsUnusable(options.file, error.why, { cause: error }) : error;
  }
}

function orRefused<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof FileFault && error.fault === 'full') throw new EdgeRefused('server/disk-full');
    if (error instanceof FileFault && error.fault === 'lost') throw new EdgeRefused('server/storage-lost');
    throw error;
  }
}

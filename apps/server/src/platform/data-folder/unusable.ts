/** The data folder cannot be used; the message says why, in one sentence. */
export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
}

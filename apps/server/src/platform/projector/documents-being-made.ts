import { StoreDamaged } from '@samverkan/read-store';

/**
 * The documents are being made anew from the log's beginning: what there is of them by now is no answer to anything. Ask again later.
 */
export class DocumentsBeingMade extends Error {
  readonly code = 'projector/being-made';
  override readonly name = 'DocumentsBeingMade';
}

/**
 * Pages of documents for as long as they are whole.
 * @throws DocumentsBeingMade when they are made anew meanwhile: what came before was not all
 */
export async function* wholePages<T>(pages: AsyncIterable<T>, areWhole: () => boolean): AsyncGenerator<T> {
  try {
    for await (const page of pages) {
      if (!areWhole()) throw new DocumentsBeingMade();
      yield page;
    }
  } catch (error) {
    throw error instanceof StoreDamaged ? new DocumentsBeingMade('the store was damaged', { cause: error }) : error;
  }
  if (!areWhole()) throw new DocumentsBeingMade();
}

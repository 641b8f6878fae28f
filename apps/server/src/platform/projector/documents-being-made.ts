/**
 * The documents are being made anew from the log's beginning: what there is of them by now is no answer to anything. Ask again later.
 */
export class DocumentsBeingMade extends Error {
  readonly code = 'projector/being-made';
  override readonly name = 'DocumentsBeingMade';
}

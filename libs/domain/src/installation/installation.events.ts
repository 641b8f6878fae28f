import type { Instant, SealedText } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).

/** What whoever runs the installation does with the files beside the log, as far as the record rests on them. */
export type InstallationEvent =
  /** A proof was sealed with the vault's keys: whatever file of keys opens it belongs to this log. */
  | { readonly type: 'KeysBound'; readonly proof: SealedText; readonly at: Instant }
  /** Another copy of the keys than the one that was written to last is in use from now on, and a proof of it. */
  | { readonly type: 'KeysReplaced'; readonly proof: SealedText; readonly at: Instant }
  /** Another copy of the file of accounts is in use from now on: every session ended, and every open link is worth nothing. */
  | { readonly type: 'AccountsReplaced'; readonly at: Instant };

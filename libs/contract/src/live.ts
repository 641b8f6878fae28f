import { z } from 'zod';
import { DOCUMENT_KINDS, type DocumentKind } from './documents/kinds.js';
import { LIST_NAMES, type ListName } from './documents/lists.js';
import type { JsonObject } from './patch.js';
import type { Problem } from './problem.js';
import { CommandId, EntityId, Position } from './text.js';

// The live protocol, over socket.io at `/ws`. A client watches documents and lists; the server answers each watch with a
// snapshot, or with just the patches since the version that the client has, and then sends patches in order.

export type LiveKind = DocumentKind | `list/${ListName}`;
export const LIVE_KINDS: readonly LiveKind[] = [...DOCUMENT_KINDS, ...LIST_NAMES.map((name) => `list/${name}` as const)];

/** Names a watched thing; for lists `id` is the canonical query (`listId`). */
export const Ref = z.strictObject({ kind: z.enum(LIVE_KINDS), id: z.string().max(1_000) });
export type Ref = z.infer<typeof Ref>;

export const WatchRequest = z.strictObject({
  docs: z
    .array(Ref.extend({ since: Position.optional() }))
    .min(1)
    .max(100),
});
export type WatchRequest = z.infer<typeof WatchRequest>;
export const UnwatchRequest = z.strictObject({ docs: z.array(Ref).min(1).max(100) });
export type UnwatchRequest = z.infer<typeof UnwatchRequest>;

/** A command over the socket: the same schemas and the same handler as `POST /api/{context}/{target}/{command}`. */
export const CommandRequest = z.strictObject({
  id: CommandId,
  context: z.string().max(40),
  target: EntityId,
  command: z.string().max(40),
  body: z.record(z.string(), z.unknown()),
  /** The version of the document that the sender looked at; refused as stale when it has changed since. */
  ifMatch: z.string().max(100).optional(),
});
export type CommandRequest = z.infer<typeof CommandRequest>;

/** One change of one document: valid on version `from` only, leads to `to`; `at` is the time of its newest event. */
export interface Patch {
  readonly kind: LiveKind;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly ops: JsonObject;
}

export interface Snapshot {
  readonly version: string;
  readonly at: string;
  readonly body: JsonObject;
}

/** The answer to one watch, in the order asked: everything, just what was missed (none when up to date), or a refusal. */
export type WatchAnswer =
  { readonly snapshot: Snapshot } | { readonly version: string; readonly patches: readonly Patch[] } | { readonly refused: Problem };

export interface CommandDone {
  /** The position of the command's last event; the head of the log when nothing needed to happen. */
  readonly position: string;
  /** The version that `If-Match` should name next. */
  readonly version: string;
  /** True when the same command had been carried out before and this is its answer again. */
  readonly repeated: boolean;
  /**
   * The id of what the command made, under its name; the same when the command is repeated, also by one who may not give it any more. Of an invitation or a
   * reset instead its `token`, a secret: told as long as its sender may still give the command.
   */
  readonly made?: Readonly<Record<string, string>>;
}
export type CommandAnswer = { readonly done: CommandDone } | { readonly refused: Problem };

export interface ClientToServer {
  watch: (request: WatchRequest, answer: (answers: readonly WatchAnswer[] | { readonly refused: Problem }) => void) => void;
  unwatch: (request: UnwatchRequest, answer?: (done: { readonly unwatched: number }) => void) => void;
  command: (request: CommandRequest, answer: (answer: CommandAnswer) => void) => void;
}

export interface ServerToClient {
  /** Patches of one or several documents, each document's in order. */
  patches: (patches: readonly Patch[]) => void;
  /** The server dropped this socket's watches (it read too slowly, or rights changed): watch again with `since`. */
  resync: (reason: { readonly code: 'slow' | 'rights' }) => void;
  /**
   * What this socket's holder may do is another than before, the server's clock has become doubtful or is so no more (told to those whom the session's answer
   * tells of it), or the session has ended: ask who is signed in.
   */
  session: (news: { readonly code: 'rights' | 'clock' | 'ended' }) => void;
  /** A watched document is no longer there or no longer to be seen. */
  gone: (ref: Ref & { readonly refused: Problem }) => void;
}

import type { CommandAnswer, CommandRequest, Identity } from '@samverkan/contract';
import type { LiveLimits } from './live.limits.js';

// What the live gateway needs from other parts of the server; injected under these names.

/** Who holds a connection, as its cookie tells. */
export interface LiveSession {
  /** Absent: somebody not signed in. */
  readonly identity?: Identity;
  /** The session's id, which is no secret, and when it ends at the latest (milliseconds since 1970). */
  readonly session?: { readonly id: string; readonly until: number };
}

/** Finds who is signed in by the `Cookie` header of a request or of a socket's handshake. */
export interface Sessions {
  /** Never refuses: an unknown or outdated cookie is somebody not signed in. */
  sessionOf(cookieHeader: string | undefined): LiveSession | Promise<LiveSession>;
  /** Tells of each session that ends before its time, by id. @returns stops telling */
  onEnded(listener: (session: string) => void): () => void;
  /** Tells of each session whose token has become worthless for another, by id. @returns stops telling */
  onRenewed?(listener: (session: string) => void): () => void;
}

/** Carries out commands; the same for HTTP and the socket. */
export interface CommandService {
  /** Answers with a refusal instead of throwing; what it throws is a fault. */
  execute(session: LiveSession, request: CommandRequest): Promise<CommandAnswer>;
}

export const SESSIONS = Symbol('Sessions');
export const COMMAND_SERVICE = Symbol('CommandService');
/** Where an installation departs from the usual limits. */
export type LiveSettings = Partial<LiveLimits>;
/** `LiveSettings`. */
export const LIVE_SETTINGS = Symbol('LiveSettings');

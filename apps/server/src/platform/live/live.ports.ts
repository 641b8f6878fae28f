import type { CommandAnswer, CommandRequest, Identity } from '@samverkan/contract';

// What the live gateway needs from other parts of the server; injected under these names.

/** Who holds a connection, as its cookie tells. */
export interface LiveSession {
  /** Absent: somebody not signed in. */
  readonly identity?: Identity;
}

/** Finds who is signed in by the `Cookie` header of a socket's handshake. */
export interface Sessions {
  /** Never refuses: an unknown or outdated cookie is somebody not signed in. */
  sessionOf(cookieHeader: string | undefined): LiveSession | Promise<LiveSession>;
}

/** Carries out commands; the same for HTTP and the socket. */
export interface CommandService {
  /** Answers with a refusal instead of throwing; what it throws is a fault. */
  execute(session: LiveSession, request: CommandRequest): Promise<CommandAnswer>;
}

export const SESSIONS = Symbol('Sessions');
export const COMMAND_SERVICE = Symbol('CommandService');
/** `Partial<LiveLimits>`: where an installation departs from the usual limits. */
export const LIVE_SETTINGS = Symbol('LiveSettings');

import type { ClientToServer, CommandAnswer, CommandRequest, Patch, Problem, Ref, ServerToClient, WatchAnswer } from '@samverkan/contract';
import { io, type Socket } from 'socket.io-client';
import type { InjectionKey } from 'vue';

/** What the live client needs of a connection. Answers reject when the connection is lost before they come. */
export interface LiveTransport {
  /** Starts to connect, and to connect again whenever the connection is lost. */
  connect: (handlers: LiveHandlers) => void;
  /** Ends the connection and begins a new one, which carries the session's present cookie. */
  renew: () => void;
  watch: (docs: readonly (Ref & { since?: string })[]) => Promise<readonly WatchAnswer[] | { readonly refused: Problem }>;
  unwatch: (docs: readonly Ref[]) => void;
  command: (request: CommandRequest) => Promise<CommandAnswer>;
}

export type SessionNews = 'rights' | 'clock' | 'ended';

export interface LiveHandlers {
  connected: () => void;
  disconnected: () => void;
  patches: (patches: readonly Patch[]) => void;
  resync: () => void;
  gone: (ref: Ref, refused: Problem) => void;
  /** The session has ended, or what its holder may do is another than before. */
  session: (code: SessionNews) => void;
}

export const liveTransport: InjectionKey<LiveTransport> = Symbol('live transport');

const ANSWER_WITHIN = 10_000;

/** The connection to this page's own server. */
export function socketTransport(): LiveTransport {
  const socket: Socket<ServerToClient, ClientToServer> = io({
    path: '/ws',
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 400,
    reconnectionDelayMax: 5_000,
  });
  return {
    connect(handlers) {
      socket.on('connect', handlers.connected);
      socket.on('disconnect', (reason) => {
        handlers.disconnected();
        // A server that closes on purpose is not come back to by itself.
        if (reason === 'io server disconnect') socket.connect();
      });
      socket.on('patches', handlers.patches);
      socket.on('resync', handlers.resync);
      socket.on('gone', ({ refused, ...ref }) => handlers.gone(ref, refused));
      socket.on('session', ({ code }) => handlers.session(code));
      // Back on the network: no reason to wait for the next attempt.
      addEventListener('online', () => {
        if (!socket.connected) socket.disconnect().connect();
      });
      socket.connect();
    },
    renew() {
      socket.disconnect().connect();
    },
    watch: (docs) => socket.timeout(ANSWER_WITHIN).emitWithAck('watch', { docs: [...docs] }),
    unwatch(docs) {
      if (socket.connected) socket.emit('unwatch', { docs: [...docs] });
    },
    command: (request) => socket.timeout(ANSWER_WITHIN).emitWithAck('command', request),
  };
}

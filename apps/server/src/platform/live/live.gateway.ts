import { Inject, type BeforeApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { ClientToServer, ServerToClient } from '@samverkan/contract';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import { Viewers } from '../projector/viewers.js';
import { Views } from '../projector/views.js';
import type { FaultReporter } from '../refusals.js';
import { isOwnOrigin } from '../session/origin.js';
import { REPORT_FAULT } from '../tokens.js';
import { Connection } from './connection.js';
import { FanOut } from './fan-out.js';
import { LIVE_LIMITS, type LiveLimits } from './live.limits.js';
import { createLiveMetrics, type LiveMetrics } from './live.metrics.js';
import { COMMAND_SERVICE, LIVE_SETTINGS, SESSIONS, type CommandService, type LiveSession, type Sessions } from './live.ports.js';
import { Rooms } from './rooms.js';
import { SlowReaders } from './slow-readers.js';

interface SocketData {
  session?: LiveSession;
}
export type LiveServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;

/** What connections work with. */
export interface LiveParts {
  readonly views: Views;
  readonly viewers: Viewers;
  readonly commands: CommandService;
  readonly rooms: Rooms;
  readonly slow: SlowReaders;
  readonly limits: LiveLimits;
  readonly metrics: LiveMetrics;
  readonly report: FaultReporter;
}

const MESSAGE_LIMIT = 256 * 1_024;

/** The live protocol (contract: live.ts) over socket.io. Handlers are bound to the socket itself: a message passes through nothing else. */
@WebSocketGateway({
  path: '/ws',
  serveClient: false,
  transports: ['websocket'],
  perMessageDeflate: false,
  maxHttpBufferSize: MESSAGE_LIMIT,
  // A page of somebody else's must not look, with this browser's cookie, at what its user may see.
  allowRequest: (request: { readonly headers: Parameters<typeof isOwnOrigin>[0] }, decide: (error: null, allowed: boolean) => void) => {
    const { host, origin } = request.headers;
    decide(null, isOwnOrigin({ host, origin }));
  },
})
export class LiveGateway implements OnGatewayInit<LiveServer>, OnGatewayConnection<LiveSocket>, BeforeApplicationShutdown {
  readonly metrics = createLiveMetrics();
  readonly #limits: LiveLimits;
  readonly #connections = new Set<Connection>();
  readonly #byPerson = new Map<string, Set<Connection>>();
  #parts: LiveParts | undefined;
  #fanOut: FanOut | undefined;
  #stopListening: (() => void) | undefined;

  constructor(
    @Inject(Views) private readonly views: Views,
    @Inject(Viewers) private readonly viewers: Viewers,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(COMMAND_SERVICE) private readonly commands: CommandService,
    @Inject(REPORT_FAULT) private readonly report: FaultReporter,
    @Inject(LIVE_SETTINGS) settings: Partial<LiveLimits>,
  ) {
    this.#limits = { ...LIVE_LIMITS, ...settings };
  }

  afterInit(server: LiveServer): void {
    const { views, viewers, commands, report, metrics } = this;
    const limits = this.#limits;
    this.#fanOut = new FanOut(server, limits, metrics);
    const rooms = new Rooms(this.#fanOut, limits, metrics, report);
    const slow = new SlowReaders(this.#connections, limits, metrics);
    this.#parts = { views, viewers, commands, rooms, slow, limits, metrics, report };
    this.#stopListening = viewers.onChange((persons) => this.#rightsChanged(persons));
    server.use((socket, next) => {
      void this.#signIn(socket).then(next);
    });
  }

  handleConnection(socket: LiveSocket): void {
    if (this.#parts === undefined) return;
    const connection = new Connection(socket, socket.data.session ?? {}, this.#parts);
    const person = connection.session.identity?.person;
    this.#connections.add(connection);
    this.metrics.connections = this.#connections.size;
    if (person !== undefined) this.#byPerson.set(person, (this.#byPerson.get(person) ?? new Set()).add(connection));
    socket.once('disconnect', () => this.#left(connection));
  }

  beforeApplicationShutdown(): void {
    this.#stopListening?.();
    this.#fanOut?.stop();
    this.#parts?.rooms.stop();
    this.#parts?.slow.stop();
  }

  async #signIn(socket: LiveSocket): Promise<Error | undefined> {
    try {
      socket.data.session = await this.sessions.sessionOf(socket.handshake.headers.cookie);
      return undefined;
    } catch (error) {
      const id = crypto.randomUUID();
      this.report(id, error);
      return new Error(`server/fault ${id}`);
    }
  }

  #left(connection: Connection): void {
    connection.leaveAll();
    this.#parts?.slow.forget(connection);
    this.#connections.delete(connection);
    this.metrics.connections = this.#connections.size;
    const person = connection.session.identity?.person;
    if (person === undefined) return;
    const others = this.#byPerson.get(person);
    others?.delete(connection);
    if (others?.size === 0) this.#byPerson.delete(person);
  }

  #rightsChanged(persons: ReadonlySet<string>): void {
    for (const person of persons) for (const connection of this.#byPerson.get(person) ?? []) connection.checkRights();
  }
}

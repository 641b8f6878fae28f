import { Inject, type BeforeApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { ClientToServer, ServerToClient } from '@samverkan/contract';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ClockWatch } from '../clock-trust.js';
import { Viewers, type RightsChanged } from '../rights/viewers.js';
import { Views } from '../projector/views.js';
import { RefusalLog } from '../refusal-log.js';
import type { FaultReporter } from '../refusals.js';
import { Houses, type Asker } from '../shares/asker.js';
import { Callers } from '../shares/callers.js';
import type { Turns } from '../shares/turns.js';
import { READ_TURNS } from '../projector/projector.tokens.js';
import { CLOCK_TRUST, REPORT_FAULT } from '../tokens.js';
import { Admission } from './admission.js';
import { ClockNews } from './clock-news.js';
import { Connection } from './connection.js';
import { FanOut } from './fan-out.js';
import { Index } from './connection-index.js';
import { LIVE_LIMITS, type LiveLimits } from './live.limits.js';
import { createLiveMetrics, type LiveMetrics } from './live.metrics.js';
import {
  COMMAND_SERVICE,
  LIVE_SETTINGS,
  SESSIONS,
  type CommandService,
  type LiveSession,
  type LiveSettings,
  type Sessions,
} from './live.ports.js';
import { Rooms } from './rooms.js';
import { SlowReaders } from './slow-readers.js';

interface SocketData {
  session?: LiveSession;
  asker?: Asker;
}
export type LiveServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;

/** What connections work with. */
export interface LiveParts {
  readonly views: Views;
  readonly viewers: Viewers;
  readonly commands: CommandService;
  readonly rooms: Rooms;
  readonly turns: Turns;
  readonly refusals: RefusalLog;
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
  // Whoever opens a connection and says nothing on it does not keep it.
  connectTimeout: 10_000,
})
export class LiveGateway implements OnGatewayInit<LiveServer>, OnGatewayConnection<LiveSocket>, BeforeApplicationShutdown {
  readonly metrics = createLiveMetrics();
  readonly #limits: LiveLimits;
  readonly #admission: Admission;
  readonly #connections = new Set<Connection>();
  readonly #byPerson = new Index<Connection>();
  readonly #byAccount = new Index<Connection>();
  readonly #bySession = new Index<Connection>();
  #parts: LiveParts | undefined;
  #fanOut: FanOut | undefined;
  #clockNews: ClockNews | undefined;
  #stopListening: (() => void)[] = [];

  constructor(
    @Inject(Views) private readonly views: Views,
    @Inject(Viewers) private readonly viewers: Viewers,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(COMMAND_SERVICE) private readonly commands: CommandService,
    @Inject(REPORT_FAULT) private readonly report: FaultReporter,
    @Inject(LIVE_SETTINGS) settings: LiveSettings,
    @Inject(Houses) private readonly houses: Houses,
    @Inject(READ_TURNS) private readonly turns: Turns,
    @Inject(RefusalLog) private readonly refusals: RefusalLog,
    @Inject(Callers) private readonly callers: Callers,
    @Inject(CLOCK_TRUST) private readonly trust: ClockWatch,
  ) {
    this.#limits = { ...LIVE_LIMITS, ...settings };
    this.#admission = new Admission(this.#limits);
  }

  afterInit(server: LiveServer): void {
    const { views, viewers, turns, refusals, commands, report, metrics } = this;
    const limits = this.#limits;
    this.#fanOut = new FanOut(server, limits, metrics);
    const rooms = new Rooms(this.#fanOut, limits, metrics, report);
    const slow = new SlowReaders(this.#connections, limits, metrics);
    this.#clockNews = new ClockNews(this.trust, this.#connections);
    this.#parts = { views, viewers, commands, rooms, turns, refusals, slow, limits, metrics, report };
    this.#stopListening = [
      viewers.onChange((changed) => this.#rightsChanged(changed)),
      this.sessions.onEnded((session) => this.#sessionEnded(session)),
      ...(this.sessions.onRenewed === undefined ? [] : [this.sessions.onRenewed((session) => this.#sessionRenewed(session))]),
    ];
    server.use((socket, next) => {
      void this.#signIn(socket).then(next);
    });
  }

  handleConnection(socket: LiveSocket): void {
    if (this.#parts === undefined) return;
    const { session: opened = {}, asker = { house: '' } } = socket.data;
    const connection = new Connection(socket, opened, asker, this.#parts);
    const { identity, session } = connection.session;
    this.#connections.add(connection);
    this.metrics.connections = this.#connections.size;
    this.#byPerson.add(identity?.person, connection);
    this.#byAccount.add(identity?.account, connection);
    this.#bySession.add(session?.id, connection);
    socket.once('disconnect', () => this.#left(connection));
    this.#clockNews?.met(connection);
    if (session !== undefined) void this.#mustLast(connection);
  }

  beforeApplicationShutdown(): void {
    for (const stop of this.#stopListening) stop();
    this.#fanOut?.stop();
    this.#clockNews?.stop();
    this.#parts?.rooms.stop();
    this.#parts?.slow.stop();
  }

  async #signIn(socket: LiveSocket): Promise<Error | undefined> {
    try {
      const session = await this.sessions.sessionOf(socket.handshake.headers.cookie);
      const asker = { house: this.houses.of(socket.request), account: session.identity?.account };
      socket.data = { session, asker };
      const left = this.#admission.admit(asker);
      if (left === undefined) {
        this.refusals.note({ code: 'live/too-many-connections', on: 'socket', what: 'handshake', asker });
        return new Error('live/too-many-connections');
      }
      this.callers.letIn(socket.request.socket);
      // Who left while it was looked up who they are has left already, and will not again.
      if (socket.conn.readyState === 'closed') left();
      else socket.conn.once('close', left);
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
    const { identity, session } = connection.session;
    this.#byPerson.delete(identity?.person, connection);
    this.#byAccount.delete(identity?.account, connection);
    this.#bySession.delete(session?.id, connection);
  }

  #rightsChanged({ persons, accounts }: RightsChanged): void {
    const affected = new Set<Connection>();
    for (const person of persons) for (const connection of this.#byPerson.get(person)) affected.add(connection);
    for (const account of accounts) for (const connection of this.#byAccount.get(account)) affected.add(connection);
    for (const connection of affected) connection.checkRights();
  }

  /** A connection ends with its session. */
  #sessionEnded(session: string): void {
    for (const connection of [...this.#bySession.get(session)]) connection.end();
  }

  /** What was opened with a token that is worth nothing any more is opened anew, by who has the other. */
  #sessionRenewed(session: string): void {
    for (const connection of [...this.#bySession.get(session)]) connection.renew();
  }

  /** The session may have ended between the handshake and now, when nobody could tell this connection. */
  async #mustLast(connection: Connection): Promise<void> {
    const { cookie } = connection.socket.handshake.headers;
    try {
      const { session } = await this.sessions.sessionOf(cookie);
      if (session?.id !== connection.session.session?.id) connection.end();
    } catch (error) {
      this.report(crypto.randomUUID(), error);
      connection.end();
    }
  }
}

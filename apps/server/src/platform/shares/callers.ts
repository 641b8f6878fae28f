import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { houseOf } from '../http/buckets.js';
import type { Houses } from './asker.js';

export interface CallerLimits {
  /** Network connections that one address may hold beside its live connections. */
  readonly address: number;
  /** All of them together. */
  readonly all: number;
}

interface Caller {
  readonly house: string;
  /** What is being asked over it. */
  readonly asked: Set<IncomingMessage>;
}

/**
 * The network connections over which nobody has been let in: those that have not said anything yet, those that ask, those that are kept for the next
 * question, handshakes that are not completed. An address that wants more than its share gives up its own that was silent for the longest; when there is no
 * more place at all, the address that holds the most does. So whoever comes with a question finds a place to ask it.
 */
export class Callers {
  readonly #callers = new Map<Socket, Caller>();
  /** By address; those silent for the longest first. */
  readonly #houses = new Map<string, Set<Socket>>();

  constructor(
    private readonly limits: CallerLimits,
    private readonly houses: Houses,
  ) {}

  get count(): number {
    return this.#callers.size;
  }

  listen(server: Server): void {
    server.on('connection', (socket: Socket) => {
      const address = socket.remoteAddress;
      // A proxy keeps its own count of who is behind it.
      if (address !== undefined && !this.houses.isProxy(address)) this.#take(socket, houseOf(address));
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => this.#asks(request, response));
    server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
      this.#forget(socket);
      this.#take(socket, this.houses.of(request));
    });
  }

  /** Somebody was let in over a connection, which is counted among the live ones from now on. */
  letIn(socket: Socket): void {
    this.#forget(socket);
  }

  #asks(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const caller = this.#callers.get(socket);
    if (caller === undefined) return;
    caller.asked.add(request);
    response.once('close', () => {
      caller.asked.delete(request);
      // Now it is the one that was heard last.
      const all = this.#houses.get(caller.house);
      if (all?.delete(socket) === true) all.add(socket);
    });
  }

  #take(socket: Socket, house: string): void {
    if (socket.destroyed) return;
    const has = this.#houses.get(house)?.size ?? 0;
    if (has >= this.limits.address && !this.#giveUp(house)) {
      socket.destroy();
      return;
    }
    if (this.#callers.size >= this.limits.all) {
      const greediest = this.#greediest();
      // Whoever has more than the newcomer gives up even what is being answered.
      if (!this.#giveUp(greediest, { also: this.#sizeOf(greediest) > has + 1 ? 'answered' : 'silent' })) {
        socket.destroy();
        return;
      }
    }
    this.#callers.set(socket, { house, asked: new Set() });
    const all = this.#houses.get(house);
    if (all === undefined) this.#houses.set(house, new Set([socket]));
    else all.add(socket);
    socket.once('close', () => this.#forget(socket));
  }

  /** Ends one connection of an address. @returns whether there was one */
  #giveUp(house: string, { also = 'silent' }: { readonly also?: 'silent' | 'answered' } = {}): boolean {
    const all = [...(this.#houses.get(house) ?? [])];
    const one = all.find((socket) => this.#isSilent(socket)) ?? (also === 'answered' ? all[0] : undefined);
    if (one === undefined) return false;
    this.#forget(one);
    one.destroy();
    return true;
  }

  /** Whether nothing is being answered over it: a question that has not arrived as a whole is none yet. */
  #isSilent(socket: Socket): boolean {
    return [...(this.#callers.get(socket)?.asked ?? [])].every(({ complete }) => !complete);
  }

  #greediest(): string {
    let greediest = '';
    for (const [house, all] of this.#houses) if (all.size > this.#sizeOf(greediest)) greediest = house;
    return greediest;
  }

  #sizeOf(house: string): number {
    return this.#houses.get(house)?.size ?? 0;
  }

  #forget(socket: Socket): void {
    const house = this.#callers.get(socket)?.house;
    if (house === undefined) return;
    this.#callers.delete(socket);
    const all = this.#houses.get(house);
    all?.delete(socket);
    if (all?.size === 0) this.#houses.delete(house);
  }
}

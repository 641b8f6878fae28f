import type { OnModuleDestroy } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { EdgeRefused } from '../refusals.js';

/** So long a request that was taken before the stop may take. */
const GRACE_MS = 3_000;

/** Counts the requests that are being answered, so that a server which stops can answer those it took and take no more. */
export class Intake implements OnModuleDestroy {
  #server: FastifyInstance | undefined;
  #running = 0;
  #stopped = false;
  #onEmpty: (() => void) | undefined;

  listen(server: FastifyInstance): void {
    this.#server = server;
    server.addHook('onRequest', async (_request, reply) => {
      this.#running += 1;
      // Once for each, whether it was answered or given up.
      reply.raw.once('close', () => {
        this.#running -= 1;
        if (this.#running === 0) this.#onEmpty?.();
      });
      if (!this.#stopped) return;
      void reply.header('connection', 'close');
      throw new EdgeRefused('server/shutting-down');
    });
  }

  /** Refuses what comes from now on; waits for what came before, and cuts off whoever has not taken their answer by then. */
  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    if (this.#running > 0) await this.#emptyOrLate();
    // The sockets' server waits for every connection that is left, without end.
    this.#server?.server.closeAllConnections();
  }

  async #emptyOrLate(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      timer = setTimeout(resolve, GRACE_MS);
    });
    clearTimeout(timer);
  }
}

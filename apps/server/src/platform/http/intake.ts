import type { FastifyInstance } from 'fastify';
import { EdgeRefused } from '../refusals.js';

/** Counts the requests that are being answered, so that a server which stops can answer those it took and take no more. */
export class Intake {
  #running = 0;
  #stopped = false;
  #onEmpty: (() => void) | undefined;

  listen(server: FastifyInstance): void {
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

  /** Refuses what comes from now on; resolves when what came before has been answered, or after so many milliseconds. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    if (this.#running === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      timer = setTimeout(resolve, graceMs);
    });
    clearTimeout(timer);
  }
}

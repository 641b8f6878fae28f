import type { FastifyRequest } from 'fastify';
import { EdgeRefused } from '../platform/refusals.js';
import type { Held, SessionService } from '../platform/session/sessions.js';

/** Finds whose session a request comes with. */
export class Holders {
  constructor(private readonly sessions: SessionService) {}

  /** @throws EdgeRefused command/not-signed-in */
  async of({ headers }: Pick<FastifyRequest, 'headers'>): Promise<Held> {
    const held = await this.sessions.held(headers.cookie);
    if (held === undefined) throw new EdgeRefused('command/not-signed-in');
    return held;
  }
}

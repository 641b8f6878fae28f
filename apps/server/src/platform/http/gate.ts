import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.js';
import type { Sessions } from '../live/live.ports.js';
import { EdgeRefused } from '../refusals.js';
import type { RightsReader } from '../rights/rights.js';
import { Buckets, houseOf, type Pace } from './buckets.js';
import { isApiPath } from './routes.js';
import { noteAsker } from '../shares/asker.js';
import { ruleOf, type RouteRule } from './route-rules.js';

/** How fast requests may come. By account, or by address of those not signed in, which have a limit in all as well: a whole office may share an address. */
export interface HttpLimits {
  readonly commands: Pace;
  readonly reads: Pace;
  /** Words looked for in a list cost more than a page of it; a document as it was, more than as it is. */
  readonly searches: Pace;
  readonly address: Pace;
}

export const HTTP_LIMITS: HttpLimits = {
  commands: { burst: 200, perSecond: 50 },
  reads: { burst: 300, perSecond: 100 },
  searches: { burst: 60, perSecond: 10 },
  address: { burst: 3_000, perSecond: 1_000 },
};

export interface GateParts {
  readonly sessions: Sessions;
  readonly rights: RightsReader;
  readonly clock: Clock;
  readonly limits: HttpLimits;
  /** The operator's token; without one the figures are to be had on the machine itself only. */
  readonly operatorToken?: string;
}

type Kind = 'commands' | 'reads' | 'searches';

/** What every request to the API passes before anything else is done for it: the limits, and the rule of its route. */
export class Gate {
  readonly #address: Buckets;
  readonly #kinds: Readonly<Record<Kind, Buckets>>;

  constructor(private readonly parts: GateParts) {
    const { commands, reads, searches, address } = parts.limits;
    this.#address = new Buckets(address);
    this.#kinds = { commands: new Buckets(commands), reads: new Buckets(reads), searches: new Buckets(searches) };
  }

  listen(server: FastifyInstance): void {
    server.addHook('onRequest', (request, reply) => this.#pass(request, reply));
  }

  async #pass(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { url: route } = request.routeOptions;
    if (route === undefined || !isApiPath(route)) return;
    // What stands for all addresses that are none.
    if (route.endsWith('*')) return;
    const rule = ruleOf(request.method, route);
    if (rule === undefined) throw new EdgeRefused('request/not-found');
    const house = houseOf(request.ip);
    const { identity } = await this.parts.sessions.sessionOf(request.headers.cookie);
    noteAsker(request.raw, { house, account: identity?.account });
    // Whoever is signed in does not suffer for what others do from the same address.
    if (identity === undefined) this.#limit(this.#address, house, reply);
    const kind = kindOf(request, rule);
    this.#limit(this.#kinds[kind], identity === undefined ? house : `account ${identity.account}`, reply);
    if (rule === 'operator') this.#mustOperate(request);
    if (rule !== 'signed-in' && rule !== 'secretariat' && rule !== 'administrator') return;
    if (identity === undefined) throw new EdgeRefused('command/not-signed-in');
    if (rule !== 'signed-in') await this.parts.rights.actingAs({ identity }, {}, [rule], this.parts.clock);
  }

  #limit(buckets: Buckets, key: string, reply: FastifyReply): void {
    if (buckets.take(key)) return;
    void reply.header('retry-after', '1');
    throw new EdgeRefused('request/too-many');
  }

  #mustOperate({ ip, headers }: FastifyRequest): void {
    const { operatorToken } = this.parts;
    const given = /^Bearer (\S+)$/u.exec(headers.authorization ?? '')?.[1];
    if (operatorToken !== undefined && given !== undefined && same(given, operatorToken)) return;
    // A request that came through a proxy looks as if it came from the proxy's machine.
    const forwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined || headers['via'] !== undefined;
    if (!forwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(ip)) return;
    throw new EdgeRefused('request/not-found');
  }
}

function kindOf({ method, query }: FastifyRequest, rule: RouteRule): Kind {
  if (method !== 'GET' && method !== 'HEAD') return 'commands';
  const dear = typeof query === 'object' && query !== null && ('q' in query || 'at' in query);
  return rule === 'by-document' && dear ? 'searches' : 'reads';
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

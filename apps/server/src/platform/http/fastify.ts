import compress from '@fastify/compress';
import { constants } from 'node:zlib';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { isSameSite, type OwnAddresses } from '../session/origin.js';
import { EdgeRefused } from '../refusals.js';
import { headersFor } from './headers.js';
import type { Gate } from './gate.js';
import type { Intake } from './intake.js';
import { readJson, readUtf8 } from './json-body.js';
import { hearOut, mustBePlain } from './unread.js';
import { notFound, sendProblem } from './problem.filter.js';
import { isDescription } from './route-rules.js';
import { isApiPath, type Routes } from './routes.js';

const BODY_LIMIT = 256 * 1024;
const IMPORT_LIMIT = 5 * 1024 * 1024;
/** Smaller answers gain nothing from compression. */
const COMPRESS_FROM_BYTES = 2_048;

/** Where there is nothing. What cannot be read as an address leads there, through all that every other request goes through. */
const NOWHERE = '/api/-';

const isReadable = (url: string): boolean => {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
};

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Fastify as the server needs it: bounded, with its own readers of bodies. */
export function createAdapter({ proxies }: Pick<Config, 'proxies'>): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // So long somebody may take to say what they want, to say all of it, and to be silent while they are answered.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    requestTimeout: 60_000,
    connectionTimeout: 120_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: true,
    // Nobody else may say in a header where a request comes from.
    trustProxy: proxies.length === 0 ? false : [...proxies],
    routerOptions: { maxParamLength: 1_200 },
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : NOWHERE),
  });
}

interface Entrance {
  readonly routes: Routes;
  readonly intake: Intake;
  readonly gate: Gate;
  readonly own: OwnAddresses;
  readonly config: Pick<Config, 'secure' | 'subdomains'>;
}

/** What every request goes through, before Nest's own routes are added. */
export async function prepare(server: FastifyInstance, { routes, intake, gate, own, config }: Entrance): Promise<void> {
  routes.listen(server);
  intake.listen(server);
  server.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/imports/')) route.bodyLimit = IMPORT_LIMIT;
  });
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(headersFor(request.url, config));
    if (request.url.startsWith('/api')) void reply.header('cache-control', 'no-store');
    own.mustBeHere(request.raw);
    mustBePlain(request.raw);
    const isOwn = own.isOrigin(request.headers) && (!CHANGING.has(request.method) || isSameSite(request.headers));
    if (!isOwn) throw new EdgeRefused('request/cross-origin');
  });
  // The description's library serves its whole folder for whatever else is under the API.
  server.addHook('onRequest', (request, reply, next) => {
    const { url: route = '' } = request.routeOptions;
    if (isApiPath(route) && route.endsWith('*') && !isDescription(request.url)) sendProblem(reply, notFound(request, routes));
    else next();
  });
  gate.listen(server);
  hearOut(server);
  readBodies(server);
  await server.register(compress, {
    global: true,
    globalDecompression: false,
    threshold: COMPRESS_FROM_BYTES,
    encodings: ['br', 'gzip'],
    // Made on the fly: a higher quality would cost more time than it saves.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 6 },
  });
}

function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      const text = readUtf8(bytes);
      done(null, text.trim() === '' ? undefined : readJson(text));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
}

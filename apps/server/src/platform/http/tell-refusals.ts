import { commandSpec } from '@samverkan/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusedAs, type RefusalLog } from '../refusal-log.js';
import { askerOf } from '../shares/asker.js';
import { houseOf } from './buckets.js';

/** Has every request that was refused told to whoever runs the installation; those too that could not be read as one. */
export function tellRefusals(server: FastifyInstance, log: RefusalLog): void {
  server.addHook('onResponse', async (request) => {
    const code = refusedAs(request.raw);
    const asker = askerOf(request.raw) ?? { house: houseOf(request.ip) };
    if (code !== undefined) log.note({ code, on: 'http', what: whatOf(request), asker });
  });
  server.server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Whoever has gone asked nothing.
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return;
    const code = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request/timeout' : 'request/malformed';
    const { remoteAddress } = socket as { readonly remoteAddress?: string };
    log.note({ code, on: 'http', what: 'none', ...(remoteAddress === undefined ? {} : { asker: { house: houseOf(remoteAddress) } }) });
  });
}

function whatOf({ method, routeOptions, params }: FastifyRequest): string {
  const { context = '', command = '' } = (params ?? {}) as Partial<Record<'context' | 'command', string>>;
  return commandSpec(context, command) === undefined ? `${method} ${routeOptions.url ?? 'none'}` : `${context}/${command}`;
}

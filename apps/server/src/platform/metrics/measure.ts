import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

/** Measures how long each route takes; by its pattern, so that no id becomes a label. */
export function measure(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', async (request, reply) => {
    metrics.observe(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1_000);
  });
}

import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { EdgeRefusal, Problem } from '@samverkan/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem, problemOf, type FaultReporter } from '../refusals.js';
import { noteRefused } from '../refusal-log.js';
import { isBrokenOff } from './unread.js';
import { isApiPath, type Routes } from './routes.js';

/** What Fastify refuses by itself; Nest hands it on by its status. */
const BY_STATUS: Readonly<Record<number, EdgeRefusal>> = {
  400: 'request/malformed',
  405: 'request/method-not-allowed',
  408: 'request/timeout',
  413: 'request/too-large',
  414: 'request/not-found',
  415: 'request/unsupported-media-type',
  429: 'request/too-many',
  503: 'server/shutting-down',
};

/** Sends a problem (RFC 9457). */
export function sendProblem(reply: FastifyReply, refused: Problem): void {
  noteRefused(reply.request.raw, refused);
  // RFC 9110 asks for it with 405.
  if (refused.code === 'request/method-not-allowed') void reply.header('allow', String(refused.facts?.['allow'] ?? ''));
  // Likewise with 415 for a coded body.
  if (refused.facts?.['reason'] === 'coding') void reply.header('accept-encoding', 'identity');
  if ((refused.status === 429 || refused.status === 503) && refused.facts?.['seconds'] !== undefined)
    void reply.header('retry-after', String(refused.facts['seconds']));
  void reply.status(refused.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(refused));
}

/** Says everything that is thrown while a request is answered as a problem. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly report: FaultReporter,
    private readonly routes: Routes,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getResponse<FastifyReply>(), this.#refusalOf(error, http.getRequest<FastifyRequest>()));
  }

  #refusalOf(error: unknown, request: FastifyRequest): Problem {
    if (isBrokenOff(error, request.raw)) return problem('request/malformed', { facts: { reason: 'broken-off' } });
    if (!(error instanceof HttpException)) return problemOf(error, this.report);
    const status = error.getStatus();
    if (status === 404) return notFound(request, this.routes);
    const code = BY_STATUS[status];
    return code === undefined ? problemOf(error, this.report) : problem(code);
  }
}

/** There is nothing at this address; or there is, by another method. */
export function notFound(request: FastifyRequest, routes: Routes): Problem {
  const [path = ''] = request.url.split('?', 1);
  const methods = isApiPath(path) ? routes.methodsAt(path) : [];
  if (methods.length === 0 || methods.includes(request.method)) return problem('request/not-found');
  return problem('request/method-not-allowed', { facts: { allow: methods.join(', ') } });
}

import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { EdgeRefusal, Problem } from '@samverkan/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem, problemOf, type FaultReporter } from '../refusals.js';
import { isApiPath, type Routes } from './routes.js';

/** What Fastify refuses by itself, by its codes. */
const BY_FASTIFY: Readonly<Record<string, EdgeRefusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request/too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request/unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request/malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request/malformed',
  FST_ERR_BAD_URL: 'request/malformed',
  FST_ERR_MAX_PARAM_LENGTH: 'request/not-found',
  FST_ERR_ASYNC_CONSTRAINT: 'request/not-found',
};

/** Sends a problem (RFC 9457). */
export function sendProblem(reply: FastifyReply, refused: Problem): void {
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
    const code = codeOf(error);
    if (code !== undefined) return problem(code);
    if (error instanceof HttpException && error.getStatus() === 404) return notFound(request, this.routes);
    return problemOf(error, this.report);
  }
}

/** There is nothing at this address; or there is, by another method. */
export function notFound(request: FastifyRequest, routes: Routes): Problem {
  const [path = ''] = request.url.split('?', 1);
  const methods = isApiPath(path) ? routes.methodsAt(path) : [];
  if (methods.length === 0 || methods.includes(request.method)) return problem('request/not-found');
  return problem('request/method-not-allowed', { facts: { allow: methods.join(', ') } });
}

function codeOf(error: unknown): EdgeRefusal | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return undefined;
  return Object.hasOwn(BY_FASTIFY, error.code) ? BY_FASTIFY[error.code] : undefined;
}

import type { FastifyReply } from 'fastify';
import { sendProblem } from '../http/problem.filter.js';
import type { ViewAnswer } from '../projector/view.js';

/** Sends what somebody sees, with its version as the entity tag; nothing but that when they have it already. */
export function sendView(reply: FastifyReply, ifNoneMatch: string | undefined, view: ViewAnswer): void {
  if ('refused' in view) {
    sendProblem(reply, view.refused);
    return;
  }
  const tag = `"${view.version}"`;
  // What is seen depends on who looks: no cache between may keep it for another.
  void reply.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'cookie');
  if (names(ifNoneMatch, tag)) void reply.status(304).send();
  else void reply.send({ kind: view.kind, id: view.id, version: view.version, at: view.at, body: view.body });
}

const names = (header: string | undefined, tag: string): boolean =>
  header === '*' || (header?.split(',').some((one) => one.trim().replace(/^W\//u, '') === tag) ?? false);

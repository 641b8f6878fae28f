import { existsSync, statSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../refusals.js';
import { isApiPath, type Routes } from './routes.js';
import { notFound, sendProblem } from './problem.filter.js';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;
const SHELL = 'index.html';

/** Serves the built web client: files by their name, and the page itself for every address that it routes on its own. */
export async function serveWebClient(server: FastifyInstance, folder: string, routes: Routes): Promise<void> {
  await server.register(fastifyStatic, { root: folder, serve: false, index: false, dotfiles: 'deny' });
  server.get('/*', (request, reply) => {
    const path = pathOf(request);
    if (path === undefined || isApiPath(path)) sendProblem(reply, notFound(request, routes));
    else if (isFile(folder, path)) sendFile(reply, path.slice(1));
    else if (looksLikeFile(path)) sendProblem(reply, problem('request/not-found'));
    else sendFile(reply, SHELL);
  });
}

function sendFile(reply: FastifyReply, file: string): void {
  // The build writes a hash of the content into the names under assets: such a file never changes.
  const lasting = file.startsWith('assets/');
  void reply.header('vary', 'accept-encoding').sendFile(file, lasting ? { immutable: true, maxAge: YEAR_MS } : { maxAge: 0 });
}

function pathOf(request: FastifyRequest): string | undefined {
  try {
    const path = decodeURIComponent(request.url.split('?', 1)[0] ?? '/');
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

function isFile(folder: string, path: string): boolean {
  const file = normalize(join(folder, path));
  return file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile();
}

/** The end of a file's name begins with a letter: `/program/1.3` and `/program/3.4a` are the client's own addresses. */
const looksLikeFile = (path: string): boolean => /\.[a-z][a-z0-9]{0,7}$/iu.test(path);

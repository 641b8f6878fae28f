import type { FastifyReply } from 'fastify';
import { sendProblem } from '../http/problem.filter.js';
import type { View, ViewAnswer } from '../projector/view.js';
import { atOnce, type InTurn } from '../shares/turns.js';

/** Writing and compressing an answer from this size on, in characters, takes long enough for others to notice. */
const LARGE = 32 * 1_024;
/** Longer than this nobody waits for a client to take what it asked for. */
const TAKING_MS = 200;

/** A body stays the same object as long as nothing of it changes. */
const sizes = new WeakMap<object, number>();

/**
 * Sends what somebody sees, with its version as the entity tag; nothing but that when they have it already. What is large is sent in turn, and is looked
 * at again then: what may be seen may have changed while it waited.
 */
export async function sendView(
  reply: FastifyReply,
  ifNoneMatch: string | undefined,
  inTurn: InTurn,
  look: (inTurn: InTurn) => Promise<ViewAnswer>,
): Promise<void> {
  const view = await look(inTurn);
  if ('refused' in view || names(ifNoneMatch, tagOf(view)) || sizeOf(view) < LARGE) send(reply, ifNoneMatch, view);
  else {
    await inTurn(async () => {
      send(reply, ifNoneMatch, await look(atOnce));
      await takenOrLate(reply);
    });
  }
}

function send(reply: FastifyReply, ifNoneMatch: string | undefined, view: ViewAnswer): void {
  if ('refused' in view) {
    sendProblem(reply, view.refused);
    return;
  }
  const tag = tagOf(view);
  // What is seen depends on who looks: no cache between may keep it for another.
  void reply.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'cookie');
  if (names(ifNoneMatch, tag)) void reply.status(304).send();
  else void reply.send({ kind: view.kind, id: view.id, version: view.version, at: view.at, body: view.body });
}

function takenOrLate({ raw }: FastifyReply): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, TAKING_MS);
    raw.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function sizeOf({ body }: View): number {
  const known = sizes.get(body);
  if (known !== undefined) return known;
  const size = JSON.stringify(body).length;
  sizes.set(body, size);
  return size;
}

const tagOf = ({ version }: View): string => `"${version}"`;

const names = (header: string | undefined, tag: string): boolean =>
  header === '*' || (header?.split(',').some((one) => one.trim().replace(/^W\//u, '') === tag) ?? false);

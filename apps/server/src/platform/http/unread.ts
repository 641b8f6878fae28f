import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { EdgeRefused } from '../refusals.js';

/** So much of what is still being sent is read and dropped after the answer, for so long at the most, and no longer than so long after the last of it came. */
const DROPPED_BYTES = 32 * 1_024 * 1_024;
const DROPPING_MS = 10_000;
const SILENT_MS = 1_000;

/**
 * Lets whoever is still sending hear the answer. A connection that is cut with something unread in it is reset, and takes the answer with it; one that is
 * kept would have to be read to its end. So what comes after the answer is dropped, up to a limit, and the line is cut then (nginx calls it a lingering close).
 */
export function hearOut(server: FastifyInstance): void {
  server.addHook('onSend', async ({ raw }, reply) => {
    if (raw.complete || !hasBody(raw)) return;
    void reply.header('connection', 'close');
    const dropped = dropRest(raw);
    const { socket } = raw;
    const end = socket.destroySoon.bind(socket);
    // What Node calls when it has written the last answer of a connection.
    socket.destroySoon = () => void dropped.then(end);
  });
}

function dropRest(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let dropped = 0;
    const done = (): void => {
      clearTimeout(latest);
      clearTimeout(silence);
      resolve();
    };
    const latest = setTimeout(done, DROPPING_MS);
    const silence = setTimeout(done, SILENT_MS);
    request.on('data', (chunk: Buffer | string) => {
      dropped += chunk.length;
      silence.refresh();
      if (dropped > DROPPED_BYTES) done();
    });
    request.once('end', done).once('close', done).once('error', done).resume();
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Refuses a body that is coded. Nobody who uses the API needs it, and what is not unpacked can be no bomb.
 * @throws EdgeRefused request/unsupported-media-type
 */
export function mustBePlain({ headers }: IncomingMessage): void {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding !== '' && coding !== 'identity') throw new EdgeRefused('request/unsupported-media-type', { facts: { reason: 'coding' } });
}

/** Whether a request was given up by whoever sent it before it was there as a whole, and that is what was met. */
export function isBrokenOff(error: unknown, { complete, destroyed }: IncomingMessage): boolean {
  return !complete && destroyed && error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

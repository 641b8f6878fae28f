import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
let secretariat: SpecClient;
const lines: string[] = [];
beforeAll(async () => {
  server = await startServer({ logger: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }) });
  secretariat = await SpecClient.as(server, 'secretariat');
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => server.close());

const faults = (): readonly string[] => lines.filter((line) => line.includes('fault') || line.includes('"level":50'));
const PATHS = [
  '/api/organisations/lst/rename',
  '/api/session/password',
  '/api/imports/people',
  '/api/imports/organisations',
  '/api/session',
  '/api/nowhere',
];
const JSON_TYPE = { 'content-type': 'application/json' };
const text = Buffer.from('{"name":"N"}');

describe('a body that is coded', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['gzip', text],
    ['gzip', gzipSync(text).subarray(0, 12)],
    ['gzip, gzip', gzipSync(gzipSync(text))],
    ['gzip, identity', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['br', text],
    ['zstd', text],
    ['compress', text],
    ['x-unknown', text],
    ['a'.repeat(4_000), text],
    ['', text],
    [',', text],
    ['gzip', gzipSync(Buffer.alloc(16 * 1_024 * 1_024))],
  ])('as %s (case %#) is refused, and says nothing to the operator of a fault', async (coding, body) => {
    for (const path of PATHS) {
      const { status, problem, headers } = await secretariat.send(path, body, { ...JSON_TYPE, 'content-encoding': coding });
      if (coding === '') expect([path, status >= 400 && status < 500]).toEqual([path, true]);
      else {
        expect([path, status, problem.code]).toEqual([path, 415, 'request/unsupported-media-type']);
        expect(headers.get('accept-encoding')).toBe('identity');
      }
    }
    expect(faults()).toEqual([]);
  });

  it('as it is, said outright, is read', async () => {
    const sent = await secretariat.give('organisations', 'lst', 'rename', { name: 'N' }, { 'content-encoding': 'identity' });
    expect([sent.status, sent.problem.code]).toEqual([404, 'organisation/unknown']);
  });
});

async function line(): Promise<{ readonly socket: Socket; readonly answer: () => string }> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
  await once(socket, 'connect');
  return { socket, answer: () => answer };
}
const head = (path: string, more: readonly string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: localhost', `Cookie: ${secretariat.cookie}`, 'Content-Type: application/json', ...more, '', ''].join(
    '\r\n',
  );

describe('a request that is broken off', () => {
  it.each([
    ['while its length is not there yet', ['Content-Length: 1000'], '{"name":'],
    ['before its body', ['Content-Length: 1000'], ''],
    ['within a chunk', ['Transfer-Encoding: chunked'], '20\r\n{"name":'],
    ['between two chunks', ['Transfer-Encoding: chunked'], '8\r\n{"name":\r\n'],
    ['by what is no chunk', ['Transfer-Encoding: chunked'], 'zz\r\n{"name":\r\n'],
  ])('%s, by an end or by a cut, is no fault', async (_, headers, body) => {
    for (const path of PATHS) {
      for (const how of ['end', 'cut', 'half'] as const) {
        const { socket, answer } = await line();
        socket.write(head(path, headers) + body);
        await new Promise((resolve) => setImmediate(resolve));
        if (how === 'cut') socket.resetAndDestroy();
        else if (how === 'end') socket.destroy();
        else {
          socket.end();
          await once(socket, 'close');
          expect([path, answer()]).toEqual([path, expect.stringMatching(/^(?:HTTP\/1\.1 4\d\d |$)/u)]);
        }
      }
    }
    expect((await secretariat.get('/api/health')).status).toBe(200);
    expect(faults()).toEqual([]);
  });

  it('while it is answered is no fault either', async () => {
    for (const path of [
      '/api/docs/overview/all',
      '/api/lists/organisations',
      '/api/openapi.json',
      '/api/docs/overview/all?at=2099-01-01T00:00:00Z',
    ]) {
      const { socket } = await line();
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n`);
      await new Promise((resolve) => setImmediate(resolve));
      socket.resetAndDestroy();
    }
    expect((await secretariat.get('/api/health')).status).toBe(200);
    expect(faults()).toEqual([]);
  });
});

describe('a body over its limit', () => {
  const MB = 1_024 * 1_024;
  const chunk = Buffer.alloc(64 * 1_024, 0x20);

  /** Goes on writing whatever is answered, as a browser does. */
  async function upload(
    path: string,
    headers: readonly string[],
    total: number,
    chunked: boolean,
    note = (_: number): unknown => undefined,
  ): Promise<string> {
    const { socket, answer } = await line();
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(head(path, headers));
    for (let sent = 0; sent < total && !socket.destroyed; sent += chunk.length) {
      note(sent);
      const part = chunked ? Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]) : chunk;
      if (!socket.write(part)) await Promise.race([new Promise((resolve) => socket.once('drain', () => resolve(undefined))), closed]);
    }
    if (chunked) socket.write('0\r\n\r\n');
    await closed;
    return answer();
  }

  it.each([
    ['/api/organisations/lst/rename', 2 * MB],
    ['/api/session/password', 2 * MB],
    ['/api/imports/people', 12 * MB],
    ['/api/nowhere', 2 * MB],
  ])(
    'at %s gets its answer before the line is cut, however its length is told',
    async (path, total) => {
      for (const chunked of [false, true]) {
        const headers = chunked ? ['Transfer-Encoding: chunked'] : [`Content-Length: ${String(total)}`];
        const answer = await upload(path, headers, total, chunked);
        expect(answer).toMatch(/^HTTP\/1\.1 413 /u);
        expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
        expect(answer).toContain('application/problem+json');
        expect(answer).toContain('"code":"request/too-large"');
        expect(answer.match(/HTTP\/1\.1/gu)).toHaveLength(1);
      }
      expect(faults()).toEqual([]);
    },
    30_000,
  );

  it('is read to no end: whoever does not stop is cut off', async () => {
    let written = 0;
    const answer = await upload('/api/session/password', ['Transfer-Encoding: chunked'], 400 * MB, true, (bytes) => (written = bytes));
    expect(answer).toMatch(/^HTTP\/1\.1 413 |^$/u);
    expect(written).toBeLessThan(100 * MB);
  }, 60_000);
});

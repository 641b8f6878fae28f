import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
let cookie: string;
beforeAll(async () => {
  server = await startServer();
  ({ cookie } = await SpecClient.as(server, 'secretariat'));
});
afterAll(() => server.close());

/** Asks as no browser would. @returns all that is answered */
const asked = (first: string, headers: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname, () => socket.write([first, ...headers, '', ''].join('\r\n')));
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
      // A connection that was taken up goes on; what matters is said.
      if (answer.startsWith('HTTP/1.1 101')) socket.destroy();
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
const get = (path: string, headers: readonly string[]) => asked(`GET ${path} HTTP/1.1`, [...headers, 'Connection: close']);
const HANDSHAKE = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
const shake = (headers: readonly string[], path = '/ws/?EIO=4&transport=websocket') =>
  asked(`GET ${path} HTTP/1.1`, [...headers, ...HANDSHAKE, `Cookie: ${cookie}`]);
const PLACES = ['/', '/api/health', '/api/session', '/api/metrics', '/api/lists/decisions', '/api/nowhere', '/moten'];

describe('another host that was made to point here', () => {
  it.each(PLACES)('is answered nothing at %s', async (path) => {
    const answer = await get(path, ['Host: evil.example', `Cookie: ${cookie}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 421 /u);
    expect(answer).toContain('"code":"request/misdirected"');
  });

  it.each(['/%ff', '/api/docs/group/%ff<script>', '/%'])('is answered no otherwise at what is no address: %s', async (path) => {
    expect(await get(path, ['Host: evil.example'])).toMatch(/^HTTP\/1\.1 421 /u);
    const { host } = new URL(server.url);
    expect(await get(path, [`Host: ${host}`, 'Origin: http://evil.example'])).toMatch(/^HTTP\/1\.1 403 /u);
    const answer = await get(path, [`Host: ${host}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /u);
    expect(answer).toContain('"code":"request/not-found"');
    expect(answer).toMatch(/content-security-policy: .*base-uri 'none'/iu);
    expect(answer).not.toContain('%ff');
  });

  it('gives no command and opens no connection', async () => {
    const command = await asked('POST /api/organisations/lst/register HTTP/1.1', [
      'Host: evil.example',
      'Origin: http://evil.example',
      `Cookie: ${cookie}`,
      'Content-Type: application/json',
      'Content-Length: 0',
      'Connection: close',
    ]);
    expect(command).toMatch(/^HTTP\/1\.1 421 /u);
    expect(await shake(['Host: evil.example', 'Origin: http://evil.example'])).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await shake(['Host: evil.example'])).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await shake(['Host: localhost:3000', 'Origin: http://localhost:3000'])).toMatch(/^HTTP\/1\.1 101 /u);
  });
});

describe('a request that names its host in two ways', () => {
  it.each([
    [['Host: localhost', 'Host: evil.example']],
    [['Host: evil.example', 'Host: localhost']],
    [['Host: localhost', 'Host: localhost']],
    [['Host: localhost', 'HOST: evil.example']],
  ])('%j is refused', async (headers) => {
    for (const path of PLACES) expect(await get(path, headers)).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await shake(headers)).toMatch(/^HTTP\/1\.1 400 /u);
  });

  it.each(['http://evil.example/api/session', 'http://localhost/api/session', 'http://localhost', '*'])(
    '%s as what is asked for is refused',
    async (target) => {
      expect(await get(target, ['Host: localhost'])).toMatch(/^HTTP\/1\.1 40[04] /u);
      expect(await shake(['Host: localhost'], `${target}/ws/?EIO=4&transport=websocket`)).not.toMatch(/^HTTP\/1\.1 101/u);
    },
  );

  it('none at all is refused, in the old protocol too', async () => {
    expect(await get('/api/session', [])).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await asked('GET /api/session HTTP/1.0', [])).toMatch(/^HTTP\/1\.1 421 /u);
  });
});

describe('a page of another origin', () => {
  it.each(['http://evil.example', 'null', 'https://localhost', 'http://localhost:1', 'http://localhost http://evil.example'])(
    'at %s reads nothing and opens nothing',
    async (origin) => {
      for (const path of ['/api/session', '/api/metrics', '/'])
        expect(await get(path, ['Host: localhost', `Origin: ${origin}`])).toMatch(/^HTTP\/1\.1 403 /u);
      expect(await shake(['Host: localhost', `Origin: ${origin}`])).toMatch(/^HTTP\/1\.1 400 /u);
    },
  );

  it('is not our own for another scheme than the public address has', async () => {
    const secure = await startServer({ config: { url: 'https://samverkan.example.org', secure: true } });
    const from = async (origin: string): Promise<number> =>
      (await fetch(`${secure.url}/api/session`, { method: 'DELETE', headers: { origin } })).status;
    expect([await from('https://samverkan.example.org'), await from('http://samverkan.example.org')]).toEqual([200, 403]);
    await secure.close();
  });
});

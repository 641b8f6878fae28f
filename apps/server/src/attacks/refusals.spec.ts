import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

type Line = Readonly<Record<string, unknown>>;
const lines: Line[] = [];
let server: SpecServer;
let auditor: SpecClient;
beforeAll(async () => {
  server = await startServer({
    logger: pino({ level: 'warn', base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) }),
  });
  auditor = await SpecClient.as(server, 'auditor');
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => server.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const SECRET = 'Gudrun Påhittad gudrun@exempel.invalid hemligt-losenord';
const told = async (line: Line): Promise<void> => {
  await expect.poll(() => lines.at(-1)).toMatchObject({ msg: 'refused', ...line });
  const all = JSON.stringify(lines);
  for (const word of [...SECRET.split(' '), '127.0.0.1', auditor.cookie.split('=')[1] ?? '-']) expect(all).not.toContain(word);
  lines.length = 0;
};

describe('a line for whoever runs the installation', () => {
  it('says that a command was refused, by whom and which, over HTTP and on a socket', async () => {
    await auditor.give('organisations', 'gudrun-id', 'register', { name: SECRET, sector: 'state' });
    await told({ refused: 'command/not-allowed', on: 'http', what: 'organisations/register', account: 'auditor', network: '127.0.0.0/24' });
    await auditor.give('organisations', 'gudrun-id', 'register', { name: SECRET, [SECRET]: 1 });
    await told({ refused: 'request/invalid', what: 'organisations/register' });
    await auditor.give('gudrun', 'gudrun-id', SECRET.split(' ')[0] ?? '', {});
    await told({ refused: 'command/unknown', what: 'POST /api/:context/:id/:command' });
    const socket = io(server.url, { path: '/ws', transports: ['websocket'], forceNew: true, extraHeaders: { cookie: auditor.cookie } });
    const command = {
      id: 'refused-0001',
      context: 'organisations',
      target: 'gudrun-id',
      command: 'register',
      body: { name: SECRET, sector: 'state' },
    };
    await socket.timeout(5_000).emitWithAck('command', command);
    await told({ refused: 'command/not-allowed', on: 'socket', what: 'organisations/register', account: 'auditor' });
    await socket.timeout(5_000).emitWithAck('command', { ...command, command: SECRET });
    await told({ on: 'socket', what: 'command' });
    await socket.timeout(5_000).emitWithAck('watch', { docs: [{ kind: 'my', id: 'gudrun-id' }] });
    await told({ refused: 'document/not-found', on: 'socket', what: 'watch' });
    socket.disconnect();
  });

  it('says that somebody failed to sign in, by each way', async () => {
    const nobody = SpecClient.nobody(server);
    await nobody.send(
      '/api/session/password',
      JSON.stringify({ email: 'gudrun@exempel.invalid', password: 'hemligt-losenord' }),
      JSON_TYPE,
    );
    await told({ refused: 'session/refused', what: 'POST /api/session/password' });
    await nobody.send('/api/session', JSON.stringify({ account: 'gudrun' }), JSON_TYPE);
    await told({ refused: 'session/unknown-identity', what: 'POST /api/session' });
    await fetch(`${server.url}/api/session/openid/callback?state=gudrun@exempel.invalid`, { redirect: 'manual' });
    await told({ refused: 'session/means-off', what: 'GET /api/session/openid/callback' });
    await nobody.send('/api/session/link', JSON.stringify({ token: 'hemligt-losenord-som-ingen-har-'.padEnd(43, 'x') }), JSON_TYPE);
    await told({ what: 'POST /api/session/link' });
  });

  it('says what the door refused', async () => {
    const from = (headers: Record<string, string>, path = '/api/session') => fetch(`${server.url}${path}`, { method: 'DELETE', headers });
    await from({ origin: 'https://gudrun.exempel.invalid' });
    await told({ refused: 'request/cross-origin', what: 'DELETE /api/session' });
    await from({}, '/api/gudrun/hemligt-losenord');
    await told({ refused: 'request/not-found' });
    const { hostname, port } = new URL(server.url);
    const ask = async (text: string): Promise<void> => {
      const socket = connect(Number(port), hostname, () => socket.write(text)).resume();
      await once(socket, 'close');
    };
    await ask('GET / HTTP/1.1\r\nHost: gudrun.exempel.invalid\r\nConnection: close\r\n\r\n');
    await told({ refused: 'request/misdirected' });
    await ask('gudrun@exempel.invalid hemligt-losenord\r\n\r\n');
    await told({ refused: 'request/malformed', what: 'none' });
    const foreign = io(server.url, {
      path: '/ws',
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { origin: 'https://gudrun.exempel.invalid' },
    });
    await new Promise((resolve) => foreign.once('connect_error', () => resolve(undefined)));
    await told({ refused: 'request/cross-origin', on: 'socket', what: 'handshake' });
  });

  it('is counted among the figures', async () => {
    const text = await (await SpecClient.nobody(server).get('/api/metrics')).text();
    expect(text).toMatch(/samverkan_refusals_total\{code="command\/not-allowed",on="socket"\} 1/u);
    expect(text).toMatch(/samverkan_refusals_total\{code="session\/refused",on="http"\} 1/u);
  });
});

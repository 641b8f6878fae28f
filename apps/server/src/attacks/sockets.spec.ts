import { request } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
const sockets: Socket[] = [];
beforeAll(async () => {
  server = await startServer({ config: { connections: 50 } });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => server.close());

function open(headers: Record<string, string> = {}): Socket {
  const socket = io(server.url, { path: '/ws', transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: headers });
  sockets.push(socket);
  return socket;
}
const connected = (socket: Socket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('connect_error', () => resolve(false));
  });

describe('a page of another site', () => {
  it('opens no connection with the cookie of whoever looks at it', async () => {
    const { cookie } = await SpecClient.as(server, 'secretariat');
    expect(await connected(open({ cookie, origin: 'https://evil.example' }))).toBe(false);
    expect(await connected(open({ cookie, origin: 'null' }))).toBe(false);
    expect(await connected(open({ cookie, origin: server.url }))).toBe(true);
  });
});

describe('a connection', () => {
  it('unpacks nothing: compression is not offered', async () => {
    const { hostname, port } = new URL(server.url);
    const extensions = await new Promise<string | undefined>((resolve, reject) => {
      const asked = request({
        hostname,
        port,
        path: '/ws/?EIO=4&transport=websocket',
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits',
        },
      });
      asked.on('upgrade', (answer, socket) => {
        socket.destroy();
        resolve(answer.headers['sec-websocket-extensions']);
      });
      asked.on('error', reject);
      asked.end();
    });
    expect(extensions).toBeUndefined();
  });

  it('is refused when one account has too many', async () => {
    const { cookie } = await SpecClient.as(server, 'auditor');
    const opened: boolean[] = [];
    for (let number = 0; number < 7; number += 1) opened.push(await connected(open({ cookie })));
    expect(opened).toEqual([true, true, true, true, true, false, false]);
    // Nobody else has less of it.
    expect(await connected(open({ cookie: (await SpecClient.as(server, 'secretariat')).cookie }))).toBe(true);
  });

  it('is refused when one address has too many, until some have ended', async () => {
    const opened: boolean[] = [];
    for (let number = 0; number < 55; number += 1) opened.push(await connected(open()));
    expect(opened.filter(Boolean)).toHaveLength(50);
    for (const socket of sockets.splice(0, 20)) socket.disconnect();
    await expect.poll(() => connected(open())).toBe(true);
  });

  it('that nests a message very deeply is refused, and the server goes on', async () => {
    const answers: string[] = [];
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/?EIO=4&transport=websocket`);
    socket.addEventListener('message', ({ data }) => {
      const text = String(data);
      // As a client would that writes its frames itself: the session first, then what it has to say.
      if (text.startsWith('0{')) socket.send('40');
      else if (text.startsWith('40')) {
        const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
        socket.send(
          `421["command",{"id":"deep-0001","context":"organisations","target":"o","command":"register","body":{"name":${deep}}}]`,
        );
        socket.send(`422["watch",{"docs":${deep}}]`);
        socket.send(`423["unwatch",${deep}]`);
      } else answers.push(text);
    });
    await expect.poll(() => answers.length === 3 || socket.readyState === WebSocket.CLOSED).toBe(true);
    for (const answer of answers) expect(answer).toContain('request/invalid');
    socket.close();
    expect((await SpecClient.nobody(server).get('/api/health')).status).toBe(200);
  });

  it('says nothing about who acts: what it adds to a command is refused', async () => {
    const socket = open({ cookie: (await SpecClient.as(server, 'auditor')).cookie });
    await connected(socket);
    const command = { id: 'assign-0001', context: 'organisations', target: 'o', command: 'register', body: { name: 'N', sector: 'state' } };
    for (const lie of [{ identity: { account: 'secretariat' } }, { role: 'secretariat' }, { actor: 'secretariat' }])
      expect(await socket.timeout(5_000).emitWithAck('command', { ...command, ...lie })).toMatchObject({
        refused: { code: 'request/invalid' },
      });
    expect(await socket.timeout(5_000).emitWithAck('command', command)).toMatchObject({ refused: { code: 'command/not-allowed' } });
  });
});

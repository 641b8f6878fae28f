import { once } from 'node:events';
import { connect, type Socket as TcpSocket } from 'node:net';
import { listId } from '@samverkan/contract';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Callers } from '../platform/shares/callers.js';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer, type SpecServerOptions } from '../testing/server.suite.js';

// Whoever is at 192.0.2.N in these tests says so as a proxy would: the machine itself is the proxy.

let server: SpecServer;
const sockets: Socket[] = [];
const lines: TcpSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  for (const line of lines.splice(0)) line.destroy();
  await server.close();
});

const start = async (options: SpecServerOptions = {}): Promise<void> => {
  server = await startServer(options);
};
const PROXIED = { config: { proxies: ['127.0.0.0/8'] } };

async function live(address: string, cookie = ''): Promise<Socket> {
  const extraHeaders = { 'x-forwarded-for': address, ...(cookie === '' ? {} : { cookie }) };
  const socket = io(server.url, { path: '/ws', transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders });
  sockets.push(socket);
  await new Promise((resolve, reject) => socket.once('connect', () => resolve(undefined)).once('connect_error', reject));
  return socket;
}

const register = (n: number) => ({ kind: 'list/decisions', id: listId('decisions', { q: `ord ${String(n)}` }) });
const watch = async (socket: Socket, numbers: readonly number[]): Promise<number> => {
  const answers: unknown = await socket.timeout(5_000).emitWithAck('watch', { docs: numbers.map(register) });
  return (answers as object[]).filter((answer) => 'snapshot' in answer).length;
};
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, n) => from + n);

describe('rooms', () => {
  const liveLimits = { rooms: 30, roomsOfStrangers: 20, roomsOfAddress: 8, roomsOfAccount: 8 };

  it('one address takes its share, over however many connections; another address and whoever is signed in get theirs', async () => {
    await start({ ...PROXIED, liveLimits });
    let taken = 0;
    for (let n = 0; n < 5; n += 1) taken += await watch(await live('192.0.2.1'), range(n * 10, 10));
    expect(taken).toBe(8);
    expect(await watch(await live('192.0.2.2'), range(100, 5))).toBe(5);
    expect(await watch(await live('192.0.2.1', (await SpecClient.as(server, 'auditor')).cookie), range(200, 5))).toBe(5);
  });

  it('all addresses together leave some to those who are signed in; addresses of one IPv6 network are one', async () => {
    await start({ ...PROXIED, liveLimits });
    let taken = 0;
    for (let n = 0; n < 4; n += 1) taken += await watch(await live(`2001:db8:1:1::${String(n)}`), range(n * 10, 10));
    expect(taken).toBe(8);
    for (let n = 2; n < 8; n += 1) taken += await watch(await live(`192.0.2.${String(n)}`), range(n * 10, 10));
    expect(taken).toBe(20);
    expect(await watch(await live('192.0.2.9', (await SpecClient.as(server, 'auditor')).cookie), range(200, 8))).toBe(8);
  });

  it('that somebody else is in already cost nobody who is not in them anything, and those that are left are free again', async () => {
    await start({ ...PROXIED, liveLimits });
    const one = await live('192.0.2.1');
    expect(await watch(one, range(0, 8))).toBe(8);
    expect(await watch(await live('192.0.2.2'), range(0, 8))).toBe(8);
    await one.timeout(5_000).emitWithAck('unwatch', { docs: range(0, 8).map(register) });
    expect(await watch(one, range(50, 8))).toBe(8);
  });
});

describe('turns at the past', () => {
  it('one address takes its share; another address and whoever is signed in are served meanwhile', async () => {
    await start(PROXIED);
    const secretariat = await SpecClient.as(server, 'secretariat');
    await secretariat.do('organisations', 'lst', 'register', { name: 'Länsstyrelsen', sector: 'state' });
    await secretariat.read('organisation', 'lst');
    const from = (address: string, cookie = '') =>
      fetch(`${server.url}/api/docs/organisation/lst?at=2099-01-01T00:00:00Z`, { headers: { 'x-forwarded-for': address, cookie } });
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const { readAll } = server.log;
    vi.spyOn(server.log, 'readAll').mockImplementation(async function* (after, options) {
      await held;
      yield* readAll.call(server.log, after, options);
    });
    const refused: Response[] = [];
    const served: Response[] = [];
    const greedy = Array.from({ length: 60 }, async () => {
      const answer = await from('192.0.2.1');
      (answer.status === 429 ? refused : served).push(answer);
    });
    await expect.poll(() => refused.length).toBe(52);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    const others = [from('192.0.2.2'), from('192.0.2.1', (await SpecClient.as(server, 'auditor')).cookie)];
    goOn();
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200]);
    await Promise.all(greedy);
    expect(served.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });
});

describe('connections over which nobody says anything', () => {
  const line = async (localAddress: string, text = ''): Promise<TcpSocket> => {
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port), localAddress }).on('error', () => undefined);
    lines.push(socket);
    await once(socket, 'connect');
    socket.write(text);
    return socket.resume();
  };
  const isServed = async (localAddress: string): Promise<boolean> => {
    const asking = await line(localAddress);
    let answer = '';
    asking.setEncoding('utf8').on('data', (part: string) => (answer += part));
    asking.write('GET /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    await once(asking, 'close');
    return answer.startsWith('HTTP/1.1 200');
  };
  const HANDSHAKE = [
    'GET /ws/?EIO=4&transport=websocket HTTP/1.1',
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '',
    '',
  ].join('\r\n');

  it.each([
    ['nothing', ''],
    ['half a question', 'GET /api/session HTTP/1.1\r\nHost: loc'],
    [
      'a body that never comes',
      'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    ],
    ['a handshake that is not completed', HANDSHAKE],
  ])('%s: an address gives up its own, and everybody is served', async (_, text) => {
    await start({ callers: { address: 10, all: 1_000 } });
    for (let n = 0; n < 40; n += 1) await line('127.0.0.2', text);
    await expect.poll(() => server.app.get(Callers).count).toBeLessThanOrEqual(10);
    expect(await isServed('127.0.0.1')).toBe(true);
    expect(await isServed('127.0.0.2')).toBe(true);
  });

  it('of many addresses: when there is no more place, the one that holds the most gives one up', async () => {
    await start({ callers: { address: 20, all: 30 } });
    for (let n = 0; n < 60; n += 1) await line(`127.0.0.${String(2 + (n % 3))}`, HANDSHAKE);
    await expect.poll(() => server.app.get(Callers).count).toBeLessThanOrEqual(30);
    expect(await isServed('127.0.0.9')).toBe(true);
  });

  it('that became live connections are not among them', async () => {
    await start();
    await live('127.0.0.1');
    await live('127.0.0.1');
    await expect.poll(() => server.app.get(Callers).count).toBe(0);
  });
});

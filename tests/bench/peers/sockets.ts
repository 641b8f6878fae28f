import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from 'socket.io';
import { WebSocketServer, type WebSocket } from 'ws';
import { attendanceRow } from '../data/rows.ts';
import { serve } from '../processes/serve.ts';
import { positionOf } from '../wire/versions.ts';
import { NaiveStore } from './naive-store.ts';

// Servers that do what ours does on bare parts: each takes changes and hands them to all who are connected, but decides, stores and
// restricts nothing (the naive one stores). One process, one kind of server, chosen by the one who started it.

const http = createServer();
http.listen(0, '127.0.0.1');
const listening = new Promise<string>((resolve) => {
  http.once('listening', () => {
    resolve(`http://127.0.0.1:${String((http.address() as AddressInfo).port)}`);
  });
});

let place = 0;

/** A message as long as the patch of one change. */
function message(body: string): string {
  place += 1;
  return (
    `{"kind":"meeting","id":"019a0000-0000-7000-8000-000000000000","from":"${positionOf(place - 1)}","to":"${positionOf(place)}",` +
    `"at":"2008-03-04T09:00:00.000Z","ops":${body}}`
  );
}

/** A message each, serialised once: the usual advice for `ws`. */
function rawWs(): void {
  const sockets = new Set<WebSocket>();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false, clientTracking: false });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      const colon = text.indexOf(':');
      const sent = message(JSON.stringify(JSON.parse(text.slice(colon + 1))));
      socket.send(`${text.slice(0, colon)}:{"done":{"position":"${positionOf(place)}"}}`);
      for (const one of sockets) one.send(sent);
    });
  });
}

/** socket.io as it comes out of the box, without what would slow it, answering at once: what a client takes, and what a call does at least. */
function bareSocketIo(): void {
  const server = new Server(http, { path: '/ws', serveClient: false, perMessageDeflate: false, transports: ['websocket'] });
  server.on('connection', (socket) => {
    void socket.join('all');
    socket.on('watch', (_: unknown, answer: (answers: unknown) => void) => {
      answer([]);
    });
    socket.on('command', (_: unknown, answer: (answer: unknown) => void) => {
      place += 1;
      answer({ done: { position: positionOf(place), version: positionOf(place), repeated: false } });
    });
  });
}

/** A transaction and an emit per watcher for each change, as a first version of such a server is written. */
async function naive(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'samverkan-bench-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true });
  });
  const row = await attendanceRow();
  const store = new NaiveStore(join(folder, 'naive.sqlite'));
  let revision = -1;
  const server = new Server(http, { path: '/ws', serveClient: false, perMessageDeflate: false, transports: ['websocket'] });
  server.on('connection', (socket) => {
    socket.on('command', (command: { body: unknown }, answer: (answer: unknown) => void) => {
      const expected = (revision += 1);
      void store.append(row.stream, expected, row).then(() => {
        const patch: unknown = JSON.parse(message(JSON.stringify(command.body)));
        answer({ done: { position: positionOf(place), version: positionOf(place), repeated: false } });
        for (const [, watcher] of server.sockets.sockets) watcher.emit('patches', [patch]);
      });
    });
  });
}

const kinds = { 'raw-ws': rawWs, 'bare-socket.io': bareSocketIo, naive };
export type PeerKind = keyof typeof kinds;

// Served before anything is waited for: a call that comes earlier would be lost.
export const peer = serve({
  url: async () => {
    await ready;
    return listening;
  },
});
process.once('SIGTERM', () => process.exit(0));

const ready = Promise.resolve(kinds[process.argv[2] as PeerKind]());

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
const FIRST_START_MS = 90_000;

/** The real server as a process of its own, on a data folder of its own. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Of its process. */
  readonly pid: number | undefined;
  /** The address by which people reach it, as the server knows it: `http://localhost:PORT`. Browsers take that for safe, as passkeys need. */
  readonly publicUrl: string;
  /** SIGKILL: as when the power goes. */
  crash(): Promise<void>;
  /** SIGTERM; answers with the exit code. */
  stop(): Promise<number | null>;
}

/** A data folder under the system's temporary folder, removed by `remove`. */
export function dataFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'samverkan-e2e-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Starts the built server with the demo on; resolves when it listens. */
export async function startServer(
  data: string,
  options: { readonly port?: number; readonly demo?: 'on' | 'off'; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<RunningServer> {
  // Chosen here and not by the system when it listens: the server must know its public address from the start.
  const port = options.port ?? (await freePort());
  const publicUrl = `http://localhost:${String(port)}`;
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      SAMVERKAN_URL: publicUrl,
      SAMVERKAN_DATA: data,
      SAMVERKAN_DEMO: options.demo ?? 'on',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await listening(child);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    url,
    port,
    pid: child.pid,
    publicUrl,
    crash: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /listening on (http:\S+)/u.exec(said);
      if (found?.[1]) resolve(found[1]);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      reject(new Error(`the server ended with ${String(code)} before it listened:\n${said}`));
    });
    setTimeout(() => {
      reject(new Error(`the server did not listen within ${String(FIRST_START_MS)} ms:\n${said}`));
    }, FIRST_START_MS).unref();
  });
}

/** A network cable between a browser and the server: a plain TCP relay that can be pulled out and put in again. */
export interface Cable {
  readonly url: string;
  pull(): void;
  plug(): Promise<void>;
  /** Lets go of the cable for good. */
  remove(): Promise<void>;
}

/** Lays a cable to a port on this machine. While pulled, what was connected is cut and nobody gets through. */
export async function layCable(toPort: number): Promise<Cable> {
  const open = new Set<Socket>();
  const cut = (): void => {
    for (const socket of open) socket.destroy();
    open.clear();
  };
  const relay = (near: Socket): void => {
    const far = connect(toPort, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  };
  let server: Server = createServer(relay);
  await listen(server, 0);
  const port = (server.address() as AddressInfo).port;
  const unplug = (): Promise<unknown> => {
    const closed = server.listening ? once(server, 'close') : Promise.resolve();
    server.close();
    cut();
    return closed;
  };
  return {
    url: `http://127.0.0.1:${String(port)}`,
    pull: () => void unplug(),
    plug: async () => {
      server = createServer(relay);
      await listen(server, port);
    },
    remove: async () => {
      await unplug();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

/** Chromium without any network of its own: only what the page asks for leaves it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

import type { callers as Callers } from '../clients/callers.ts';
import type { watchers as Watchers } from '../clients/watchers.ts';
import { Child } from '../processes/child.ts';
import type { gauge } from '../processes/gauge.ts';
import type { peer, PeerKind } from '../peers/sockets.ts';
import type { Framing } from '../wire/connection.ts';

const CALLERS = new URL('../clients/callers.ts', import.meta.url);
const WATCHERS = new URL('../clients/watchers.ts', import.meta.url);
const PEER = new URL('../peers/sockets.ts', import.meta.url);
const GAUGE = new URL('../processes/gauge.ts', import.meta.url);

export type PeerProcess = Child<typeof peer & typeof gauge>;
export type CallersProcess = Child<typeof Callers>;
export type WatchersProcess = Child<typeof Watchers>;

export const startCallers = (): CallersProcess => new Child<typeof Callers>(CALLERS);
export const startWatchers = (): WatchersProcess => new Child<typeof Watchers>(WATCHERS);

/** Starts a server on bare parts; answers with where it listens. */
export async function startPeer(kind: PeerKind): Promise<{ readonly child: PeerProcess; readonly url: string }> {
  const child: PeerProcess = new Child(PEER, { args: [kind], nodeOptions: ['--expose-gc', `--import=${GAUGE.href}`] });
  return { child, url: await child.call('url', null) };
}

/** Where and how the clients of a server connect. */
export interface Target {
  readonly url: string;
  readonly path: string;
  readonly framing: Framing;
}

export const socketIo = (url: string): Target => ({ url, path: '/ws/', framing: 'socket.io' });
export const bareSocket = (url: string): Target => ({ url, path: '/', framing: 'ws' });

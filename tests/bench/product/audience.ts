import { reschedule, Server } from './server.ts';
import {
  bareSocket,
  socketIo,
  startCallers,
  startPeer,
  startWatchers,
  type CallersProcess,
  type Target,
  type WatchersProcess,
} from './stage.ts';
import type { Child } from '../processes/child.ts';
import type { gauge } from '../processes/gauge.ts';
import type { Script } from '../clients/callers.ts';
import { placeOf } from '../wire/versions.ts';

/** Viewers of a meeting that is announced: its officials, a member, somebody not signed in. */
const VIEWERS = ['secretariat', 'member', 'public'] as const;

/** A server with those who watch one thing change, and those who change it. */
export interface Audience {
  readonly script: Script;
  readonly callers: CallersProcess;
  readonly server: Child<typeof gauge>;
  /** Lets so many watchers in, those who are in already counted. */
  grow(watchers: number): Promise<void>;
  /** Times the arrival of so many places after one that the watchers have. */
  time(from: number, count: number): Promise<void>;
  /** When the last watcher had come to each of those places. */
  times(): Promise<readonly number[]>;
  /** Waits until all watchers have come to a position; answers with when. */
  all(position: string): Promise<number>;
  /** Bytes that the watchers have received. */
  received(): Promise<number>;
}

/** Watchers in two processes, so that not they are the bottleneck sooner than they must. */
const CROWDS = 2;

async function audience(
  to: Target,
  cookies: readonly string[],
  callersCookie: string,
  parts: Pick<Audience, 'script' | 'server'>,
  watch?: readonly { kind: string; id: string }[],
): Promise<Audience> {
  const crowds: readonly WatchersProcess[] = Array.from({ length: CROWDS }, startWatchers);
  const callers = startCallers();
  await callers.call('connect', { to: { ...to, ...(callersCookie === '' ? {} : { cookie: callersCookie }) }, count: 64 });
  let size = 0;
  const name = 'all';
  return {
    ...parts,
    callers,
    grow: async (watchers) => {
      const more = Math.ceil((watchers - size) / CROWDS);
      size += more * CROWDS;
      const gathering = { to, cookies, count: more, ...(watch === undefined ? {} : { watch }) };
      await Promise.all(crowds.map((crowd) => crowd.call('gather', { name, gathering })));
    },
    time: async (from, count) => {
      await Promise.all(crowds.map((crowd) => crowd.call('time', { name, span: { from, count } })));
    },
    times: async () => {
      const each = await Promise.all(crowds.map((crowd) => crowd.call('times', name)));
      return each[0]!.map((_, index) => Math.max(...each.map((times) => times[index]!)));
    },
    all: async (position) => Math.max(...(await Promise.all(crowds.map((crowd) => crowd.call('all', { name, place: placeOf(position) }))))),
    received: async () => (await Promise.all(crowds.map((crowd) => crowd.call('received', name)))).reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** The product: a meeting that is rescheduled again and again, watched in three classes of viewers. */
export async function ourAudience(under: string): Promise<Audience> {
  const server = await Server.start(under);
  const cookie = await server.signIn('secretariat');
  const meeting = await server.meeting(cookie, await server.groupOf('member'), false);
  const cookies = await Promise.all(VIEWERS.map((account) => server.signIn(account)));
  return audience(socketIo(server.url), cookies, cookie, { script: reschedule(meeting), server: server.child }, [
    { kind: 'meeting', id: meeting },
  ]);
}

/** Of an item behind closed doors the group's members and the secretariat see something, nobody else. */
const THREE = ['public', 'financier', 'member'] as const;
const ONE = ['financier'] as const;

/**
 * One server with two meetings that are alike, each with an item behind closed doors and one that is not: the one watched in three audiences,
 * the other by as many in one of them.
 */
export async function restrictedAudiences(under: string): Promise<{ readonly three: Audience; readonly one: Audience }> {
  const server = await Server.start(under);
  const cookie = await server.signIn('secretariat');
  const group = await server.groupOf('member');
  const watchedBy = async (viewers: readonly string[]): Promise<Audience> => {
    const meeting = await server.meeting(cookie, group, false);
    for (const doors of ['open', 'closed']) await server.command(cookie, `meetings/${meeting}/add-item`, { title: 'Ett ärende', doors });
    const cookies = await Promise.all(viewers.map((account) => server.signIn(account)));
    const parts = { script: reschedule(meeting), server: server.child };
    return audience(socketIo(server.url), cookies, cookie, parts, [{ kind: 'meeting', id: meeting }]);
  };
  return { three: await watchedBy(THREE), one: await watchedBy(ONE) };
}

/** Raw `ws`: a message for each change, serialised once, to all; nothing is decided, stored or restricted. */
export async function rawAudience(): Promise<Audience> {
  const { child, url } = await startPeer('raw-ws');
  return audience(bareSocket(url), [''], '', { script: reschedule('019a0000-0000-7000-8000-000000000000'), server: child });
}

import type { Bench } from '../measure/bench.ts';
import { figure } from '../measure/report.ts';
import { interleaved, medianOf } from '../measure/statistics.ts';
import type { Child } from '../processes/child.ts';
import type { gauge } from '../processes/gauge.ts';
import { Server } from '../product/server.ts';
import { socketIo, startPeer, startWatchers, type Target, type WatchersProcess } from '../product/stage.ts';

const ACCOUNTS = ['secretariat', 'chair', 'secretary', 'member', 'auditor', 'public'] as const;
const WATCHED = [
  { kind: 'overview', id: 'all' },
  { kind: 'group-tree', id: 'all' },
  { kind: 'activity', id: 'all' },
  { kind: 'directory', id: 'all' },
];

/** As long as ours: socket.io keeps the headers that a connection began with. */
const COOKIE = `samverkan_session=${'x'.repeat(80)}`;

interface Taken {
  readonly rss: number;
  readonly held: number;
}

interface Gathering {
  readonly to: Target;
  readonly cookies: readonly string[];
  readonly watch: typeof WATCHED;
}

/** What a server's memory grows by when clients come, for each of them. The first of them bring what all share, and fill what the start left free. */
async function perClient(server: Child<typeof gauge>, watchers: WatchersProcess, gathering: Gathering, count: number): Promise<Taken> {
  const gather = (size: number) => watchers.call('gather', { name: 'all', gathering: { ...gathering, count: size } });
  await gather(count / 4);
  const before = await server.call('memory', null);
  await gather(count);
  const after = await server.call('memory', null);
  await watchers.call('dismiss', 'all');
  return { rss: (after.rss - before.rss) / count, held: (after.held - before.held) / count };
}

/** What a client costs the server: connected, and watching four documents, beside one that is connected to bare socket.io. */
export const memory: Bench = async ({ folder, quick }) => {
  const count = quick ? 100 : 1_600;
  const watchers = startWatchers();
  // A process that has shed clients has room for the next, which would hide what they take: each run has a new one.
  const ours = async (watch: typeof WATCHED): Promise<Taken> => {
    const server = await Server.start(folder);
    const cookies = await Promise.all(ACCOUNTS.map((account) => server.signIn(account)));
    const taken = await perClient(server.child, watchers, { to: socketIo(server.url), cookies, watch }, count);
    await server.stop();
    return taken;
  };
  const bare = async (): Promise<Taken> => {
    const { child, url } = await startPeer('bare-socket.io');
    const taken = await perClient(child, watchers, { to: socketIo(url), cookies: [COOKIE], watch: [] }, count);
    await child.stop();
    return taken;
  };
  const runs = await interleaved<'watching' | 'connected' | 'bare', Taken>(quick ? 1 : 3, {
    watching: () => ours(WATCHED),
    connected: () => ours([]),
    bare,
  });
  const of = (name: keyof typeof runs, pick: (taken: Taken) => number): number => medianOf(runs[name], pick);
  const kilobytes = (bytes: number): string => `${figure(bytes / 1_024)} KB`;
  const [watching, connected, peer] = [of('watching', held), of('connected', held), of('bare', held)];
  const whole = of('watching', ({ rss }) => rss);
  return [
    {
      measure: `memory of a connected client (live objects)`,
      ours: kilobytes(connected),
      peer: `bare socket.io: ${kilobytes(peer)}`,
      ratio: connected / peer,
      goal: { atMost: 1.2 },
    },
    {
      measure: `memory of a client that watches ${String(WATCHED.length)} documents (live objects)`,
      ours: kilobytes(watching),
      peer: `bare socket.io: ${kilobytes(peer)}`,
      ratio: watching / peer,
    },
    {
      measure: `memory of a client that watches ${String(WATCHED.length)} documents (whole process)`,
      ours: kilobytes(whole),
      peer: `60 KB (bare socket.io: ${kilobytes(of('bare', ({ rss }) => rss))})`,
      ratio: whole / 1_024 / 60,
      goal: { atMost: 1 },
    },
  ];
};

const held = (taken: Taken): number => taken.held;

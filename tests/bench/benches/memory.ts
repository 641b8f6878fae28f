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

interface Taken {
  readonly rss: number;
  readonly held: number;
}

interface Gathering {
  readonly to: Target;
  readonly cookies: readonly string[];
}

/** What a server's memory grows by when clients come, for each of them. The first few clients bring what all of them share. */
async function perClient(server: Child<typeof gauge>, watchers: WatchersProcess, gathering: Gathering, count: number): Promise<Taken> {
  const gather = (size: number) => watchers.call('gather', { name: 'all', gathering: { ...gathering, count: size, watch: WATCHED } });
  await gather(60);
  const before = await server.call('memory', null);
  await gather(count);
  const after = await server.call('memory', null);
  await watchers.call('dismiss', 'all');
  return { rss: (after.rss - before.rss) / count, held: (after.held - before.held) / count };
}

/** What a client costs the server that watches four documents, beside one that is merely connected to socket.io. */
export const memory: Bench = async ({ folder, quick }) => {
  const count = quick ? 100 : 2_000;
  const watchers = startWatchers();
  // A process that has shed clients has room for the next, which would hide what they take: each run has a new one.
  const runs = await interleaved<'ours' | 'bare', Taken>(quick ? 1 : 3, {
    ours: async () => {
      const server = await Server.start(folder);
      const cookies = await Promise.all(ACCOUNTS.map((account) => server.signIn(account)));
      const taken = await perClient(server.child, watchers, { to: socketIo(server.url), cookies }, count);
      await server.stop();
      return taken;
    },
    bare: async () => {
      const { child, url } = await startPeer('bare-socket.io');
      const taken = await perClient(child, watchers, { to: socketIo(url), cookies: [''] }, count);
      await child.stop();
      return taken;
    },
  });
  const of = (name: 'ours' | 'bare', pick: (taken: Taken) => number): number => medianOf(runs[name], pick);
  const kilobytes = (bytes: number): string => `${figure(bytes / 1_024)} KB`;
  const measure = `memory for each of ${figure(count)} watching clients`;
  const [ours, bare] = [of('ours', (taken) => taken.rss), of('bare', (taken) => taken.rss)];
  const [held, bareHeld] = [of('ours', (taken) => taken.held), of('bare', (taken) => taken.held)];
  return [
    {
      measure: `${measure} (of the process)`,
      ours: kilobytes(ours),
      peer: `bare socket.io: ${kilobytes(bare)}`,
      ratio: ours / bare,
      goal: { atMost: 1.2 },
    },
    { measure: `${measure} (of the process)`, ours: kilobytes(ours), peer: '60 KB', ratio: ours / 1_024 / 60, goal: { atMost: 1 } },
    { measure: `${measure} (live objects)`, ours: kilobytes(held), peer: `bare socket.io: ${kilobytes(bareHeld)}`, ratio: held / bareHeld },
  ];
};

import type { Bench } from '../measure/bench.ts';
import { figure } from '../measure/report.ts';
import { interleaved, medianOf } from '../measure/statistics.ts';
import { ourAudience, rawAudience, type Audience } from '../product/audience.ts';

interface Run {
  /** Changes times watchers, a second, from the first command to the last watcher. */
  readonly perSecond: number;
  /** Processor time of the server for each of them, in microseconds. */
  readonly cpu: number;
  readonly bytes: number;
}

async function burst(audience: Audience, changes: number, watchers: number): Promise<Run> {
  const [cpuBefore, bytesBefore] = [await audience.server.call('cpu', null), await audience.received()];
  const { began, position } = await audience.callers.call('burst', { script: audience.script, count: changes });
  const ended = await audience.all(position);
  const deliveries = changes * watchers;
  return {
    perSecond: (deliveries / (ended - began)) * 1_000,
    cpu: (((await audience.server.call('cpu', null)) - cpuBefore) * 1_000) / deliveries,
    bytes: ((await audience.received()) - bytesBefore) / deliveries,
  };
}

/** Many changes at once, to many watchers. */
export const bursts: Bench = async ({ folder, quick }) => {
  const [ours, raw] = [await ourAudience(folder), await rawAudience()];
  const [watchers, changes] = quick ? [40, 20] : [1_000, 200];
  await ours.grow(watchers);
  await raw.grow(watchers);
  await burst(ours, changes, watchers);
  await burst(raw, changes, watchers);
  const runs = await interleaved<'ours' | 'raw', Run>(quick ? 1 : 5, {
    ours: () => burst(ours, changes, watchers),
    raw: () => burst(raw, changes, watchers),
  });
  const of = (name: 'ours' | 'raw', pick: (run: Run) => number): number => medianOf(runs[name], pick);
  const size = `burst of ${figure(changes)} changes to ${figure(watchers)} watchers`;
  const ratio = (pick: (run: Run) => number): number => of('ours', pick) / of('raw', pick);
  return [
    {
      measure: `${size}: deliveries`,
      ours: `${figure(of('ours', (run) => run.perSecond))}/s`,
      peer: `raw ws, a message each: ${figure(of('raw', (run) => run.perSecond))}/s`,
      ratio: ratio((run) => run.perSecond),
      goal: { atLeast: 4 },
    },
    {
      measure: `${size}: server time each`,
      ours: `${figure(of('ours', (run) => run.cpu))} µs`,
      peer: `raw ws: ${figure(of('raw', (run) => run.cpu))} µs`,
      ratio: ratio((run) => run.cpu),
      goal: { atMost: 0.25 },
    },
    {
      measure: `${size}: bytes each`,
      ours: figure(of('ours', (run) => run.bytes)),
      peer: `raw ws: ${figure(of('raw', (run) => run.bytes))}`,
      ratio: ratio((run) => run.bytes),
    },
  ];
};

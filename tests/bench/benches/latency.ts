import type { Bench } from '../measure/bench.ts';
import { figure, type Row } from '../measure/report.ts';
import { interleaved, median, quantile } from '../measure/statistics.ts';
import { ourAudience, rawAudience, type Audience } from '../product/audience.ts';
import { placeOf } from '../wire/versions.ts';

const PER_SECOND = 50;

interface Run {
  /** From sending a change until the last watcher has it, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** From sending a change until it is acknowledged. */
  readonly acknowledged: number;
}

async function run(audience: Audience, seconds: number): Promise<Run> {
  const { position } = await audience.callers.call('burst', { script: audience.script, count: 1 });
  await audience.all(position);
  const count = PER_SECOND * seconds;
  await audience.time(placeOf(position), count * 2);
  const said = await audience.callers.call('paced', { script: audience.script, perSecond: PER_SECOND, count });
  await audience.all(said.reduce((last, one) => (one.position > last ? one.position : last), ''));
  const times = await audience.times();
  const latencies = said.map((one) => {
    const arrived = times[placeOf(one.position) - placeOf(position) - 1];
    if (arrived === undefined || arrived === 0) throw new Error(`nobody knows when ${one.position} arrived`);
    return arrived - one.sent;
  });
  return {
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    acknowledged: quantile(
      said.map((one) => one.answered - one.sent),
      0.5,
    ),
  };
}

const milliseconds = (value: number): string => `${figure(value)} ms`;

/** From a change to the last watcher who sees it, at a steady pace, with more and more watchers. */
export const latency: Bench = async ({ folder, quick }) => {
  const [ours, raw] = [await ourAudience(folder), await rawAudience()];
  const rows: Row[] = [];
  const acknowledged: number[] = [];
  for (const watchers of quick ? [20, 60] : [200, 1_000, 3_000]) {
    await ours.grow(watchers);
    await raw.grow(watchers);
    const seconds = quick ? 1 : 2;
    const runs = await interleaved<'ours' | 'raw', Run>(quick ? 1 : 5, { ours: () => run(ours, seconds), raw: () => run(raw, seconds) });
    const of = (name: 'ours' | 'raw', pick: (run: Run) => number): number => median(runs[name].map(pick));
    const [p50, p99] = [of('ours', (one) => one.p50), of('ours', (one) => one.p99)];
    const measure = `change → last of ${figure(watchers)} watchers, ${String(PER_SECOND)} changes/s`;
    rows.push(
      {
        measure: `${measure}: p50`,
        ours: milliseconds(p50),
        peer: `raw ws: ${milliseconds(of('raw', (one) => one.p50))}`,
        ratio: p50 / of('raw', (one) => one.p50),
        goal: { atMost: 1.3 },
      },
      {
        measure: `${measure}: p99`,
        ours: milliseconds(p99),
        peer: `own p50 (raw ws p99: ${milliseconds(of('raw', (one) => one.p99))})`,
        ratio: p99 / p50,
        goal: { atMost: 3 },
      },
      { measure: `${measure}: p99`, ours: milliseconds(p99), peer: '250 ms', ratio: p99 / 250, goal: { atMost: 1 } },
    );
    acknowledged.push(of('ours', (one) => one.acknowledged));
  }
  const [few, many] = [acknowledged[0]!, acknowledged.at(-1)!];
  rows.push({
    measure: quick ? 'acknowledgement with more watchers' : 'acknowledgement with 3,000 watchers',
    ours: milliseconds(many),
    peer: `${quick ? 'with few' : 'with 200'}: ${milliseconds(few)}`,
    ratio: many / few,
    goal: { atMost: 1.3 },
  });
  return rows;
};

import { forgetDocuments, historyOf, type HistoryFiles } from '../data/logs.ts';
import type { Bench, Setting } from '../measure/bench.ts';
import { figure, type Row } from '../measure/report.ts';
import { interleaved, medianOf } from '../measure/statistics.ts';
import { Child } from '../processes/child.ts';
import type { replay as Replay } from '../product/replay.ts';

const PROGRAM = new URL('../product/replay.ts', import.meta.url);
const FIRST = { kind: 'group', id: 'group-000007' };

async function inProcess<T>(work: (child: Child<typeof Replay>) => Promise<T>): Promise<T> {
  const child = new Child<typeof Replay>(PROGRAM);
  try {
    return await work(child);
  } finally {
    await child.stop();
  }
}

const open = (folder: string) => inProcess((child) => child.call('open', { folder, first: FIRST }));

async function measured(files: HistoryFiles, rounds: number) {
  return interleaved<'ours' | 'fold', { milliseconds: number; peakRss: number }>(rounds, {
    ours: async () => {
      forgetDocuments(files.folder);
      const { written, peakRss } = await open(files.folder);
      return { milliseconds: written, peakRss };
    },
    fold: async () => ({ ...(await inProcess((child) => child.call('fold', files.flat))), peakRss: 0 }),
  });
}

const seconds = (milliseconds: number): string => `${figure(milliseconds / 1_000)} s`;
const megabytes = (bytes: number): string => `${String(Math.round(bytes / 2 ** 20))} MB`;
const lengths = ({ quick, full }: Setting): readonly number[] => (quick ? [2_000] : full ? [100_000, 1_000_000] : [10_000, 100_000]);

/** All read models made from the log, documents written to their store and all, beside parsing and folding a flat file of the same events. */
export const replay: Bench = async (setting) => {
  const rows: Row[] = [];
  const peaks: { readonly events: number; readonly rss: number }[] = [];
  for (const events of lengths(setting)) {
    const files = await historyOf(events, setting.folder);
    const runs = await measured(files, setting.quick ? 1 : events > 100_000 ? 2 : 3);
    const ours = medianOf(runs.ours, (run) => run.milliseconds);
    const flat = medianOf(runs.fold, (run) => run.milliseconds);
    peaks.push({ events, rss: medianOf(runs.ours, (run) => run.peakRss) });
    rows.push({
      measure: `replay of all read models, ${figure(events)} events`,
      ours: `${seconds(ours)} (${figure((events / ours) * 1_000)}/s)`,
      peer: `parse and fold of a flat file: ${seconds(flat)}`,
      ratio: ours / flat,
      goal: { atMost: 1.3 },
    });
  }
  const [short, long] = [peaks[0], peaks.at(-1)];
  if (short !== undefined && long !== undefined && short !== long)
    rows.push({
      measure: `peak memory of that replay, ${figure(long.events)} events`,
      ours: megabytes(long.rss),
      peer: `at ${figure(short.events)}: ${megabytes(short.rss)}`,
      ratio: long.rss / short.rss,
    });
  return rows;
};

/** A start on a log whose documents are there already, as after every ordinary stop. */
export const coldStart: Bench = async (setting) => {
  const rows: Row[] = [];
  for (const events of lengths(setting)) {
    const { folder } = await historyOf(events, setting.folder);
    forgetDocuments(folder);
    const whole = await open(folder);
    const runs = await interleaved(setting.quick ? 1 : 5, { ours: () => open(folder) });
    const first = medianOf(runs.ours, (run) => run.firstDocument);
    const all = medianOf(runs.ours, (run) => run.all);
    rows.push(
      {
        measure: `cold start: files opened and checked, first document, ${figure(events)} events`,
        ours: `${figure(first)} ms`,
        peer: `10 ms (of it opening: ${figure(medianOf(runs.ours, (run) => run.opened))} ms)`,
        ratio: first / 10,
        goal: { atMost: 1 },
      },
      {
        measure: `cold start: all read models, ${figure(events)} events`,
        ours: `${figure(all)} ms`,
        peer: `full replay: ${seconds(whole.all)}`,
        ratio: all / whole.all,
        goal: { atMost: 0.1 },
      },
    );
  }
  return rows;
};

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../measure/bench.ts';
import { figure, type Row } from '../measure/report.ts';
import { interleaved, median } from '../measure/statistics.ts';
import { Child } from '../processes/child.ts';
import type { growingLog } from '../product/log.ts';

const PROGRAM = new URL('../product/log.ts', import.meta.url);

/** A log of so many events in a process of its own. */
async function grown(folder: string, events: number) {
  const own = mkdtempSync(join(folder, 'growing-'));
  const child = new Child<typeof growingLog>(PROGRAM);
  await child.call('open', own);
  await child.call('grow', events);
  return {
    stop: () => child.stop(),
    append: (milliseconds: number) => child.call('append', { callers: 64, milliseconds }),
    tail: (times: number) => child.call('tail', times),
  };
}

/** How appending and reading a stream's end change while the log grows; a short log in the same run is what long ones are measured by. */
export const growth: Bench = async ({ folder, quick, full }) => {
  const [short, ...longer] = quick ? [2_000, 5_000] : full ? [10_000, 100_000, 1_000_000] : [10_000, 100_000, 300_000];
  const rows: Row[] = [];
  for (const events of longer) {
    // Appending makes the short log longer too: it is made anew for each comparison.
    const logs = { short: await grown(folder, short), long: await grown(folder, events) };
    const [rounds, milliseconds] = [quick ? 1 : 5, quick ? 200 : 700];
    const appends = await interleaved<'short' | 'long', number>(rounds, {
      short: () => logs.short.append(milliseconds),
      long: () => logs.long.append(milliseconds),
    });
    const tails = await interleaved<'short' | 'long', number>(rounds, {
      short: () => logs.short.tail(quick ? 10 : 200),
      long: () => logs.long.tail(quick ? 10 : 200),
    });
    await Promise.all([logs.short.stop(), logs.long.stop()]);
    rows.push(
      {
        measure: `appends to a log of ${figure(events)} events, 64 callers`,
        ours: `${figure(median(appends.long))}/s`,
        peer: `at ${figure(short)}: ${figure(median(appends.short))}/s`,
        ratio: median(appends.long) / median(appends.short),
        goal: { atLeast: 0.75 },
      },
      {
        measure: `reading a stream's tail in a log of ${figure(events)} events`,
        ours: `${figure(median(tails.long))} µs`,
        peer: `at ${figure(short)}: ${figure(median(tails.short))} µs`,
        ratio: median(tails.long) / median(tails.short),
        goal: { atMost: 3 },
      },
    );
  }
  return rows;
};

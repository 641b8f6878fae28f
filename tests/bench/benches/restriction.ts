import type { Bench } from '../measure/bench.ts';
import { figure } from '../measure/report.ts';
import { interleaved, medianOf } from '../measure/statistics.ts';
import { restrictedAudiences, type Audience } from '../product/audience.ts';

/** Slow enough for each change to be sent for itself. */
const PER_SECOND = 20;

/** Processor time of the server for each change, delivered to all, in milliseconds. */
async function steady({ script, callers, server, all }: Audience, count: number): Promise<number> {
  const before = await server.call('cpu', null);
  const said = await callers.call('paced', { script, perSecond: PER_SECOND, count });
  await all(said.reduce((last, { position }) => (position > last ? position : last), ''));
  return ((await server.call('cpu', null)) - before) / count;
}

/** The same for changes that come all at once. */
async function burst({ script, callers, server, all }: Audience, count: number): Promise<number> {
  const before = await server.call('cpu', null);
  const { position } = await callers.call('burst', { script, count });
  await all(position);
  return ((await server.call('cpu', null)) - before) / count;
}

/** What it costs that a document is restricted: once for each audience, not for each of those who watch. */
export const restriction: Bench = async ({ folder, quick }) => {
  const { three, one } = await restrictedAudiences(folder);
  const [watchers, changes, rounds] = quick ? [30, 10, 1] : [1_000, 60, 7];
  await three.grow(watchers);
  await one.grow(watchers);
  const rows = [];
  for (const { how, run } of [
    { how: `${String(PER_SECOND)} a second`, run: steady },
    { how: 'in bursts', run: (audience: Audience) => burst(audience, quick ? 20 : 200) },
  ]) {
    await run(three, changes);
    await run(one, changes);
    const runs = await interleaved<'three' | 'one', number>(rounds, { three: () => run(three, changes), one: () => run(one, changes) });
    const of = (name: 'three' | 'one'): number => medianOf(runs[name], (time) => time);
    rows.push({
      measure: `a change to ${figure(watchers)} watchers in three audiences, ${how}: server time`,
      ours: `${figure(of('three'))} ms`,
      peer: `in one audience: ${figure(of('one'))} ms`,
      ratio: of('three') / of('one'),
      goal: { atMost: 1.3 },
    });
  }
  return rows;
};

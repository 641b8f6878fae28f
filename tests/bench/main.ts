import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bursts } from './benches/bursts.ts';
import { commandsAlone, commandsWatched } from './benches/commands.ts';
import { growth } from './benches/growth.ts';
import { latency } from './benches/latency.ts';
import { memory } from './benches/memory.ts';
import { coldStart, replay } from './benches/replay.ts';
import { restriction } from './benches/restriction.ts';
import type { Bench } from './measure/bench.ts';
import { machineFacts } from './measure/machine.ts';
import { isMet, table, type Row } from './measure/report.ts';
import { now } from './measure/statistics.ts';
import { stopAll } from './processes/child.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  'commands-alone': commandsAlone,
  'commands-watched': commandsWatched,
  latency,
  bursts,
  restriction,
  replay,
  'cold-start': coldStart,
  memory,
  growth,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, full: { type: 'boolean', default: false }, out: { type: 'string' } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(`No such bench: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'samverkan-bench-'));
const clean = (): void => rmSync(folder, { recursive: true, force: true });
process.once('SIGINT', () => {
  void stopAll().finally(() => {
    clean();
    process.exit(130);
  });
});

const facts = machineFacts(folder);
process.stdout.write(`${facts}\n\n`);
const rows: Row[] = [];
const failed: string[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
  const began = now();
  try {
    rows.push(...(await BENCHES[name]!({ folder: mkdtempSync(join(folder, `${name}-`)), quick: values.quick, full: values.full })));
    process.stderr.write(`${name}: ${((now() - began) / 1_000).toFixed(0)} s\n`);
  } catch (error) {
    failed.push(name);
    process.stderr.write(`${name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  } finally {
    await stopAll();
  }
}
clean();
const goals = rows.map(isMet).filter((met) => met !== undefined);
const summary = `${String(goals.filter(Boolean).length)} of ${String(goals.length)} goals met.`;
process.stdout.write(`\n${table(rows)}\n\n${summary}\n`);
if (values.out !== undefined) writeFileSync(values.out, `${facts}\n\n${table(rows)}\n`);
// A goal that is missed is a finding; a bench that does not run is a fault.
process.exit(failed.length > 0 ? 1 : 0);

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { categoryOf } from '@samverkan/domain';
import { START, type Actor, type EventLog } from '@samverkan/event-store';
import { addDemo, addDemoAccounts, DEMO_BEGINS, type DemoParts } from './demo/demo.js';
import type { Importer } from './imports/importer.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config/config.js';

/** The programme that the project brings along; the run-time data folder is another one. */
const PROGRAMME = fileURLToPath(new URL('../programme/vasternorrland/', import.meta.url));
/** Stands in the data folder from the beginning of the first start to its end. */
const MARK = 'first-start';

const ACTOR: Actor = { account: 'installation', role: 'secretariat' };

export interface FirstStartParts extends Omit<DemoParts, 'today' | 'importer'> {
  readonly config: Pick<Config, 'data' | 'demo'>;
  readonly log: EventLog;
  readonly importerAt: (clock: Clock) => Importer;
  readonly clock: Clock;
}

/**
 * Fills a log that is empty but for accounts with the programme, and on a demo installation with people, meetings and decisions. One that was
 * broken off is taken up again at the next start: everything in it that was written stays as it is.
 */
export async function firstStart(parts: FirstStartParts): Promise<void> {
  const { config, log, clock, handler } = parts;
  const mark = join(config.data, MARK);
  if (!existsSync(mark) && !(await isUnfilled(log))) {
    if (config.demo) await addDemoAccounts(handler);
    return;
  }
  const begun = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : clock();
  writeFileSync(mark, begun, { mode: 0o600 });
  await fill({ ...parts, today: begun });
  rmSync(mark);
}

/** Whether there is nothing in a log but accounts, which may be opened from the command line before the first start. */
async function isUnfilled(log: EventLog): Promise<boolean> {
  for await (const page of log.readAll(START)) if (page.some(({ stream }) => categoryOf(stream) !== 'account')) return false;
  return true;
}

/** What a first start brings into the log. */
export async function fill({
  config,
  importerAt,
  handler,
  commands,
  today,
}: Omit<FirstStartParts, 'log' | 'clock'> & { readonly today: string }): Promise<void> {
  // A demo records an earlier year: what it rests on comes before that in the log.
  const importer = importerAt(() => (config.demo ? DEMO_BEGINS : today));
  await importProgramme(importer);
  if (config.demo) await addDemo({ importer, handler, commands, today });
}

async function importProgramme(importer: Importer): Promise<void> {
  const source = 'Regionalt tillväxtprogram för Västernorrland';
  const file = (name: string) => readFileSync(join(PROGRAMME, name));
  const from = { actor: ACTOR, source };
  await importer.import({ ...from, what: 'programme', content: { format: 'json', bytes: file('programme.json') } });
  await importer.import({ ...from, what: 'organisations', content: { format: 'csv', bytes: file('organisations.csv') } });
  await importer.import({ ...from, what: 'groups', content: { format: 'csv', bytes: file('groups.csv') } });
}

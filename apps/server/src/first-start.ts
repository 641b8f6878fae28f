import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '@samverkan/event-store';
import { addDemo, addDemoAccounts, type DemoParts } from './demo/demo.js';
import { DEMO_BEGINS, INSTALLATION, type Filling } from './demo/filling.js';
import type { Importer } from './imports/importer.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config/config.js';
import { named } from './platform/data-folder/why-not.js';

/** The programme that the project brings along; the run-time data folder is another one. */
const PROGRAMME = fileURLToPath(new URL('../programme/vasternorrland/', import.meta.url));
/** Stands in the data folder from the beginning of the first start to its end. */
const MARK = 'first-start';

const ACTOR: Actor = { account: INSTALLATION, role: 'secretariat' };

export interface FirstStartParts extends Omit<DemoParts, 'today' | 'importer'> {
  /** With `demo` only where the log is empty or a demo's: see `demoIn`. */
  readonly config: Pick<Config, 'data' | 'demo'>;
  readonly filling: Filling;
  readonly importerAt: (clock: Clock) => Importer;
  readonly clock: Clock;
}

/** Whether the demo is to be had: it is asked for, and there is nothing else in the log. */
export const demoIn = (filling: Filling, asked: boolean): boolean => asked && (filling === 'empty' || filling === 'demo');

/**
 * Fills a log that is empty but for accounts with the programme, and on a demo installation with people, meetings and decisions. One that was
 * broken off is taken up again at the next start: everything in it that was written stays as it is.
 */
export async function firstStart(parts: FirstStartParts): Promise<void> {
  const { config, filling, clock, handler } = parts;
  const mark = join(config.data, MARK);
  const begun = onMark(mark, () => (existsSync(mark) ? readFileSync(mark, 'utf8').trim() : undefined));
  // A demo that was begun is a demo's only: without it nothing more is written there.
  if (filling === 'demo' && !config.demo) return;
  if (begun === undefined && (filling === 'demo' || filling === 'real')) {
    if (config.demo) await addDemoAccounts(handler);
    return;
  }
  const today = begun ?? clock();
  onMark(mark, () => {
    writeFileSync(mark, today, { mode: 0o600 });
  });
  await fill({ ...parts, today });
  rmSync(mark);
}

function onMark<T>(mark: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw named(error, mark);
  }
}

/** What a first start brings into the log. */
export async function fill({
  config,
  importerAt,
  handler,
  commands,
  today,
}: Omit<FirstStartParts, 'filling' | 'clock'> & { readonly today: string }): Promise<void> {
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

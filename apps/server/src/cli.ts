import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { createHandler } from '@samverkan/event-store';
import { inviteFromCommandLine, type Asked } from './accounts/command-line.js';
import { ImportRefused } from './imports/faults.js';
import { IMPORTS, type ImportName } from './imports/import-names.js';
import { Importer } from './imports/importer.js';
import { faultLine, reportLine } from './imports/lines.js';
import { namesIn } from './imports/names.js';
import { systemClock } from './platform/clock.js';
import { readConfig } from './platform/config/config.js';
import { accountsAccepted, keysAccepted } from './platform/data-folder/accepted.js';
import { openData, type Replaceable } from './platform/data-folder/open-data.js';
import { confirmClock } from './platform/data-folder/clock-signs.js';
import { sentenceOf } from './sentence.js';

export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

const USAGE = [
  `Usage: samverkan import ${IMPORTS.join('|')} FILE  reads a file (.csv or .json; see docs/import.md)`,
  '       samverkan administrator EMAIL                 makes an administrator, and an address to take the account into use by',
  '       samverkan invite PERSON EMAIL                 the same for a person of the partnership, without that power',
  '       samverkan accept keys|accounts                goes on with another copy of that file than the last (see docs/operations.md)',
  '       samverkan clock confirm                       says that the clock is right after it jumped; the server may run meanwhile',
  'The data folder is SAMVERKAN_DATA, ./data when that is not set; no server may run on it meanwhile, but where that is said.',
];

type Environment = Readonly<Record<string, string | undefined>>;
type Work = (environment: Environment, terminal: Terminal) => Promise<readonly string[]>;

/** The command line. @returns the exit code */
export async function runCli(words: readonly string[], environment: Environment, terminal: Terminal): Promise<number> {
  const work = workOf(words);
  if (work === undefined) {
    for (const line of USAGE) terminal.err(line);
    return 1;
  }
  try {
    for (const line of await work(environment, terminal)) terminal.out(line);
    return 0;
  } catch (error) {
    for (const line of linesOf(error)) terminal.err(line);
    return 1;
  }
}

function workOf([command, first, second, ...rest]: readonly string[]): Work | undefined {
  if (rest.length > 0 || first === undefined) return undefined;
  if (command === 'clock' && first === 'confirm' && second === undefined) return confirming;
  if (command === 'administrator' && second === undefined) return inviting({ email: first, administrator: true });
  if (second === undefined) return command === 'accept' && (first === 'keys' || first === 'accounts') ? accepting(first) : undefined;
  if (command === 'invite') return inviting({ person: first, email: second, administrator: false });
  const what = IMPORTS.find((one) => one === first);
  return command === 'import' && what !== undefined ? importing(what, second) : undefined;
}

const inviting =
  (asked: Asked): Work =>
  async (environment, terminal) => {
    const config = readConfig(environment);
    const data = await openData(config.data, terminal.err);
    try {
      return await inviteFromCommandLine(data, config, asked, systemClock);
    } finally {
      await data.close();
    }
  };

const accepting =
  (file: Replaceable): Work =>
  async (environment, terminal) => {
    const data = await openData(readConfig(environment).data, terminal.err, { accept: file });
    try {
      return file === 'keys' ? await keysAccepted(data) : await accountsAccepted(data);
    } finally {
      await data.close();
    }
  };

const confirming: Work = (environment) => {
  const now = systemClock();
  confirmClock(readConfig(environment).data, now);
  return Promise.resolve([`The clock is taken to be right: ${now}.`]);
};

const importing =
  (what: ImportName, file: string): Work =>
  async (environment, terminal) => {
    const bytes = readFileSync(file);
    const format = extname(file).toLowerCase() === '.json' ? 'json' : 'csv';
    const data = await openData(readConfig(environment).data, terminal.err);
    try {
      const importer = new Importer(createHandler(data.log), data.vault, systemClock, namesIn(data.log));
      const actor = { account: 'command-line', role: 'secretariat' };
      const report = await importer.import({ what, content: { format, bytes }, actor, source: basename(file) });
      return [...report.warnings.map(faultLine), reportLine(report)];
    } finally {
      await data.close();
    }
  };

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ImportRefused)
    return [
      ...error.faults.map(faultLine),
      `Nothing was imported: ${error.faults.length === 1 ? 'one fault' : `${String(error.faults.length)} faults`}.`,
    ];
  if (error instanceof Error && 'syscall' in error && 'path' in error) return [`The file ${String(error.path)} cannot be read.`];
  return [sentenceOf(error)];
}

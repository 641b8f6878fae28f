import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { createHandler } from '@samverkan/event-store';
import { ImportRefused } from './imports/faults.js';
import { IMPORTS, type ImportName } from './imports/import-names.js';
import { Importer } from './imports/importer.js';
import { faultLine, reportLine } from './imports/lines.js';
import { systemClock } from './platform/clock.js';
import { readConfig } from './platform/config/config.js';
import { openData } from './platform/data-folder/open-data.js';
import { sentenceOf } from './sentence.js';

export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

const USAGE = `Usage: samverkan import ${IMPORTS.join('|')} FILE (.csv or .json; see docs/import.md). The data folder is SAMVERKAN_DATA, ./data when that is not set.`;

/** The command line: `samverkan import WHAT FILE`. @returns the exit code */
export async function runCli(
  [command, name, file, ...rest]: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<number> {
  const what = IMPORTS.find((one) => one === name);
  if (command !== 'import' || what === undefined || file === undefined || rest.length > 0) {
    terminal.err(USAGE);
    return 1;
  }
  try {
    terminal.out(await importFile(what, file, environment, terminal));
    return 0;
  } catch (error) {
    for (const line of linesOf(error)) terminal.err(line);
    return 1;
  }
}

async function importFile(
  what: ImportName,
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<string> {
  const bytes = readFileSync(file);
  const format = extname(file).toLowerCase() === '.json' ? 'json' : 'csv';
  const data = await openData(readConfig(environment).data, terminal.err);
  try {
    const importer = new Importer(createHandler(data.log), data.vault, systemClock);
    const actor = { account: 'command-line', role: 'secretariat' };
    return reportLine(await importer.import({ what, content: { format, bytes }, actor, source: basename(file) }));
  } finally {
    await data.close();
  }
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ImportRefused)
    return [
      ...error.faults.map(faultLine),
      `Nothing was imported: ${error.faults.length === 1 ? 'one fault' : `${String(error.faults.length)} faults`}.`,
    ];
  if (error instanceof Error && 'syscall' in error && 'path' in error) return [`The file ${String(error.path)} cannot be read.`];
  return [sentenceOf(error)];
}

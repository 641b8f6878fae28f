import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder, freePort, startServer, type RunningServer } from './harness.js';

const PROGRAM = fileURLToPath(new URL('../../apps/server/bin/samverkan.mjs', import.meta.url));

/** People of an installation that is no demonstration: one of the secretariat, a group's secretary, and some who have nothing yet. */
export const PEOPLE = {
  sara: { name: 'Sara Påhittad', email: 'sara@exempel.invalid' },
  nils: { name: 'Nils Påhittad', email: 'nils@exempel.invalid' },
  eva: { name: 'Eva Påhittad', email: 'eva@exempel.invalid' },
  omar: { name: 'Omar Påhittad', email: 'omar@exempel.invalid' },
  kim: { name: 'Kim Påhittad', email: 'kim@exempel.invalid' },
} as const;
export const ADMINISTRATOR = 'drift@exempel.invalid';
/** The group whose secretary Nils is. */
export const NILS_GROUP = 'rtp-1-2';

const FILE = [
  'id;name;gender;email;organisation;group;seat;office',
  'sara;Sara Påhittad;woman;sara@exempel.invalid;lansstyrelsen;tillvaxtsekretariatet;lansstyrelsen;',
  `nils;Nils Påhittad;man;nils@exempel.invalid;lansstyrelsen;${NILS_GROUP};;secretary`,
  'eva;Eva Påhittad;woman;eva@exempel.invalid;lansstyrelsen;;;',
  'omar;Omar Påhittad;man;omar@exempel.invalid;lansstyrelsen;;;',
  'kim;Kim Påhittad;other;kim@exempel.invalid;lansstyrelsen;;;',
  '',
].join('\n');

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** One installation: its data folder, the address it is to be reached by, and what is done to it on its machine. */
export interface Installation {
  readonly data: string;
  readonly port: number;
  /** As people write it, without a slash at the end. */
  readonly url: string;
  /** Runs `samverkan WORDS` as whoever looks after the machine does, while no server runs. */
  run(...words: string[]): Promise<Said>;
  /** The same, for the link that it prints. */
  link(...words: string[]): Promise<string>;
  /** Reads the file of people in. */
  importPeople(): Promise<Said>;
  start(environment?: Readonly<Record<string, string>>): Promise<RunningServer>;
  remove(): void;
}

/** An empty installation without a demonstration. */
export async function emptyInstallation(): Promise<Installation> {
  const folder = dataFolder();
  const port = await freePort();
  const url = `http://localhost:${String(port)}`;
  const run: Installation['run'] = async (...words) => {
    const child = spawn(process.execPath, [PROGRAM, ...words], {
      env: { ...process.env, SAMVERKAN_DATA: folder.path, SAMVERKAN_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: code ?? -1, ...said };
  };
  return {
    data: folder.path,
    port,
    url,
    run,
    link: async (...words) => {
      const said = await run(...words);
      const found = /^http\S+#\S+$/mu.exec(said.out)?.[0];
      if (found === undefined) throw new Error(`no link: ${said.out}${said.err}`);
      return found;
    },
    importPeople: () => {
      const file = join(folder.path, 'people.csv');
      writeFileSync(file, FILE);
      return run('import', 'people', file);
    },
    start: (environment = {}) => startServer(folder.path, { port, demo: 'off', environment }),
    remove: folder.remove,
  };
}

/** An installation with the programme, its groups and people in it; the server is stopped. */
export async function filledInstallation(): Promise<Installation> {
  const installation = await emptyInstallation();
  await (await installation.start()).stop();
  const said = await installation.importPeople();
  if (said.code !== 0) throw new Error(said.err);
  return installation;
}

/** Lets a server's clock run ahead, by so many minutes: what has been proven becomes old. */
export function clockAhead(minutes: number): Readonly<Record<string, string>> {
  const code = `
    const Real = Date;
    const ahead = ${String(minutes * 60_000)};
    globalThis.Date = class extends Real {
      constructor(...given) { if (given.length === 0) super(Real.now() + ahead); else super(...given); }
      static now() { return Real.now() + ahead; }
    };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

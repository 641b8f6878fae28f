import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SessionAnswer } from '@samverkan/contract';
import { Child } from '../processes/child.ts';
import type { gauge } from '../processes/gauge.ts';
import { SERVER } from './built.ts';

const GAUGE = new URL('../processes/gauge.ts', import.meta.url);
const FIRST_START_MS = 90_000;
/** A folder for the server's profiles, for whoever wants to know where its time goes. */
const PROFILES = process.env['SAMVERKAN_BENCH_PROFILES'];
const PROFILING = PROFILES === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`];

/** The built server in a process of its own, on a data folder of its own, with the demo's people, groups and meetings. */
export class Server {
  readonly child: Child<typeof gauge>;
  readonly #folder: string;
  #url = '';

  private constructor(folder: string) {
    this.#folder = folder;
    this.child = new Child<typeof gauge>(pathToFileURL(join(SERVER, 'main.js')), {
      env: {
        HOST: '127.0.0.1',
        PORT: '0',
        SAMVERKAN_DATA: folder,
        SAMVERKAN_DEMO: 'on',
        SAMVERKAN_CONNECTIONS: '100000',
        NODE_ENV: 'production',
      },
      nodeOptions: ['--expose-gc', `--import=${GAUGE.href}`, ...PROFILING],
    });
  }

  static async start(under: string): Promise<Server> {
    const folder = join(under, 'server');
    mkdirSync(folder, { recursive: true });
    const server = new Server(folder);
    server.#url = await server.#listening();
    return server;
  }

  get url(): string {
    return this.#url;
  }

  get folder(): string {
    return this.#folder;
  }

  /** The cookie of somebody of the demo: `secretariat`, `member`, …; '' for `public`. */
  async signIn(account: string): Promise<string> {
    if (account === 'public') return '';
    const answer = await fetch(`${this.#url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#url },
      body: JSON.stringify({ account }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (!answer.ok || cookie === undefined)
      throw new Error(`${account} could not sign in: ${String(answer.status)} ${await answer.text()}`);
    return cookie;
  }

  async session(cookie: string): Promise<SessionAnswer> {
    const answer = await fetch(`${this.#url}/api/session`, { headers: { cookie } });
    return (await answer.json()) as SessionAnswer;
  }

  /** The group that somebody of the demo is a member of. */
  async groupOf(account: string): Promise<string> {
    const { groups } = await this.session(await this.signIn(account));
    const group = Object.keys(groups)[0];
    if (group === undefined) throw new Error(`${account} is in no group`);
    return group;
  }

  /** Gives a command over HTTP. */
  async command(cookie: string, path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.#url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), origin: this.#url, cookie },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} was refused: ${String(answer.status)} ${await answer.text()}`);
  }

  /** The body of a document, as somebody sees it. */
  async document<Body>(cookie: string, path: string): Promise<Body> {
    const answer = await fetch(`${this.#url}/api/docs/${path}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${path} could not be read: ${String(answer.status)} ${await answer.text()}`);
    return ((await answer.json()) as { readonly body: Body }).body;
  }

  /** Schedules a meeting of a group and, if asked, opens it. */
  async meeting(cookie: string, group: string, open: boolean): Promise<string> {
    const meeting = randomUUID();
    await this.command(cookie, `meetings/${meeting}/schedule`, { group, ...OCCASION });
    if (open) await this.command(cookie, `meetings/${meeting}/open`, {});
    return meeting;
  }

  async stop(): Promise<void> {
    await this.child.stop();
  }

  async #listening(): Promise<string> {
    const until = Date.now() + FIRST_START_MS;
    while (Date.now() < until && this.child.process.exitCode === null) {
      const found = /listening on (http:\S+)/u.exec(this.child.said);
      if (found?.[1] !== undefined) return found[1];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server does not listen:\n${this.child.said}`);
  }
}

const OCCASION = {
  title: 'Möte om åtgärderna',
  place: 'Härnösand',
  startsAt: '2030-03-04T09:00:00.000Z',
  endsAt: '2030-03-04T12:00:00.000Z',
};

/** Moves a scheduled meeting's title on: a change that every viewer sees, the public too. */
export const reschedule = (meeting: string) => ({
  context: 'meetings',
  targets: [meeting],
  command: 'reschedule',
  body: { ...OCCASION, title: 'Möte om åtgärderna, $n', reason: 'Ny sal' },
});

/** Each caller notes somebody as present, in the room and at a distance in turn. */
export const noteAttendance = (meetings: readonly string[], persons: readonly string[]) => ({
  context: 'meetings',
  targets: meetings,
  command: 'note-attendance',
  body: { person: '$person', presence: 'room|remote' },
  persons,
});

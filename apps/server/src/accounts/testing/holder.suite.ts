import type { CommandDone, MineAnswer, Problem, SessionAnswer } from '@samverkan/contract';
import type { StoredEvent } from '@samverkan/event-store';
import { SpecClient } from '../../testing/client.suite.js';
import type { SpecServer } from '../../testing/server.suite.js';

export interface Answered<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly problem: Problem;
  readonly headers: Headers;
}

export const PASSWORD = 'tre kossor på en äng';
export const EMAIL = 'anna.berg@kommunen.se';

/** Somebody's browser: keeps cookies as browsers do. */
export class SpecBrowser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly server: Pick<SpecServer, 'url'>,
    private readonly headers: Record<string, string> = {},
  ) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async send<T = unknown>(method: string, path: string, body?: unknown): Promise<Answered<T>> {
    const answer = await fetch(`${this.server.url}${path}`, {
      method,
      headers: { ...this.headers, cookie: this.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const header of answer.headers.getSetCookie()) this.#keep(header);
    const text = await answer.text();
    const read: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: answer.status, body: read as T, problem: read as Problem, headers: answer.headers };
  }

  signIn(email = EMAIL, password = PASSWORD): Promise<Answered<SessionAnswer>> {
    return this.send('POST', '/api/session/password', { email, password });
  }

  async account(): Promise<string | undefined> {
    return (await this.send<SessionAnswer>('GET', '/api/session')).body.identity?.account;
  }

  async mine(): Promise<MineAnswer> {
    return (await this.send<MineAnswer>('GET', '/api/session/mine')).body;
  }

  /** The same browser as a thief of its cookies has it. */
  copied(): SpecBrowser {
    const copy = new SpecBrowser(this.server, this.headers);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  #keep(header: string): void {
    const [pair = '', ...attributes] = header.split('; ');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Has the administrator invite somebody. @returns the token of the link */
export async function invite(server: SpecServer, account: string, email = EMAIL, person = 'spec-auditor'): Promise<string> {
  const administrator = await SpecClient.as(server, 'administrator');
  return tokenOf(await administrator.do('accounts', account, 'invite', { email, person }));
}

export const tokenOf = (done: CommandDone): string => done.made?.['token'] ?? '';

/** Somebody who has taken an account into use with a password. */
export async function holder(
  server: SpecServer,
  account: string,
  email = EMAIL,
  headers: Record<string, string> = {},
): Promise<SpecBrowser> {
  const browser = new SpecBrowser(server, headers);
  await browser.send('POST', '/api/session/link/password', { token: await invite(server, account, email), password: PASSWORD });
  return browser;
}

/** All that the log has of an account. */
export async function recordedOf(server: SpecServer, account: string): Promise<readonly StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const page of server.log.read(`account-${account}`)) found.push(...page);
  return found;
}

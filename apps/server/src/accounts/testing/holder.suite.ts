import type { CommandDone, MineAnswer, Problem, SessionAnswer } from '@samverkan/contract';
import type { StoredEvent } from '@samverkan/event-store';
import { SpecClient } from '../../testing/client.suite.js';
import type { SpecServer } from '../../testing/server.suite.js';
import { AccountRecord } from '../account-record.js';
import { requestOf } from '../links/issuing.js';
import { newToken } from '../store/secrets.js';

const HOUR = 60 * 60_000;

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

/** Registers somebody who is an auditor: a person for each account. @returns their id */
export async function person(server: SpecServer, account: string): Promise<string> {
  const secretariat = await SpecClient.as(server, 'secretariat');
  const id = `person-${account}`;
  const registered = await secretariat.give('persons', id, 'register', { name: 'Spec auditor', gender: 'unstated' });
  if (registered.status === 200) await secretariat.do('authorities', id, 'give', { role: 'auditor', from: '2008-01-01' });
  return id;
}

/** Has the administrator invite somebody, a person of their own when none is named. @returns the token of the link */
export async function invite(server: SpecServer, account: string, email = EMAIL, whom?: string): Promise<string> {
  const administrator = await SpecClient.as(server, 'administrator');
  return tokenOf(await administrator.do('accounts', account, 'invite', { email, person: whom ?? (await person(server, account)) }));
}

/** Has the administrator ask for a reset. @returns the token of its link, and its name in the record */
export async function askForReset(
  server: SpecServer,
  account: string,
  body: { readonly email?: string } = {},
): Promise<{ readonly token: string; readonly request: string }> {
  const administrator = await SpecClient.as(server, 'administrator');
  const token = tokenOf(await administrator.do('accounts', account, 'request-reset', body));
  const { accounts } = (await administrator.read('accounts', 'all')).body;
  return { token, request: accounts[account]?.reset?.request ?? '' };
}

/** A reset that the secretariat has confirmed. @returns the token of its link */
export async function reset(server: SpecServer, account: string, body: { readonly email?: string } = {}): Promise<string> {
  const { token, request } = await askForReset(server, account, body);
  await (await SpecClient.as(server, 'secretariat')).do('accounts', account, 'confirm-reset', { request });
  return token;
}

export const tokenOf = (done: CommandDone): string => done.made?.['token'] ?? '';

/** A link as whoever runs the server makes it. @returns its token */
export async function linkFor(
  { app, accountStore }: SpecServer,
  account: string,
  { purpose = 'invitation', now = Date.now() }: { readonly purpose?: 'invitation' | 'reset'; readonly now?: number } = {},
): Promise<string> {
  const token = newToken();
  const record = app.get(AccountRecord);
  accountStore.links.add(token, { account, purpose, until: now + HOUR });
  const [until, request] = [new Date(now + HOUR).toISOString(), requestOf(token)];
  const by = { by: 'operator', request, until } as const;
  if (purpose === 'invitation') await record.give(account, { type: 'Invite', until }, newToken());
  else {
    await record.give(account, { type: 'RequestReset', ...by }, newToken());
    await record.give(account, { type: 'ConfirmReset', ...by, as: 'operator' }, newToken());
  }
  return token;
}

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

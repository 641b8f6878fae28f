import type { Identity, SessionAnswer } from '@samverkan/contract';
import type { Config } from '../config/config.js';
import type { LiveSession, Sessions } from '../live/live.ports.js';
import { EdgeRefused } from '../refusals.js';
import type { SessionCookies } from './cookie.js';
import type { DemoAccounts } from './demo-accounts.js';

/** The groups that somebody is a member of now, with the office held. */
export type GroupsOf = (identity: Identity) => SessionAnswer['groups'];

/** Who is signed in. On a demo installation anybody may choose who to be; otherwise nobody can sign in this way. */
export class DemoSessions implements Sessions {
  constructor(
    private readonly config: Pick<Config, 'demo'>,
    private readonly cookies: SessionCookies,
    private readonly accounts: DemoAccounts,
    private readonly groupsOf: GroupsOf,
    private readonly partnership: string,
  ) {}

  async sessionOf(cookieHeader: string | undefined): Promise<LiveSession> {
    const identity = await this.#identityOf(cookieHeader);
    return identity === undefined ? {} : { identity };
  }

  async answer(cookieHeader: string | undefined): Promise<SessionAnswer> {
    return this.#answerFor(await this.#identityOf(cookieHeader));
  }

  /** @throws EdgeRefused session/not-demo, session/unknown-identity */
  async signIn(account: string): Promise<{ readonly cookie: string; readonly answer: SessionAnswer }> {
    if (!this.config.demo) throw new EdgeRefused('session/not-demo');
    const identity = await this.accounts.find(account);
    if (identity === undefined) throw new EdgeRefused('session/unknown-identity');
    return { cookie: this.cookies.issue(account), answer: await this.#answerFor(identity) };
  }

  async signOut(): Promise<{ readonly cookie: string; readonly answer: SessionAnswer }> {
    return { cookie: this.cookies.revoke(), answer: await this.#answerFor(undefined) };
  }

  async #identityOf(cookieHeader: string | undefined): Promise<Identity | undefined> {
    const account = this.config.demo ? this.cookies.accountIn(cookieHeader) : undefined;
    return account === undefined ? undefined : this.accounts.find(account);
  }

  async #answerFor(identity: Identity | undefined): Promise<SessionAnswer> {
    return {
      demo: this.config.demo,
      ...(identity === undefined ? {} : { identity }),
      groups: identity === undefined ? {} : this.groupsOf(identity),
      identities: this.config.demo ? [...(await this.accounts.offered())] : [],
      partnership: this.partnership,
    };
  }
}

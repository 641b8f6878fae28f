import type { Config } from '../config/config.js';
import { EdgeRefused } from '../refusals.js';
import type { DemoAccounts } from './demo-accounts.js';
import type { Opened, SessionService } from './sessions.js';

/** On a demo installation anybody may choose who to be; elsewhere nobody can sign in this way. */
export class DemoSignIn {
  constructor(
    private readonly config: Pick<Config, 'demo'>,
    private readonly accounts: DemoAccounts,
    private readonly sessions: SessionService,
  ) {}

  /** @throws EdgeRefused session/not-demo, session/unknown-identity */
  async signIn(account: string, headers: { readonly cookie?: string; readonly 'user-agent'?: string }): Promise<Opened> {
    if (!this.config.demo) throw new EdgeRefused('session/not-demo');
    if ((await this.accounts.find(account)) === undefined) throw new EdgeRefused('session/unknown-identity');
    return this.sessions.open({ account, means: 'demo', cookie: headers.cookie, userAgent: headers['user-agent'] });
  }
}

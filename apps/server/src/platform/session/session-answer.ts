import type { Identity, Rights, Role, SessionAnswer } from '@samverkan/contract';
import { streamOf } from '@samverkan/domain';
import type { Handler } from '@samverkan/event-store';
import type { Vault } from '@samverkan/vault';
import { relyingPartyOf } from '../../accounts/passkeys/relying-party.js';
import type { ClockWatch } from '../clock-trust.js';
import type { Config } from '../config/config.js';
import { accounts, persons } from '../log/deciders.js';
import { openPersonal } from '../personal-data.js';
import type { DemoAccounts } from './demo-accounts.js';
import { hearsOfClock, rolesOf } from '../rights/standing.js';
import { resetNews } from './reset-news.js';

const NO_RIGHTS: Rights = { roles: [], groups: {}, nominates: [], finances: [] };

export interface AnswerParts {
  readonly config: Pick<Config, 'demo' | 'signIn' | 'openid' | 'url'>;
  readonly demo: DemoAccounts;
  readonly rights: { readonly rightsOf: (identity: Identity) => Rights };
  readonly handler: Handler;
  readonly vault: Vault;
  readonly partnership: string;
  readonly trust: Pick<ClockWatch, 'doubt'>;
}

/** Tells a page as whom it is looked at, what that person may do, and how one may sign in. */
export class SessionAnswers {
  constructor(private readonly parts: AnswerParts) {}

  async answerFor(identity: Identity | undefined): Promise<SessionAnswer> {
    const { config, demo, partnership } = this.parts;
    const rights = identity === undefined ? NO_RIGHTS : this.parts.rights.rightsOf(identity);
    return {
      demo: config.demo,
      partnership,
      ...(identity === undefined ? {} : await this.#knownOf(identity)),
      ...rights,
      ...this.#clockFor(rights),
      ...(identity === undefined ? {} : this.#withheldFrom(identity)),
      identities: config.demo ? [...(await demo.offered())] : [],
      means: {
        password: config.signIn === 'all',
        passkey: config.signIn === 'all' && relyingPartyOf(config.url) !== undefined,
        ...(config.openid === undefined ? {} : { openid: { name: config.openid.name } }),
      },
    };
  }

  /** The name of whom an account acts for; `undefined` when it is technical, the person has been erased or the name cannot be opened. */
  async nameOf(person: string | undefined): Promise<string | undefined> {
    if (person === undefined) return undefined;
    const { state } = await this.parts.handler.load(persons, streamOf.person(person));
    return state.status === 'none' ? undefined : (openPersonal(this.parts.vault, 'name', state.name) ?? undefined);
  }

  /** A clock that is doubtful is told to those who can do something about it. */
  #clockFor({ roles }: Rights): Pick<SessionAnswer, 'clock'> {
    const clock = hearsOfClock(roles) ? this.parts.trust.doubt() : undefined;
    return clock === undefined ? {} : { clock };
  }

  /** Of what is required, what they hold: as if they had signed in by it. */
  #withheldFrom({ withheld = [], ...identity }: Identity): Pick<SessionAnswer, 'withheld'> {
    if (withheld.length === 0) return {};
    const { roles, groups, nominates, finances } = this.parts.rights.rightsOf(identity);
    const held = new Set<Role>([...roles, ...Object.values(groups).flatMap((standing) => [...rolesOf(standing)])]);
    if (nominates.length > 0) held.add('nominator');
    if (finances.length > 0) held.add('financier');
    return { withheld: withheld.filter((role) => held.has(role)) };
  }

  async #knownOf(identity: Identity): Promise<Pick<SessionAnswer, 'identity' | 'reset'>> {
    const { account, person } = identity;
    const name = await this.nameOf(person);
    const { state } = await this.parts.handler.load(accounts, streamOf.account(account));
    const language = state.status === 'open' ? state.language : undefined;
    const reset = resetNews(state);
    return {
      identity: { ...identity, ...(name === undefined ? {} : { name }), ...(language === undefined ? {} : { language }) },
      ...(reset?.untold === undefined ? {} : { reset }),
    };
  }
}

import { Refused } from '@samverkan/domain';
import type { Logger } from 'pino';
import { EdgeRefused } from '../../platform/refusals.js';
import type { Held, SessionService } from '../../platform/session/sessions.js';
import type { AccountRecord } from '../account-record.js';
import type { Browser } from '../browser.js';
import { Blocked, blocked, type Admitted, type SignInLimits } from '../limits/sign-in-limits.js';
import type { AccountStore } from '../store/account-store.js';
import type { Keep, WaysIn } from '../ways-in.js';
import type { Attempt, Attempts, Why } from './attempts.js';
import { ownPath } from './own-path.js';
import { NotProven, type Holder, type Provider, type ProviderRefusal } from './provider.js';
import { backTo, refusedAt } from './return-path.js';

export interface OpenidParts {
  readonly store: Pick<AccountStore, 'credentials'>;
  readonly record: AccountRecord;
  readonly sessions: SessionService;
  readonly limits: SignInLimits;
  readonly waysIn: WaysIn;
  readonly attempts: Attempts;
  /** Absent: the installation has no identity provider. */
  readonly provider?: Provider;
  readonly logger: Logger;
}

/** What somebody wants at the provider. */
export interface Start {
  readonly to: string;
  readonly token?: string | undefined;
  readonly link: boolean;
}

/** Where a browser is sent, with the `Set-Cookie` headers for it. */
export interface Sent {
  readonly to: string;
  readonly setCookie: readonly string[];
  /** Why the way ended in nothing; the page is told by the address. */
  readonly refused?: EdgeRefused;
}

/**
 * - `attempt`: nobody is on the way to the provider in this browser, or not any more
 * - `unknown`: the provider knows them, but no account here is theirs; a link or their own account makes it so, an e-mail address never does
 * - `taken`: it is somebody else's means of signing in; `other-account`: of another account than the one that was to be proven
 */
type Reason = ProviderRefusal | 'attempt' | 'unknown' | 'taken' | 'other-account';

const refused = (reason: Reason): EdgeRefused => new EdgeRefused('session/openid-refused', { facts: { reason } });

const strengthOf = ({ strong }: Holder) => (strong === undefined ? {} : { strong });

/** Signing in at an identity provider, and making that a means of signing in to an account. */
export class OpenidSignIns {
  constructor(private readonly parts: OpenidParts) {}

  /**
   * Begins a way to the provider: to sign in; with the token of a link, to take an account into use; with `link`, to add it to the account of
   * the session. Whoever is signed in and wants neither proves anew who they are.
   * @returns the provider's address, with the `Set-Cookie` header that binds the way to the browser
   * @throws EdgeRefused session/means-off, session/blocked, session/link-invalid, session/not-fresh, session/openid-refused (away)
   */
  async start({ to, token, link }: Start, browser: Browser): Promise<{ readonly url: string; readonly setCookie: readonly string[] }> {
    const { limits, waysIn, sessions, attempts } = this.parts;
    const provider = this.#mustBeOn();
    await limits.begin(browser.address);
    if (token !== undefined) await waysIn.linkOf(token);
    const why = this.#whyOf({ token, link }, token === undefined ? await sessions.held(browser.cookie) : undefined);
    const { cookie, secrets } = attempts.begin({ to: ownPath(to), why, ...(token === undefined ? {} : { link: token }) });
    try {
      return { url: await provider.address(secrets, why.for === 'prove'), setCookie: [cookie] };
    } catch (error) {
      throw this.#refusalOf(error);
    }
  }

  /**
   * Ends a way to the provider: whatever comes of it, the browser is sent to a page of ours.
   * @param query as it came, without the question mark
   */
  async comeBack(query: string, browser: Browser): Promise<Sent> {
    const attempt = this.parts.attempts.finish(browser.cookie, new URLSearchParams(query).get('state') ?? undefined);
    try {
      const setCookie = await this.#carryOut(attempt, query, browser);
      return { to: attempt?.to ?? '/', setCookie: [this.parts.attempts.forget(), ...setCookie] };
    } catch (error) {
      const refusal = this.#refusalOf(error);
      if (attempt === undefined) return { to: refusedAt(refusal), setCookie: [], refused: refusal };
      const isHere = attempt.why.for === 'add' || attempt.why.for === 'prove';
      const to = isHere ? backTo(attempt.to, refusal) : refusedAt(refusal, attempt.to);
      return { to, setCookie: [this.parts.attempts.forget()], refused: refusal };
    }
  }

  /**
   * Takes the provider away as a means of signing in, also where it is not used any more.
   * @throws EdgeRefused session/not-fresh, session/last-means
   */
  async remove(held: Held): Promise<readonly string[]> {
    const { store, waysIn } = this.parts;
    waysIn.mustBeFresh(held);
    let setCookie: readonly string[] = [];
    for (const { credential } of store.credentials.openidOf(held.identity.account)) setCookie = await waysIn.remove(held, credential);
    return setCookie;
  }

  #whyOf({ token, link }: Pick<Start, 'token' | 'link'>, held: Held | undefined): Why {
    if (token !== undefined) return { for: 'link' };
    if (!link) return held === undefined || held.session.means === 'demo' ? { for: 'sign-in' } : { for: 'prove', session: held.session.id };
    if (held === undefined) throw new EdgeRefused('command/not-signed-in');
    this.parts.waysIn.mustBeFresh(held);
    return { for: 'add', session: held.session.id };
  }

  async #carryOut(attempt: Attempt | undefined, query: string, browser: Browser): Promise<readonly string[]> {
    const provider = this.#mustBeOn();
    if (attempt === undefined) throw refused('attempt');
    const { why, secrets, link = '' } = attempt;
    const admitted = await this.#admit(browser, secrets.state);
    const holder = await provider.holder(query, secrets, why.for === 'prove');
    const setCookie = await this.#cookiesFor(why, link, holder, browser);
    await admitted.succeeded();
    return setCookie;
  }

  async #cookiesFor(why: Why, link: string, holder: Holder, browser: Browser): Promise<readonly string[]> {
    const { waysIn } = this.parts;
    switch (why.for) {
      case 'sign-in':
        return (await waysIn.open({ ...(await this.#meansOf(holder)), means: 'openid', ...strengthOf(holder) }, browser)).setCookie;
      case 'link':
        return this.#useLink(link, holder, browser);
      case 'add':
        return this.#add(await this.#heldBy(browser, why.session), holder);
      case 'prove': {
        const held = await this.#heldBy(browser, why.session);
        if ((await this.#meansOf(holder)).account !== held.identity.account) throw refused('other-account');
        return waysIn.proven(held, { means: 'openid', ...strengthOf(holder) });
      }
    }
  }

  async #meansOf({ issuer, subject }: Holder): Promise<{ readonly account: string; readonly credential: string }> {
    const found = this.parts.store.credentials.openid(issuer, subject);
    if (found === undefined || (await this.parts.record.state(found.account)).status !== 'open') throw refused('unknown');
    return found;
  }

  async #useLink(link: string, holder: Holder, browser: Browser): Promise<readonly string[]> {
    const { store, waysIn, record } = this.parts;
    const former = store.credentials.openid(holder.issuer, holder.subject);
    const { setCookie } = await waysIn.useLink(link, 'openid', browser, this.#keep(holder, 'again'));
    if (former !== undefined) {
      const { account, credential } = former;
      await record.give(account, { type: 'RemoveCredential', credential }, `credential-replaced:${credential}`);
    }
    return setCookie;
  }

  /** An account has one holder at the provider: another takes the place of the one before. */
  async #add(held: Held, holder: Holder): Promise<readonly string[]> {
    const { store, waysIn } = this.parts;
    const former = store.credentials.openidOf(held.identity.account);
    let setCookie = await waysIn.add(held, 'openid', this.#keep(holder, 'once'));
    if (setCookie.length > 0) for (const { credential } of former) setCookie = await waysIn.remove(held, credential);
    return setCookie;
  }

  /** @param known what to do when it is the account's already: keep it anew, or leave it as it is */
  #keep({ issuer, subject }: Holder, known: 'again' | 'once'): Keep {
    const { credentials } = this.parts.store;
    return ({ account, credential, since }) => {
      const former = credentials.openid(issuer, subject);
      if (former !== undefined && former.account !== account) throw refused('taken');
      if (former !== undefined && known === 'once') return false;
      if (former !== undefined) credentials.remove(account, former.credential);
      return credentials.addOpenid(issuer, subject, { account, credential, since });
    };
  }

  async #heldBy({ cookie }: Browser, session: string): Promise<Held> {
    const held = await this.parts.sessions.held(cookie);
    if (held?.session.id !== session) throw refused('attempt');
    return held;
  }

  #mustBeOn(): Provider {
    const { provider } = this.parts;
    if (provider === undefined) throw new EdgeRefused('session/means-off', { facts: { means: 'openid', reason: 'not-set-up' } });
    return provider;
  }

  /** By the attempt, of which each browser has its own: nobody can use up those of another. */
  async #admit({ address }: Browser, state: string): Promise<Admitted> {
    try {
      return await this.parts.limits.admit({ address, login: `openid ${state}` });
    } catch (error) {
      throw error instanceof Blocked ? blocked(error.seconds) : error;
    }
  }

  #refusalOf(error: unknown): EdgeRefused {
    if (error instanceof EdgeRefused) return error;
    // The account was closed meanwhile.
    if (error instanceof Refused) return refused('unknown');
    if (!(error instanceof NotProven)) throw error;
    // Whoever runs the installation can mend most of it; who it was about is not told.
    this.parts.logger.warn({ reason: error.reason, code: error.code }, 'identity provider');
    return refused(error.reason);
  }
}

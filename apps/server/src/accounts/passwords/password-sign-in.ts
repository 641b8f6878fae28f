import type { Config } from '../../platform/config/config.js';
import { houseOf } from '../../platform/http/buckets.js';
import { EdgeRefused } from '../../platform/refusals.js';
import type { Asker } from '../../platform/shares/asker.js';
import type { Held } from '../../platform/session/sessions.js';
import type { AccountRecord } from '../account-record.js';
import type { Browser } from '../browser.js';
import type { DeviceCookies } from '../limits/device-cookie.js';
import { Blocked, blocked, type Admitted, type Attempt, type SignInLimits } from '../limits/sign-in-limits.js';
import type { AccountStore } from '../store/account-store.js';
import { newId } from '../store/secrets.js';
import type { SignedIn, WaysIn } from '../ways-in.js';
import type { Passwords } from './passwords.js';
import { weaknessOf } from './weak-passwords.js';

export interface PasswordParts {
  readonly config: Pick<Config, 'signIn'>;
  readonly store: AccountStore;
  readonly record: AccountRecord;
  readonly passwords: Passwords;
  readonly limits: SignInLimits;
  readonly devices: DeviceCookies;
  readonly waysIn: WaysIn;
  /** A person's e-mail address, when it is known. */
  readonly emailOf: (person: string | undefined) => Promise<string | undefined>;
}

/** Signing in by e-mail address and password, and choosing a password. */
export class PasswordSignIns {
  constructor(private readonly parts: PasswordParts) {}

  /**
   * Signs in. What is refused is refused in the same words and as late, whichever part of it was wrong.
   * @throws EdgeRefused session/refused, session/blocked, session/means-off
   */
  async signIn({ email, password }: { readonly email: string; readonly password: string }, browser: Browser): Promise<SignedIn> {
    this.#mustBeOn();
    const { store, record, devices, waysIn } = this.parts;
    const account = store.credentials.accountOf(email);
    const device = account === undefined ? undefined : devices.deviceIn(browser.cookie, account, record.now());
    const attempt = { address: browser.address, login: store.credentials.loginOf(email), device };
    const admitted = await this.#admit(attempt, account);
    const credential = await this.#credentialFor(account, password, admitted, askerOf(browser));
    if (account === undefined || credential === undefined || (await record.state(account)).status !== 'open')
      throw new EdgeRefused('session/refused');
    await admitted.succeeded();
    return waysIn.open({ account, credential, means: 'password' }, browser);
  }

  /**
   * Proves anew who holds a session.
   * @returns the `Set-Cookie` headers that replace its token
   * @throws EdgeRefused session/refused, session/blocked, session/means-off
   */
  async prove(held: Held, password: string): Promise<readonly string[]> {
    this.#mustBeOn();
    await this.#mustBeRight(held, password);
    return this.parts.waysIn.proven(held);
  }

  /**
   * Chooses a password for the account of a session, in place of the one before, which must be known.
   * @throws EdgeRefused session/refused, session/blocked, session/password-weak, session/not-fresh, session/means-off
   */
  async change(
    held: Held,
    { current, password }: { readonly current?: string | undefined; readonly password: string },
  ): Promise<readonly string[]> {
    this.#mustBeOn();
    const { store, waysIn } = this.parts;
    waysIn.mustBeFresh(held);
    const { account, person } = held.identity;
    if (store.credentials.password(account) !== undefined) await this.#mustBeRight(held, current ?? '');
    const hash = await this.#hash(password, person, { house: '', account });
    return waysIn.add(held, 'password', (means) => {
      store.credentials.setPassword({ ...means, hash });
      return true;
    });
  }

  /**
   * Takes an account into use by a link, with a password.
   * @throws EdgeRefused session/link-invalid, session/password-weak, session/means-off
   */
  async useLink(token: string, password: string, browser: Browser): Promise<SignedIn> {
    this.#mustBeOn();
    const { store, waysIn } = this.parts;
    const { person } = await waysIn.linkOf(token);
    const hash = await this.#hash(password, person, askerOf(browser));
    return waysIn.useLink(token, 'password', browser, (means) => {
      store.credentials.setPassword({ ...means, hash });
      return true;
    });
  }

  #mustBeOn(): void {
    if (this.parts.config.signIn !== 'all') throw new EdgeRefused('session/means-off');
  }

  async #hash(password: string, person: string | undefined, asker: Asker): Promise<string> {
    const weakness = weaknessOf(password, await this.parts.emailOf(person));
    if (weakness !== undefined) throw new EdgeRefused('session/password-weak', { facts: { reason: weakness } });
    return this.parts.passwords.hash(password, asker);
  }

  /** The session's own password; wrong ones are counted for the session, so that whoever found it open learns nothing by trying. */
  async #mustBeRight({ identity: { account }, session }: Held, password: string): Promise<void> {
    const admitted = await this.#admit({ address: '', login: account, device: session.id }, account);
    if ((await this.#credentialFor(account, password, admitted, { house: '', account })) === undefined)
      throw new EdgeRefused('session/refused');
    await admitted.succeeded();
  }

  /** The password that was given, by its id; `undefined` when it is not the account's. */
  async #credentialFor(account: string | undefined, password: string, admitted: Admitted, asker: Asker): Promise<string | undefined> {
    const { store, passwords } = this.parts;
    const stored = account === undefined ? undefined : store.credentials.password(account);
    try {
      if (!(await passwords.verify(stored?.hash, password, asker))) return undefined;
      if (stored !== undefined && passwords.isOutdated(stored.hash)) {
        const hash = await passwords.hash(password, asker);
        // Unless another was chosen meanwhile.
        if (store.credentials.password(stored.account)?.credential === stored.credential)
          store.credentials.setPassword({ ...stored, hash });
      }
      return stored?.credential;
    } catch (error) {
      // Nothing was tried: it is not their fault that others are many.
      await admitted.withdrawn();
      throw error;
    }
  }

  async #admit(attempt: Attempt, account: string | undefined): Promise<Admitted> {
    try {
      return await this.parts.limits.admit(attempt);
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      if (error.begins && error.ofAccount && account !== undefined) await this.#recordBlock(account, error.seconds);
      throw blocked(error.seconds);
    }
  }

  /** Once for each block. A closed account is recorded nothing of. */
  async #recordBlock(account: string, seconds: number): Promise<void> {
    const { record } = this.parts;
    if ((await record.state(account)).status !== 'open') return;
    const until = new Date(record.now() + seconds * 1_000).toISOString();
    await record.give(account, { type: 'BlockSignIns', until }, `sign-ins-blocked:${newId()}`);
  }
}

const askerOf = ({ address }: Browser): Asker => ({ house: houseOf(address) });

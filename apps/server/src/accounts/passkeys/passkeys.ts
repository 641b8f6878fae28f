import type { Config } from '../../platform/config/config.js';
import { EdgeRefused } from '../../platform/refusals.js';
import { deviceOf } from '../../platform/session/device.js';
import type { Held } from '../../platform/session/sessions.js';
import type { AccountRecord } from '../account-record.js';
import type { Browser } from '../browser.js';
import type { DeviceCookies } from '../limits/device-cookie.js';
import { Blocked, blocked, type Admitted, type Attempt, type SignInLimits } from '../limits/sign-in-limits.js';
import type { AccountStore } from '../store/account-store.js';
import type { Keep, SignedIn, WaysIn } from '../ways-in.js';
import { passkeyRefused, type Asked, type Ceremonies, type Creation, type NewPasskey, type Request } from './ceremonies.js';

export interface PasskeyParts {
  readonly config: Pick<Config, 'signIn'>;
  readonly store: Pick<AccountStore, 'credentials'>;
  readonly record: AccountRecord;
  readonly limits: SignInLimits;
  readonly devices: DeviceCookies;
  readonly waysIn: WaysIn;
  /** Absent: no browser has passkeys for the address that people reach the server by. */
  readonly ceremonies?: Ceremonies;
  /** A person's name, when it is known. */
  readonly nameOf: (person: string | undefined) => Promise<string | undefined>;
}

/** What a browser sends back. */
export interface Answered {
  readonly challenge: string;
  readonly response: { readonly id: string };
  readonly label?: string | undefined;
}

/** Signing in by passkey, and the passkeys of an account. */
export class Passkeys {
  constructor(private readonly parts: PasskeyParts) {}

  /** @throws EdgeRefused session/means-off, session/blocked */
  async askToSignIn({ address }: Browser): Promise<Asked<Request>> {
    const ceremonies = this.#mustBeOn();
    await this.parts.limits.begin(address);
    return ceremonies.askToProve('sign-in');
  }

  /**
   * Signs in whoever has a passkey; which account that is, the passkey says.
   * @throws EdgeRefused session/passkey-refused, session/blocked, session/means-off
   */
  async signIn({ challenge, response }: Answered, browser: Browser): Promise<SignedIn> {
    const ceremonies = this.#mustBeOn();
    const { record, devices, waysIn } = this.parts;
    const named = ceremonies.accountNamed(response);
    const device = named === undefined ? undefined : devices.deviceIn(browser.cookie, named, record.now());
    // By the passkey, whose id only its holder knows: nobody can use up the attempts of another.
    const admitted = await this.#admit({ address: browser.address, login: `passkey ${response.id}`, device });
    const { account, credential } = await ceremonies.proven('sign-in', challenge, response);
    if ((await record.state(account)).status !== 'open') throw passkeyRefused('unknown');
    await admitted.succeeded();
    return waysIn.open({ account, credential, means: 'passkey' }, browser);
  }

  /** @throws EdgeRefused session/means-off */
  async askToProve({ identity, session }: Held): Promise<Asked<Request>> {
    return this.#mustBeOn().askToProve(`prove ${session.id}`, identity.account);
  }

  /**
   * Proves anew who holds a session.
   * @returns the `Set-Cookie` headers that replace its token
   * @throws EdgeRefused session/passkey-refused, session/blocked, session/means-off
   */
  async prove(held: Held, { challenge, response }: Answered): Promise<readonly string[]> {
    const ceremonies = this.#mustBeOn();
    const { identity, session } = held;
    const admitted = await this.#admit({ address: '', login: identity.account, device: session.id });
    const { account } = await ceremonies.proven(`prove ${session.id}`, challenge, response);
    if (account !== identity.account) throw passkeyRefused('invalid');
    await admitted.succeeded();
    return this.parts.waysIn.proven(held, { means: 'passkey' });
  }

  /**
   * By a reset all passkeys that there were are lost, so one is made on whichever authenticator.
   * @throws EdgeRefused session/link-invalid, session/means-off, session/blocked
   */
  async askByLink(token: string, { address }: Browser): Promise<Asked<Creation>> {
    const ceremonies = this.#mustBeOn();
    await this.parts.limits.begin(address);
    const { account, person, purpose } = await this.parts.waysIn.linkOf(token);
    return ceremonies.askToMake(account, await this.#shownAs(account, person), { again: purpose === 'reset' });
  }

  /**
   * Takes an account into use by a link, with a passkey.
   * @throws EdgeRefused session/link-invalid, session/passkey-refused, session/means-off, session/blocked
   */
  async useLink(token: string, { challenge, response, label }: Answered, browser: Browser): Promise<SignedIn> {
    const ceremonies = this.#mustBeOn();
    const { limits, waysIn } = this.parts;
    await limits.begin(browser.address);
    const { account } = await waysIn.linkOf(token);
    const made = await ceremonies.made(account, challenge, response);
    return waysIn.useLink(token, 'passkey', browser, this.#keep(made, label, browser));
  }

  /** @throws EdgeRefused session/not-fresh, session/means-off */
  async askToAdd(held: Held): Promise<Asked<Creation>> {
    const ceremonies = this.#mustBeOn();
    this.parts.waysIn.mustBeFresh(held);
    const { account, person } = held.identity;
    return ceremonies.askToMake(account, await this.#shownAs(account, person));
  }

  /**
   * Adds a passkey to the account of a session.
   * @returns the `Set-Cookie` headers that replace the session's token
   * @throws EdgeRefused session/passkey-refused, session/not-fresh, session/means-off
   */
  async add(held: Held, { challenge, response, label }: Answered, browser: Browser): Promise<readonly string[]> {
    const ceremonies = this.#mustBeOn();
    this.parts.waysIn.mustBeFresh(held);
    const made = await ceremonies.made(held.identity.account, challenge, response);
    return this.parts.waysIn.add(held, 'passkey', this.#keep(made, label, browser));
  }

  /** @throws EdgeRefused request/not-found: the account has no such passkey */
  rename({ identity }: Held, credential: string, label: string): void {
    if (!this.parts.store.credentials.renamePasskey(identity.account, credential, label)) throw new EdgeRefused('request/not-found');
  }

  /**
   * Takes a passkey away, also where passkeys are not used any more. Already gone, or somebody else's: nothing happens.
   * @throws EdgeRefused session/not-fresh, session/last-means
   */
  async remove(held: Held, credential: string): Promise<readonly string[]> {
    const { store, waysIn } = this.parts;
    const isOne = store.credentials.passkeys(held.identity.account).some((one) => one.credential === credential);
    if (isOne) return waysIn.remove(held, credential);
    waysIn.mustBeFresh(held);
    return [];
  }

  #keep(made: NewPasskey, label: string | undefined, { userAgent }: Browser): Keep {
    return (means) => {
      const named = label ?? deviceOf(userAgent);
      if (this.parts.store.credentials.addPasskey({ ...made, ...means, label: named })) return true;
      throw passkeyRefused('known');
    };
  }

  #mustBeOn(): Ceremonies {
    const { config, ceremonies } = this.parts;
    if (config.signIn !== 'all') throw new EdgeRefused('session/means-off', { facts: { means: 'passkey', reason: 'openid-only' } });
    if (ceremonies === undefined) throw new EdgeRefused('session/means-off', { facts: { means: 'passkey', reason: 'address' } });
    return ceremonies;
  }

  async #shownAs(account: string, person: string | undefined): Promise<string> {
    return (await this.parts.nameOf(person)) ?? account;
  }

  async #admit(attempt: Attempt): Promise<Admitted> {
    try {
      return await this.parts.limits.admit(attempt);
    } catch (error) {
      throw error instanceof Blocked ? blocked(error.seconds) : error;
    }
  }
}

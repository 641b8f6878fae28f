import type { Identity, Means } from '@samverkan/contract';
import type { Config } from '../platform/config/config.js';
import { EdgeRefused, isRefused } from '../platform/refusals.js';
import type { Held, SessionService } from '../platform/session/sessions.js';
import type { AccountRecord } from './account-record.js';
import type { Browser } from './browser.js';
import type { DeviceCookies } from './limits/device-cookie.js';
import { requestOf } from './links/issuing.js';
import type { AccountStore } from './store/account-store.js';
import type { StoredLink } from './store/links.js';
import { newId } from './store/secrets.js';
import type { StoredSession } from './store/session-rows.js';

/** So long ago somebody may have proven who they are when they change how they sign in. */
const FRESH_MS = 15 * 60_000;
/** The name of a reset from when they had none. */
const ISSUED_ONCE = 'issued';

/** Somebody who is signed in from now on, with the `Set-Cookie` headers for their browser. */
export interface SignedIn {
  readonly identity: Identity;
  readonly setCookie: readonly string[];
}

/** By which means somebody has proven to be the holder of an account. */
export interface Proven {
  readonly account: string;
  /** Its id in the log. */
  readonly credential: string;
  readonly means: Means;
  /** With two factors at the identity provider. */
  readonly strong?: true;
}

/** A means of signing in that is about to be kept. */
export interface NewMeans {
  readonly account: string;
  /** Its id in the log. */
  readonly credential: string;
  readonly since: number;
}
/** Keeps a means of signing in; throws, or answers false, when it cannot be this account's. */
export type Keep = (means: NewMeans) => boolean;

export interface WaysInParts {
  readonly config: Pick<Config, 'signIn' | 'openid'>;
  readonly store: AccountStore;
  readonly record: AccountRecord;
  readonly sessions: SessionService;
  readonly devices: DeviceCookies;
}

/** What all means of signing in have in common: coming in, by a link the first time, and changing by which means. */
export class WaysIn {
  constructor(private readonly parts: WaysInParts) {}

  /**
   * Signs in whoever has proven to be the holder of an account, by a means that it still has.
   * @throws EdgeRefused session/refused
   */
  async open({ account, credential, means, strong }: Proven, { cookie, userAgent }: Browser): Promise<SignedIn> {
    const { sessions, devices, record } = this.parts;
    const stillOpens = () => this.#credentialsOf(account).includes(credential);
    const { identity, setCookie } = await sessions.open({
      account,
      means,
      ...(strong === undefined ? {} : { strong }),
      cookie,
      userAgent,
      stillOpens,
    });
    return { identity, setCookie: [setCookie, devices.give(account, record.now())] };
  }

  /**
   * What a link is for, as the record has it: one that was overtaken or stopped is of no use, and a reset before somebody has confirmed it neither.
   * @throws EdgeRefused session/link-invalid, session/link-unconfirmed
   */
  async linkOf(token: string): Promise<StoredLink & { readonly person?: string }> {
    const { store, record } = this.parts;
    const now = record.now();
    const link = store.links.find(token, now);
    const state = link === undefined ? undefined : await record.state(link.account);
    if (link === undefined || state?.status !== 'open') throw new EdgeRefused('session/link-invalid');
    const { person } = state;
    const whose = person === undefined ? {} : { person };
    if (link.purpose === 'invitation') {
      if (state.takenIntoUse !== undefined) throw new EdgeRefused('session/link-invalid');
      return { ...link, ...whose };
    }
    const { reset } = state;
    const isIts = reset !== undefined && [requestOf(token), ISSUED_ONCE].includes(reset.request);
    if (!isIts || reset.ended !== undefined || Date.parse(reset.until) <= now) throw new EdgeRefused('session/link-invalid');
    if (reset.confirmed === undefined) throw new EdgeRefused('session/link-unconfirmed');
    return { ...link, until: Date.parse(reset.until), ...whose };
  }

  /**
   * Takes an account into use by a link, with a means of signing in that takes effect at once. By a reset it is the only one from then on: those before it are
   * lost, or in the hands of somebody else. Every session there was ends.
   * @throws EdgeRefused session/link-invalid, session/link-unconfirmed, or what `keep` throws
   */
  async useLink(token: string, means: Means, browser: Browser, keep: Keep): Promise<SignedIn> {
    const { store, record, sessions } = this.parts;
    const { account } = await this.linkOf(token);
    const credential = newId();
    await record.inTurn(account, async () => {
      const { purpose } = await this.linkOf(token);
      const since = record.now();
      const kept = store.together(() => store.links.spend(token, since) !== undefined && keep({ account, credential, since }));
      if (!kept) throw new EdgeRefused('session/link-invalid');
      await this.#record({ account, credential, means }, purpose);
      // Also what the record does not name.
      const former = purpose === 'reset' ? this.#credentialsOf(account).filter((one) => one !== credential) : [];
      store.together(() => {
        for (const one of former) store.credentials.remove(account, one);
        store.resets.drop(account);
      });
    });
    await sessions.endAll(account, 'elsewhere');
    return this.open({ account, credential, means }, browser);
  }

  /**
   * Adds a means of signing in to the account of a session. Its other sessions end.
   * @returns the `Set-Cookie` headers that replace the session's token
   * @throws EdgeRefused session/not-fresh, session/means-off, or what `keep` throws
   */
  async add(held: Held, means: Means, keep: Keep): Promise<readonly string[]> {
    this.mustBeFresh(held);
    const { account } = held.identity;
    const [credential, since] = [newId(), this.parts.record.now()];
    const kept = this.parts.store.together(() => keep({ account, credential, since }));
    if (!kept) return [];
    await this.#record({ account, credential, means });
    // A passkey that is made asks for as much as one that is used.
    return [await this.#changed(held, means === 'passkey' ? { means } : undefined)];
  }

  /**
   * Takes a means of signing in away. Already gone: nothing happens. The other sessions end.
   * @throws EdgeRefused session/not-fresh, session/last-means
   */
  async remove(held: Held, credential: string): Promise<readonly string[]> {
    this.mustBeFresh(held);
    const { store } = this.parts;
    const { account } = held.identity;
    const removed = store.together(() => {
      const found = store.credentials.remove(account, credential);
      if (found !== undefined && this.#usable(account) === 0) throw new EdgeRefused('session/last-means');
      return found;
    });
    if (removed === undefined) return [];
    await this.#recordRemoval(account, credential);
    return [await this.#changed(held)];
  }

  /** Whether the holder of a session has proven lately who they are. */
  isFresh({ session }: Held): boolean {
    return this.parts.record.now() - session.proven < FRESH_MS;
  }

  /**
   * @throws EdgeRefused session/not-fresh; session/means-off for the accounts of a demo, which are everybody's; command/not-signed-in when the session has
   * ended meanwhile
   */
  mustBeFresh(held: Held): void {
    if (this.parts.store.sessions.find(held.session.id) === undefined) throw new EdgeRefused('command/not-signed-in');
    if (held.session.means === 'demo') throw new EdgeRefused('session/means-off');
    if (!this.isFresh(held)) throw new EdgeRefused('session/not-fresh');
    // By a password alone nobody gets a passkey beside the one that is required: whoever has guessed it would have both.
    if (held.identity.withheld !== undefined && this.parts.store.credentials.passkeys(held.identity.account).length > 0)
      throw new EdgeRefused('session/passkey-first');
  }

  /** The token of a session whose holder has just proven anew who they are is replaced. @returns the `Set-Cookie` headers */
  proven(held: Held, by?: Pick<StoredSession, 'means' | 'strong'>): readonly string[] {
    return [this.parts.sessions.renewed(held, by)];
  }

  async #changed(held: Held, by?: Pick<StoredSession, 'means'>): Promise<string> {
    await this.parts.sessions.endAll(held.identity.account, 'elsewhere', { except: held.session.id });
    return this.parts.sessions.renewed(held, by);
  }

  /** What cannot be recorded is not kept either: a closed account has no way in, nor a link that is not good any more. */
  async #record({ account, credential, means }: Proven, through?: StoredLink['purpose']): Promise<void> {
    const { store, record } = this.parts;
    try {
      const by = through === undefined ? {} : { through };
      await record.give(account, { type: 'AddCredential', credential, means, ...by }, `credential-added:${credential}`);
    } catch (error) {
      store.credentials.remove(account, credential);
      throw through !== undefined && isRefused(error) ? new EdgeRefused('session/link-invalid') : error;
    }
  }

  async #recordRemoval(account: string, credential: string): Promise<void> {
    await this.parts.record.give(account, { type: 'RemoveCredential', credential }, `credential-removed:${credential}`);
  }

  #credentialsOf(account: string): readonly string[] {
    const { credentials } = this.parts.store;
    const all = [credentials.password(account), ...credentials.passkeys(account), ...credentials.openidOf(account)];
    return all.flatMap((one) => (one === undefined ? [] : [one.credential]));
  }

  /** The ways in that this installation lets anybody use. */
  #usable(account: string): number {
    const { config, store } = this.parts;
    const openid = store.credentials.openidOf(account).length;
    const local = store.credentials.count(account) - openid;
    return (config.signIn === 'all' ? local : 0) + (config.openid === undefined ? 0 : openid);
  }
}

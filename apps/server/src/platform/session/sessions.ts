import type { Identity } from '@samverkan/contract';
import type { SignOutReason } from '@samverkan/domain';
import type { Actor } from '@samverkan/event-store';
import type { AccountRecord } from '../../accounts/account-record.js';
import { newId, newToken } from '../../accounts/store/secrets.js';
import { isStrong, type SessionRows, type StoredSession, type StoredToken } from '../../accounts/store/session-rows.js';
import type { Config } from '../config/config.js';
import type { LiveSession, Sessions } from '../live/live.ports.js';
import { EdgeRefused, isRefused, type FaultReporter } from '../refusals.js';
import { SafeCookie } from './cookie.js';
import { deviceOf } from './device.js';
import { SeenMoments } from './seen.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A session that nobody used for so long is over, and any after so long. */
const IDLE_MS = 14 * DAY_MS;
const LONGEST_MS = 90 * DAY_MS;
const DEMO_MS = 7 * DAY_MS;
/** How old a token becomes before the browser gets another. */
const ROTATE_MS = DAY_MS;
/** Requests that were on their way when a token was replaced may still come with it. */
const GRACE_MS = MINUTE_MS;

/** Somebody who has proven who they are. */
export interface SigningIn {
  readonly account: string;
  readonly means: StoredSession['means'];
  /** With two factors at the identity provider. */
  readonly strong?: true;
  /** The `Cookie` and `User-Agent` headers of the request: the session that the browser had until now ends. */
  readonly cookie: string | undefined;
  readonly userAgent: string | undefined;
  /** Whether what they have proven still opens the account: asked in the moment in which the session begins. */
  readonly stillOpens?: () => boolean;
}

/** A session with the `Set-Cookie` header that gives its token to the browser. */
export interface Opened {
  readonly identity: Identity;
  readonly session: StoredSession;
  readonly setCookie: string;
}

/** What a request's cookie proves. */
export interface Held {
  readonly identity: Identity;
  readonly session: StoredSession;
}

/**
 * Who is signed in. A session is known by a random token in a cookie, of which only a hash is kept; the token is replaced now and then, and one that comes
 * after it was replaced has been copied by somebody, so that its session ends. What somebody may do is never kept with it.
 */
export class SessionService implements Sessions {
  readonly #cookie: SafeCookie;
  readonly #seen: SeenMoments;
  readonly #listeners = new Set<(session: string) => void>();
  readonly #renewals = new Set<(session: string) => void>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly config: Pick<Config, 'demo' | 'secure' | 'requirePasskey'>,
    private readonly rows: SessionRows,
    private readonly record: AccountRecord,
    private readonly report: FaultReporter,
  ) {
    this.#cookie = new SafeCookie('samverkan_session', config);
    this.#seen = new SeenMoments(rows);
    this.#timer = setInterval(() => this.#orReport(() => this.tidy()), MINUTE_MS).unref();
  }

  async sessionOf(cookieHeader: string | undefined): Promise<LiveSession> {
    const held = await this.held(cookieHeader);
    if (held === undefined) return {};
    const { identity, session } = held;
    return { identity, session: { id: session.id, until: Math.min(session.until, this.record.now() + IDLE_MS) } };
  }

  /** The session that a `Cookie` header proves; `undefined`: somebody not signed in. */
  async held(cookieHeader: string | undefined): Promise<Held | undefined> {
    const asked = this.#find(cookieHeader);
    const identity = asked === undefined ? undefined : await this.record.identityOf(asked.session.account, asked.session.id);
    // As it is now: the session may have ended, or its token been replaced, while it was looked up whose it is.
    const found = this.#find(cookieHeader);
    if (found === undefined) return undefined;
    const { session, token, value } = found;
    const now = this.record.now();
    // Minutes of grace are for what was on its way when a token had become old, not for one from before the latest proof of who it is.
    if (token.replaced !== undefined && token.replaced <= session.proven && now - token.replaced <= GRACE_MS) return undefined;
    if (token.replaced !== undefined && now - token.replaced > GRACE_MS) {
      await this.end(session, 'stolen');
      return undefined;
    }
    if (now >= session.until || now - this.#seen.latest(session) >= IDLE_MS) {
      this.#drop(session.id);
      return undefined;
    }
    if (session.means === 'demo' && !this.config.demo) return undefined;
    if (identity === undefined || session.account !== asked?.session.account) return undefined;
    if (token.firstUsed === undefined) this.#orReport(() => this.rows.firstUse(session.id, value, now));
    this.#seen.note(session, now);
    return { identity: this.#withheldFrom(identity, session), session };
  }

  /** The `Set-Cookie` header of a new token, when the session's has become old. What went before stays good until the new one has arrived. */
  rotated({ session }: Held): string | undefined {
    const now = this.record.now();
    if (now - this.rows.newestToken(session.id) < ROTATE_MS) return undefined;
    return this.#orReport(() => this.#give(session, now, 'when-used'));
  }

  /** A new token after something changed about how its holder signs in, who has just proven who they are. The one before is worth nothing any more. */
  renewed({ session }: Held, by?: Pick<StoredSession, 'means' | 'strong'>): string {
    const now = this.record.now();
    this.rows.prove(session.id, now, by !== undefined && isStrong(by) ? by : undefined);
    const setCookie = this.#give(session, now, 'now');
    for (const listener of this.#renewals) listener(session.id);
    return setCookie;
  }

  /**
   * Signs somebody in. From the moment in which it is asked whether what they have proven still opens the account, everything that ends the account's
   * sessions ends this one too, so that nobody slips in beside a change of means or a closing.
   * @throws EdgeRefused session/refused
   */
  async open({ account, means, strong, cookie, userAgent, stillOpens = () => true }: SigningIn): Promise<Opened> {
    const id = newId();
    const before = this.#find(cookie);
    const now = this.record.now();
    if (!stillOpens()) throw new EdgeRefused('session/refused');
    const until = now + (means === 'demo' ? DEMO_MS : LONGEST_MS);
    const session = {
      id,
      account,
      means,
      ...(strong === undefined ? {} : { strong }),
      device: deviceOf(userAgent),
      since: now,
      seen: now,
      proven: now,
      until,
    };
    const token = newToken();
    this.rows.open(session, token);
    await this.#recordSignIn(session);
    const identity = await this.record.identityOf(account);
    if (identity === undefined || this.rows.find(id) === undefined) {
      this.#drop(id);
      await this.record.give(account, { type: 'SignOut', session: id, because: 'elsewhere' }, `sign-out:${id}`);
      throw new EdgeRefused('session/refused');
    }
    if (before !== undefined) await this.end(before.session, 'asked');
    return { identity: this.#withheldFrom(identity, session), session, setCookie: this.#cookie.keep(token, (until - now) / 1_000) };
  }

  /** Signs out whoever holds a cookie. @returns the `Set-Cookie` header that takes it away */
  async signOut(cookieHeader: string | undefined): Promise<string> {
    const found = this.#find(cookieHeader);
    if (found !== undefined) await this.end(found.session, 'asked');
    return this.forgotten();
  }

  /** The `Set-Cookie` header that takes a token away from a browser. */
  forgotten(): string {
    return this.#cookie.forget();
  }

  /** The sessions of an account that are not over, the latest used first. */
  of(account: string): readonly StoredSession[] {
    const now = this.record.now();
    return this.rows
      .ofAccount(account)
      .map((session) => ({ ...session, seen: this.#seen.latest(session) }))
      .filter(({ until, seen }) => now < until && now - seen < IDLE_MS)
      .sort((one, other) => other.seen - one.seen);
  }

  /** Every session of an account that has not ended, whether its time is over or not. */
  idsOf(account: string): readonly string[] {
    return this.rows.ofAccount(account).map(({ id }) => id);
  }

  /** Ends a session at once, everywhere, and records why. */
  async end({ id, account }: Pick<StoredSession, 'id' | 'account'>, because: SignOutReason): Promise<void> {
    if (this.#drop(id)) await this.record.give(account, { type: 'SignOut', session: id, because }, `sign-out:${id}`);
  }

  /** Ends all sessions of an account, but for one. @param more.by who does, when it is not the holder */
  async endAll(account: string, because: SignOutReason, more: { readonly except?: string; readonly by?: Actor } = {}): Promise<void> {
    const ending = this.rows.ofAccount(account).filter(({ id }) => id !== more.except);
    // All at once before anything is recorded: nobody gets to use one while another is being ended.
    const ended = ending.filter(({ id }) => this.#drop(id));
    for (const { id } of ended) await this.record.give(account, { type: 'SignOut', session: id, because }, `sign-out:${id}`, more.by);
  }

  onEnded(listener: (session: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onRenewed(listener: (session: string) => void): () => void {
    this.#renewals.add(listener);
    return () => this.#renewals.delete(listener);
  }

  /** Writes down when sessions were last used, and ends those whose time is over. */
  tidy(): void {
    this.#seen.write();
    const now = this.record.now();
    for (const { id } of this.rows.endOver(now, now - IDLE_MS)) this.#tell(id);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#orReport(() => this.#seen.write());
  }

  #withheldFrom(identity: Identity, session: StoredSession): Identity {
    const { requirePasskey = [] } = this.config;
    return requirePasskey.length === 0 || isStrong(session) ? identity : { ...identity, withheld: [...requirePasskey] };
  }

  /** What cannot be recorded does not happen. */
  async #recordSignIn({ id, account, means }: StoredSession): Promise<void> {
    try {
      await this.record.give(account, { type: 'SignIn', session: id, means }, `sign-in:${id}`);
    } catch (error) {
      this.#drop(id);
      // That an account was closed is not told to who signs in to it.
      throw isRefused(error) ? new EdgeRefused('session/refused') : error;
    }
  }

  #find(
    cookieHeader: string | undefined,
  ): { readonly session: StoredSession; readonly token: StoredToken; readonly value: string } | undefined {
    const value = this.#cookie.in(cookieHeader);
    const found = value === undefined ? undefined : this.rows.byToken(value);
    return value === undefined || found === undefined ? undefined : { ...found, value };
  }

  #give(session: StoredSession, now: number, replace: 'when-used' | 'now'): string {
    const token = newToken();
    this.rows.addToken(session.id, token, now, replace);
    return this.#cookie.keep(token, (session.until - now) / 1_000);
  }

  #drop(id: string): boolean {
    this.#seen.forget(id);
    const ended = this.rows.end(id);
    if (ended) this.#tell(id);
    return ended;
  }

  /** What a full disk puts off is done the next time: nobody is signed out for it. */
  #orReport<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.report('sessions', error);
      return undefined;
    }
  }

  #tell(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }
}

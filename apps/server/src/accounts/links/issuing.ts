import { createHash } from 'node:crypto';
import type { EventLog } from '@samverkan/event-store';
import { Refused } from '@samverkan/domain';
import { EdgeRefused } from '../../platform/refusals.js';
import type { AccountRecord } from '../account-record.js';
import type { AccountStore } from '../store/account-store.js';
import type { StoredLink } from '../store/links.js';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
/** An invitation may be used so long, a reset confirmed. */
const LIFETIME_MS = 7 * DAY_MS;
/** So long a reset may be used once it is confirmed. */
const CONFIRMED_MS = DAY_MS;

/** Until when a reset that is confirmed at a moment may be used. */
export const usableUntil = (at: string): string => new Date(Date.parse(at) + CONFIRMED_MS).toISOString();

/** The name in the record of the reset that a link is for. It opens nothing: nobody finds the link by it. */
export const requestOf = (token: string): string => createHash('sha256').update(`reset ${token}`).digest('hex').slice(0, 32);

/** The command by which a link is made. */
export interface Issuing {
  readonly account: string;
  readonly purpose: StoredLink['purpose'];
  /** The address that signs in to the account from now on. */
  readonly email?: string | undefined;
  readonly meta: { readonly commandId: string; readonly actor: { readonly account: string }; readonly at: string };
}

/** A link to be recorded: when it runs out, and for a reset its name. */
export interface Issued {
  readonly until: string;
  readonly request: string;
}

/** Makes the links by which accounts are taken into use. */
export class LinkIssuer {
  constructor(
    private readonly store: AccountStore,
    private readonly record: AccountRecord,
    private readonly log: EventLog,
  ) {}

  /**
   * Makes a link, and records that it was. The link works before anybody is told of it, and not at all when the record is refused. A repeated
   * command gives the same link again, without changing anything.
   * @param record records it
   * @throws Refused account/in-use; EdgeRefused account/email-taken, account/address-in-use; or what `record` throws
   */
  async issue<Recorded>(issuing: Issuing, record: (issued: Issued) => Promise<Recorded>): Promise<Recorded & { readonly token: string }> {
    const { account, purpose, meta } = issuing;
    const token = this.store.secrets.mac('link', meta.commandId, meta.actor.account, account, purpose);
    const at = Date.parse(meta.at);
    const issued = { until: new Date(at + LIFETIME_MS).toISOString(), request: requestOf(token) };
    if ((await this.log.answerTo(meta.commandId)) !== undefined) return { ...(await record(issued)), token };
    const giveBack = await this.#takeEmail(issuing);
    this.store.links.purge(at);
    // How long a reset may be used is known when it is confirmed, and stands in the record.
    this.store.links.add(token, { account, purpose, until: at + LIFETIME_MS + (purpose === 'reset' ? CONFIRMED_MS : 0) });
    try {
      const recorded = await record(issued);
      this.store.together(() => {
        this.store.links.spendOthers(account, token, at);
        this.store.resets.drop(account);
      });
      return { ...recorded, token };
    } catch (error) {
      this.store.links.forget(token);
      giveBack?.();
      throw error;
    }
  }

  /**
   * An address that somebody signs in by is never changed, not even for a moment.
   * @returns what gives the account its earlier address back
   */
  async #takeEmail({ account, purpose, email }: Issuing): Promise<(() => void) | undefined> {
    if (email === undefined) return undefined;
    const { credentials } = this.store;
    const state = await this.record.state(account);
    if (state.status === 'closed') throw new Refused('account/closed', {});
    if (purpose === 'invitation' && state.status === 'open' && state.takenIntoUse !== undefined) throw new Refused('account/in-use', {});
    const holder = credentials.accountOf(email);
    if (holder !== account && credentials.count(account) > 0) throw new EdgeRefused('account/address-in-use');
    // A login without an account is what is left of an invitation that was broken off.
    if (holder !== undefined && holder !== account && (await this.record.state(holder)).status === 'none') credentials.erase(holder);
    const giveBack = credentials.takeLogin(account, email);
    if (giveBack === undefined) throw new EdgeRefused('account/email-taken');
    return giveBack;
  }
}

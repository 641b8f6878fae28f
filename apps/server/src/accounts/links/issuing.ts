import type { EventLog } from '@samverkan/event-store';
import { EdgeRefused } from '../../platform/refusals.js';
import type { AccountRecord } from '../account-record.js';
import type { AccountStore } from '../store/account-store.js';
import type { StoredLink } from '../store/links.js';

const HOUR_MS = 60 * 60 * 1_000;
const LIFETIME_MS: Readonly<Record<StoredLink['purpose'], number>> = { invitation: 7 * 24 * HOUR_MS, reset: 24 * HOUR_MS };

/** The command by which a link is made. */
export interface Issuing {
  readonly account: string;
  readonly purpose: StoredLink['purpose'];
  /** The address that signs in to the account from now on. */
  readonly email?: string;
  readonly meta: { readonly commandId: string; readonly actor: { readonly account: string }; readonly at: string };
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
   * @param record records it, given when it runs out
   * @throws EdgeRefused account/email-taken, or what `record` throws
   */
  async issue<Recorded>(issuing: Issuing, record: (until: string) => Promise<Recorded>): Promise<Recorded & { readonly token: string }> {
    const { account, purpose, meta } = issuing;
    const token = this.store.secrets.mac('link', meta.commandId, meta.actor.account, account, purpose);
    const until = Date.parse(meta.at) + LIFETIME_MS[purpose];
    const untilText = new Date(until).toISOString();
    if ((await this.log.answerTo(meta.commandId)) !== undefined) return { ...(await record(untilText)), token };
    const giveBack = await this.#takeEmail(issuing);
    this.store.links.purge(Date.parse(meta.at));
    this.store.links.add(token, { account, purpose, until });
    try {
      const recorded = await record(untilText);
      this.store.together(() => {
        this.store.links.spendOthers(account, token, Date.parse(meta.at));
        this.store.resets.drop(account);
      });
      return { ...recorded, token };
    } catch (error) {
      this.store.links.forget(token);
      giveBack?.();
      throw error;
    }
  }

  /** @returns what gives the account its earlier address back */
  async #takeEmail({ account, email }: Issuing): Promise<(() => void) | undefined> {
    if (email === undefined) return undefined;
    const { credentials } = this.store;
    const holder = credentials.accountOf(email);
    // A login without an account is what is left of an invitation that was broken off.
    if (holder !== undefined && holder !== account && (await this.record.state(holder)).status === 'none') credentials.erase(holder);
    const giveBack = credentials.takeLogin(account, email);
    if (giveBack === undefined) throw new EdgeRefused('account/email-taken');
    return giveBack;
  }
}

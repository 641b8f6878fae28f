import type { MineAnswer, ResetAnswered } from '@samverkan/contract';
import type { z } from 'zod';
import { resetNews } from '../../platform/session/reset-news.js';
import type { AccountRecord } from '../account-record.js';
import type { Held, SessionService } from '../../platform/session/sessions.js';
import type { AccountStore } from '../store/account-store.js';
import type { StoredSession } from '../store/session-rows.js';
import { newId } from '../store/secrets.js';
import type { WaysIn } from '../ways-in.js';

export interface MineParts {
  readonly store: AccountStore;
  readonly record: AccountRecord;
  readonly sessions: SessionService;
  readonly waysIn: WaysIn;
}

const instant = (at: number): string => new Date(at).toISOString();

/** What an account's own holder sees and changes of it. */
export class Mine {
  constructor(private readonly parts: MineParts) {}

  async answerFor(held: Held): Promise<MineAnswer> {
    const { store, waysIn } = this.parts;
    const { account } = held.identity;
    const { credentials } = store;
    const reset = resetNews(await this.parts.record.state(account));
    return {
      ...(reset === undefined ? {} : { reset }),
      provenAt: instant(held.session.proven),
      fresh: waysIn.isFresh(held),
      password: credentials.password(account) !== undefined,
      openid: credentials.openidOf(account).length > 0,
      passkeys: credentials.passkeys(account).map(({ credential, label, since, used }) => ({
        id: credential,
        label,
        since: instant(since),
        ...(used === undefined ? {} : { usedAt: instant(used) }),
      })),
      sessions: this.#sessionsOf(held).map(({ id, means, device, since, seen, until }) => ({
        id,
        current: id === held.session.id,
        means,
        device,
        since: instant(since),
        seenAt: instant(seen),
        until: instant(until),
      })),
    };
  }

  async chooseLanguage({ identity }: Held, language: 'sv' | 'en'): Promise<void> {
    await this.parts.record.give(identity.account, { type: 'ChooseLanguage', language }, `language-chosen:${newId()}`);
  }

  /**
   * The holder knows of a reset, or stops it: nobody else has a say in that.
   * @throws Refused account/no-such-reset
   */
  async answerReset({ identity: { account } }: Held, answered: z.infer<typeof ResetAnswered>): Promise<void> {
    const { record } = this.parts;
    const { request } = answered;
    await record.inTurn(account, () =>
      answered.answer === 'stop'
        ? record.give(account, { type: 'StopReset', request, because: 'declined', by: account }, `reset-declined:${newId()}`)
        : record.give(account, { type: 'NoteReset', request, told: answered.told }, `reset-noted:${newId()}`),
    );
  }

  /** Ends one of the holder's sessions. One of somebody else's is none of theirs: nothing happens, and nothing is told. */
  async endSession(held: Held, id: string): Promise<void> {
    const ending = this.#sessionsOf(held).find((one) => one.id === id);
    if (ending !== undefined) await this.parts.sessions.end(ending, id === held.session.id ? 'asked' : 'elsewhere');
  }

  /** Signs out everywhere, here too. */
  async endAllSessions({ identity, session }: Held): Promise<void> {
    const { sessions } = this.parts;
    await (session.means === 'demo' ? sessions.end(session, 'asked') : sessions.endAll(identity.account, 'elsewhere'));
  }

  /** The accounts of a demo are everybody's: each sees and ends their own session only. */
  #sessionsOf({ identity, session }: Held): readonly StoredSession[] {
    return this.parts.sessions
      .of(identity.account)
      .filter(({ id, means }) => id === session.id || (session.means !== 'demo' && means !== 'demo'));
  }
}

import type { ResetsAnswer } from '@samverkan/contract';
import type { AccountRecord } from '../account-record.js';
import type { Browser } from '../browser.js';
import type { SignInLimits } from '../limits/sign-in-limits.js';
import type { AccountStore } from '../store/account-store.js';

/** Asking for a new way in, which an administrator then gives. Nothing is sent to anybody: whoever asks gets to know nothing. */
export class Resets {
  constructor(
    private readonly store: AccountStore,
    private readonly record: AccountRecord,
    private readonly limits: SignInLimits,
  ) {}

  /** @throws EdgeRefused session/blocked */
  async ask(email: string, { address }: Browser): Promise<void> {
    await this.limits.ask('reset', address);
    // The same work for every address, known or not.
    this.store.resets.add(this.store.credentials.accountOf(email), this.record.now());
  }

  /** Who asked and has no link yet. */
  async asked(): Promise<ResetsAnswer> {
    const resets: ResetsAnswer['resets'] = [];
    for (const { account, asked } of this.store.resets.all()) {
      if ((await this.record.state(account)).status === 'open') resets.push({ account, askedAt: new Date(asked).toISOString() });
    }
    return { resets };
  }
}

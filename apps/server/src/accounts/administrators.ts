import type { AccountsDocument } from '@samverkan/contract';
import type { AccountRecord } from './account-record.js';

/** Which accounts there are, by the documents once they have all that is in the log. */
export type AllAccounts = () => Promise<AccountsDocument['accounts']>;

/** Counts administrators while nobody else makes them fewer: two who dismiss each other at once must not both succeed. */
export class Administrators {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly all: AllAccounts,
    private readonly record: AccountRecord,
  ) {}

  /** Does something that may make administrators fewer, given how many others there are; one such thing at a time. */
  async withOthers<T>(account: string, change: (otherAdministrators: number) => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => change(await this.#others(account)));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #others(account: string): Promise<number> {
    let others = 0;
    for (const [id, { administrator }] of Object.entries(await this.all())) {
      if (!administrator || id === account) continue;
      const state = await this.record.state(id);
      if (state.status === 'open' && state.administrator) others += 1;
    }
    return others;
  }
}

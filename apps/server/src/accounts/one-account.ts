import { EdgeRefused } from '../platform/refusals.js';
import type { AccountRecord } from './account-record.js';
import type { AllAccounts } from './administrators.js';

/**
 * A person has one account: by a second one somebody else could act for them. One that nobody was ever invited to stands in nobody's way, as those that a
 * demo offers.
 */
export class OneAccount {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly all: AllAccounts,
    private readonly record: AccountRecord,
  ) {}

  /**
   * Opens an account, one at a time, unless the person that it acts for has another.
   * @param person `undefined`: the one whom the account acts for already, if any
   * @throws EdgeRefused account/person-has-account, or what `open` throws
   */
  async opening<T>(account: string, person: string | undefined, open: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      await this.#mustBeFirst(account, person);
      return open();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #mustBeFirst(account: string, named: string | undefined): Promise<void> {
    const state = await this.record.state(account);
    const person = state.status === 'none' ? named : state.person;
    if (person === undefined) return;
    for (const [id, other] of Object.entries(await this.all())) {
      if (id === account || other.person !== person) continue;
      const found = await this.record.state(id);
      if (found.status === 'none') continue;
      if (found.takenIntoUse !== undefined || found.invitedUntil !== undefined) throw new EdgeRefused('account/person-has-account');
    }
  }
}

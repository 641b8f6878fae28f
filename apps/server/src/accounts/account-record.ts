import type { Identity } from '@samverkan/contract';
import { streamOf, type AccountCommand, type AccountEvent, type AccountState } from '@samverkan/domain';
import type { Actor, Handled, Handler } from '@samverkan/event-store';
import type { Clock } from '../platform/clock.js';
import { accounts, persons } from '../platform/log/deciders.js';

/** A command to an account without the moment, which the record fills in. */
type Undated<Command> = Command extends unknown ? Omit<Command, 'at'> : never;

/** What the log has of accounts, and what becomes of them by their own holder's doing. */
export class AccountRecord {
  constructor(
    private readonly handler: Handler,
    private readonly clock: Clock,
    /** Accounts that nobody can use here. */
    private readonly withheld: ReadonlySet<string> = new Set(),
  ) {}

  readonly #turns = new Map<string, Promise<unknown>>();

  /** What is kept beside the log and what is in it change one after the other: a link is not used while it is being stopped. */
  async inTurn<T>(account: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(account) ?? Promise.resolve()).then(work);
    const over = turn.catch(() => undefined);
    this.#turns.set(account, over);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(account) === over) this.#turns.delete(account);
    }
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Date.parse(this.clock());
  }

  async state(account: string): Promise<AccountState> {
    return (await this.handler.load(accounts, streamOf.account(account))).state;
  }

  /**
   * Whom an account acts for; `undefined` when nobody may sign in to it.
   * @param session in which it acts: nobody, when the log says that it has ended
   */
  async identityOf(account: string, session?: string): Promise<Identity | undefined> {
    if (this.withheld.has(account)) return undefined;
    const state = await this.state(account);
    if (state.status !== 'open' || (session !== undefined && state.signedOut.includes(session))) return undefined;
    const { person } = state;
    if (person === undefined) return { account };
    const { state: known } = await this.handler.load(persons, streamOf.person(person));
    const organisation = known.status === 'registered' ? known.organisation : undefined;
    return { account, person, ...(organisation === undefined ? {} : { organisation }) };
  }

  /**
   * Records what an account's holder does.
   * @param id of the command: the same again writes nothing
   * @param by who does it, when it is somebody else
   * @throws Refused
   */
  async give(account: string, command: Undated<AccountCommand>, id: string, by?: Actor): Promise<Handled<AccountEvent>> {
    const at = this.clock();
    const actor = by ?? (await this.#holder(account));
    return this.handler.handle(accounts, streamOf.account(account), { ...command, at }, { commandId: id, actor, at });
  }

  async #holder(account: string): Promise<Actor> {
    const { person, organisation }: Partial<Identity> = (await this.identityOf(account)) ?? {};
    return {
      account,
      ...(person === undefined ? {} : { person }),
      ...(organisation === undefined ? {} : { organisation }),
      role: 'account',
    };
  }
}

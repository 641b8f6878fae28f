import { categoryOf, streamOf } from '@samverkan/domain';
import { START, type EventLog } from '@samverkan/event-store';
import { DEMO_ROLES } from '../platform/session/demo-accounts.js';

/** Before everything else that the demo records. */
export const DEMO_BEGINS = '2008-01-07T08:00:00.000Z';
/** Whose name stands on everything that a first start writes. */
export const INSTALLATION = 'installation';

/** What a log was filled with first; `accounts`: with nothing yet but accounts, which the command line may have made. What every installation begins with is nothing. */
export type Filling = 'empty' | 'accounts' | 'demo' | 'real';

/** Whose log it is. */
export interface Filled {
  readonly filling: Filling;
  /** Accounts that a demo wrote into it, whosesoever log it is. */
  readonly demoAccounts: ReadonlySet<string>;
}

/**
 * Whether a log is a demo's is proved by the log itself: its first event that is not of an account was written by a first start, at the moment in
 * which every demo begins. No file beside it says so, which could be lost, copied or put there.
 */
export async function filledBy(log: EventLog): Promise<Filled> {
  return { filling: await fillingOf(log), demoAccounts: await demoAccountsIn(log) };
}

async function fillingOf(log: EventLog): Promise<Filling> {
  let filling: Filling = 'empty';
  for await (const page of log.readAll(START)) {
    for (const { stream, meta, time } of page) {
      const category = categoryOf(stream);
      if (category === 'account') filling = 'accounts';
      else if (category !== 'installation') return meta.actor.account === INSTALLATION && time === DEMO_BEGINS ? 'demo' : 'real';
    }
  }
  return filling;
}

/** Known by who opened them: somebody may have chosen such a name for an account of their own. */
async function demoAccountsIn(log: EventLog): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const account of DEMO_ROLES) {
    for await (const [first] of log.read(streamOf.account(account))) {
      if (first?.meta.actor.account === INSTALLATION) found.add(account);
      break;
    }
  }
  return found;
}

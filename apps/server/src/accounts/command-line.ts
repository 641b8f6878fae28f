import { randomUUID } from 'node:crypto';
import { streamOf } from '@samverkan/domain';
import { createHandler, START, type EventLog } from '@samverkan/event-store';
import { z } from 'zod';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import type { DataFolder } from '../platform/data-folder/open-data.js';
import { accounts, persons } from '../platform/log/deciders.js';
import { EdgeRefused, isRefused } from '../platform/refusals.js';
import { AccountRecord } from './account-record.js';
import { LinkIssuer } from './links/issuing.js';

/** What whoever runs the server asks for: that somebody can come in, by an invitation. */
export interface Asked {
  readonly email: string;
  /** Whom the account acts for; none: a technical one. */
  readonly person?: string;
  readonly administrator: boolean;
}

/** The account cannot be opened; the message says why, in one sentence. */
class CannotInvite extends Error {
  override readonly name = 'CannotInvite';
}

const ACTOR = { account: 'command-line', role: 'administrator' };
const Email = z.email().max(200);

/**
 * Opens an account, or takes the one that there is, and makes a link by which it is taken into use. Never a password: whoever has the link chooses one.
 * @returns what to tell
 * @throws CannotInvite
 */
export async function inviteFromCommandLine(
  { log, accounts: store }: Pick<DataFolder, 'log' | 'accounts'>,
  { url }: Pick<Config, 'url'>,
  { email, person, administrator }: Asked,
  clock: Clock,
): Promise<readonly string[]> {
  if (!Email.safeParse(email).success) throw new CannotInvite(`${email} is no e-mail address.`);
  const handler = createHandler(log);
  const at = clock();
  if (person !== undefined) {
    const { state } = await handler.load(persons, streamOf.person(person));
    if (state.status !== 'registered') throw new CannotInvite(`No person ${person} is registered.`);
  }
  const account = await accountFor(log, store.credentials.accountOf(email), person);
  const meta = { commandId: randomUUID(), actor: ACTOR, at };
  const issuer = new LinkIssuer(store, new AccountRecord(handler, clock), log);
  try {
    const { token, until } = await issuer.issue({ account, purpose: 'invitation', email, meta }, async (ends) => {
      await handler.handleTogether(
        [{ decider: accounts, stream: streamOf.account(account) }],
        ([before]) => {
          const isKnown = before.status !== 'none' && person === undefined;
          let state = before;
          const decide = (command: Parameters<typeof accounts.decide>[0]) => {
            const events = accounts.decide(command, state);
            state = events.reduce(accounts.evolve, state);
            return events;
          };
          const opened = isKnown ? [] : decide({ type: 'Open', account, ...(person === undefined ? {} : { person }), at });
          const made = administrator ? decide({ type: 'MakeAdministrator', at }) : [];
          return [[...opened, ...made, ...decide({ type: 'Invite', until: ends, at })]];
        },
        meta,
      );
      return { until: ends };
    });
    const what = administrator
      ? `The account ${account} administers accounts from now on.`
      : `The account ${account} is for the person ${person ?? ''}.`;
    return [what, `Whoever opens this address before ${until} takes it into use, once:`, `${url}/inbjudan#${token}`];
  } catch (error) {
    throw asSentence(error, account);
  }
}

/** The account that the address signs in to already, or the person's, or a new one. */
async function accountFor(log: EventLog, known: string | undefined, person: string | undefined): Promise<string> {
  if (known !== undefined) return known;
  if (person !== undefined) {
    for await (const page of log.readAll(START)) {
      const opened = page.find(({ type, data }) => type === 'AccountOpened' && data['person'] === person);
      if (typeof opened?.data['account'] === 'string') return opened.data['account'];
    }
  }
  return randomUUID();
}

function asSentence(error: unknown, account: string): unknown {
  const code = isRefused(error) || error instanceof EdgeRefused ? error.code : undefined;
  if (code === 'account/closed') return new CannotInvite(`The account ${account} is closed; an administrator may reopen it.`);
  if (code === 'account/exists' || code === 'account/email-taken')
    return new CannotInvite('That e-mail address signs in to another account.');
  return error;
}

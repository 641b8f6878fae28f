import { randomUUID } from 'node:crypto';
import { streamOf, type AccountCommand, type AccountEvent, type AccountState } from '@samverkan/domain';
import { createHandler, START, type EventLog } from '@samverkan/event-store';
import { z } from 'zod';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import type { DataFolder } from '../platform/data-folder/open-data.js';
import { accounts, persons } from '../platform/log/deciders.js';
import { EdgeRefused, isRefused } from '../platform/refusals.js';
import { AccountRecord } from './account-record.js';
import { LinkIssuer, usableUntil, type Issued } from './links/issuing.js';

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
  const record = new AccountRecord(handler, clock);
  const issuer = new LinkIssuer(store, record, log);
  const before = await record.state(account);
  const inUse = before.status === 'open' && before.takenIntoUse !== undefined;
  const purpose = inUse ? 'reset' : 'invitation';
  try {
    const { token, until } = await issuer.issue({ account, purpose, email, meta }, async (issued) => {
      const ends = inUse ? usableUntil(at) : issued.until;
      await handler.handleTogether(
        [{ decider: accounts, stream: streamOf.account(account) }],
        ([state]) => [
          decideAll(state, [...opening(state, account, person, at), ...making(administrator, at), ...letting(inUse, issued, at)]),
        ],
        meta,
      );
      return { until: ends };
    });
    const what = administrator
      ? `The account ${account} administers accounts from now on.`
      : `The account ${account} is for the person ${person ?? ''}.`;
    const used = inUse ? ['It has been in use: what is chosen by the address is the only way in to it from then on.'] : [];
    const path = inUse ? 'aterstall' : 'inbjudan';
    return [what, ...used, `Whoever opens this address before ${until} takes it into use, once:`, `${url}/${path}#${token}`];
  } catch (error) {
    throw asSentence(error, account);
  }
}

const opening = (state: AccountState, account: string, person: string | undefined, at: string): readonly AccountCommand[] =>
  state.status !== 'none' && person === undefined ? [] : [{ type: 'Open', account, ...(person === undefined ? {} : { person }), at }];

const making = (administrator: boolean, at: string): readonly AccountCommand[] =>
  administrator ? [{ type: 'MakeAdministrator', at }] : [];

/** Whoever runs the server is the way back in where nobody is there who could confirm a reset. */
const letting = (inUse: boolean, { request, until }: Issued, at: string): readonly AccountCommand[] => {
  const by = ACTOR.account;
  if (!inUse) return [{ type: 'Invite', until, at }];
  return [
    { type: 'RequestReset', request, by, until, at },
    { type: 'ConfirmReset', request, by, as: 'operator', until: usableUntil(at), at },
  ];
};

const decideAll = (before: AccountState, commands: readonly AccountCommand[]): readonly AccountEvent[] => {
  const all: AccountEvent[] = [];
  let state = before;
  for (const command of commands) {
    const events = accounts.decide(command, state);
    state = events.reduce(accounts.evolve, state);
    all.push(...events);
  }
  return all;
};

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
  if (code === 'account/address-in-use')
    return new CannotInvite(`The account ${account} is signed in to by another e-mail address, which stays as it is. Name that one.`);
  if (code === 'account/exists' || code === 'account/email-taken')
    return new CannotInvite('That e-mail address signs in to another account.');
  return error;
}

import {
  Refused,
  streamOf,
  type AccountCommand,
  type AccountEvent,
  type AccountState,
  type ConfirmingAs,
  type SignOutReason,
} from '@samverkan/domain';
import type { EventLog } from '@samverkan/event-store';
import type { Call, Carried, CommandContext, GuardedHandler } from '../platform/commands/call.js';
import type { Facts } from '../platform/commands/facts.js';
import { mustBe } from '../platform/commands/together.js';
import { accounts } from '../platform/log/deciders.js';
import type { SessionService } from '../platform/session/sessions.js';
import type { Administrators } from './administrators.js';
import type { AccountRecord } from './account-record.js';
import { usableUntil, type Issued, type LinkIssuer } from './links/issuing.js';
import type { OneAccount } from './one-account.js';
import type { AccountStore } from './store/account-store.js';

export interface AccountCommandParts {
  readonly handler: GuardedHandler;
  readonly log: EventLog;
  readonly facts: Facts;
  readonly store: AccountStore;
  readonly sessions: SessionService;
  readonly issuer: LinkIssuer;
  readonly administrators: Administrators;
  readonly oneAccount: OneAccount;
  readonly record: AccountRecord;
}

/** Somebody must have had an account so long, and been administrator, before they confirm a reset as that: nobody is let in for it. */
const SETTLED_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * From when on what somebody says counts; `undefined`: it does already. An administrator makes another one, and nobody of the secretariat, who have power over
 * the partnership's matters anyway.
 */
function settledFrom(state: AccountState, as: ConfirmingAs): string | undefined {
  if (state.status === 'none' || as !== 'administrator') return undefined;
  const latest = [state.takenIntoUse, state.administratorSince]
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
  return latest === undefined ? undefined : new Date(Date.parse(latest) + SETTLED_MS).toISOString();
}

const doerOf = ({ identity: { account, person } }: Pick<Call, 'identity'>) => ({
  by: account,
  ...(person === undefined ? {} : { person }),
});

/** The commands of accounts, given by administrators. What an account's own holder does is under `/api/session`. */
export function accountCommands(parts: AccountCommandParts): CommandContext<'accounts'> {
  const { handler, log, facts, store, sessions, issuer, administrators, oneAccount, record } = parts;

  const decideOn = async (call: Call, decide: (state: AccountState) => readonly AccountEvent[]): Promise<Carried> => {
    const stream = streamOf.account(call.target);
    const { position, repeated } = await handler.handleTogether(
      [{ decider: accounts, stream }],
      ([state]) => {
        mustBe(call.expected, stream, state);
        return [decide(state)];
      },
      call.meta,
    );
    return { position, repeated };
  };
  const give = (call: Call, command: AccountCommand): Promise<Carried> => decideOn(call, (state) => accounts.decide(command, state));
  /** That all sessions of the account end, each by itself; what is recorded ends them wherever they are. */
  const signOutAll = ({ target, at }: Call, because: SignOutReason, state: AccountState): readonly AccountEvent[] =>
    sessions.idsOf(target).flatMap((session) => accounts.decide({ type: 'SignOut', session, because, at }, state));
  const isRepeated = async ({ meta }: Call): Promise<boolean> => (await log.answerTo(meta.commandId)) !== undefined;

  return {
    concerns: () => Promise.resolve({}),
    document: 'all',
    current: (target) => handler.load(accounts, streamOf.account(target)),
    handlers: {
      invite: async (call) => {
        const { person, email } = call.body;
        if (person !== undefined && !(await isRepeated(call)) && !(await facts.personRegistered(person)))
          throw new Refused('person/unknown', {});
        const { meta, target, at } = call;
        const issue = () =>
          issuer.issue({ account: target, purpose: 'invitation', email, meta }, ({ until }) =>
            decideOn(call, (state) => {
              const known = state.status !== 'none' && person === undefined;
              const whose = person === undefined ? {} : { person };
              const opened = known ? [] : accounts.decide({ type: 'Open', account: target, ...whose, at }, state);
              return [...opened, ...accounts.decide({ type: 'Invite', until, at }, opened.reduce(accounts.evolve, state))];
            }),
          );
        const { token, ...carried } = await ((await isRepeated(call)) ? issue() : oneAccount.opening(target, person, issue));
        return { ...carried, made: { token } };
      },
      'request-reset': async (call) => {
        const { meta, target, at, body } = call;
        const request = (issued: Issued) => give(call, { type: 'RequestReset', ...issued, ...doerOf(call), at });
        const issue = () => issuer.issue({ account: target, purpose: 'reset', email: body.email, meta }, request);
        const { token, ...carried } = await record.inTurn(target, issue);
        return { ...carried, made: { token } };
      },
      'confirm-reset': async (call) => {
        const { at, role, identity, body } = call;
        const as = role === 'secretariat' ? role : 'administrator';
        const settled = settledFrom(await record.state(identity.account), as);
        const until = usableUntil(at);
        return give(call, { type: 'ConfirmReset', ...body, ...doerOf(call), as, ...(settled === undefined ? {} : { settled }), until, at });
      },
      'stop-reset': (call) =>
        record.inTurn(call.target, () =>
          give(call, { type: 'StopReset', ...call.body, because: 'withdrawn', by: call.identity.account, at: call.at }),
        ),
      /** Each session's end is recorded by itself; when none is left there is nothing to record. */
      'end-sessions': async (call) => {
        const carried = await decideOn(call, (state) => {
          if (state.status === 'none') throw new Refused('account/unknown', {});
          return signOutAll(call, 'administrator', state);
        });
        await sessions.endAll(call.target, 'administrator', { by: call.meta.actor });
        return carried;
      },
      'make-administrator': (call) => give(call, { type: 'MakeAdministrator', at: call.at }),
      'dismiss-administrator': (call) =>
        administrators.withOthers(call.target, (otherAdministrators) =>
          give(call, { type: 'DismissAdministrator', otherAdministrators, at: call.at }),
        ),
      /** Nobody comes in any more: sessions end, credentials are erased. */
      close: async (call) => {
        const { reason } = call.body;
        const repeated = await isRepeated(call);
        const carried = await administrators.withOthers(call.target, (otherAdministrators) =>
          give(call, { type: 'Close', reason, otherAdministrators, at: call.at }),
        );
        if (!repeated) {
          store.erase(call.target);
          await sessions.endAll(call.target, 'closed', { by: call.meta.actor });
        }
        return carried;
      },
      /** With a new invitation it can be taken into use; what there was before it was closed opens nothing. */
      reopen: async (call) => {
        const { state } = await handler.load(accounts, streamOf.account(call.target));
        const wasClosed = state.status === 'closed';
        if (wasClosed) store.erase(call.target);
        const carried = await decideOn(call, (now) => [
          ...(now.status === 'closed' ? signOutAll(call, 'closed', now) : []),
          ...accounts.decide({ type: 'Reopen', at: call.at }, now),
        ]);
        if (wasClosed) await sessions.endAll(call.target, 'closed', { by: call.meta.actor });
        return carried;
      },
    },
  };
}

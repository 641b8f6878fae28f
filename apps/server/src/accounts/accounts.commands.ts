import { Refused, streamOf, type AccountCommand, type AccountEvent, type AccountState } from '@samverkan/domain';
import type { EventLog, Handler } from '@samverkan/event-store';
import type { Call, Carried, CommandContext } from '../platform/commands/call.js';
import type { Facts } from '../platform/commands/facts.js';
import { mustBe } from '../platform/commands/together.js';
import { accounts } from '../platform/log/deciders.js';
import type { SessionService } from '../platform/session/sessions.js';
import type { Administrators } from './administrators.js';
import type { LinkIssuer } from './links/issuing.js';
import type { AccountStore } from './store/account-store.js';

export interface AccountCommandParts {
  readonly handler: Handler;
  readonly log: EventLog;
  readonly facts: Facts;
  readonly store: AccountStore;
  readonly sessions: SessionService;
  readonly issuer: LinkIssuer;
  readonly administrators: Administrators;
}

/** The commands of accounts, given by administrators. What an account's own holder does is under `/api/session`. */
export function accountCommands(parts: AccountCommandParts): CommandContext<'accounts'> {
  const { handler, log, facts, store, sessions, issuer, administrators } = parts;

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
  const isRepeated = async ({ meta }: Call): Promise<boolean> => (await log.answerTo(meta.commandId)) !== undefined;

  return {
    concerns: () => Promise.resolve({}),
    document: 'all',
    current: (target) => handler.load(accounts, streamOf.account(target)),
    handlers: {
      invite: async (call) => {
        const { person, email } = call.body;
        if (person !== undefined && !(await facts.personRegistered(person))) throw new Refused('person/unknown', {});
        const { meta, target, at } = call;
        const { token, ...carried } = await issuer.issue({ account: target, purpose: 'invitation', email, meta }, (until) =>
          decideOn(call, (state) => {
            const known = state.status !== 'none' && person === undefined;
            const whose = person === undefined ? {} : { person };
            const opened = known ? [] : accounts.decide({ type: 'Open', account: target, ...whose, at }, state);
            return [...opened, ...accounts.decide({ type: 'Invite', until, at }, opened.reduce(accounts.evolve, state))];
          }),
        );
        return { ...carried, made: { token } };
      },
      'issue-reset': async (call) => {
        const { meta, target, at } = call;
        const { token, ...carried } = await issuer.issue({ account: target, purpose: 'reset', meta }, (until) =>
          give(call, { type: 'IssueReset', until, at }),
        );
        return { ...carried, made: { token } };
      },
      /** Each session's end is recorded by itself; when none is left there is nothing to record. */
      'end-sessions': async (call) => {
        const stream = streamOf.account(call.target);
        const { state } = await handler.load(accounts, stream);
        if (state.status === 'none') throw new Refused('account/unknown', {});
        mustBe(call.expected, stream, state);
        await sessions.endAll(call.target, 'administrator', { by: call.meta.actor });
        return { position: (await handler.load(accounts, stream)).position, repeated: false };
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
        if (state.status === 'closed') {
          store.erase(call.target);
          await sessions.endAll(call.target, 'closed', { by: call.meta.actor });
        }
        return give(call, { type: 'Reopen', at: call.at });
      },
    },
  };
}

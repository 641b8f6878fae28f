import { POLICY, rolesFor, type CommandAnswer, type Identity, type Role } from '@samverkan/contract';
import { dayOf, membersOn, streamOf } from '@samverkan/domain';
import type { EventLog, Handler } from '@samverkan/event-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { accounts, groups } from '../log/deciders.js';
import { HANDLER } from '../tokens.js';
import { everyCommand, GROUP, type StoryStep } from './testing/every-command.suite.js';
import { loseAll, write, writtenBy } from './testing/losing.suite.js';

const SECRETARIAT = 'tillvaxtsekretariatet';

/** What happens between the decision on a command, or the question of its sender's right, and its append. */
let between: { readonly commandId: string; readonly happens: () => Promise<void> } | undefined;
let whenRead: { readonly stream: string; readonly happens: () => void } | undefined;
let later = 0;
let inner: EventLog;
let server: SpecServer;
let handler: Handler;
let identities: ReadonlyMap<Role, Identity>;
let count = 0;

const now = (): string => new Date(Date.now() + later).toISOString();

const around = (log: EventLog): EventLog => {
  inner = log;
  return {
    ...log,
    append: async (writes, meta) => {
      if (between?.commandId === meta.commandId) {
        const { happens } = between;
        between = undefined;
        await happens();
      }
      return log.append(writes, meta);
    },
    read: (stream, from) => {
      if (whenRead?.stream === stream) {
        whenRead.happens();
        whenRead = undefined;
      }
      return log.read(stream, from);
    },
  };
};

beforeAll(async () => {
  server = await startServer({ demo: true, filled: true, around, clock: now });
  handler = server.app.get<Handler>(HANDLER);
  const all = ['secretariat', 'chair', 'secretary', 'member', 'substitute', 'financier', 'administrator'] as const;
  const known = await Promise.all(
    all.map(async (role): Promise<readonly [Role, Identity]> => {
      const { state } = await handler.load(accounts, streamOf.account(role));
      const person = state.status === 'none' ? undefined : state.person;
      return [role, { account: role, ...(person === undefined ? {} : { person }) }];
    }),
  );
  identities = new Map(known);
}, 60_000);
afterAll(() => server.close());

const identityOf = (role: Role): Identity => {
  const found = identities.get(role);
  if (found === undefined) throw new TypeError(`nobody is ${role}`);
  return found;
};

type Given = CommandAnswer & { readonly id: string };

/** Somebody who has just signed in gives a command. @param id of a command that is given again */
async function give(
  role: Role,
  step: StoryStep,
  happens?: (session: string) => Promise<void>,
  id = `losing-${(count += 1)}`,
): Promise<Given> {
  const identity = identityOf(role);
  const { account } = identity;
  const session = `session-${(count += 1)}`;
  await write(inner, streamOf.account(account), [{ type: 'SignedIn', data: { account, session, means: 'demo', at: now() } }], now());
  between = happens === undefined ? undefined : { commandId: id, happens: () => happens(session) };
  const { as: _, ...request } = step;
  const answer = await server.commands.execute({ identity, session: { id: session, until: Infinity } }, { id, ...request });
  return { ...answer, id };
}

/** As the administrator asks for it, whose confirming is another's. */
async function askForReset(account: string): Promise<void> {
  const until = new Date(Date.parse(now()) + 86_400_000).toISOString();
  const data = { account, request: 'r-1', by: 'administrator', until, at: now() };
  await write(inner, streamOf.account(account), [{ type: 'ResetRequested', data }], now());
}

const codeOf = (answer: CommandAnswer): string => ('refused' in answer ? answer.refused.code : 'done');

/** The ways of losing the right to a command, each with what is answered then and what undoes it. */
const LOSSES = {
  'what they hold': {
    code: 'command/not-allowed',
    lose: (of: Identity, _session: string) => loseAll(inner, handler, of, [GROUP, SECRETARIAT], now()),
  },
  'their account': {
    code: 'command/not-allowed',
    lose: async ({ account }: Identity, _session: string) => {
      const stream = streamOf.account(account);
      await write(inner, stream, [{ type: 'AccountClosed', data: { account, reason: 'x', at: now() } }], now());
      return () => write(inner, stream, [{ type: 'AccountReopened', data: { account, at: now() } }], now());
    },
  },
  'their session': {
    code: 'command/not-signed-in',
    lose: async ({ account }: Identity, session: string) => {
      const data = { account, session, because: 'elsewhere', at: now() };
      await write(inner, streamOf.account(account), [{ type: 'SignedOut', data }], now());
      return () => Promise.resolve();
    },
  },
} as const;

/** Whoever loses the right to a command between the question and the append is refused, and nothing is written. */
async function raced(step: StoryStep, role: Role): Promise<void> {
  for (const [what, { code, lose }] of Object.entries(LOSSES)) {
    let undo: (() => Promise<void>) | undefined;
    const answer = await give(role, step, async (session) => {
      undo = await lose(identityOf(role), session);
    });
    const who = `${step.context}/${step.command} by ${role} without ${what}`;
    expect([who, undo !== undefined, codeOf(answer)]).toEqual([who, true, code]);
    expect([who, await writtenBy(inner, answer.id)]).toEqual([who, []]);
    await undo?.();
  }
}

/** A command that comes again is answered as it was, by one who has lost the right to it too; a secret is not told again then. */
async function repeated(step: StoryStep, role: Role, first: Given): Promise<void> {
  if ('refused' in first) throw new TypeError('was not carried out');
  const again = await give(role, step, undefined, first.id);
  expect(again).toEqual({ id: first.id, done: { ...first.done, repeated: true } });
  const undo = await loseAll(inner, handler, identityOf(role), [GROUP, SECRETARIAT], now());
  const { made, ...answer } = first.done;
  const ids = made !== undefined && 'token' in made ? {} : { made };
  expect(await give(role, step, undefined, first.id)).toEqual({ id: first.id, done: { ...answer, ...ids, repeated: true } });
  await undo();
}

describe('Power ends with what it is held through, at once:', () => {
  it('no command is written after its sender has lost the right to it, and one that was is answered again with what it made', async () => {
    const { state } = await handler.load(groups, streamOf.group(GROUP));
    const member = identityOf('member').person ?? '';
    const present = membersOn(state, dayOf(now())).flatMap((one) => (one.as === 'ordinary' && one.person !== member ? [one.person] : []));
    const { state: person } = await handler.load(accounts, streamOf.account('financier'));
    expect(person.status).toBe('open');
    const story = everyCommand({ member, present, financed: 'lansstyrelsen' });
    await write(inner, streamOf.account('k-2'), [{ type: 'AccountOpened', data: { account: 'k-2', at: now() } }], now());
    server.accountStore.sessions.open(
      { id: 'k-2-session', account: 'k-2', means: 'demo', device: '', since: 0, seen: 0, proven: 0, until: Number.MAX_SAFE_INTEGER },
      'a-token-of-k-2-that-nobody-uses',
    );
    const signedIn = { type: 'SignedIn', data: { account: 'k-2', session: 'k-2-session', means: 'demo', at: now() } };
    await write(inner, streamOf.account('k-2'), [signedIn], now());

    const seen = new Set<string>();
    for (const step of story) {
      const name = `${step.context}/${step.command}`;
      if (step.command === 'confirm-reset') await askForReset(step.target);
      const roles = step.as ?? rolesFor(step.context, step.command) ?? [];
      if (!seen.has(name)) for (const role of roles) await raced(step, role);
      const [first] = roles;
      if (first === undefined) throw new TypeError(`nobody may ${name}`);
      const answer = await give(first, step);
      expect([name, codeOf(answer)]).toEqual([name, 'done']);
      expect([name, (await writtenBy(inner, answer.id)).length > 0]).toEqual([name, true]);
      if (!seen.has(name)) await repeated(step, first, answer);
      seen.add(name);
    }
    const every = Object.entries(POLICY).flatMap(([context, commands]) => Object.keys(commands).map((command) => `${context}/${command}`));
    expect([...seen].sort()).toEqual(every.sort());
  }, 120_000);

  it('a chair who loses the office only does what a member may, as a member', async () => {
    const { person = '' } = identityOf('chair');
    const occasion = { title: 'Möte', place: 'Ånge', startsAt: '2031-03-02T09:00:00Z', endsAt: '2031-03-02T12:00:00Z' };
    const meeting = { context: 'meetings', target: 'm-3' };
    await give('chair', { ...meeting, command: 'schedule', body: { group: GROUP, ...occasion } });
    await give('chair', { ...meeting, command: 'open', body: {} });
    const loseOffice = async () => {
      const data = { group: GROUP, office: 'chair', person, at: now() };
      await write(inner, streamOf.group(GROUP), [{ type: 'OfficeLeft', data }], now());
    };
    const attends = await give('chair', { ...meeting, command: 'note-attendance', body: { person, presence: 'room' } }, loseOffice);
    expect(codeOf(attends)).toBe('done');
    expect((await writtenBy(inner, attends.id)).map(({ meta }) => meta.actor.role)).toEqual(['member']);
    expect(codeOf(await give('chair', { ...meeting, command: 'close', body: {} }))).toBe('command/not-allowed');
  });

  it('a term that ran out a second ago by the calendar has ended, though it had not when the right was asked for', async () => {
    const today = dayOf(now());
    const { person = '' } = identityOf('substitute');
    const data = { person, authority: 'b-day', role: 'secretariat', from: '2008-01-01', until: today, at: now() };
    await write(inner, streamOf.authority(person), [{ type: 'AuthorityGiven', data }], now());
    const register = (target: string): StoryStep => ({
      context: 'organisations',
      target,
      command: 'register',
      body: { name: 'Föreningen', sector: 'civil' },
    });
    expect(codeOf(await give('substitute', register('o-day-1')))).toBe('done');
    whenRead = { stream: streamOf.authority(person), happens: () => (later += 86_400_000) };
    const answer = await give('substitute', register('o-day-2'));
    expect([whenRead, codeOf(answer)]).toEqual([undefined, 'command/not-allowed']);
    expect(await writtenBy(inner, answer.id)).toEqual([]);
  });

  it('a session that has ended by the log is nobody, whatever is kept beside the log', async () => {
    const client = await SpecClient.as(server, 'member');
    const account = async () => ((await (await client.get('/api/session')).json()) as { identity?: { account: string } }).identity?.account;
    expect(await account()).toBe('member');
    const { state } = await handler.load(accounts, streamOf.account('member'));
    const session = state.status === 'none' ? undefined : state.sessions.at(-1);
    const data = { account: 'member', session: session ?? '', because: 'elsewhere', at: now() };
    await write(inner, streamOf.account('member'), [{ type: 'SignedOut', data }], now());
    expect(await account()).toBeUndefined();
  });
});

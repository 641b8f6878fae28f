import { describe, expect, it } from 'vitest';
import { givenFor, historyOf } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import { accountCodec } from './account.codec.js';
import type { AccountCommand } from './account.commands.js';
import type { AccountEvent } from './account.events.js';
import golden from './account.golden.json' with { type: 'json' };
import { accountDecider } from './account.js';

const given = givenFor(accountDecider);
const at = '2026-01-02T08:00:00.000Z';
const until = '2026-01-09T08:00:00.000Z';
const open = { type: 'Open', account: 'k', person: 'p', at } as const;
const invite = { type: 'Invite', until, at } as const;
const reset = { type: 'RequestReset', request: 'r', by: 'ada', person: 'pa', until, at } as const;
const confirm = { type: 'ConfirmReset', request: 'r', by: 'bo', person: 'pb', as: 'administrator', until, at } as const;
const stop = { type: 'StopReset', request: 'r', because: 'withdrawn', by: 'ada', at } as const;
const through = (through: 'invitation' | 'reset', credential = 'n') =>
  ({ type: 'AddCredential', credential, means: 'passkey', through, at }) as const;
const password = (credential: string) => ({ type: 'AddCredential', credential, means: 'password', at }) as const;
const passkey = (credential: string) => ({ type: 'AddCredential', credential, means: 'passkey', at }) as const;
const signIn = (session: string) => ({ type: 'SignIn', session, means: 'password', at }) as const;
const signOut = (session: string) => ({ type: 'SignOut', session, because: 'asked', at }) as const;
const make = { type: 'MakeAdministrator', at } as const;
const dismiss = (otherAdministrators: number) => ({ type: 'DismissAdministrator', otherAdministrators, at }) as const;
const close = (otherAdministrators = 1) => ({ type: 'Close', reason: 'Slutat', otherAdministrators, at }) as const;
const told = (...commands: AccountCommand[]): AccountEvent[] => historyOf(accountDecider, open, ...commands);
const historyAfter = (before: readonly AccountEvent[], command: AccountCommand): AccountEvent[] =>
  accountDecider.decide(command, before.reduce(accountDecider.evolve, accountDecider.initial));

goldenSuite(accountCodec, golden);

describe('An account is what signs in', () => {
  it('acts for a person, or is technical', () => {
    given().when(open).then({ type: 'AccountOpened', account: 'k', person: 'p', at });
    given().when({ type: 'Open', account: 'k', at }).then({ type: 'AccountOpened', account: 'k', at });
    given()
      .when({ ...open, account: 'Anna@example.org' })
      .refused('id/invalid', { field: 'account' });
  });
  it('never changes whom it acts for', () => {
    given(...told())
      .when({ ...open, person: 'q' })
      .refused('account/exists', {});
    given(...told())
      .when({ type: 'Open', account: 'k', at })
      .refused('account/exists', {});
    given(...told(close()))
      .when(open)
      .refused('account/closed', {});
  });
  it('nothing is asked of one that was never opened', () => {
    for (const command of [invite, reset, password('c'), signIn('s'), signOut('s'), make, dismiss(1), close()])
      given().when(command).refused('account/unknown', {});
  });
  it('speaks the language that its holder chose', () => {
    given(...told())
      .when({ type: 'ChooseLanguage', language: 'en', at })
      .then({ type: 'LanguageChosen', account: 'k', language: 'en', at });
    given(...told())
      .when({ type: 'ChooseLanguage', language: 'de' as 'en', at })
      .refused('choice/invalid', { field: 'language' });
  });
});

describe('Invitation by link, reset', () => {
  it('is made anew as often as one asks, for a time that is not over', () => {
    given(...told())
      .when(invite)
      .then({ type: 'AccountInvited', account: 'k', until, at });
    given(...told(invite))
      .when({ ...invite, until: '2026-01-10T08:00:00.000Z' })
      .then({ type: 'AccountInvited', account: 'k', until: '2026-01-10T08:00:00.000Z', at });
    given(...told())
      .when({ ...reset, until: at })
      .refused('period/ends-before-start', { from: at, until: at });
  });
  it('an invitation is for an account that nobody has taken into use, also when it was closed since', () => {
    given(...told(invite))
      .when(through('invitation'))
      .then({ type: 'CredentialAdded', account: 'k', credential: 'n', means: 'passkey', at });
    for (const used of [told(password('c')), told(invite, through('invitation')), told(passkey('c'), close(), { type: 'Reopen', at })]) {
      given(...used)
        .when({ ...invite, until: '2026-02-09T08:00:00.000Z' })
        .refused('account/in-use', {});
      given(...used)
        .when(through('invitation', 'm'))
        .refused('account/in-use', {});
    }
    for (const nothing of [told(), told({ ...invite, until: '2026-01-02T08:00:00.001Z' })])
      given(...nothing)
        .when({ ...through('invitation'), at: '2026-01-02T08:00:00.001Z' })
        .refused('account/link-invalid', {});
  });
});

describe('A reset', () => {
  const used = [
    { type: 'ResetUsed', account: 'k', request: 'r', at },
    { type: 'CredentialRemoved', account: 'k', credential: 'c', means: 'password', at },
    { type: 'CredentialAdded', account: 'k', credential: 'n', means: 'passkey', at },
  ] as const;

  it('an administrator does not become somebody by it: one asks for it, another confirms it, and only then it is of use', () => {
    const asked = told(password('c'), reset);
    expect(asked.at(-1)).toEqual({ type: 'ResetRequested', account: 'k', request: 'r', by: 'ada', person: 'pa', until, at });
    given(...asked)
      .when(through('reset'))
      .refused('account/link-invalid', {});
    given(...asked)
      .when(confirm)
      .then({ type: 'ResetConfirmed', account: 'k', request: 'r', by: 'bo', person: 'pb', until, at });
    given(...asked, ...historyAfter(asked, confirm))
      .when(through('reset'))
      .then(...used);
  });
  it('who asks for it, and whose account it is, cannot confirm it, nor by another account of the same person', () => {
    const asked = told(reset);
    for (const own of [{ by: 'ada' }, { person: 'pa' }, { by: 'k' }, { person: 'p' }, { by: 'ada', as: 'secretariat' }] as const)
      given(...asked)
        .when({ ...confirm, ...own })
        .refused('account/own-reset', {});
  });
  it('takes two persons: of a technical account nobody knows whose it is', () => {
    const { person: _, ...technical } = reset;
    const { person: __, ...nobody } = confirm;
    given(...told(reset))
      .when(nobody)
      .refused('account/two-persons-needed', {});
    given(...told(technical))
      .when(confirm)
      .refused('account/two-persons-needed', {});
    given(...told(technical))
      .when({ ...confirm, as: 'secretariat' })
      .then({ type: 'ResetConfirmed', account: 'k', request: 'r', by: 'bo', person: 'pb', until, at });
  });
  it('is not confirmed by somebody who was let in for it', () => {
    const settled = '2026-01-08T08:00:00.000Z';
    given(...told(reset))
      .when({ ...confirm, settled })
      .refused('account/too-new-to-confirm', { from: settled });
    given(...told(reset))
      .when({ ...confirm, settled: at })
      .then({ type: 'ResetConfirmed', account: 'k', request: 'r', by: 'bo', person: 'pb', until, at });
  });
  it('whoever runs the server needs nobody', () => {
    const { person: _, ...operator } = { ...reset, by: 'command-line' };
    given(...told(operator))
      .when({ type: 'ConfirmReset', request: 'r', by: 'command-line', as: 'operator', until, at })
      .then({ type: 'ResetConfirmed', account: 'k', request: 'r', by: 'command-line', until, at });
  });
  it('is the one that was looked at: another takes the place of the one before, and is confirmed by itself', () => {
    const another = told(reset, confirm, { ...reset, request: 's' });
    for (const command of [confirm, stop, { type: 'NoteReset', request: 'r', told: at, at } as const])
      given(...another)
        .when(command)
        .refused('account/no-such-reset', {});
    given(...another)
      .when(through('reset'))
      .refused('account/link-invalid', {});
  });
  it('its holder stops it, and so does who may ask for it; afterwards nothing comes of it', () => {
    const declined = { ...stop, because: 'declined', by: 'k' } as const;
    for (const one of [stop, declined])
      for (const before of [told(reset), told(reset, confirm)]) {
        const stopped = [...before, ...historyAfter(before, one)];
        expect(stopped.at(-1)).toMatchObject({ type: 'ResetStopped', because: one.because, by: one.by });
        given(...stopped)
          .when(confirm)
          .refused('account/no-such-reset', {});
        given(...stopped)
          .when(through('reset'))
          .refused('account/link-invalid', {});
        given(...stopped)
          .when(one)
          .then();
      }
    given(...told(reset, confirm, through('reset')))
      .when(declined)
      .refused('account/no-such-reset', {});
  });
  it('runs out, waiting and confirmed', () => {
    given(...told(reset))
      .when({ ...confirm, at: until, until: '2026-02-09T08:00:00.000Z' })
      .refused('account/no-such-reset', {});
    given(...told(reset, confirm))
      .when({ ...through('reset'), at: until })
      .refused('account/link-invalid', {});
  });
  it('is used once, and not when its holder has chosen a credential in another way meanwhile', () => {
    for (const after of [told(reset, confirm, through('reset')), told(reset, confirm, passkey('c'))])
      given(...after)
        .when(through('reset', 'm'))
        .refused('account/link-invalid', {});
  });
  it('is told to the holder until they say that they know of it: each step anew', () => {
    const untold = (...commands: AccountCommand[]) => {
      const state = told(...commands).reduce(accountDecider.evolve, accountDecider.initial);
      return state.status === 'none' ? undefined : state.reset?.untold;
    };
    const later = '2026-01-03T08:00:00.000Z';
    const note = (told: string) => ({ type: 'NoteReset', request: 'r', told, at: later }) as const;
    expect(untold(reset)).toBe(at);
    expect(untold(reset, note(at))).toBeUndefined();
    expect(untold(reset, note(at), { ...confirm, at: later })).toBe(later);
    // What has come since it was looked at is not noted with it.
    expect(untold(reset, { ...confirm, at: later }, note(at))).toBe(later);
    expect(untold(reset, confirm, note(at), { ...through('reset'), at: later })).toBe(later);
    expect(untold(reset, stop)).toBe(at);
    expect(untold(reset, { ...stop, because: 'declined', by: 'k' })).toBeUndefined();
    given(...told(reset))
      .when(note(at))
      .then({ type: 'ResetNoted', account: 'k', request: 'r', told: at, at: later });
  });
  it('of an older log, which nobody had to confirm, is of use until it runs out', () => {
    given(...told(), { type: 'ResetIssued', account: 'k', until, at })
      .when(through('reset'))
      .then(
        { type: 'ResetUsed', account: 'k', request: 'issued', at },
        { type: 'CredentialAdded', account: 'k', credential: 'n', means: 'passkey', at },
      );
    given(...told(), { type: 'ResetIssued', account: 'k', until, at })
      .when({ ...through('reset'), at: until })
      .refused('account/link-invalid', {});
  });
});

describe('Credentials', () => {
  it('the same again is already there, and not as something else', () => {
    given(...told(passkey('c')))
      .when(passkey('c'))
      .then();
    given(...told(passkey('c')))
      .when(password('c'))
      .refused('account/credential-exists', { credential: 'c' });
  });
  it('a new password takes the place of the one before; passkeys stand beside each other', () => {
    given(...told(password('c'), passkey('d'), passkey('e')))
      .when(password('f'))
      .then(
        { type: 'CredentialRemoved', account: 'k', credential: 'c', means: 'password', at },
        { type: 'CredentialAdded', account: 'k', credential: 'f', means: 'password', at },
      );
  });
  it('are removed one by one', () => {
    given(...told(passkey('c')))
      .when({ type: 'RemoveCredential', credential: 'c', at })
      .then({ type: 'CredentialRemoved', account: 'k', credential: 'c', means: 'passkey', at });
    given(...told(passkey('c')))
      .when({ type: 'RemoveCredential', credential: 'd', at })
      .then();
  });
  it('are not without number', () => {
    const many = Array.from({ length: 29 }, (_, n) => passkey(`c${n}`));
    given(...told(...many, password('p')))
      .when(passkey('d'))
      .refused('list/too-long', { field: 'credentials', limit: 30 });
    expect(told(...many, password('p'), password('q')).at(-1)).toMatchObject({ credential: 'q' });
  });
});

describe('Sign-ins are told in the log', () => {
  it('with the session and the means, once', () => {
    given(...told())
      .when(signIn('s'))
      .then({ type: 'SignedIn', account: 'k', session: 's', means: 'password', at });
    given(...told(signIn('s')))
      .when(signIn('s'))
      .then();
  });
  it('and how a session ended, when it did not run out by itself', () => {
    given(...told(signIn('s')))
      .when({ ...signOut('s'), because: 'stolen' })
      .then({ type: 'SignedOut', account: 'k', session: 's', because: 'stolen', at });
    given(...told(signIn('s'), signOut('s')))
      .when(signOut('s'))
      .then();
  });
  it('however often somebody signs in, the account stays small', () => {
    const state = told(...Array.from({ length: 500 }, (_, n) => signIn(`s${n}`))).reduce(accountDecider.evolve, accountDecider.initial);
    expect(state).toMatchObject({ sessions: { length: 200 } });
    expect(accountDecider.decide(signOut('s499'), state)).toHaveLength(1);
  });
  it('when attempts are blocked, until when; a shorter time changes nothing', () => {
    given(...told())
      .when({ type: 'BlockSignIns', until, at })
      .then({ type: 'SignInsBlocked', account: 'k', until, at });
    given(...told({ type: 'BlockSignIns', until, at }))
      .when({ type: 'BlockSignIns', until: '2026-01-08T08:00:00.000Z', at })
      .then();
  });
  it('a block locks nobody out: who proves to be the right one signs in', () => {
    given(...told({ type: 'BlockSignIns', until, at }))
      .when(signIn('s'))
      .then({ type: 'SignedIn', account: 'k', session: 's', means: 'password', at });
  });
});

describe('An administrator', () => {
  it('is made and dismissed', () => {
    given(...told())
      .when(make)
      .then({ type: 'AdministratorMade', account: 'k', at });
    given(...told(make))
      .when(dismiss(1))
      .then({ type: 'AdministratorDismissed', account: 'k', at });
    given(...told())
      .when(dismiss(0))
      .then();
  });
  it('Never: the last administrator dismissed or closed', () => {
    given(...told(make))
      .when(dismiss(0))
      .refused('account/last-administrator', {});
    given(...told(make))
      .when(close(0))
      .refused('account/last-administrator', {});
    given(...told(make))
      .when(dismiss(-1))
      .refused('number/out-of-range', { field: 'otherAdministrators', min: 0, max: Number.MAX_SAFE_INTEGER });
  });
  it('is one no more when the account is closed, nor when it is opened again', () => {
    given(...told(make))
      .when(close())
      .then({ type: 'AdministratorDismissed', account: 'k', at }, { type: 'AccountClosed', account: 'k', reason: 'Slutat', at });
    given(...told(make, close(), { type: 'Reopen', at }))
      .when(make)
      .then({ type: 'AdministratorMade', account: 'k', at });
  });
});

describe('A closed account', () => {
  it('Never: a sign-in, an invitation or a credential on it', () => {
    const all: readonly AccountCommand[] = [invite, reset, password('c'), signIn('s'), make, { type: 'BlockSignIns', until, at }];
    for (const command of all)
      given(...told(close()))
        .when(command)
        .refused('account/closed', {});
  });
  it('has nothing to sign in with any more, nor when it is opened again', () => {
    given(...told(passkey('c'), password('d')))
      .when(close())
      .then(
        { type: 'CredentialRemoved', account: 'k', credential: 'c', means: 'passkey', at },
        { type: 'CredentialRemoved', account: 'k', credential: 'd', means: 'password', at },
        { type: 'AccountClosed', account: 'k', reason: 'Slutat', at },
      );
    given(...told(passkey('c'), close(), { type: 'Reopen', at }))
      .when({ type: 'RemoveCredential', credential: 'c', at })
      .then();
  });
  it('is closed with a reason, whoever else is administrator', () => {
    given(...told())
      .when(close(0))
      .then({ type: 'AccountClosed', account: 'k', reason: 'Slutat', at });
    given(...told())
      .when({ ...close(), reason: ' ' })
      .refused('text/empty', { field: 'reason' });
  });
  it('ends its sessions', () => {
    given(...told(signIn('s'), passkey('c'), close()))
      .when({ ...signOut('s'), because: 'closed' })
      .then({ type: 'SignedOut', account: 'k', session: 's', because: 'closed', at });
  });
  it('may be opened again, and no link from before opens it', () => {
    const reopened = told(invite, close(), { type: 'Reopen', at });
    expect(reopened.at(-1)).toEqual({ type: 'AccountReopened', account: 'k', at });
    given(...reopened)
      .when(invite)
      .then({ type: 'AccountInvited', account: 'k', until, at });
  });
});

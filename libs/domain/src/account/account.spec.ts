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
const reset = { type: 'IssueReset', until, at } as const;
const password = (credential: string) => ({ type: 'AddCredential', credential, means: 'password', at }) as const;
const passkey = (credential: string) => ({ type: 'AddCredential', credential, means: 'passkey', at }) as const;
const signIn = (session: string) => ({ type: 'SignIn', session, means: 'password', at }) as const;
const signOut = (session: string) => ({ type: 'SignOut', session, because: 'asked', at }) as const;
const make = { type: 'MakeAdministrator', at } as const;
const dismiss = (otherAdministrators: number) => ({ type: 'DismissAdministrator', otherAdministrators, at }) as const;
const close = (otherAdministrators = 1) => ({ type: 'Close', reason: 'Slutat', otherAdministrators, at }) as const;
const told = (...commands: AccountCommand[]): AccountEvent[] => historyOf(accountDecider, open, ...commands);

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
  it('is used by the credential that follows', () => {
    const used = told(invite, reset, password('c'));
    given(...used)
      .when(invite)
      .then({ type: 'AccountInvited', account: 'k', until, at });
    given(...used)
      .when(reset)
      .then({ type: 'ResetIssued', account: 'k', until, at });
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

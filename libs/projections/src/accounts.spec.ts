import { describe, expect, it } from 'vitest';
import { VIEWERS, at, given, happened, ourGroup } from './given.suite.js';

const world = given(...ourGroup, happened.account({ person: 'bo' }), happened.account({ account: 'constructor' }));
const seen = (after: typeof world, account = 'k') => after.seen('accounts', 'all', 'administrator')?.accounts[account];

describe('accounts', () => {
  it('tell whom each acts for, since when, or that it is technical', () => {
    expect(seen(world)).toEqual({ person: 'bo', administrator: false, openedAt: at(0), means: {} });
    expect(seen(world, 'constructor')?.person).toBeUndefined();
  });

  it('tell of the latest invitation and reset, as long as nobody used it', () => {
    const invited = world.and(happened.invited({}), happened.reset({}), happened.invited({ at: at(2), until: at(95) }));
    expect(seen(invited)).toMatchObject({ invited: { at: at(2), until: at(95) }, reset: { at: at(1), until: at(90) } });
    const used = seen(invited.and(happened.credential({})));
    expect([used?.invited, used?.reset]).toEqual([undefined, undefined]);
    expect(seen(invited.and(happened.accountClosed({})))?.invited).toBeUndefined();
  });

  it('tell by what means one may sign in', () => {
    const added = world.and(happened.credential({}), happened.credential({ credential: 'd', means: 'password' }));
    expect(seen(added)?.means).toEqual({ c: { means: 'passkey', since: at(2) }, d: { means: 'password', since: at(2) } });
    const removed = added.and({ type: 'CredentialRemoved', account: 'k', credential: 'c', means: 'passkey', at: at(4) });
    expect(Object.keys(seen(removed)?.means ?? {})).toEqual(['d']);
  });

  it('tell who is administrator, and which language was chosen', () => {
    const made = world.and(
      { type: 'AdministratorMade', account: 'k', at: at(4) },
      { type: 'LanguageChosen', account: 'k', language: 'en', at: at(4) },
    );
    expect(seen(made)).toMatchObject({ administrator: true, language: 'en' });
    expect(seen(made.and({ type: 'AdministratorDismissed', account: 'k', at: at(5) }))?.administrator).toBe(false);
  });

  it('tell that one is closed and why, until it is opened again', () => {
    const closed = world.and(happened.accountClosed({}));
    expect(seen(closed)?.closed).toEqual({ at: at(9), reason: 'Slutat' });
    expect(seen(closed.and({ type: 'AccountReopened', account: 'k', at: at(10) }))?.closed).toBeUndefined();
  });

  it('a sign-in changes when the latest was, and nothing else however many there are', () => {
    const before = world.and(happened.credential({}));
    const after = before.and(...Array.from({ length: 50 }, (_, n) => happened.signedIn({ session: `s${n}`, at: at(n) })));
    expect(seen(after)).toEqual({ ...seen(before), signedInAt: at(49) });
    expect(after.whole('accounts', 'all').accounts['constructor']).toBe(before.whole('accounts', 'all').accounts['constructor']);
    const others = [...after.documents.keys()].filter((key) => after.documents.get(key) !== before.documents.get(key));
    expect(others).toEqual(['accounts/all']);
  });

  it('sign-outs and blocked attempts stand in the history only', () => {
    const after = world.and(
      { type: 'SignedOut', account: 'k', session: 's', because: 'asked', at: at(4) },
      { type: 'SignInsBlocked', account: 'k', until: at(90), at: at(5) },
    );
    expect(after.whole('accounts', 'all')).toBe(world.whole('accounts', 'all'));
  });
});

describe('who sees the accounts', () => {
  it.each(['administrator', 'secretariat', 'auditor'] as const)('the %s, and all of them the same', (who) => {
    expect(world.audience('accounts', 'all', VIEWERS[who])).toBe(who);
    expect(world.seen('accounts', 'all', who)).toBe(world.whole('accounts', 'all'));
  });

  it.each(['public', 'partner', 'member'] as const)('nobody else does, not even their own: %s', (who) => {
    expect(world.audience('accounts', 'all', VIEWERS[who])).toBeUndefined();
  });

  it.each(['public', 'partner', 'group:g', 'person:bo'] as const)('nothing of them is told to %s', (audience) => {
    expect(world.seen('accounts', 'all', audience)).toBeUndefined();
  });

  it('no e-mail address, and nothing that would open an account, stands in it', () => {
    const all = world.and(happened.invited({}), happened.credential({}), happened.signedIn({}));
    expect(JSON.stringify(all.whole('accounts', 'all'))).not.toMatch(/@|sealed|token|hash|secret/u);
  });
});

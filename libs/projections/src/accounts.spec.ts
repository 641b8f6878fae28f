import { describe, expect, it } from 'vitest';
import { VIEWERS, at, given, happened, ourGroup } from './given.suite.js';
import { asRecord, registered } from './register.js';

const world = given(...ourGroup, happened.account({ person: 'bo' }), happened.account({ account: 'constructor' }));
const seen = (after: typeof world, account = 'k') => after.seen('accounts', 'all', 'administrator')?.accounts[account];

describe('accounts', () => {
  it('tell whom each acts for, since when, or that it is technical', () => {
    expect(seen(world)).toEqual({ person: 'bo', administrator: false, openedAt: at(0), means: {} });
    expect(seen(world, 'constructor')?.person).toBeUndefined();
  });

  it('tell of the latest invitation, as long as nobody used it', () => {
    const invited = world.and(happened.invited({}), happened.invited({ at: at(2), until: at(95) }));
    expect(seen(invited)).toMatchObject({ invited: { at: at(2), until: at(95) } });
    expect(seen(invited.and(happened.credential({})))?.invited).toBeUndefined();
    expect(seen(invited.and(happened.accountClosed({})))?.invited).toBeUndefined();
  });

  it('tell who asked for a reset and who confirmed it, as long as it is neither used nor stopped', () => {
    const asked = world.and(happened.reset({}));
    expect(seen(asked)?.reset).toEqual({ request: 'r', asked: { by: 'ada', person: 'cia', at: at(1) }, until: at(90) });
    const confirmed = asked.and(happened.resetConfirmed({}));
    expect(seen(confirmed)?.reset).toMatchObject({ asked: { by: 'ada' }, confirmed: { by: 'olle', at: at(2) }, until: at(80) });
    for (const after of [
      confirmed.and({ type: 'ResetUsed', account: 'k', request: 'r', at: at(3) }),
      asked.and({ type: 'ResetStopped', account: 'k', request: 'r', because: 'declined', by: 'k', at: at(3) }),
      confirmed.and(happened.credential({})),
      confirmed.and(happened.accountClosed({})),
    ])
      expect(seen(after)?.reset).toBeUndefined();
    const older = world.and({ type: 'ResetIssued', account: 'k', until: at(90), at: at(1) });
    expect(seen(older)?.reset).toEqual({ request: 'issued', confirmed: { at: at(1) }, until: at(90) });
  });

  it('tell by what means one may sign in', () => {
    const added = world.and(happened.credential({}), happened.credential({ credential: 'd', means: 'password' }));
    expect(seen(added)?.means).toEqual({ c: { means: 'passkey', since: at(2) }, d: { means: 'password', since: at(2) } });
    const removed = added.and({ type: 'CredentialRemoved', account: 'k', credential: 'c', means: 'passkey', at: at(4) });
    expect(Object.keys(seen(removed)?.means ?? {})).toEqual(['d']);
    // That somebody has been its holder stays true, also when it is closed and opened again.
    expect([seen(world)?.usedSince, seen(removed.and(happened.accountClosed({})))?.usedSince]).toEqual([undefined, at(2)]);
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
    const other = (of: typeof world) => registered(of.whole('accounts', 'all').accounts, 'constructor');
    expect(other(before)).toBeDefined();
    expect(other(after)).toBe(other(before));
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
    expect(world.seen('accounts', 'all', who)).toEqual({ accounts: asRecord(world.whole('accounts', 'all').accounts) });
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

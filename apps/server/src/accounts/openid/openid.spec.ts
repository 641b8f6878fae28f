import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { AccountRecord } from '../account-record.js';
import { newToken } from '../store/secrets.js';
import { linkFor, recordedOf } from '../testing/holder.suite.js';
import { startProvider, type SpecProvider } from './testing/provider.suite.js';
import { BACK, changed, client, HOME, refusedWith, Roamer, SESSION, settings, WAY } from './testing/roamer.suite.js';

const MINUTE = 60_000;
let there: SpecProvider;
let server: SpecServer;
let now: number;
let browser: Roamer;
beforeAll(async () => {
  now = Date.now();
  there = await startProvider([client('samverkan'), client('other')]);
  server = await startServer({ demo: false, config: settings(there.issuer), clock: () => new Date(now).toISOString() });
}, 60_000);
afterAll(async () => {
  await server.close();
  await there.close();
});
beforeEach(() => {
  browser = new Roamer(server);
});

describe('signing in at an identity provider', () => {
  it('is offered by its name', async () => {
    expect((await browser.session()).means).toEqual({ password: true, passkey: true, openid: { name: 'Kommunens inloggning' } });
  });

  it('takes an account into use by an invitation, and signs in from then on; the log tells both, and nobody’s name there', async () => {
    const token = await linkFor(server, 'auditor', { now });
    expect(await browser.roam('anna', { token, to: '/mitt-konto' })).toBe('/mitt-konto');
    expect(await browser.account()).toBe('auditor');
    expect(browser.cookies(HOME)).not.toContain(WAY);
    const next = new Roamer(server);
    expect(await next.roam('anna', { to: '/moten?vy=lista#kommande' })).toBe('/moten?vy=lista#kommande');
    expect(await next.session()).toMatchObject({ identity: { account: 'auditor' }, roles: ['auditor'] });
    const events = await recordedOf(server, 'auditor');
    const [linked] = server.accountStore.credentials.openidOf('auditor');
    expect(events.slice(-3)).toMatchObject([
      { type: 'CredentialAdded', data: { means: 'openid', credential: linked?.credential } },
      { type: 'SignedIn', data: { means: 'openid' } },
      { type: 'SignedIn', data: { means: 'openid' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('anna');
    // The link was for one.
    const again = await new Roamer(server).begin({ token });
    expect([again.status, await again.json()]).toMatchObject([404, { code: 'session/link-invalid' }]);
  });

  it('is refused to whom no account is for, whatever the provider says of them', async () => {
    expect(await browser.roam('auditor@example.org', { to: '/moten' })).toBe(refusedWith('unknown', '&till=%2Fmoten'));
    expect(await browser.account()).toBeUndefined();
  });

  it('sends nobody to another place than our own pages', async () => {
    for (const to of ['https://example.com/', '//example.com', '/\\example.com', '/api/session', 'javascript:alert(1)']) {
      expect(await new Roamer(server).roam('anna', { to })).toBe('/');
    }
  });

  it('keeps what binds it to the browser from scripts and from other sites, for minutes', async () => {
    const [cookie = ''] = (await browser.begin()).headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-samverkan-openid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/u);
  });

  it('makes a new session, so that none that was planted before is anybody’s', async () => {
    const planted = newToken();
    browser.put(HOME, SESSION, planted);
    await browser.roam('anna');
    expect(await browser.account()).toBe('auditor');
    expect(browser.cookies(HOME)).not.toContain(planted);
  });
});

describe('an identity provider’s answer is refused', () => {
  it('with another state, which leaves the way that was begun as it is', async () => {
    const back = await browser.there('anna');
    expect(await browser.back(changed('state', newToken())(back))).toBe(refusedWith('attempt'));
    expect(await browser.back(`${BACK}?code=x`)).toBe(refusedWith('attempt'));
    expect(await browser.account()).toBeUndefined();
    expect(await browser.back(back)).toBe('/');
    expect(await browser.account()).toBe('auditor');
  });

  it('in a browser that did not begin it, or that began another', async () => {
    const attackers = await browser.there('anna');
    const victim = new Roamer(server);
    expect(await victim.back(attackers)).toBe(refusedWith('attempt'));
    await victim.begin();
    expect(await victim.back(attackers)).toBe(refusedWith('attempt'));
    expect(await victim.account()).toBeUndefined();
  });

  it('a second time', async () => {
    const back = await browser.there('anna');
    const way = browser.cookies(HOME).split('=')[1] ?? '';
    expect(await browser.back(back)).toBe('/');
    const thief = new Roamer(server);
    thief.put(HOME, WAY, way);
    expect(await thief.back(back)).toBe(refusedWith('attempt'));
    expect(await thief.account()).toBeUndefined();
  });

  it('too late', async () => {
    const back = await browser.there('anna');
    now += 10 * MINUTE;
    expect(await browser.back(back)).toBe(refusedWith('attempt'));
    now -= 10 * MINUTE;
  });

  it('with another nonce, without the verifier of its challenge, or with the code of another client', async () => {
    expect(await new Roamer(server).roam('anna', {}, changed('nonce', 'another'))).toBe(refusedWith('invalid'));
    expect(await new Roamer(server).roam('anna', {}, changed('code_challenge', 'x'.repeat(43)))).toBe(refusedWith('invalid'));
    expect(await new Roamer(server).roam('anna', {}, changed('client_id', 'other'))).toBe(refusedWith('invalid'));
    const back = await browser.there('anna');
    expect(await browser.back(changed('code', 'made-up')(back))).toBe(refusedWith('invalid'));
  });

  it('when it says no', async () => {
    expect(await browser.roam(undefined, { to: '/moten' })).toBe(refusedWith('denied', '&till=%2Fmoten'));
    expect(await browser.account()).toBeUndefined();
  });

  it('when the account was closed meanwhile', async () => {
    await browser.roam('karin', { token: await linkFor(server, 'secretariat', { now }) });
    const next = new Roamer(server);
    const back = await next.there('karin');
    const closing = { type: 'Close', reason: 'Slutat', otherAdministrators: 1 } as const;
    await server.app.get(AccountRecord).give('secretariat', closing, 'closing');
    expect(await next.back(back)).toBe(refusedWith('unknown'));
    expect(await next.account()).toBeUndefined();
    server.accountStore.erase('secretariat');
    expect(await new Roamer(server).roam('karin')).toBe(refusedWith('unknown'));
    await server.app.get(AccountRecord).give('secretariat', { type: 'Reopen' }, 'reopening');
  });

  it('too often', async () => {
    const few = { points: 2, seconds: 900 };
    const strict = await startServer({ demo: false, config: settings(there.issuer), signIn: { address: few } });
    const told = [];
    for (let tries = 0; tries < 3; tries += 1) told.push(await new Roamer(strict).roam('nobody'));
    expect(told).toEqual([refusedWith('unknown'), refusedWith('unknown'), '/logga-in?fel=session%2Fblocked&sekunder=900']);
    await strict.close();
  });
});

describe('an installation', () => {
  it('may require the identity provider: then nothing else signs in, by an invitation neither', async () => {
    const required = await startServer({ demo: false, config: { ...settings(there.issuer), signIn: 'openid' } });
    const by = new Roamer(required);
    expect((await by.session()).means).toEqual({ password: false, passkey: false, openid: { name: 'Kommunens inloggning' } });
    const token = await linkFor(required, 'auditor', { now });
    const tries = [
      by.post(`${HOME}/api/session/password`, { email: 'anna@example.org', password: 'tre kossor på en äng' }),
      by.post(`${HOME}/api/session/link/password`, { token, password: 'tre kossor på en äng' }),
      by.post(`${HOME}/api/session/passkey/options`, {}),
      by.post(`${HOME}/api/session/link/passkey/options`, { token }),
    ];
    for (const answer of await Promise.all(tries)) {
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'session/means-off' }]);
    }
    expect(await by.roam('anna', { token })).toBe('/');
    expect(await by.account()).toBe('auditor');
    const prove = await by.post(`${HOME}/api/session/prove`, { password: 'tre kossor på en äng' });
    expect(prove.status).toBe(404);
    // A password from before is no other way in here.
    required.accountStore.credentials.setPassword({ account: 'auditor', credential: 'p-1', hash: 'x', since: now });
    const removed = await by.fetch(`${HOME}/api/session/mine/openid`, { method: 'DELETE' });
    expect([removed.status, await removed.json()]).toMatchObject([409, { code: 'session/last-means' }]);
    await required.close();
  });

  it('without one says so', async () => {
    const without = await startServer({ demo: false });
    const answer = await fetch(`${without.url}/api/session/openid`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({}),
    });
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'session/means-off', facts: { means: 'openid' } }]);
    const back = await fetch(`${without.url}/api/session/openid/callback?code=x&state=y`, { redirect: 'manual' });
    expect(back.headers.get('location')).toBe('/logga-in?fel=session%2Fmeans-off&orsak=not-set-up');
    await without.close();
  });

  it('whose provider is away says so, and is not held up by it', async () => {
    const gone = await startProvider([client('samverkan')]);
    const cut = await startServer({ demo: false, config: settings(gone.issuer) });
    const by = new Roamer(cut);
    const back = await by.there('anna');
    await gone.close();
    expect(await by.back(back)).toBe(refusedWith('away'));
    await cut.close();
    const never = await startServer({ demo: false, config: settings(gone.issuer) });
    const refused = await new Roamer(never).begin();
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'session/openid-refused', facts: { reason: 'away' } }]);
    await never.close();
  });
});

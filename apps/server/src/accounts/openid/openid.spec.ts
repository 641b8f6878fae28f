import type { SessionAnswer } from '@samverkan/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../platform/config/config.js';
import { SessionService } from '../../platform/session/sessions.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { AccountRecord } from '../account-record.js';
import { newToken } from '../store/secrets.js';
import { recordedOf } from '../testing/holder.suite.js';
import { RoamingBrowser, sentTo } from './testing/browser.suite.js';
import { startProvider, type SpecProvider } from './testing/provider.suite.js';

const HOME = 'https://samverkan.example.org';
const BACK = `${HOME}/api/session/openid/callback`;
const MINUTE = 60_000;
const SESSION = '__Host-samverkan-session';
const WAY = '__Host-samverkan-openid';

let there: SpecProvider;
let server: SpecServer;
let now: number;
let browser: RoamingBrowser;
const clock = () => new Date(now).toISOString();
const client = (id: string) => ({ client_id: id, client_secret: `secret-of-${id}`, redirect_uris: [BACK] });
const settings = (issuer: string): Partial<Config> => ({
  url: HOME,
  secure: true,
  openid: { issuer, clientId: 'samverkan', clientSecret: 'secret-of-samverkan', name: 'Kommunens inloggning' },
});

beforeAll(async () => {
  now = Date.now();
  there = await startProvider([client('samverkan'), client('other')]);
  server = await startServer({ demo: false, config: settings(there.issuer), clock });
}, 60_000);
afterAll(async () => {
  await server.close();
  await there.close();
});
beforeEach(() => {
  browser = newBrowser();
});

const newBrowser = (at = server) => new RoamingBrowser(new Map([[HOME, at.url]]));
const sessionOf = async (by = browser): Promise<SessionAnswer> => (await (await by.fetch(`${HOME}/api/session`)).json()) as SessionAnswer;
const whoIsIn = async (by = browser): Promise<string | undefined> => (await sessionOf(by)).identity?.account;
const credentials = () => server.accountStore.credentials;

/** Signs somebody in as if by password. */
async function enter(account: string, by = browser, at = server): Promise<void> {
  const opened = await at.app.get(SessionService).open({ account, means: 'password', cookie: undefined, userAgent: undefined });
  by.put(HOME, SESSION, opened.setCookie.split(';', 1)[0]?.split('=')[1] ?? '');
}

interface Start {
  readonly to?: string;
  readonly token?: string;
  readonly link?: boolean;
}

const begin = (start: Start = {}, by = browser) => by.post(`${HOME}/api/session/openid`, { link: false, ...start });
const addressOf = async (answer: Response): Promise<string> => {
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { url: string }).url;
};

/** Goes to the provider and back, and tells where the server sends the browser in the end. */
async function roam(login: string | undefined, start: Start = {}, by = browser, change = (address: string): string => address) {
  const address = change(await addressOf(await begin(start, by)));
  return follow(await by.passProvider(address, login, HOME), by);
}

async function follow(address: string, by = browser): Promise<string> {
  const answer = await by.fetch(address);
  expect(answer.status).toBe(303);
  return sentTo(answer, HOME).slice(HOME.length);
}

/** The same session in a browser that the provider does not know yet. */
function elsewhere(): RoamingBrowser {
  const next = newBrowser();
  next.put(HOME, SESSION, /samverkan-session=([^;]+)/u.exec(browser.cookies(HOME))?.[1] ?? '');
  return next;
}

function invite(account: string, purpose: 'invitation' | 'reset' = 'invitation'): string {
  const token = newToken();
  server.accountStore.links.add(token, { account, purpose, until: now + 60 * MINUTE });
  return token;
}

const refusedWith = (reason: string, till = ''): string => `/logga-in?fel=session%2Fopenid-refused&orsak=${reason}${till}`;
const with_ = (name: string, value: string) => (address: string) => {
  const changed = new URL(address);
  changed.searchParams.set(name, value);
  return changed.href;
};

describe('signing in at an identity provider', () => {
  it('is offered by its name', async () => {
    expect((await sessionOf()).means).toEqual({ password: true, passkey: true, openid: { name: 'Kommunens inloggning' } });
  });

  it('takes an account into use by an invitation, and signs in from then on; the log tells both, and nobody’s name there', async () => {
    const token = invite('auditor');
    expect(await roam('anna', { token, to: '/mitt-konto' })).toBe('/mitt-konto');
    expect(await whoIsIn()).toBe('auditor');
    expect(browser.cookies(HOME)).not.toContain(WAY);
    const next = newBrowser();
    expect(await roam('anna', { to: '/moten?vy=lista#kommande' }, next)).toBe('/moten?vy=lista#kommande');
    expect(await sessionOf(next)).toMatchObject({ identity: { account: 'auditor' }, roles: ['auditor'] });
    const events = await recordedOf(server, 'auditor');
    const [{ credential = '' } = {}] = credentials().openidOf('auditor');
    expect(events.slice(-3)).toMatchObject([
      { type: 'CredentialAdded', data: { means: 'openid', credential } },
      { type: 'SignedIn', data: { means: 'openid' } },
      { type: 'SignedIn', data: { means: 'openid' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('anna');
    // The link was for one.
    const again = await begin({ token }, newBrowser());
    expect([again.status, await again.json()]).toMatchObject([404, { code: 'session/link-invalid' }]);
  });

  it('is refused to whom no account is for, whatever the provider says of them', async () => {
    expect(await roam('auditor@example.org', { to: '/moten' })).toBe(refusedWith('unknown', '&till=%2Fmoten'));
    expect(await whoIsIn()).toBeUndefined();
  });

  it('sends nobody to another place than our own pages', async () => {
    for (const to of ['https://example.com/', '//example.com', '/\\example.com', '/api/session', 'javascript:alert(1)']) {
      expect(await roam('anna', { to }, newBrowser())).toBe('/');
    }
  });

  it('keeps what binds it to the browser from scripts and from other sites, for minutes', async () => {
    const [cookie = ''] = (await begin()).headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-samverkan-openid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/u);
  });

  it('makes a new session, so that none that was planted before is anybody’s', async () => {
    const planted = newToken();
    browser.put(HOME, SESSION, planted);
    await roam('anna');
    expect(await whoIsIn()).toBe('auditor');
    expect(browser.cookies(HOME)).not.toContain(planted);
  });
});

describe('an identity provider’s answer is refused', () => {
  it('with another state, which leaves the way that was begun as it is', async () => {
    const address = await addressOf(await begin());
    const back = await browser.passProvider(address, 'anna', HOME);
    expect(await follow(with_('state', newToken())(back))).toBe(refusedWith('attempt'));
    expect(await follow(`${BACK}?code=x`)).toBe(refusedWith('attempt'));
    expect(await whoIsIn()).toBeUndefined();
    expect(await follow(back)).toBe('/');
    expect(await whoIsIn()).toBe('auditor');
  });

  it('in a browser that did not begin it, or that began another', async () => {
    const attackers = await browser.passProvider(await addressOf(await begin()), 'anna', HOME);
    const victim = newBrowser();
    expect(await follow(attackers, victim)).toBe(refusedWith('attempt'));
    await begin({}, victim);
    expect(await follow(attackers, victim)).toBe(refusedWith('attempt'));
    expect(await whoIsIn(victim)).toBeUndefined();
  });

  it('a second time', async () => {
    const back = await browser.passProvider(await addressOf(await begin()), 'anna', HOME);
    const way = browser.cookies(HOME).split('=')[1] ?? '';
    expect(await follow(back)).toBe('/');
    const thief = newBrowser();
    thief.put(HOME, WAY, way);
    expect(await follow(back, thief)).toBe(refusedWith('attempt'));
    expect(await whoIsIn(thief)).toBeUndefined();
  });

  it('too late', async () => {
    const back = await browser.passProvider(await addressOf(await begin()), 'anna', HOME);
    now += 10 * MINUTE;
    expect(await follow(back)).toBe(refusedWith('attempt'));
    now -= 10 * MINUTE;
  });

  it('with another nonce, without the verifier of its challenge, or with the code of another client', async () => {
    expect(await roam('anna', {}, newBrowser(), with_('nonce', 'another'))).toBe(refusedWith('invalid'));
    expect(await roam('anna', {}, newBrowser(), with_('code_challenge', 'x'.repeat(43)))).toBe(refusedWith('invalid'));
    expect(await roam('anna', {}, newBrowser(), with_('client_id', 'other'))).toBe(refusedWith('invalid'));
    const back = await browser.passProvider(await addressOf(await begin()), 'anna', HOME);
    expect(await follow(with_('code', 'made-up')(back))).toBe(refusedWith('invalid'));
  });

  it('when it says no', async () => {
    expect(await roam(undefined, { to: '/moten' })).toBe(refusedWith('denied', '&till=%2Fmoten'));
    expect(await whoIsIn()).toBeUndefined();
  });

  it('when the account was closed meanwhile', async () => {
    await roam('karin', { token: invite('secretariat') });
    const next = newBrowser();
    const back = await next.passProvider(await addressOf(await begin({}, next)), 'karin', HOME);
    const closing = { type: 'Close', reason: 'Slutat', otherAdministrators: 1 } as const;
    await server.app.get(AccountRecord).give('secretariat', closing, 'closing');
    expect(await follow(back, next)).toBe(refusedWith('unknown'));
    expect(await whoIsIn(next)).toBeUndefined();
    server.accountStore.erase('secretariat');
    expect(await roam('karin', {}, newBrowser())).toBe(refusedWith('unknown'));
    await server.app.get(AccountRecord).give('secretariat', { type: 'Reopen' }, 'reopening');
  });

  it('too often', async () => {
    const few = { points: 2, seconds: 900 };
    const strict = await startServer({ demo: false, config: settings(there.issuer), signIn: { address: few } });
    const told = [];
    for (let tries = 0; tries < 3; tries += 1) told.push(await roam('nobody', {}, newBrowser(strict)));
    expect(told).toEqual([refusedWith('unknown'), refusedWith('unknown'), '/logga-in?fel=session%2Fblocked&sekunder=900']);
    await strict.close();
  });
});

describe('the provider as a means of signing in to my account', () => {
  it('is added by who is signed in, and replaced by another holder there', async () => {
    await enter('administrator');
    const old = browser.cookies(HOME);
    expect(await roam('admin', { link: true, to: '/mitt-konto' })).toBe('/mitt-konto');
    expect(browser.cookies(HOME)).not.toBe(old);
    expect(await whoIsIn()).toBe('administrator');
    // The same again changes nothing.
    const [added] = credentials().openidOf('administrator');
    expect(await roam('admin', { link: true, to: '/mitt-konto' })).toBe('/mitt-konto');
    expect(credentials().openidOf('administrator')).toEqual([added]);
    now += 1;
    expect(await roam('admin-2', { link: true, to: '/mitt-konto' }, elsewhere())).toBe('/mitt-konto');
    expect(credentials().openidOf('administrator')).toHaveLength(1);
    expect(await roam('admin', {}, newBrowser())).toBe(refusedWith('unknown'));
    expect(await roam('admin-2', {}, newBrowser())).toBe('/');
    const changes = (await recordedOf(server, 'administrator')).filter(({ type }) => type.startsWith('Credential'));
    expect(changes.map(({ type }) => type)).toEqual(['CredentialAdded', 'CredentialAdded', 'CredentialRemoved']);
    expect(changes[2]?.data).toMatchObject({ credential: added?.credential, means: 'openid' });
  });

  it('is not added when it is somebody else’s', async () => {
    await enter('administrator');
    expect(await roam('anna', { link: true, to: '/mitt-konto?a=b' })).toBe('/mitt-konto?a=b&fel=session%2Fopenid-refused&orsak=taken');
    expect(await whoIsIn()).toBe('administrator');
    const token = invite('secretariat');
    expect(await roam('anna', { token }, newBrowser())).toBe(refusedWith('taken'));
    // The link is as good as before.
    expect(server.accountStore.links.find(token, now)).toMatchObject({ account: 'secretariat' });
  });

  it('is added by nobody who is not signed in, has not proven lately who they are, or has signed out meanwhile', async () => {
    expect((await begin({ link: true })).status).toBe(401);
    await enter('administrator');
    const back = await browser.passProvider(await addressOf(await begin({ link: true, to: '/mitt-konto' })), 'lars', HOME);
    await browser.fetch(`${HOME}/api/session`, { method: 'DELETE' });
    expect(await follow(back)).toBe('/mitt-konto?fel=session%2Fopenid-refused&orsak=attempt');
    await enter('administrator');
    now += 15 * MINUTE;
    const stale = await begin({ link: true });
    expect([stale.status, await stale.json()]).toMatchObject([403, { code: 'session/not-fresh' }]);
  });

  it('proves anew who it is, by asking there again; another holder proves nothing', async () => {
    await roam('anna');
    now += 16 * MINUTE;
    const address = await addressOf(await begin({ to: '/mitt-konto' }));
    expect(new URL(address).searchParams.get('prompt')).toBe('login');
    const other = await roam('admin-2', { to: '/mitt-konto' }, elsewhere());
    expect(other).toBe('/mitt-konto?fel=session%2Fopenid-refused&orsak=other-account');
    expect((await browser.post(`${HOME}/api/session/mine/passkeys/options`, {})).status).toBe(403);
    expect(await roam('anna', { to: '/mitt-konto' })).toBe('/mitt-konto');
    expect((await browser.post(`${HOME}/api/session/mine/passkeys/options`, {})).status).toBe(200);
    expect(await whoIsIn()).toBe('auditor');
  });

  it('may be taken away, but not as the last one', async () => {
    await roam('anna');
    const last = await browser.fetch(`${HOME}/api/session/mine/openid`, { method: 'DELETE' });
    expect([last.status, await last.json()]).toMatchObject([409, { code: 'session/last-means' }]);
    credentials().setPassword({ account: 'auditor', credential: 'p-1', hash: 'x', since: now });
    expect((await browser.fetch(`${HOME}/api/session/mine/openid`, { method: 'DELETE' })).status).toBe(204);
    expect(await roam('anna', {}, newBrowser())).toBe(refusedWith('unknown'));
    expect((await newBrowser().fetch(`${HOME}/api/session/mine/openid`, { method: 'DELETE' })).status).toBe(401);
  });

  it('by a reset is the only one from then on, also for the same holder as before', async () => {
    await roam('anna', { token: invite('auditor') });
    const [former] = credentials().openidOf('auditor');
    now += 1;
    expect(await roam('anna', { token: invite('auditor', 'reset') }, newBrowser())).toBe('/');
    expect(credentials().password('auditor')).toBeUndefined();
    expect(credentials().openidOf('auditor')).toHaveLength(1);
    const removed = (await recordedOf(server, 'auditor')).filter(({ type }) => type === 'CredentialRemoved').map(({ data }) => data);
    expect(removed).toContainEqual(expect.objectContaining({ credential: former?.credential }));
    expect(await roam('anna', {}, newBrowser())).toBe('/');
  });
});

describe('an installation', () => {
  it('may require the identity provider: then nothing else signs in, by an invitation neither', async () => {
    const required = await startServer({ demo: false, config: { ...settings(there.issuer), signIn: 'openid' } });
    const by = newBrowser(required);
    expect((await sessionOf(by)).means).toEqual({ password: false, passkey: false, openid: { name: 'Kommunens inloggning' } });
    const token = newToken();
    required.accountStore.links.add(token, { account: 'auditor', purpose: 'invitation', until: now + 60 * MINUTE });
    const tries = [
      by.post(`${HOME}/api/session/password`, { email: 'anna@example.org', password: 'tre kossor på en äng' }),
      by.post(`${HOME}/api/session/link/password`, { token, password: 'tre kossor på en äng' }),
      by.post(`${HOME}/api/session/passkey/options`, {}),
      by.post(`${HOME}/api/session/link/passkey/options`, { token }),
    ];
    for (const answer of await Promise.all(tries)) {
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'session/means-off' }]);
    }
    expect(await roam('anna', { token }, by)).toBe('/');
    expect(await whoIsIn(by)).toBe('auditor');
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
    const by = newBrowser(cut);
    const back = await by.passProvider(await addressOf(await begin({}, by)), 'anna', HOME);
    await gone.close();
    expect(await follow(back, by)).toBe(refusedWith('away'));
    await cut.close();
    const never = await startServer({ demo: false, config: settings(gone.issuer) });
    const refused = await begin({}, newBrowser(never));
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'session/openid-refused', facts: { reason: 'away' } }]);
    await never.close();
  });
});

import type { SessionAnswer } from '@samverkan/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SessionService } from '../../platform/session/sessions.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { AccountRecord } from '../account-record.js';
import { newToken } from '../store/secrets.js';
import { linkFor, recordedOf, SpecBrowser, type Answered } from '../testing/holder.suite.js';
import type { Asked, Creation, Request } from './ceremonies.js';
import { SoftAuthenticator, type Lies } from './testing/authenticator.suite.js';

const HOME = 'https://samverkan.example.org';
const MINUTE = 60_000;
const COOKIE = '__Host-samverkan-session';

let server: SpecServer;
let now: number;
let browser: SpecBrowser;
let phone: SoftAuthenticator;
beforeAll(async () => {
  now = Date.now();
  const clock = () => new Date(now).toISOString();
  server = await startServer({ demo: false, config: { url: HOME, secure: true }, clock });
}, 60_000);
afterAll(() => server.close());
beforeEach(() => {
  browser = newBrowser();
  phone = new SoftAuthenticator(HOME);
});

const newBrowser = () => new SpecBrowser(server);
const post = <T = unknown>(path: string, body: unknown = {}, by = browser): Promise<Answered<T>> =>
  by.send<T>('POST', `/api/session/${path}`, body);
const remove = (path: string, by = browser) => by.send('DELETE', `/api/session/${path}`);
const asked = async <Options>(path: string, body: unknown = {}, by = browser): Promise<Asked<Options>> => {
  const answer = await post<Asked<Options>>(path, body, by);
  expect(answer.status).toBe(200);
  return answer.body;
};
const refusalOf = ({ status, problem: { code, facts } }: Answered): unknown => [status, code, ...(facts === undefined ? [] : [facts])];

/** Signs somebody in as if by password. */
async function enter(account: string, by = browser): Promise<void> {
  const { setCookie } = await server.app.get(SessionService).open({ account, means: 'password', cookie: undefined, userAgent: undefined });
  by.cookies.set(COOKIE, setCookie.split(';', 1)[0]?.split('=')[1] ?? '');
}

async function add(label?: string, authenticator = phone): Promise<Answered> {
  const { challenge, options } = await asked<Creation>('mine/passkeys/options');
  return post('mine/passkeys', { challenge, response: authenticator.make(options), ...(label === undefined ? {} : { label }) });
}

async function signIn(lies: Lies = {}, by = browser, authenticator = phone): Promise<Answered> {
  const { challenge, options } = await asked<Request>('passkey/options', {}, by);
  return post('passkey', { challenge, response: authenticator.prove(options, lies) }, by);
}

const invite = (account: string, purpose: 'invitation' | 'reset' = 'invitation') => linkFor(server, account, { purpose, now });

const passkeysOf = (account: string) => server.accountStore.credentials.passkeys(account);

describe('a passkey', () => {
  it('is added to my account, and signs in without a name; the log tells both', async () => {
    const before = (await recordedOf(server, 'auditor')).length;
    await enter('auditor');
    const old = browser.cookie;
    const other = newBrowser();
    await enter('auditor', other);
    expect((await add('Min telefon')).status).toBe(204);
    // Whoever had a session of the account is out, and a copy of this one's token is worth nothing.
    expect(await other.account()).toBeUndefined();
    expect(browser.cookie).not.toBe(old);
    const stranger = newBrowser();
    const answer = await signIn({}, stranger);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ identity: { account: 'auditor', name: 'Spec auditor' }, roles: ['auditor'] });
    expect(await stranger.account()).toBe('auditor');
    const [passkey] = passkeysOf('auditor');
    const events = (await recordedOf(server, 'auditor')).slice(before);
    expect(events.map(({ type }) => type)).toEqual(['SignedIn', 'SignedIn', 'CredentialAdded', 'SignedOut', 'SignedIn']);
    expect(events[2]?.data).toMatchObject({ means: 'passkey', credential: passkey?.credential });
    expect(events[4]?.data).toMatchObject({ means: 'passkey' });
    expect(JSON.stringify(events)).not.toContain(passkey?.key);
  });

  it('takes an account into use by an invitation, once', async () => {
    const token = await invite('secretariat');
    const { challenge, options } = await asked<Creation>('link/passkey/options', { token });
    expect(options.user.name).toBe('Spec secretariat');
    const body = { token, challenge, response: phone.make(options), label: 'Nyckel' };
    const used = await post('link/passkey', body);
    expect([used.status, used.body]).toMatchObject([200, { identity: { account: 'secretariat' } }]);
    expect(await browser.account()).toBe('secretariat');
    expect((await signIn({}, newBrowser())).status).toBe(200);
    expect(refusalOf(await post('link/passkey/options', { token }))).toEqual([404, 'session/link-invalid']);
    expect(refusalOf(await post('link/passkey', body))).toEqual([404, 'session/link-invalid']);
    expect(refusalOf(await post('link/passkey/options', { token: newToken() }))).toEqual([404, 'session/link-invalid']);
  });

  it('is not made by a link for the account of another', async () => {
    const [mine, theirs] = [await invite('administrator'), await invite('secretariat', 'reset')];
    const { challenge, options } = await asked<Creation>('link/passkey/options', { token: mine });
    const refused = await post('link/passkey', { token: theirs, challenge, response: phone.make(options) });
    expect(refusalOf(refused)).toEqual([422, 'session/passkey-refused', { reason: 'challenge' }]);
    expect((await post('link', { token: theirs })).status).toBe(200);
  });

  it('made by a reset is the only one from then on, also on the authenticator that had one', async () => {
    const token = await invite('secretariat', 'reset');
    const [former] = passkeysOf('secretariat');
    const { challenge, options } = await asked<Creation>('link/passkey/options', { token });
    expect(options.excludeCredentials).toEqual([]);
    expect((await post('link/passkey', { token, challenge, response: phone.make(options) })).status).toBe(200);
    expect(passkeysOf('secretariat')).toHaveLength(1);
    expect(passkeysOf('secretariat')[0]?.key).not.toBe(former?.key);
    const removed = (await recordedOf(server, 'secretariat')).filter(({ type }) => type === 'CredentialRemoved');
    expect(removed).toMatchObject([{ data: { credential: former?.credential, means: 'passkey' } }]);
  });

  it('proves anew who it is, before anything else is changed', async () => {
    await enter('auditor');
    await add('Två');
    now += 16 * MINUTE;
    expect(refusalOf(await post('mine/passkeys/options'))).toEqual([403, 'session/not-fresh']);
    const made = passkeysOf('auditor')[0];
    expect(refusalOf(await remove(`mine/passkeys/${made?.credential ?? ''}`))).toEqual([403, 'session/not-fresh']);
    const { challenge, options } = await asked<Request>('prove/passkey/options');
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual(passkeysOf('auditor').map(({ key }) => key));
    expect((await post('prove/passkey', { challenge, response: phone.prove(options) })).status).toBe(200);
    expect((await post('mine/passkeys/options')).status).toBe(200);
  });

  it('proves nothing of another account, nor in another session', async () => {
    await enter('administrator');
    const { challenge, options } = await asked<Request>('prove/passkey/options');
    await enter('auditor');
    await add('Tre');
    const theirs = phone.prove({ ...options, allowCredentials: [] });
    expect(refusalOf(await post('prove/passkey', { challenge, response: theirs }))).toEqual([
      422,
      'session/passkey-refused',
      { reason: 'challenge' },
    ]);
    await enter('administrator');
    const again = await asked<Request>('prove/passkey/options');
    const answer = { challenge: again.challenge, response: phone.prove({ ...again.options, allowCredentials: [] }) };
    expect(refusalOf(await post('prove/passkey', answer))).toEqual([422, 'session/passkey-refused', { reason: 'invalid' }]);
  });

  it('has a name, which only its holder changes', async () => {
    await enter('auditor');
    const [passkey] = passkeysOf('auditor');
    const path = `mine/passkeys/${passkey?.credential ?? ''}/name`;
    expect((await post(path, { label: ' Jobbets dator ' })).status).toBe(204);
    expect(passkeysOf('auditor')[0]?.label).toBe('Jobbets dator');
    await enter('administrator');
    expect(refusalOf(await post(path, { label: 'Stulen' }))).toEqual([404, 'request/not-found']);
    expect((await post('mine/passkeys/..%2F..%2Fx/name', { label: 'x' })).status).toBe(422);
    expect(passkeysOf('auditor')[0]?.label).toBe('Jobbets dator');
  });

  it('that was taken away signs in no more; the last means of signing in cannot be taken away', async () => {
    await enter('administrator');
    await add();
    now += 1;
    const second = new SoftAuthenticator(HOME);
    await add('Reserv', second);
    const [first, spare] = passkeysOf('administrator');
    expect((await remove(`mine/passkeys/${first?.credential ?? ''}`)).status).toBe(204);
    expect(refusalOf(await signIn({}, newBrowser()))).toEqual([422, 'session/passkey-refused', { reason: 'unknown' }]);
    expect((await remove(`mine/passkeys/${first?.credential ?? ''}`)).status).toBe(204);
    expect(refusalOf(await remove(`mine/passkeys/${spare?.credential ?? ''}`))).toEqual([409, 'session/last-means']);
    expect((await signIn({}, newBrowser(), second)).status).toBe(200);
    await enter('auditor');
    expect((await remove(`mine/passkeys/${spare?.credential ?? ''}`)).status).toBe(204);
    expect(passkeysOf('administrator')).toHaveLength(1);
  });

  it('of a closed account signs in no more, also when the closing comes while it is being checked', async () => {
    const keys = new SoftAuthenticator(HOME);
    await enter('secretariat');
    await add('Kort', keys);
    const { challenge, options } = await asked<Request>('passkey/options');
    const answer = keys.prove(options);
    const closing = { type: 'Close', reason: 'Slutat', otherAdministrators: 1, at: new Date(now).toISOString() } as const;
    await server.app.get(AccountRecord).give('secretariat', closing, 'closing');
    expect(refusalOf(await post('passkey', { challenge, response: answer }, newBrowser()))).toEqual([
      422,
      'session/passkey-refused',
      { reason: 'unknown' },
    ]);
    server.accountStore.erase('secretariat');
    expect(refusalOf(await signIn({}, newBrowser(), keys))).toEqual([422, 'session/passkey-refused', { reason: 'unknown' }]);
  });

  it('is not taken for what was asked of another page, another host, or was answered before', async () => {
    await enter('auditor');
    await add('Fyra');
    expect((await signIn({}, newBrowser())).status).toBe(200);
    const lies: Lies[] = [{ origin: 'https://samverkan.example.com' }, { rpId: 'example.org' }, { unverified: true }, { count: 0 }];
    for (const lie of lies) {
      const by = newBrowser();
      expect(refusalOf(await signIn(lie, by))).toEqual([422, 'session/passkey-refused', { reason: 'invalid' }]);
      expect(await by.account()).toBeUndefined();
    }
    const { challenge, options } = await asked<Request>('passkey/options');
    const body = { challenge, response: phone.prove(options) };
    expect((await post('passkey', body, newBrowser())).status).toBe(200);
    expect(refusalOf(await post('passkey', body, newBrowser()))).toEqual([422, 'session/passkey-refused', { reason: 'challenge' }]);
  });

  it('is nobody’s to add who is not signed in', async () => {
    for (const path of ['mine/passkeys/options', 'mine/passkeys', 'prove/passkey/options', 'prove/passkey', 'mine/passkeys/x/name']) {
      expect((await post(path, {}, newBrowser())).status).toBe(401);
    }
    expect((await remove('mine/passkeys/x', newBrowser())).status).toBe(401);
  });
});

describe('passkeys', () => {
  it('slow down who tries too often', async () => {
    const few = { points: 3, seconds: 900 };
    const strict = await startServer({
      demo: false,
      config: { url: HOME, secure: true },
      signIn: { accountAtAddress: few, beginning: { points: 5, seconds: 900 } },
    });
    const by = new SpecBrowser(strict);
    const body = { challenge: newToken(), response: { id: 'AAAA' } };
    const refusals = [];
    for (let tries = 0; tries < 4; tries += 1) refusals.push(refusalOf(await post('passkey', body, by)));
    expect(refusals.slice(0, 3)).toEqual(refusals.slice(0, 3).map(() => [422, 'session/passkey-refused', { reason: 'challenge' }]));
    expect(refusals[3]).toEqual([429, 'session/blocked', { seconds: 900 }]);
    const begun = [];
    for (let tries = 0; tries < 6; tries += 1) begun.push((await post('passkey/options', {}, by)).status);
    expect(begun).toEqual([200, 200, 200, 200, 200, 429]);
    await strict.close();
  });

  it.each([
    ['at an address of numbers', { url: 'https://192.0.2.1', secure: true }, 'address'],
    ['where the identity provider is the only way in', { signIn: 'openid' as const }, 'openid-only'],
  ])('are off %s, which is said', async (_, config, reason) => {
    const without = await startServer({ demo: false, config });
    const by = new SpecBrowser(without);
    expect((await by.send<SessionAnswer>('GET', '/api/session')).body.means.passkey).toBe(false);
    const off = [404, 'session/means-off', { means: 'passkey', reason }];
    expect(refusalOf(await post('passkey/options', {}, by))).toEqual(off);
    expect(refusalOf(await post('passkey', { challenge: newToken(), response: { id: 'x' } }, by))).toEqual(off);
    expect(refusalOf(await post('link/passkey/options', { token: newToken() }, by))).toEqual(off);
    await without.close();
  });
});

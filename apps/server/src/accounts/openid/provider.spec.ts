import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAccountStore, type AccountStore } from '../store/account-store.js';
import { Attempts, type Attempt, type Secrets } from './attempts.js';
import { Provider, type NotProven } from './provider.js';
import { RoamingBrowser } from './testing/browser.suite.js';
import { startProvider, type SpecProvider } from './testing/provider.suite.js';

const HOME = 'http://localhost:3000';
const BACK = `${HOME}/api/session/openid/callback`;
const client = (id: string) => ({ client_id: id, client_secret: `secret-of-${id}`, redirect_uris: [BACK] });
const open = { client_id: 'open', redirect_uris: [BACK], token_endpoint_auth_method: 'none' as const };

let there: SpecProvider;
beforeAll(async () => {
  there = await startProvider([client('samverkan'), client('other'), open]);
});
afterAll(() => there.close());

const providerOf = (id = 'samverkan', secret = `secret-of-${id}`, issuer = there.issuer) =>
  new Provider({ issuer, clientId: id, clientSecret: secret, name: 'Provider' }, BACK, 2);
const secretsOf = (name: string): Secrets => ({ state: `state-${name}`, nonce: `nonce-${name}`, verifier: name.padEnd(50, '-') });
const queryOf = (address: string): string => new URL(address).search.slice(1);

/** Goes to the provider and comes back. @param change what becomes of the address on the way there */
async function wayBack(
  secrets: Secrets,
  change = (address: URL): URL => address,
  provider = providerOf(),
  login?: string,
): Promise<string> {
  const address = change(new URL(await provider.address(secrets, false)));
  return queryOf(await new RoamingBrowser().passProvider(address.href, login ?? 'anna', HOME));
}

const because = (reason: string, code?: string) =>
  expect.objectContaining({ name: 'NotProven', reason, ...(code === undefined ? {} : { code }) }) as NotProven;

describe('an identity provider', () => {
  it('says who somebody is, by a code that only we can use', async () => {
    const provider = providerOf();
    const address = new URL(await provider.address(secretsOf('a'), false));
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'openid',
      code_challenge_method: 'S256',
      redirect_uri: BACK,
    });
    expect(address.href).not.toContain(secretsOf('a').verifier);
    expect(address.searchParams.has('prompt')).toBe(false);
    expect(await provider.holder(await wayBack(secretsOf('a')), secretsOf('a'), false)).toEqual({ issuer: there.issuer, subject: 'anna' });
  });

  it('says by which means: two factors are what it calls so, and nothing else is', async () => {
    const strong = async (login: string) =>
      (await providerOf().holder(await wayBack(secretsOf('b'), undefined, providerOf(), login), secretsOf('b'), false)).strong;
    expect(await strong('anna.pwd.mfa')).toBe(true);
    for (const login of ['anna', 'anna.pwd', 'anna.otp', 'anna.MFA']) expect(await strong(login)).toBeUndefined();
  });

  it('is asked to ask again who it is, where that is to be proven anew', async () => {
    const address = new URL(await providerOf().address(secretsOf('a'), true));
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ prompt: 'login', max_age: '300' });
    const query = queryOf(await new RoamingBrowser().passProvider(address.href, 'anna', HOME));
    expect(await providerOf().holder(query, secretsOf('a'), true)).toMatchObject({ subject: 'anna' });
    // Without having been asked it does not say when that was.
    await expect(providerOf().holder(await wayBack(secretsOf('a')), secretsOf('a'), true)).rejects.toEqual(because('invalid'));
  });

  it('is believed for what was asked only: the state, the nonce, the verifier and the client are the ones it began with', async () => {
    const provider = providerOf();
    const mine = secretsOf('mine');
    await expect(provider.holder(await wayBack(mine), { ...mine, state: 'another' }, false)).rejects.toEqual(because('invalid'));
    await expect(provider.holder(await wayBack(mine), { ...mine, nonce: 'another' }, false)).rejects.toEqual(because('invalid'));
    await expect(provider.holder(await wayBack(mine), { ...mine, verifier: 'x'.repeat(50) }, false)).rejects.toEqual(
      because('invalid', 'invalid_grant'),
    );
    const others = await wayBack(mine, undefined, providerOf('other'));
    await expect(provider.holder(others, mine, false)).rejects.toEqual(because('invalid', 'invalid_grant'));
    const query = await wayBack(mine);
    await provider.holder(query, mine, false);
    await expect(provider.holder(query, mine, false)).rejects.toEqual(because('invalid', 'invalid_grant'));
    const foreign = new URLSearchParams(await wayBack(mine));
    foreign.set('iss', 'https://id.example.com');
    await expect(provider.holder(foreign.toString(), mine, false)).rejects.toEqual(because('invalid'));
    await expect(provider.holder('', mine, false)).rejects.toEqual(because('invalid'));
  });

  it('is not believed about an attempt whose nonce or challenge was changed on the way', async () => {
    const mine = secretsOf('mine');
    const changed = (name: string, value: string) => (address: URL) => {
      address.searchParams.set(name, value);
      return address;
    };
    const nonce = await wayBack(mine, changed('nonce', 'another'));
    await expect(providerOf().holder(nonce, mine, false)).rejects.toEqual(because('invalid'));
    const challenge = await wayBack(mine, changed('code_challenge', 'x'.repeat(43)));
    await expect(providerOf().holder(challenge, mine, false)).rejects.toEqual(because('invalid', 'invalid_grant'));
    // The provider itself insists on it.
    const without = new URL(await providerOf().address(mine, false));
    without.searchParams.delete('code_challenge');
    without.searchParams.delete('code_challenge_method');
    const refused = await new RoamingBrowser().passProvider(without.href, 'anna', HOME);
    expect(new URL(refused).searchParams.get('error')).toBe('invalid_request');
  });

  it('says no when somebody does', async () => {
    const address = await providerOf().address(secretsOf('a'), false);
    const query = queryOf(await new RoamingBrowser().passProvider(address, undefined, HOME));
    await expect(providerOf().holder(query, secretsOf('a'), false)).rejects.toEqual(because('denied', 'access_denied'));
    const forged = await wayBack(secretsOf('a')).then((told) => `${told}&error=access_denied&error_description=<script>`);
    await expect(providerOf().holder(forged, secretsOf('b'), false)).rejects.toEqual(because('invalid'));
  });

  it('may take the secret in the body only, need none, or refuse it', async () => {
    const mine = secretsOf('mine');
    const wrong = providerOf('samverkan', 'wrong');
    await expect(wrong.holder(await wayBack(mine), mine, false)).rejects.toEqual(because('invalid', 'invalid_client'));
    const without = new Provider({ issuer: there.issuer, clientId: 'open', name: 'Provider' }, BACK);
    expect(await without.holder(await wayBack(mine, undefined, without), mine, false)).toMatchObject({ subject: 'anna' });
    const elsewhere = await startProvider(
      [{ ...client('samverkan'), token_endpoint_auth_method: 'client_secret_post' }],
      ['client_secret_post'],
    );
    const provider = providerOf('samverkan', 'secret-of-samverkan', elsewhere.issuer);
    expect(await provider.holder(await wayBack(mine, undefined, provider), mine, false)).toMatchObject({ subject: 'anna' });
    await elsewhere.close();
  });
});

describe('an identity provider that is away', () => {
  it('is said to be, whether nobody listens, it answers nonsense, or never; and is asked again afterwards', async () => {
    let answer = (): string | undefined => undefined;
    const server = createServer((_, response) => {
      const body = answer();
      if (body !== undefined) response.setHeader('content-type', 'application/json').end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const provider = new Provider({ issuer, clientId: 'samverkan', name: 'Provider' }, BACK, 0.3);
    const begun = Date.now();
    await expect(provider.address(secretsOf('a'), false)).rejects.toEqual(because('away', 'OAUTH_TIMEOUT'));
    expect(Date.now() - begun).toBeLessThan(5_000);
    answer = () => '<html>';
    await expect(provider.address(secretsOf('a'), false)).rejects.toEqual(because('away'));
    answer = () => JSON.stringify({ issuer: 'https://id.example.com', authorization_endpoint: 'https://id.example.com/auth' });
    await expect(provider.address(secretsOf('a'), false)).rejects.toEqual(because('away'));
    answer = () => JSON.stringify({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` });
    expect(await provider.address(secretsOf('a'), false)).toContain(`${issuer}/auth?`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    // What was found out is kept; now nobody is there to ask.
    await expect(provider.holder(`code=x&state=${secretsOf('a').state}`, secretsOf('a'), false)).rejects.toEqual(because('away'));
  });
});

describe('a way to the provider and back', () => {
  let now: number;
  let store: AccountStore;
  let attempts: Attempts;
  beforeEach(() => {
    now = Date.parse('2026-11-23T12:00:00Z');
    store = openAccountStore({ file: ':memory:', key: new Uint8Array(32) });
    attempts = new Attempts(store, () => new Date(now).toISOString(), { secure: false });
  });
  afterEach(() => {
    store.close();
  });

  const begin = (over: Partial<Attempt> = {}) => {
    const { cookie, secrets } = attempts.begin({ to: '/moten', why: { for: 'sign-in' }, ...over });
    return { cookie: cookie.split(';', 1)[0] ?? '', whole: cookie, secrets };
  };

  it('belongs to the browser that began it, once, within its time', () => {
    const { cookie, secrets, whole } = begin();
    expect(whole).toMatch(/; HttpOnly; SameSite=Lax; Max-Age=600$/u);
    const other = begin();
    expect(attempts.finish(other.cookie, secrets.state)).toBeUndefined();
    expect(attempts.finish(undefined, secrets.state)).toBeUndefined();
    expect(attempts.finish(cookie, undefined)).toBeUndefined();
    expect(attempts.finish(`a=b; ${cookie}`, secrets.state)).toEqual({ to: '/moten', why: { for: 'sign-in' }, secrets });
    expect(attempts.finish(cookie, secrets.state)).toBeUndefined();
    now += 10 * 60_000;
    expect(attempts.finish(other.cookie, other.secrets.state)).toBeUndefined();
  });

  it('carries the link that it began with, which nobody can put in the place of another', () => {
    const link = 'l'.repeat(43);
    const { cookie, secrets } = begin({ why: { for: 'link' }, link });
    expect(attempts.finish(cookie.replace(link, 'm'.repeat(43)), secrets.state)).toBeUndefined();
    expect(attempts.finish(cookie.replace(`.${link}`, ''), secrets.state)).toBeUndefined();
    expect(attempts.finish(cookie, secrets.state)).toMatchObject({ why: { for: 'link' }, link });
  });

  it('is for TLS only where the pages are', () => {
    const { cookie } = new Attempts(store, () => new Date(now).toISOString(), { secure: true }).begin({ to: '/', why: { for: 'sign-in' } });
    expect(cookie).toMatch(/^__Host-samverkan-openid=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/u);
  });

  it('has secrets that are none of the others', () => {
    const all = [begin(), begin()].flatMap(({ secrets, cookie }) => [
      ...Object.values(secrets as object as Record<string, string>),
      cookie,
    ]);
    expect(new Set(all).size).toBe(8);
    for (const one of all) expect(one).toMatch(/[\w-]{43}$/u);
  });
});

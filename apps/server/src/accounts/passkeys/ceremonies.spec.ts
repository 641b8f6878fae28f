import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EdgeRefused } from '../../platform/refusals.js';
import { openAccountStore, type AccountStore } from '../store/account-store.js';
import { Ceremonies } from './ceremonies.js';
import { relyingPartyOf } from './relying-party.js';
import { SoftAuthenticator, type Lies } from './testing/authenticator.suite.js';

const ORIGIN = 'https://samverkan.example.org';
const MINUTE = 60_000;
let now: number;
let store: AccountStore;
let ceremonies: Ceremonies;
let phone: SoftAuthenticator;

beforeEach(() => {
  now = Date.parse('2026-11-23T12:00:00Z');
  store = openAccountStore({ file: ':memory:', key: new Uint8Array(32).fill(7) });
  ceremonies = new Ceremonies(store, { id: 'samverkan.example.org', origin: ORIGIN }, () => new Date(now).toISOString());
  phone = new SoftAuthenticator(ORIGIN);
});
afterEach(() => {
  store.close();
});

async function register(account: string, credential = `of-${account}`, authenticator = phone): Promise<void> {
  const { challenge, options } = await ceremonies.askToMake(account, 'Anna');
  const made = await ceremonies.made(account, challenge, authenticator.make(options));
  expect(store.credentials.addPasskey({ ...made, account, credential, label: '', since: now })).toBe(true);
}

async function prove(lies: Lies = {}, authenticator = phone) {
  const { challenge, options } = await ceremonies.askToProve('sign-in');
  return ceremonies.proven('sign-in', challenge, authenticator.prove(options, lies));
}

const refusedFor = (reason: string) =>
  expect.objectContaining({ code: 'session/passkey-refused', more: { facts: { reason } } }) as EdgeRefused;

describe('where passkeys are to be had', () => {
  it.each([
    ['https://samverkan.example.org', { id: 'samverkan.example.org', origin: ORIGIN }],
    ['https://samverkan.example.org:8443', { id: 'samverkan.example.org', origin: `${ORIGIN}:8443` }],
    ['http://localhost:3000', { id: 'localhost', origin: 'http://localhost:3000' }],
    ['http://samverkan.example.org', undefined],
    ['https://192.0.2.1', undefined],
    ['http://127.0.0.1:3000', undefined],
    ['https://[2001:db8::1]', undefined],
  ])('%s: %j', (address, party) => {
    expect(relyingPartyOf(address)).toEqual(party);
  });
});

describe('a passkey', () => {
  it('is made on the authenticator itself, for a verified holder, and not twice on the same one', async () => {
    const { options } = await ceremonies.askToMake('a', 'Anna Berg');
    expect(options).toMatchObject({
      rp: { id: 'samverkan.example.org', name: 'Samverkan' },
      user: { name: 'Anna Berg' },
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: [],
    });
    expect(Buffer.from(options.user.id, 'base64url').toString('latin1')).not.toContain('a'.repeat(2));
    await register('a');
    const again = await ceremonies.askToMake('a', 'Anna Berg');
    expect(again.options.user.id).toBe(options.user.id);
    expect(() => phone.make(again.options)).toThrow('InvalidStateError');
    const other = await ceremonies.askToMake('b', 'Bo');
    expect(other.options.user.id).not.toBe(options.user.id);
    expect(other.options.excludeCredentials).toEqual([]);
  });

  it('signs in without a name, and counts', async () => {
    await register('a');
    await register('b', 'of-b', phone);
    const { options } = await ceremonies.askToProve('sign-in');
    expect(options).toMatchObject({ userVerification: 'required', allowCredentials: [], rpId: 'samverkan.example.org' });
    now += MINUTE;
    expect(await prove()).toMatchObject({ account: 'b', credential: 'of-b' });
    expect(store.credentials.passkeys('b')).toMatchObject([{ counter: 1, used: now, backedUp: true, transports: ['internal', 'hybrid'] }]);
    expect(await prove()).toMatchObject({ account: 'b' });
    expect(store.credentials.passkeys('b')[0]?.counter).toBe(2);
  });

  it('proves again who holds an account only by that account’s passkeys', async () => {
    await register('a');
    const tablet = new SoftAuthenticator(ORIGIN);
    await register('b', 'of-b', tablet);
    const { challenge, options } = await ceremonies.askToProve('prove s', 'a');
    expect(options.allowCredentials).toMatchObject([{ id: phone.credentials[0]?.id }]);
    expect(() => tablet.prove(options)).toThrow('NotAllowedError');
    expect(await ceremonies.proven('prove s', challenge, phone.prove(options, { handle: undefined }))).toMatchObject({ account: 'a' });
  });

  it.each<[string, Lies]>([
    ['another origin', { origin: 'https://samverkan.example.com' }],
    ['a page of ours inside another’s', { topOrigin: 'https://other.example' }],
    ['another relying party', { rpId: 'example.org' }],
    ['no verified holder', { unverified: true }],
    ['another ceremony', { type: 'webauthn.get' }],
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['a certificate of its maker', { attestation: { fmt: 'packed', attStmt: new Map<string, unknown>([['x5c', [new Uint8Array(4)]]]) } }],
    ['an attestation that was not asked for', { attestation: { fmt: 'fido-u2f', attStmt: new Map() } }],
  ])('is not made with %s', async (_, lies) => {
    const { challenge, options } = await ceremonies.askToMake('a', 'Anna');
    await expect(ceremonies.made('a', challenge, phone.make(options, lies))).rejects.toEqual(refusedFor('invalid'));
  });

  it('is not made twice of one challenge, for another account, or too late', async () => {
    const { challenge, options } = await ceremonies.askToMake('a', 'Anna');
    const answer = phone.make(options);
    await expect(ceremonies.made('b', challenge, answer)).rejects.toEqual(refusedFor('challenge'));
    await ceremonies.made('a', challenge, answer);
    await expect(ceremonies.made('a', challenge, answer)).rejects.toEqual(refusedFor('challenge'));
    const late = await ceremonies.askToMake('a', 'Anna');
    now += 5 * MINUTE;
    await expect(ceremonies.made('a', late.challenge, phone.make(late.options))).rejects.toEqual(refusedFor('challenge'));
  });

  it.each<[string, Lies]>([
    ['another origin', { origin: 'https://samverkan.example.com' }],
    ['plain HTTP', { origin: 'http://samverkan.example.org' }],
    ['a page of ours inside another’s', { topOrigin: 'https://other.example' }],
    ['another relying party', { rpId: 'example.org' }],
    ['no verified holder', { unverified: true }],
    ['another ceremony', { type: 'webauthn.create' }],
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['the handle of somebody else', { handle: Buffer.alloc(32).toString('base64url') }],
    ['no handle', { handle: undefined }],
  ])('does not sign in with %s', async (_, lies) => {
    await register('a');
    await expect(prove(lies)).rejects.toEqual(refusedFor('invalid'));
    expect(store.credentials.passkeys('a')[0]).not.toHaveProperty('used');
  });

  it('does not sign in with an altered signature, nor with signed data that was altered', async () => {
    await register('a');
    for (const part of ['signature', 'authenticatorData', 'clientDataJSON'] as const) {
      const { challenge, options } = await ceremonies.askToProve('sign-in');
      const answer = phone.prove(options);
      const bytes = Buffer.from(answer.response[part], 'base64url');
      const last = bytes.length - 1;
      bytes[last] = (bytes[last] ?? 0) ^ 1;
      const response = { ...answer.response, [part]: bytes.toString('base64url') };
      await expect(ceremonies.proven('sign-in', challenge, { ...answer, response })).rejects.toEqual(refusedFor('invalid'));
    }
  });

  it('does not sign in by an answer that was used, or was given for something else', async () => {
    await register('a');
    const { challenge, options } = await ceremonies.askToProve('sign-in');
    const answer = phone.prove(options);
    await expect(ceremonies.proven('prove s', challenge, answer)).rejects.toEqual(refusedFor('challenge'));
    await ceremonies.proven('sign-in', challenge, answer);
    await expect(ceremonies.proven('sign-in', challenge, answer)).rejects.toEqual(refusedFor('challenge'));
    const next = await ceremonies.askToProve('sign-in');
    await expect(ceremonies.proven('sign-in', next.challenge, answer)).rejects.toEqual(refusedFor('invalid'));
  });

  it('that counts backwards is a copy: it does not sign in, nor both of two at once', async () => {
    await register('a');
    await prove({ count: 5 });
    await expect(prove({ count: 5 })).rejects.toEqual(refusedFor('invalid'));
    await expect(prove({ count: 0 })).rejects.toEqual(refusedFor('invalid'));
    const both = await Promise.allSettled([prove({ count: 9 }), prove({ count: 9 })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('that does not count signs in again and again', async () => {
    const tablet = new SoftAuthenticator(ORIGIN, 0);
    await register('a', 'of-a', tablet);
    await prove({}, tablet);
    expect(await prove({}, tablet)).toMatchObject({ account: 'a', counter: 0 });
  });

  it('that was taken away does not sign in, not even while it is being checked', async () => {
    await register('a');
    const { challenge, options } = await ceremonies.askToProve('sign-in');
    const under = ceremonies.proven('sign-in', challenge, phone.prove(options));
    store.credentials.remove('a', 'of-a');
    await expect(under).rejects.toEqual(refusedFor('unknown'));
    await expect(prove()).rejects.toEqual(refusedFor('unknown'));
  });

  it('is no matter of what else is sent', async () => {
    const { challenge } = await ceremonies.askToProve('sign-in');
    for (const answer of [undefined, null, 7, {}, { id: 'x', rawId: 'x', type: 'public-key', response: {} }, { id: '../../x' }]) {
      await expect(ceremonies.proven('sign-in', challenge, answer)).rejects.toBeInstanceOf(EdgeRefused);
      await expect(ceremonies.made('a', challenge, answer)).rejects.toBeInstanceOf(EdgeRefused);
      expect(ceremonies.accountNamed(answer)).toBeUndefined();
    }
  });
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askPasskey, passkeysHere } from './passkeys.js';

const bytes = new Uint8Array([1, 2, 3]).buffer;
const ceremony = { options: '/options', finish: '/finish', with: { token: 't' }, also: { label: 'Min telefon' } };
const sent: Record<string, unknown>[] = [];
let options: Record<string, unknown>;
let browser: { get: () => Promise<unknown>; create: () => Promise<unknown> };

const failing = (name: string) => () => Promise.reject(Object.assign(new Error('x'), { name }));

beforeEach(() => {
  sent.length = 0;
  options = { challenge: 'AQID' };
  browser = {
    get: () =>
      Promise.resolve({
        id: 'AQID',
        rawId: bytes,
        type: 'public-key',
        response: { authenticatorData: bytes, clientDataJSON: bytes, signature: bytes },
        getClientExtensionResults: () => ({}),
      }),
    create: failing('InvalidStateError'),
  };
  vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {});
  vi.stubGlobal('navigator', { credentials: { get: () => browser.get(), create: () => browser.create() } });
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    sent.push({ path, ...(JSON.parse(body as string) as object) });
    return Promise.resolve(new Response(JSON.stringify(path === '/options' ? { challenge: 'held', options } : { ok: true })));
  });
});
afterEach(() => vi.unstubAllGlobals());

it('answers the server’s challenge with what the browser proves, under the challenge’s own name', async () => {
  expect(passkeysHere()).toBe(true);
  expect(await askPasskey(ceremony)).toEqual({ done: { ok: true } });
  expect(sent).toEqual([
    { path: '/options', token: 't' },
    { path: '/finish', token: 't', label: 'Min telefon', challenge: 'held', response: expect.objectContaining({ id: 'AQID' }) as unknown },
  ]);
});

it.each([
  ['NotAllowedError', 'client/passkey-cancelled'],
  ['AbortError', 'client/passkey-aborted'],
  ['UnknownError', 'client/passkey-failed'],
])('says as a refusal that the browser ended it: %s', async (name, code) => {
  browser.get = failing(name);
  expect(await askPasskey(ceremony)).toMatchObject({ refused: { code } });
  expect(sent).toHaveLength(1);
});

it('says that the device has a passkey already', async () => {
  options = { challenge: 'AQID', rp: { name: 'x' }, user: { id: 'AQID', name: 'x', displayName: 'x' }, pubKeyCredParams: [] };
  expect(await askPasskey(ceremony)).toMatchObject({ refused: { code: 'client/passkey-known' } });
});

it('asks the browser for nothing when the server gave no challenge', async () => {
  const get = vi.spyOn(browser, 'get');
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ code: 'session/not-fresh' }), { status: 403 })));
  expect(await askPasskey(ceremony)).toMatchObject({ refused: { code: 'session/not-fresh' } });
  expect(get).not.toHaveBeenCalled();
});

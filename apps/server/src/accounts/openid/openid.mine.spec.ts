import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { linkFor, recordedOf } from '../testing/holder.suite.js';
import { startProvider, type SpecProvider } from './testing/provider.suite.js';
import { client, HOME, refusedWith, Roamer, settings } from './testing/roamer.suite.js';

const MINUTE = 60_000;
let there: SpecProvider;
let server: SpecServer;
let now: number;
let browser: Roamer;
beforeAll(async () => {
  now = Date.now();
  there = await startProvider([client('samverkan'), client('other')]);
  server = await startServer({ demo: false, config: settings(there.issuer), clock: () => new Date(now).toISOString() });
  await new Roamer(server).roam('anna', { token: await linkFor(server, 'auditor', { now }) });
}, 60_000);
afterAll(async () => {
  await server.close();
  await there.close();
});
beforeEach(() => {
  browser = new Roamer(server);
});

describe('the provider as a means of signing in to my account', () => {
  it('is added by who is signed in, and replaced by another holder there', async () => {
    await browser.enter('administrator');
    const old = browser.cookies(HOME);
    expect(await browser.roam('admin', { link: true, to: '/mitt-konto' })).toBe('/mitt-konto');
    expect(browser.cookies(HOME)).not.toBe(old);
    expect(await browser.account()).toBe('administrator');
    // The same again changes nothing.
    const [added] = server.accountStore.credentials.openidOf('administrator');
    expect(await browser.roam('admin', { link: true, to: '/mitt-konto' })).toBe('/mitt-konto');
    expect(server.accountStore.credentials.openidOf('administrator')).toEqual([added]);
    now += 1;
    expect(await browser.elsewhere().roam('admin-2', { link: true, to: '/mitt-konto' })).toBe('/mitt-konto');
    expect(server.accountStore.credentials.openidOf('administrator')).toHaveLength(1);
    expect(await new Roamer(server).roam('admin')).toBe(refusedWith('unknown'));
    expect(await new Roamer(server).roam('admin-2')).toBe('/');
    const changes = (await recordedOf(server, 'administrator')).filter(({ type }) => type.startsWith('Credential'));
    expect(changes.map(({ type }) => type)).toEqual(['CredentialAdded', 'CredentialAdded', 'CredentialRemoved']);
    expect(changes[2]?.data).toMatchObject({ credential: added?.credential, means: 'openid' });
  });

  it('is not added when it is somebody else’s', async () => {
    await browser.enter('administrator');
    expect(await browser.roam('anna', { link: true, to: '/mitt-konto?a=b' })).toBe(
      '/mitt-konto?a=b&fel=session%2Fopenid-refused&orsak=taken',
    );
    expect(await browser.account()).toBe('administrator');
    const token = await linkFor(server, 'secretariat', { now });
    expect(await new Roamer(server).roam('anna', { token })).toBe(refusedWith('taken'));
    // The link is as good as before.
    expect(server.accountStore.links.find(token, now)).toMatchObject({ account: 'secretariat' });
  });

  it('is added by nobody who is not signed in, has not proven lately who they are, or has signed out meanwhile', async () => {
    expect((await browser.begin({ link: true })).status).toBe(401);
    await browser.enter('administrator');
    const back = await browser.there('lars', { link: true, to: '/mitt-konto' });
    await browser.fetch(`${HOME}/api/session`, { method: 'DELETE' });
    expect(await browser.back(back)).toBe('/mitt-konto?fel=session%2Fopenid-refused&orsak=attempt');
    await browser.enter('administrator');
    now += 15 * MINUTE;
    const stale = await browser.begin({ link: true });
    expect([stale.status, await stale.json()]).toMatchObject([403, { code: 'session/not-fresh' }]);
  });

  it('proves anew who it is, by asking there again; another holder proves nothing', async () => {
    await browser.roam('anna');
    now += 16 * MINUTE;
    const address = await browser.address({ to: '/mitt-konto' });
    expect(new URL(address).searchParams.get('prompt')).toBe('login');
    const other = await browser.elsewhere().roam('admin-2', { to: '/mitt-konto' });
    expect(other).toBe('/mitt-konto?fel=session%2Fopenid-refused&orsak=other-account');
    expect((await browser.post(`${HOME}/api/session/mine/passkeys/options`, {})).status).toBe(403);
    expect(await browser.roam('anna', { to: '/mitt-konto' })).toBe('/mitt-konto');
    expect((await browser.post(`${HOME}/api/session/mine/passkeys/options`, {})).status).toBe(200);
    expect(await browser.account()).toBe('auditor');
  });

  it('may be taken away, but not as the last one', async () => {
    await browser.roam('anna');
    const last = await browser.fetch(`${HOME}/api/session/mine/openid`, { method: 'DELETE' });
    expect([last.status, await last.json()]).toMatchObject([409, { code: 'session/last-means' }]);
    server.accountStore.credentials.setPassword({ account: 'auditor', credential: 'p-1', hash: 'x', since: now });
    expect((await browser.fetch(`${HOME}/api/session/mine/openid`, { method: 'DELETE' })).status).toBe(204);
    expect(await new Roamer(server).roam('anna')).toBe(refusedWith('unknown'));
    expect((await new Roamer(server).fetch(`${HOME}/api/session/mine/openid`, { method: 'DELETE' })).status).toBe(401);
  });

  it('by a reset is the only one from then on, also for the same holder as before', async () => {
    await browser.roam('anna', { token: await linkFor(server, 'auditor', { purpose: 'reset', now }) });
    const [former] = server.accountStore.credentials.openidOf('auditor');
    now += 1;
    expect(await new Roamer(server).roam('anna', { token: await linkFor(server, 'auditor', { purpose: 'reset', now }) })).toBe('/');
    expect(server.accountStore.credentials.password('auditor')).toBeUndefined();
    expect(server.accountStore.credentials.openidOf('auditor')).toHaveLength(1);
    const removed = (await recordedOf(server, 'auditor')).filter(({ type }) => type === 'CredentialRemoved').map(({ data }) => data);
    expect(removed).toContainEqual(expect.objectContaining({ credential: former?.credential }));
    expect(await new Roamer(server).roam('anna')).toBe('/');
  });
});

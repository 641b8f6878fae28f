import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';
import { holder, PASSWORD, recordedOf, reset, SpecBrowser } from './testing/holder.suite.js';

let server: SpecServer;
let administrator: SpecClient;
beforeAll(async () => {
  server = await startServer({});
  administrator = await SpecClient.as(server, 'administrator');
}, 60_000);
afterAll(() => server.close());

describe('an administrator', () => {
  it('ends all sessions of an account', async () => {
    const browser = await holder(server, 'c-1', 'c1@example.org');
    await administrator.do('accounts', 'c-1', 'end-sessions');
    expect(await browser.account()).toBeUndefined();
    expect((await recordedOf(server, 'c-1')).at(-1)).toMatchObject({
      type: 'SignedOut',
      data: { because: 'administrator' },
      meta: { actor: { account: 'administrator', role: 'administrator' } },
    });
    const unknown = await administrator.give('accounts', 'nobody', 'end-sessions');
    expect([unknown.status, unknown.problem.code]).toEqual([404, 'account/unknown']);
  });

  it('makes and dismisses others, whose power begins and ends at once', async () => {
    const browser = await holder(server, 'c-2', 'c2@example.org');
    const tries = async () => (await browser.send('GET', '/api/session/resets')).status;
    expect(await tries()).toBe(403);
    await administrator.do('accounts', 'c-2', 'make-administrator');
    expect(await tries()).toBe(200);
    await administrator.do('accounts', 'c-2', 'dismiss-administrator');
    expect(await tries()).toBe(403);
  });

  it('is never the last to be dismissed or closed, though two do it to each other at once', async () => {
    for (const [command, body] of [
      ['dismiss-administrator', {}],
      ['close', { reason: 'Slutat' }],
    ] as const) {
      const sent = await administrator.give('accounts', 'administrator', command, body);
      expect([command, sent.status, sent.problem.code]).toEqual([command, 409, 'account/last-administrator']);
    }
    await holder(server, 'c-3', 'c3@example.org');
    await administrator.do('accounts', 'c-3', 'make-administrator');
    const both = await Promise.all([
      administrator.give('accounts', 'administrator', 'dismiss-administrator'),
      administrator.give('accounts', 'c-3', 'dismiss-administrator'),
    ]);
    // Whoever is dismissed first is no administrator any more when their own command would be written.
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    if (both[0].status === 200) {
      const other = new SpecBrowser(server);
      await other.signIn('c3@example.org');
      await other.send('POST', '/api/accounts/administrator/make-administrator', {});
      await administrator.do('accounts', 'c-3', 'dismiss-administrator');
    }
    expect((await administrator.get('/api/session/resets')).status).toBe(200);
  });

  it('closes an account: its sessions end and nothing that opened it does so any more, also when it is opened again', async () => {
    const browser = await holder(server, 'c-4', 'c4@example.org');
    const token = await reset(server, 'c-4');
    await administrator.do('accounts', 'c-4', 'close', { reason: 'Slutat' });
    expect(await browser.account()).toBeUndefined();
    expect((await recordedOf(server, 'c-4')).slice(-2)).toMatchObject([
      { type: 'AccountClosed' },
      { type: 'SignedOut', data: { because: 'closed' } },
    ]);
    const useReset = () => new SpecBrowser(server).send('POST', '/api/session/link/password', { token, password: 'fyra grisar i en lada' });
    expect((await useReset()).status).toBe(404);
    await administrator.do('accounts', 'c-4', 'reopen');
    expect([(await useReset()).status, (await new SpecBrowser(server).signIn('c4@example.org')).status]).toEqual([404, 401]);
    // Nor by an invitation: what another person has not confirmed lets nobody into an account that was in use.
    const invited = await administrator.give('accounts', 'c-4', 'invite', { email: 'c4@example.org' });
    expect([invited.status, invited.problem.code]).toEqual([409, 'account/in-use']);
    const again = new SpecBrowser(server);
    await again.send('POST', '/api/session/link/password', {
      token: await reset(server, 'c-4', { email: 'c4@example.org' }),
      password: PASSWORD,
    });
    expect(await again.account()).toBe('c-4');
    expect((await new SpecBrowser(server).signIn('c4@example.org')).status).toBe(200);
  });

  it('closes once: the same command again does not close what was opened since', async () => {
    await holder(server, 'c-5', 'c5@example.org');
    const close = () => administrator.do('accounts', 'c-5', 'close', { reason: 'Slutat' }, { 'idempotency-key': 'close-c-5' });
    await close();
    await administrator.do('accounts', 'c-5', 'reopen');
    const browser = new SpecBrowser(server);
    await browser.send('POST', '/api/session/link/password', {
      token: await reset(server, 'c-5', { email: 'c5@example.org' }),
      password: PASSWORD,
    });
    expect((await close()).repeated).toBe(true);
    expect(await browser.account()).toBe('c-5');
  });

  it('has no say over what an administrator is not asked about', async () => {
    const sent = await administrator.give('groups', 'g-1', 'form', { kind: 'area', name: 'Grupp', mandate: 'Att vara' });
    expect([sent.status, sent.problem.code]).toEqual([403, 'command/not-allowed']);
    const mass = await administrator.give('accounts', 'c-6', 'invite', { email: 'c6@example.org', administrator: true });
    expect([mass.status, mass.problem.code]).toEqual([422, 'request/invalid']);
  });
});

import type { SessionAnswer } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { holder, PASSWORD, recordedOf, SpecBrowser } from '../testing/holder.suite.js';

const MINUTE = 60_000;
const NEW = 'fyra grisar i en lada';

let server: SpecServer;
let now = Date.now();
beforeAll(async () => {
  server = await startServer({ clock: () => new Date(now).toISOString() });
}, 60_000);
afterAll(() => server.close());

describe('my account', () => {
  it('is nobody’s who is not signed in', async () => {
    const nobody = new SpecBrowser(server);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/password', { password: NEW }],
      ['POST', '/language', { language: 'en' }],
      ['DELETE', '/sessions', undefined],
      ['DELETE', '/sessions/x', undefined],
    ] as const) {
      const answer = await nobody.send(method, `/api/session/mine${path}`, body);
      expect([path, answer.status, answer.problem.code]).toEqual([path, 401, 'command/not-signed-in']);
    }
    expect((await nobody.send('POST', '/api/session/prove', { password: PASSWORD })).status).toBe(401);
  });

  it('says how I sign in and where I am signed in', async () => {
    const browser = await holder(server, 'm-1', 'm1@example.org');
    expect(await browser.mine()).toMatchObject({
      provenAt: new Date(now).toISOString(),
      fresh: true,
      password: true,
      openid: false,
      passkeys: [],
      sessions: [{ current: true, means: 'password', device: '' }],
    });
  });

  it('speaks the language that I choose', async () => {
    const browser = await holder(server, 'm-2', 'm2@example.org');
    expect((await browser.send('POST', '/api/session/mine/language', { language: 'en' })).status).toBe(204);
    expect((await browser.send<SessionAnswer>('GET', '/api/session')).body.identity?.language).toBe('en');
    expect((await browser.send('POST', '/api/session/mine/language', { language: 'fi' })).status).toBe(422);
  });
});

describe('my password', () => {
  it('is changed by who knows the one before, and ends my other sessions', async () => {
    const browser = await holder(server, 'm-3', 'm3@example.org');
    const other = new SpecBrowser(server);
    await other.signIn('m3@example.org');
    const thief = browser.copied();
    const wrong = await browser.send('POST', '/api/session/mine/password', { current: 'fel lösenord hela vägen', password: NEW });
    expect([wrong.status, wrong.problem.code]).toEqual([401, 'session/refused']);
    expect((await browser.send('POST', '/api/session/mine/password', { password: NEW })).problem.code).toBe('session/refused');
    const weak = await browser.send('POST', '/api/session/mine/password', { current: PASSWORD, password: 'password1234' });
    expect([weak.status, weak.problem.code]).toEqual([422, 'session/password-weak']);
    expect((await browser.send('POST', '/api/session/mine/password', { current: PASSWORD, password: NEW })).status).toBe(204);
    expect([await browser.account(), await other.account()]).toEqual(['m-3', undefined]);
    expect((await new SpecBrowser(server).signIn('m3@example.org', PASSWORD)).status).toBe(401);
    expect((await new SpecBrowser(server).signIn('m3@example.org', NEW)).status).toBe(200);
    const types = (await recordedOf(server, 'm-3')).map(({ type }) => type);
    expect(types.slice(4)).toEqual(['SignedIn', 'CredentialRemoved', 'CredentialAdded', 'SignedOut', 'SignedIn']);
    // The token that was copied before is replaced: whoever comes with it later ends the session.
    now += 2 * MINUTE;
    expect([await thief.account(), await browser.account()]).toEqual([undefined, undefined]);
  });

  it('is changed only by who has proven lately who they are', async () => {
    const browser = await holder(server, 'm-4', 'm4@example.org');
    now += 15 * MINUTE;
    const stale = await browser.send('POST', '/api/session/mine/password', { current: PASSWORD, password: NEW });
    expect([stale.status, stale.problem.code]).toEqual([403, 'session/not-fresh']);
    expect((await browser.mine()).fresh).toBe(false);
    expect((await browser.send('POST', '/api/session/prove', { password: 'fel lösenord hela vägen' })).status).toBe(401);
    const before = browser.cookie;
    expect((await browser.send('POST', '/api/session/prove', { password: PASSWORD })).status).toBe(200);
    expect(browser.cookie).not.toBe(before);
    expect((await browser.mine()).fresh).toBe(true);
    expect((await browser.send('POST', '/api/session/mine/password', { current: PASSWORD, password: NEW })).status).toBe(204);
  });

  it('cannot be found out by whoever finds the session open', async () => {
    const limited = await startServer({ signIn: { device: { points: 3, seconds: 60 } } });
    const browser = await holder(limited, 'm-5', 'm5@example.org');
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1)
      statuses.push((await browser.send('POST', '/api/session/prove', { password: `gissning ${String(n)}` })).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect((await new SpecBrowser(limited).signIn('m5@example.org')).status).toBe(200);
    await limited.close();
  });

  it('is none for the accounts of a demo, which are everybody’s', async () => {
    const demo = new SpecBrowser(server);
    await demo.send('POST', '/api/session', { account: 'administrator' });
    const answer = await demo.send('POST', '/api/session/mine/password', { password: NEW });
    expect([answer.status, answer.problem.code]).toEqual([404, 'session/means-off']);
    const other = new SpecBrowser(server);
    await other.send('POST', '/api/session', { account: 'administrator' });
    expect((await demo.mine()).sessions).toHaveLength(1);
    expect((await demo.send('DELETE', '/api/session/mine/sessions')).status).toBe(204);
    expect([await demo.account(), await other.account()]).toEqual([undefined, 'administrator']);
  });
});

describe('my sessions', () => {
  it('end one by one, and nobody else’s with them', async () => {
    const browser = await holder(server, 's-1', 's1@example.org');
    const other = new SpecBrowser(server);
    await other.signIn('s1@example.org');
    const somebodys = await holder(server, 's-2', 's2@example.org');
    const [theirs] = (await somebodys.mine()).sessions;
    expect((await browser.send('DELETE', `/api/session/mine/sessions/${theirs?.id ?? ''}`)).status).toBe(204);
    expect((await browser.send('DELETE', '/api/session/mine/sessions/00000000-0000-4000-8000-000000000000')).status).toBe(204);
    expect(await somebodys.account()).toBe('s-2');
    const ending = (await browser.mine()).sessions.find(({ current }) => !current);
    expect((await browser.send('DELETE', `/api/session/mine/sessions/${ending?.id ?? ''}`)).status).toBe(204);
    expect([await browser.account(), await other.account()]).toEqual(['s-1', undefined]);
    expect((await recordedOf(server, 's-1')).at(-1)).toMatchObject({
      type: 'SignedOut',
      data: { because: 'elsewhere', session: ending?.id },
    });
  });

  it('end all at once, here too', async () => {
    const browser = await holder(server, 's-3', 's3@example.org');
    const other = new SpecBrowser(server);
    await other.signIn('s3@example.org');
    const copied = browser.copied();
    expect((await browser.send('DELETE', '/api/session/mine/sessions')).status).toBe(204);
    expect([...browser.cookies.keys()]).toEqual(['samverkan_device']);
    for (const one of [browser, other, copied]) expect(await one.account()).toBeUndefined();
  });

  it.each(['..%2f..%2fadmin', 'x'.repeat(200), '%00', "'--"])('have ids of one form: %s', async (id) => {
    const browser = await holder(server, `s-${String(Math.random()).slice(2)}`, `s${String(Math.random())}@example.org`);
    expect((await browser.send('DELETE', `/api/session/mine/sessions/${id}`)).status).toBeGreaterThanOrEqual(400);
    expect(await browser.account()).toBeDefined();
  });
});

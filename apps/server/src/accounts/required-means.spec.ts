import type { SessionAnswer } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';
import { readConfig } from '../platform/config/config.js';
import { SESSIONS, type Sessions } from '../platform/live/live.ports.js';
import { SessionService } from '../platform/session/sessions.js';
import { Viewers } from '../platform/rights/viewers.js';
import { holder, PASSWORD, person, SpecBrowser } from './testing/holder.suite.js';
import { requiresInVain } from './required-means.js';
import type { Asked, Creation, Request } from './passkeys/ceremonies.js';
import { SoftAuthenticator } from './passkeys/testing/authenticator.suite.js';

let server: SpecServer;
beforeAll(async () => {
  server = await startServer({
    config: { requirePasskey: ['secretariat', 'administrator', 'auditor', 'nominator'], url: 'http://localhost' },
  });
}, 60_000);
afterAll(() => server.close());

/** Somebody of the secretariat, who is an auditor as well. */
async function ofSecretariat(account: string): Promise<SpecBrowser> {
  const secretariat = await SpecClient.as(server, 'secretariat');
  const whom = await person(server, account);
  await secretariat.do('authorities', whom, 'give', { role: 'secretariat', from: '2008-01-01' });
  return holder(server, account, `${account}@example.org`);
}
const register = (browser: SpecBrowser, id: string) =>
  browser.send('POST', `/api/organisations/${id}/register`, { name: `Aktören ${id}`, sector: 'private' });
const session = async (browser: SpecBrowser) => (await browser.send<SessionAnswer>('GET', '/api/session')).body;

async function addPasskey(browser: SpecBrowser, phone: SoftAuthenticator) {
  const asked = await browser.send<Asked<Creation>>('POST', '/api/session/mine/passkeys/options', {});
  if (asked.status !== 200) return asked;
  const { challenge, options } = asked.body;
  return browser.send('POST', '/api/session/mine/passkeys', { challenge, response: phone.make(options), label: 'Telefon' });
}

describe('An installation can require a passkey for roles', () => {
  it('who signed in by a password alone acts and looks without them, over HTTP, on the socket and in what they see, and is told so', async () => {
    const browser = await ofSecretariat('m-1');
    expect(await session(browser)).toMatchObject({ roles: [], withheld: ['secretariat', 'auditor'] });
    const refused = await register(browser, 'm-o-1');
    expect([refused.status, refused.problem.code, refused.problem.facts]).toEqual([403, 'command/passkey-needed', { role: 'secretariat' }]);
    const live = await server.app.get<Sessions>(SESSIONS).sessionOf(browser.cookie);
    const command = {
      id: 'm-1-by-socket',
      context: 'organisations',
      target: 'm-o-1',
      command: 'register',
      body: { name: 'X', sector: 'private' },
    };
    expect(await server.commands.execute(live, command)).toMatchObject({ refused: { code: 'command/passkey-needed' } });
    expect(server.app.get(Viewers).viewerOf(live.identity).roles).toEqual(new Set());
    expect((await browser.send('GET', '/api/docs/accounts/all')).status).toBe(404);
    expect((await browser.send('GET', '/api/docs/accounts/all')).problem.code).toMatch(/^document\/not-/u);
    expect((await browser.send('POST', '/api/imports/people', [])).status).toBe(403);
  });

  it('a passkey that they set up there counts as both factors, at once and when they sign in by it', async () => {
    const browser = await ofSecretariat('m-2');
    const phone = new SoftAuthenticator('http://localhost');
    expect((await addPasskey(browser, phone)).status).toBe(204);
    expect(await session(browser)).toMatchObject({ roles: expect.arrayContaining(['secretariat', 'auditor']) as unknown });
    expect((await session(browser)).withheld).toBeUndefined();
    expect((await register(browser, 'm-o-2')).status).toBe(200);
    const other = new SpecBrowser(server);
    const { challenge, options } = (await other.send<Asked<Request>>('POST', '/api/session/passkey/options', {})).body;
    await other.send('POST', '/api/session/passkey', { challenge, response: phone.prove(options) });
    expect((await register(other, 'm-o-3')).status).toBe(200);
    // Whoever has only the password gets no other passkey by it, and changes nothing.
    const guessed = new SpecBrowser(server);
    await guessed.signIn('m-2@example.org', PASSWORD);
    expect((await session(guessed)).withheld).toEqual(['secretariat', 'auditor']);
    const second = await addPasskey(guessed, new SoftAuthenticator('http://localhost'));
    expect([second.status, second.problem.code]).toEqual([403, 'session/passkey-first']);
    const change = await guessed.send('POST', '/api/session/mine/password', { current: PASSWORD, password: 'en helt annan mening här' });
    expect([change.status, change.problem.code]).toEqual([403, 'session/passkey-first']);
    expect((await register(guessed, 'm-o-4')).problem.code).toBe('command/passkey-needed');
  });

  it('the identity provider counts where it says that two factors were used', async () => {
    await ofSecretariat('m-3');
    const sessions = server.app.get(SessionService);
    const by = async (strong: boolean) => {
      const means = { account: 'm-3', means: 'openid', cookie: undefined, userAgent: undefined } as const;
      const { setCookie, identity } = await sessions.open({ ...means, ...(strong ? { strong: true as const } : {}) });
      const held = await sessions.held(setCookie.split(';', 1)[0]);
      return [identity.withheld, held?.identity.withheld, held?.session.means];
    };
    expect(await by(true)).toEqual([undefined, undefined, 'openid']);
    const required = ['secretariat', 'administrator', 'auditor', 'nominator'];
    expect(await by(false)).toEqual([required, required, 'openid']);
  });

  it('roles that are not named are acted in by whichever means', async () => {
    const plain = await startServer({ config: { requirePasskey: ['chair'] } });
    const browser = await holder(plain, 'm-4', 'm4@example.org');
    expect((await browser.send<SessionAnswer>('GET', '/api/session')).body).toMatchObject({ roles: ['auditor'], withheld: [] });
    await plain.close();
  });
});

describe('An installation that requires a passkey where there are none', () => {
  const config = (more: Readonly<Record<string, string>>) => readConfig({ SAMVERKAN_REQUIRE_PASSKEY: 'chair, auditor', ...more });

  it('is told at start that nobody can act in these roles', () => {
    expect(requiresInVain(config({ SAMVERKAN_URL: 'https://192.0.2.1' }))).toMatch(
      /^SAMVERKAN_REQUIRE_PASSKEY names chair, auditor, but at https:\/\/192\.0\.2\.1 there are no passkeys: nobody can act in these roles\./u,
    );
    expect(requiresInVain(config({ SAMVERKAN_URL: 'http://samverkan.example.org' }))).toBeDefined();
  });

  it('and only then', () => {
    const openid = { SAMVERKAN_OPENID_ISSUER: 'https://id.example.org', SAMVERKAN_OPENID_CLIENT_ID: 'x', SAMVERKAN_OPENID_NAME: 'X' };
    for (const more of [
      { SAMVERKAN_URL: 'https://samverkan.example.org' },
      {},
      { SAMVERKAN_URL: 'http://samverkan.example.org', SAMVERKAN_REQUIRE_PASSKEY: '' },
      { SAMVERKAN_URL: 'https://192.0.2.1', ...openid },
    ])
      expect(requiresInVain(config(more))).toBeUndefined();
  });
});

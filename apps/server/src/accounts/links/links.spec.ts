import type { LinkAnswer, ResetsAnswer, SessionAnswer } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { holder, invite, reset, PASSWORD, recordedOf, SpecBrowser, tokenOf } from '../testing/holder.suite.js';

const DAY = 24 * 60 * 60 * 1_000;

let server: SpecServer;
let administrator: SpecClient;
let now = Date.now();
beforeAll(async () => {
  server = await startServer({ clock: () => new Date(now).toISOString() });
  administrator = await SpecClient.as(server, 'administrator');
}, 60_000);
afterAll(() => server.close());

const look = (token: string) => new SpecBrowser(server).send<LinkAnswer>('POST', '/api/session/link', { token });
const use = (token: string, password = PASSWORD, browser = new SpecBrowser(server)) =>
  browser.send<SessionAnswer>('POST', '/api/session/link/password', { token, password });

describe('an invitation', () => {
  it('says for whom it is and until when, and lets that person in once', async () => {
    const token = await invite(server, 'a-1', 'a1@example.org');
    expect((await look(token)).body).toEqual({
      purpose: 'invitation',
      until: new Date(now + 7 * DAY).toISOString(),
      name: 'Spec auditor',
    });
    const used = await use(token);
    expect(used.status).toBe(200);
    expect(used.body.identity).toEqual({ account: 'a-1', person: 'person-a-1', name: 'Spec auditor' });
    expect(used.body.roles).toEqual(['auditor']);
    for (const again of [await use(token), await look(token)])
      expect([again.status, again.problem.code]).toEqual([404, 'session/link-invalid']);
    expect((await recordedOf(server, 'a-1')).map(({ type }) => type)).toEqual([
      'AccountOpened',
      'AccountInvited',
      'CredentialAdded',
      'SignedIn',
    ]);
  });

  it('is the same again when the command is repeated, also after it was used', async () => {
    const give = () => administrator.do('accounts', 'a-2', 'invite', { email: 'a2@example.org' }, { 'idempotency-key': 'invite-a-2' });
    const [first, again] = [await give(), await give()];
    expect(again).toMatchObject({ repeated: true, made: first.made });
    await use(tokenOf(first));
    expect((await give()).made).toEqual(first.made);
    expect((await look(tokenOf(first))).status).toBe(404);
    const other = await SpecClient.as(server, 'administrator');
    const reused = await other.give('accounts', 'a-3', 'invite', { email: 'a3@example.org' }, { 'idempotency-key': 'invite-a-2' });
    expect([reused.status, reused.problem.code]).toEqual([409, 'command/reused']);
  });

  it('takes the place of an older one, and runs out after seven days', async () => {
    const older = await invite(server, 'a-4', 'a4@example.org');
    const newer = await invite(server, 'a-4', 'a4@example.org');
    expect([(await look(older)).status, (await look(newer)).status]).toEqual([404, 200]);
    now += 7 * DAY - 1_000;
    expect((await look(newer)).status).toBe(200);
    now += 1_000;
    expect([(await look(newer)).status, (await use(newer)).status]).toEqual([404, 404]);
    administrator = await SpecClient.as(server, 'administrator');
  });

  it('is not to be had with an address that signs in to another account', async () => {
    await invite(server, 'a-5', 'a5@example.org');
    const sent = await administrator.give('accounts', 'a-6', 'invite', { email: ' A5@Example.org '.trim() });
    expect([sent.status, sent.problem.code]).toEqual([409, 'account/email-taken']);
    expect(JSON.stringify(sent.problem)).not.toContain('xample.org');
    expect(await recordedOf(server, 'a-6')).toEqual([]);
  });

  it('that is refused leaves everything as it was', async () => {
    const browser = await holder(server, 'a-7', 'a7@example.org');
    const valid = await invite(server, 'a-8', 'a8@example.org');
    await administrator.do('accounts', 'a-7', 'close', { reason: 'Slutat' });
    const closed = await administrator.give('accounts', 'a-7', 'invite', { email: 'new@example.org' });
    expect([closed.status, closed.problem.code]).toEqual([409, 'account/closed']);
    const another = await administrator.give('accounts', 'a-8', 'invite', { email: 'new@example.org', person: 'spec-secretariat' });
    expect([another.status, another.problem.code]).toEqual([409, 'account/exists']);
    const unknown = await administrator.give('accounts', 'a-9', 'invite', { email: 'new@example.org', person: 'nobody' });
    expect([unknown.status, unknown.problem.code]).toEqual([404, 'person/unknown']);
    expect((await look(valid)).status).toBe(200);
    expect(server.accountStore.credentials.accountOf('new@example.org')).toBeUndefined();
    expect(server.accountStore.credentials.accountOf('a8@example.org')).toBe('a-8');
    expect(await browser.account()).toBeUndefined();
  });

  it('is given by administrators only', async () => {
    const secretariat = await SpecClient.as(server, 'secretariat');
    const sent = await secretariat.give('accounts', 'a-10', 'invite', { email: 'a10@example.org' });
    expect([sent.status, sent.problem.code]).toEqual([403, 'command/not-allowed']);
    expect((await SpecClient.nobody(server).give('accounts', 'a-10', 'invite', { email: 'a10@example.org' })).status).toBe(401);
  });

  it('cannot be guessed, and refuses a password that would be', async () => {
    expect([(await look('x'.repeat(43))).status, (await look('short')).status]).toEqual([404, 422]);
    const token = await invite(server, 'a-11', 'a11@example.org');
    const weak = await use(token, 'Samverkan2026!');
    expect([weak.status, weak.problem]).toMatchObject([422, { code: 'session/password-weak', facts: { reason: 'personal' } }]);
    expect((await use(token, 'kort')).status).toBe(422);
    expect((await use(token)).status).toBe(200);
  });
});

describe('a reset', () => {
  it('is asked for in the same words whether or not there is such an account, and told administrators only', async () => {
    await invite(server, 'r-1', 'r1@example.org');
    const ask = (email: string) => new SpecBrowser(server).send('POST', '/api/session/reset', { email });
    const [known, unknown] = [await ask('r1@example.org'), await ask('nobody@example.org')];
    expect([known.status, known.body]).toEqual([202, {}]);
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    const shown = (await (await administrator.get('/api/session/resets')).json()) as ResetsAnswer;
    expect(shown.resets).toEqual([{ account: 'r-1', askedAt: new Date(now).toISOString() }]);
    expect((await (await SpecClient.as(server, 'secretariat')).get('/api/session/resets')).status).toBe(403);
    expect((await SpecClient.nobody(server).get('/api/session/resets')).status).toBe(401);
    await administrator.do('accounts', 'r-1', 'request-reset');
    expect(await (await administrator.get('/api/session/resets')).json()).toEqual({ resets: [] });
  });

  it('makes the chosen password the only way in, and ends every session', async () => {
    const before = await holder(server, 'r-2', 'r2@example.org');
    server.accountStore.credentials.addOpenid('i', 's', { account: 'r-2', credential: 'o-1', since: now });
    const token = await reset(server, 'r-2');
    expect((await look(token)).body).toMatchObject({ purpose: 'reset', until: new Date(now + DAY).toISOString() });
    expect(await before.account()).toBe('r-2');
    const after = new SpecBrowser(server);
    expect((await use(token, 'en helt annan mening här', after)).status).toBe(200);
    expect([await before.account(), await after.account()]).toEqual([undefined, 'r-2']);
    expect((await new SpecBrowser(server).signIn('r2@example.org', PASSWORD)).status).toBe(401);
    expect((await new SpecBrowser(server).signIn('r2@example.org', 'en helt annan mening här')).status).toBe(200);
    expect(server.accountStore.credentials.openidOf('r-2')).toEqual([]);
  });

  it('runs out after a day', async () => {
    await holder(server, 'r-3', 'r3@example.org');
    const token = await reset(server, 'r-3');
    now += DAY;
    expect((await use(token)).status).toBe(404);
  });

  it('may be asked for a number of times only', async () => {
    const limited = await startServer({ signIn: { asking: { points: 2, seconds: 60 } } });
    const ask = () => new SpecBrowser(limited).send('POST', '/api/session/reset', { email: 'x@example.org' });
    expect([(await ask()).status, (await ask()).status]).toEqual([202, 202]);
    const blocked = await ask();
    expect([blocked.status, blocked.problem.code, blocked.headers.get('retry-after')]).toEqual([429, 'session/blocked', '60']);
    await limited.close();
  });
});

import type { LinkAnswer, MineAnswer, SessionAnswer } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient, type Sent } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { askForReset, holder, invite, PASSWORD, person, recordedOf, reset, SpecBrowser } from '../testing/holder.suite.js';

const DAY = 24 * 60 * 60 * 1_000;
const ANOTHER = 'en helt annan mening här';
let server: SpecServer;
let administrator: SpecClient;
let secretariat: SpecClient;
let now = Date.now();
beforeAll(async () => {
  server = await startServer({ clock: () => new Date(now).toISOString() });
  [administrator, secretariat] = [await SpecClient.as(server, 'administrator'), await SpecClient.as(server, 'secretariat')];
}, 60_000);
afterAll(() => server.close());

const look = (token: string) => new SpecBrowser(server).send<LinkAnswer>('POST', '/api/session/link', { token });
const use = (token: string, password = ANOTHER, browser = new SpecBrowser(server)) =>
  browser.send<SessionAnswer>('POST', '/api/session/link/password', { token, password });
const told = async (browser: SpecBrowser) => (await browser.send<SessionAnswer>('GET', '/api/session')).body.reset;
const refusal = ({ status, problem }: Pick<Sent, 'status' | 'problem'>) => [status, problem.code];
const confirm = (who: SpecClient | SpecBrowser, account: string, request: string) =>
  who instanceof SpecClient
    ? who.give('accounts', account, 'confirm-reset', { request })
    : who.send('POST', `/api/accounts/${account}/confirm-reset`, { request });
const types = async (account: string) => (await recordedOf(server, account)).map(({ type }) => type);

describe('An administrator does not become somebody by a reset', () => {
  it('the link is of no use before another person has confirmed it, and then lets in once', async () => {
    const before = await holder(server, 'z-1', 'z1@example.org');
    const { token, request } = await askForReset(server, 'z-1');
    for (const early of [await look(token), await use(token)]) expect(refusal(early)).toEqual([409, 'session/link-unconfirmed']);
    expect(refusal(await confirm(administrator, 'z-1', request))).toEqual([403, 'account/own-reset']);
    expect(await before.account()).toBe('z-1');
    await secretariat.do('accounts', 'z-1', 'confirm-reset', { request });
    expect((await use(token)).status).toBe(200);
    expect([await before.account(), (await use(token)).status]).toEqual([undefined, 404]);
    expect((await types('z-1')).slice(-7)).toEqual([
      'ResetRequested',
      'ResetConfirmed',
      'ResetUsed',
      'CredentialRemoved',
      'CredentialAdded',
      'SignedOut',
      'SignedIn',
    ]);
  });

  it('nobody confirms who may not, nor what nobody asked for', async () => {
    const auditor = await holder(server, 'z-2', 'z2@example.org');
    await holder(server, 'z-3', 'z3@example.org');
    const { request } = await askForReset(server, 'z-3');
    expect(refusal(await confirm(auditor, 'z-3', request))).toEqual([403, 'command/not-allowed']);
    expect(refusal(await confirm(SpecClient.nobody(server), 'z-3', request))).toEqual([401, 'command/not-signed-in']);
    expect(refusal(await confirm(secretariat, 'z-3', 'r-nowhere'))).toEqual([409, 'account/no-such-reset']);
    expect(refusal(await confirm(secretariat, 'z-2', request))).toEqual([409, 'account/no-such-reset']);
  });

  it('by an administrator who lets in a second one for it', async () => {
    await holder(server, 'z-4', 'z4@example.org');
    const second = await holder(server, 'z-5', 'z5@example.org');
    await administrator.do('accounts', 'z-5', 'make-administrator');
    await second.send('POST', '/api/accounts/z-4/request-reset', {});
    // A technical administrator and one who was let in: it may be one person.
    const { request: own } = await askForReset(server, 'z-4');
    expect(refusal(await confirm(second, 'z-4', own))).toEqual([403, 'account/two-persons-needed']);
    const third = await holder(server, 'z-6', 'z6@example.org');
    await administrator.do('accounts', 'z-6', 'make-administrator');
    await third.send('POST', '/api/accounts/z-4/request-reset', {});
    const { accounts } = (await administrator.read('accounts', 'all')).body;
    const request = accounts['z-4']?.reset?.request ?? '';
    const early = await confirm(second, 'z-4', request);
    expect([refusal(early), early.problem.facts]).toEqual([
      [403, 'account/too-new-to-confirm'],
      { from: new Date(now + 7 * DAY).toISOString() },
    ]);
    expect(await types('z-4')).not.toContain('ResetConfirmed');
  });

  it('nor by closing the account, opening it again and inviting somebody', async () => {
    await holder(server, 'z-7', 'z7@example.org');
    await administrator.do('accounts', 'z-7', 'close', { reason: 'Slutat' });
    await administrator.do('accounts', 'z-7', 'reopen');
    const invited = await administrator.give('accounts', 'z-7', 'invite', { email: 'mine@example.org' });
    expect(refusal(invited)).toEqual([409, 'account/in-use']);
    expect(server.accountStore.credentials.accountOf('mine@example.org')).toBeUndefined();
  });

  it('nor by a second account for the same person', async () => {
    await invite(server, 'z-8', 'z8@example.org');
    const whom = await person(server, 'z-8');
    const both = await Promise.all(
      ['z-9', 'z-10'].map((account) =>
        administrator.give('accounts', account, 'invite', { person: whom, email: `${account}@example.org` }),
      ),
    );
    for (const sent of both) expect(refusal(sent)).toEqual([409, 'account/person-has-account']);
    const fresh = await person(server, 'z-11');
    const race = await Promise.all(
      ['z-11', 'z-12'].map((account) =>
        administrator.give('accounts', account, 'invite', { person: fresh, email: `${account}@example.org` }),
      ),
    );
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('An invitation changes no address in use', () => {
  it('of an account that was taken into use: it goes on signing in, and the other address does not', async () => {
    await holder(server, 'y-1', 'y1@example.org');
    const sent = await administrator.give('accounts', 'y-1', 'invite', { email: 'other@example.org' });
    expect(refusal(sent)).toEqual([409, 'account/in-use']);
    const byReset = await administrator.give('accounts', 'y-1', 'request-reset', { email: 'other@example.org' });
    expect(refusal(byReset)).toEqual([409, 'account/address-in-use']);
    expect((await new SpecBrowser(server).signIn('y1@example.org', PASSWORD)).status).toBe(200);
    expect((await new SpecBrowser(server).signIn('other@example.org', PASSWORD)).status).toBe(401);
    expect(await types('y-1')).not.toContain('ResetRequested');
  });

  it('one that was mistyped is put right as long as nobody has used it', async () => {
    await invite(server, 'y-2', 'mistyped@example.org');
    const token = await invite(server, 'y-2', 'y2@example.org');
    expect((await use(token, PASSWORD)).status).toBe(200);
    expect((await new SpecBrowser(server).signIn('y2@example.org', PASSWORD)).status).toBe(200);
    expect(server.accountStore.credentials.accountOf('mistyped@example.org')).toBeUndefined();
  });
});

describe('The holder of an account', () => {
  it('is told of each step until they say that they know it, and sees the latest reset on their own page', async () => {
    const browser = await holder(server, 'x-1', 'x1@example.org');
    const whom = { by: 'administrator', at: new Date(now).toISOString() };
    expect(await told(browser)).toBeUndefined();
    const { request } = await askForReset(server, 'x-1');
    const first = await told(browser);
    expect(first).toEqual({ request, asked: whom, until: new Date(now + 7 * DAY).toISOString(), untold: whom.at });
    const know = (moment = '') => browser.send('POST', '/api/session/mine/reset', { answer: 'known', request, told: moment });
    expect((await know(first?.untold)).status).toBe(204);
    expect(await told(browser)).toBeUndefined();
    now += 1_000;
    await secretariat.do('accounts', 'x-1', 'confirm-reset', { request });
    const confirmed = await told(browser);
    expect(confirmed).toMatchObject({
      confirmed: { by: 'secretariat', person: 'spec-secretariat' },
      until: new Date(now + DAY).toISOString(),
    });
    // What was looked at before is not what has come since.
    await know(first?.untold);
    expect((await told(browser))?.untold).toBe(confirmed?.untold);
    await know(confirmed?.untold);
    expect(await told(browser)).toBeUndefined();
    expect((await browser.send<MineAnswer>('GET', '/api/session/mine')).body.reset).toMatchObject({ request, asked: whom });
    expect((await know('soon')).status).toBe(422);
  });

  it('is told by whom it was used, whoever signs in afterwards', async () => {
    await holder(server, 'x-2', 'x2@example.org');
    const after = new SpecBrowser(server);
    await use(await reset(server, 'x-2'), ANOTHER, after);
    expect(await told(after)).toMatchObject({
      asked: { by: 'administrator' },
      confirmed: { person: 'spec-secretariat' },
      ended: { as: 'used' },
    });
  });

  it('stops it, confirmed or not: the link is of no use any more', async () => {
    for (const [account, ask] of [
      ['x-3', askForReset],
      ['x-4', async (...[at, whose]: Parameters<typeof reset>) => ({ token: await reset(at, whose), request: '' })],
    ] as const) {
      const browser = await holder(server, account, `${account}@example.org`);
      const { token } = await ask(server, account);
      const request = (await told(browser))?.request ?? '';
      expect((await browser.send('POST', '/api/session/mine/reset', { answer: 'stop', request })).status).toBe(204);
      expect([(await look(token)).status, (await use(token)).status]).toEqual([404, 404]);
      expect(refusal(await confirm(secretariat, account, request))).toEqual([409, 'account/no-such-reset']);
      expect(await browser.account()).toBe(account);
      expect((await recordedOf(server, account)).at(-1)).toMatchObject({
        type: 'ResetStopped',
        data: { because: 'declined', by: account },
      });
    }
  });

  it('stops nobody else’s', async () => {
    const browser = await holder(server, 'x-5', 'x5@example.org');
    await holder(server, 'x-6', 'x6@example.org');
    const { request } = await askForReset(server, 'x-6');
    const sent = await browser.send('POST', '/api/session/mine/reset', { answer: 'stop', request });
    expect(refusal(sent)).toEqual([409, 'account/no-such-reset']);
    expect(await types('x-6')).not.toContain('ResetStopped');
  });
});

describe('A reset', () => {
  it('is withdrawn by who may ask for one; used at the same moment, it is one or the other', async () => {
    for (const account of ['w-1', 'w-2', 'w-3']) {
      const browser = await holder(server, account, `${account}@example.org`);
      const token = await reset(server, account);
      const request = (await told(browser))?.request ?? '';
      const [used, stopped] = await Promise.all([use(token), administrator.give('accounts', account, 'stop-reset', { request })]);
      const all = await types(account);
      expect([used.status === 200, stopped.status === 200].filter(Boolean)).toHaveLength(1);
      expect([all.includes('ResetUsed'), all.includes('ResetStopped')]).toEqual([used.status === 200, stopped.status === 200]);
      const password = used.status === 200 ? ANOTHER : PASSWORD;
      expect((await new SpecBrowser(server).signIn(`${account}@example.org`, password)).status).toBe(200);
    }
  });

  it('is one: a newer request is confirmed by itself, and the older link is of no use', async () => {
    await holder(server, 'w-4', 'w4@example.org');
    const [older, newer] = [await askForReset(server, 'w-4'), await askForReset(server, 'w-4')];
    expect(refusal(await confirm(secretariat, 'w-4', older.request))).toEqual([409, 'account/no-such-reset']);
    await secretariat.do('accounts', 'w-4', 'confirm-reset', { request: newer.request });
    expect([(await use(older.token)).status, (await use(newer.token)).status]).toEqual([404, 200]);
  });

  it('is confirmed within seven days and used within one more, and not once the holder has chosen another way in', async () => {
    const browser = await holder(server, 'w-5', 'w5@example.org');
    const late = await askForReset(server, 'w-5');
    now += 7 * DAY;
    [administrator, secretariat] = [await SpecClient.as(server, 'administrator'), await SpecClient.as(server, 'secretariat')];
    expect(refusal(await confirm(secretariat, 'w-5', late.request))).toEqual([409, 'account/no-such-reset']);
    const token = await reset(server, 'w-5');
    now += DAY;
    expect((await use(token)).status).toBe(404);
    const overtaken = await reset(server, 'w-5');
    await browser.send('POST', '/api/session/prove', { password: PASSWORD });
    expect((await browser.send('POST', '/api/session/mine/password', { current: PASSWORD, password: ANOTHER })).status).toBe(204);
    expect((await use(overtaken)).status).toBe(404);
  });
});

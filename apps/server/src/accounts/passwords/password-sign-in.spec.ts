import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { EMAIL, holder, invite, PASSWORD, recordedOf, SpecBrowser } from '../testing/holder.suite.js';
import { Passwords } from './passwords.js';

let server: SpecServer;
beforeAll(async () => {
  server = await startServer({});
}, 60_000);
afterAll(() => server.close());

describe('signing in with a password', () => {
  it('is whose account it is, however the address is written', async () => {
    await holder(server, 'p-1', 'P1@Example.org');
    const browser = new SpecBrowser(server, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' });
    const answer = await browser.signIn('p1@example.ORG');
    expect([answer.status, answer.body.identity?.account]).toEqual([200, 'p-1']);
    expect((await browser.mine()).sessions.find(({ current }) => current)).toMatchObject({ means: 'password', device: 'Firefox, Linux' });
  });

  it('is refused in the same words whatever was wrong', async () => {
    await holder(server, 'p-2', 'p2@example.org');
    await invite(server, 'p-3', 'p3@example.org');
    const closed = await holder(server, 'p-4', 'p4@example.org');
    const administrator = await SpecClient.as(server, 'administrator');
    await administrator.do('accounts', 'p-4', 'close', { reason: 'Slutat' });
    expect(await closed.account()).toBeUndefined();
    const answers = [
      await new SpecBrowser(server).signIn('p2@example.org', 'fel lösenord hela vägen'),
      await new SpecBrowser(server).signIn('nobody@example.org'),
      await new SpecBrowser(server).signIn('p3@example.org'),
      await new SpecBrowser(server).signIn('p4@example.org'),
    ];
    const [first] = answers;
    expect([first?.status, first?.problem.code]).toEqual([401, 'session/refused']);
    for (const answer of answers) expect([answer.status, answer.body, answer.headers.get('set-cookie')]).toEqual([401, first?.body, null]);
  });

  it('puts neither address nor password into the log', async () => {
    await holder(server, 'p-5', 'p5@secret.example.org');
    await new SpecBrowser(server).signIn('p5@secret.example.org', 'fel lösenord hela vägen');
    const events: string[] = [];
    for await (const page of server.log.readAll('' as Parameters<typeof server.log.readAll>[0])) events.push(JSON.stringify(page));
    expect(events.join('')).toContain('account-p-5');
    for (const secret of ['secret.example', 'kossor', 'fel lösenord', '127.0.0.1']) expect(events.join('')).not.toContain(secret);
  });

  it('hashes the password anew when the cost has changed', async () => {
    await holder(server, 'p-6', 'p6@example.org');
    const old = await new Passwords({ memoryCost: 16, timeCost: 1, parallelism: 1 }).hash(PASSWORD);
    const stored = server.accountStore.credentials.password('p-6');
    if (stored === undefined) throw new Error('no password');
    server.accountStore.credentials.setPassword({ ...stored, hash: old });
    expect((await new SpecBrowser(server).signIn('p6@example.org')).status).toBe(200);
    expect(server.accountStore.credentials.password('p-6')?.hash).toMatch(/m=8,t=1,p=1/u);
    expect((await new SpecBrowser(server).signIn('p6@example.org')).status).toBe(200);
  });

  it('is off where the identity provider is the only way in', async () => {
    const openid = { issuer: 'https://id.example.org', clientId: 'x', name: 'Id' };
    const only = await startServer({ config: { signIn: 'openid', openid } });
    const answer = await new SpecBrowser(only).signIn();
    expect([answer.status, answer.problem.code]).toEqual([404, 'session/means-off']);
    const session = await new SpecBrowser(only).send('GET', '/api/session');
    expect(session.body).toMatchObject({ means: { password: false, passkey: false, openid: { name: 'Id' } } });
    await only.close();
  });

  it.each([
    [{}, 422],
    [{ email: EMAIL }, 422],
    [{ email: 'x', password: 'y' }, 422],
    [{ email: { $ne: '' }, password: { $ne: '' } }, 422],
    [{ email: EMAIL, password: PASSWORD, account: 'administrator' }, 422],
    [{ email: EMAIL, password: 'x'.repeat(201) }, 422],
  ])('takes nothing else: %j', async (body, status) => {
    expect((await new SpecBrowser(server).send('POST', '/api/session/password', body)).status).toBe(status);
  });
});

describe('who guesses passwords', () => {
  const signIn = {
    address: { points: 100, seconds: 60 },
    accountAtAddress: { points: 3, seconds: 60 },
    device: { points: 3, seconds: 60 },
  };
  const guess = async (browser: SpecBrowser, email: string, times: number): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n += 1) statuses.push((await browser.signIn(email, `gissning nummer ${String(n)}`)).status);
    return statuses;
  };

  it('is blocked, and that is recorded once; the holder’s own browser is not', async () => {
    const limited = await startServer({ signIn });
    const own = await holder(limited, 'g-1', 'g1@example.org');
    const stranger = new SpecBrowser(limited);
    expect(await guess(stranger, 'g1@example.org', 5)).toEqual([401, 401, 401, 429, 429]);
    const right = await stranger.signIn('g1@example.org');
    expect([right.status, right.problem.code]).toEqual([429, 'session/blocked']);
    expect(Number(right.problem.facts?.['seconds'])).toBeGreaterThan(50);
    expect(right.headers.get('retry-after')).toBe(String(right.problem.facts?.['seconds']));
    const blocks = (await recordedOf(limited, 'g-1')).filter(({ type }) => type === 'SignInsBlocked');
    expect(blocks).toHaveLength(1);
    await own.send('DELETE', '/api/session');
    expect((await own.signIn('g1@example.org')).status).toBe(200);
    // An unknown address is blocked just so.
    expect(await guess(new SpecBrowser(limited), 'nobody@example.org', 4)).toEqual([401, 401, 401, 429]);
    await limited.close();
  });

  it('from a known browser is blocked there alone', async () => {
    const limited = await startServer({ signIn });
    const own = await holder(limited, 'g-2', 'g2@example.org');
    await own.send('DELETE', '/api/session');
    expect(await guess(own, 'g2@example.org', 4)).toEqual([401, 401, 401, 429]);
    expect((await new SpecBrowser(limited).signIn('g2@example.org')).status).toBe(200);
    await limited.close();
  });

  it('does not count what a proxy’s header says, unless the proxy is one of ours', async () => {
    const limited = await startServer({ signIn });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const browser = new SpecBrowser(limited, { 'x-forwarded-for': `192.0.2.${String(n)}` });
      statuses.push((await browser.signIn('x@example.org')).status);
    }
    expect(statuses.at(-1)).toBe(429);
    await limited.close();
    const behind = await startServer({ signIn, config: { proxies: ['127.0.0.1'] } });
    for (let n = 0; n < 6; n += 1) {
      const browser = new SpecBrowser(behind, { 'x-forwarded-for': `192.0.2.${String(n)}` });
      expect((await browser.signIn('x@example.org')).status).toBe(401);
    }
    await behind.close();
  });

  it('many at once gets no more tries than one after the other', async () => {
    const limited = await startServer({ signIn });
    await holder(limited, 'g-3', 'g3@example.org');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => new SpecBrowser(limited).signIn('g3@example.org', 'gissning nummer ett')),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    await limited.close();
  });
});

describe('who signs in while that is being taken away', () => {
  let wide: SpecServer;
  beforeAll(async () => {
    const unlimited = { points: 1_000, seconds: 60 };
    wide = await startServer({ signIn: { accountAtAddress: unlimited, accountAnywhere: unlimited, device: unlimited } });
  }, 60_000);
  afterAll(() => wide.close());
  const many = (at: SpecServer, email: string) => Array.from({ length: 12 }, () => ({ browser: new SpecBrowser(at), email }));
  const accountsOf = (tries: readonly { readonly browser: SpecBrowser }[]) => Promise.all(tries.map(({ browser }) => browser.account()));

  it('by another password is out afterwards, however the two met', async () => {
    const own = await holder(wide, 'w-1', 'w1@example.org');
    const tries = many(wide, 'w1@example.org');
    const signingIn = tries.map(({ browser, email }) => browser.signIn(email));
    const changed = await own.send('POST', '/api/session/mine/password', { current: PASSWORD, password: 'fyra grisar i en lada' });
    expect(changed.status).toBe(204);
    await Promise.all(signingIn);
    expect(new Set(await accountsOf(tries))).toEqual(new Set([undefined]));
    expect(await own.account()).toBe('w-1');
  });

  it('by closing the account is out afterwards, also when it is opened again', async () => {
    await holder(wide, 'w-2', 'w2@example.org');
    const administrator = await SpecClient.as(wide, 'administrator');
    const tries = many(wide, 'w2@example.org');
    const signingIn = tries.map(({ browser, email }) => browser.signIn(email));
    await signingIn[0];
    await administrator.do('accounts', 'w-2', 'close', { reason: 'Slutat' });
    await administrator.do('accounts', 'w-2', 'reopen');
    const answers = await Promise.all(signingIn);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 401].includes(status))).toEqual([]);
    expect(new Set(await accountsOf(tries))).toEqual(new Set([undefined]));
  });

  it('cannot change anything with a session that has ended meanwhile', async () => {
    const own = await holder(wide, 'w-3', 'w3@example.org');
    const administrator = await SpecClient.as(wide, 'administrator');
    const changing = own.send('POST', '/api/session/mine/password', { current: PASSWORD, password: 'fyra grisar i en lada' });
    await administrator.do('accounts', 'w-3', 'end-sessions');
    const changed = await changing;
    const signedIn = await new SpecBrowser(wide).signIn('w3@example.org', changed.status === 204 ? 'fyra grisar i en lada' : PASSWORD);
    expect(signedIn.status).toBe(200);
    expect(await own.account()).toBeUndefined();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { Buckets, houseOf } from './buckets.js';
import { ROUTE_RULES, ruleOf } from './route-rules.js';
import { Routes } from './routes.js';

let server: SpecServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('every route', () => {
  it('has a rule that says who may use it', () => {
    const routes = server.app.get(Routes).api;
    expect(routes.length).toBeGreaterThan(30);
    expect(routes.filter(({ method, path }) => ruleOf(method, path) === undefined)).toEqual([]);
  });

  it('that has a rule is there', () => {
    const there = server.app.get(Routes).api.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(ROUTE_RULES).filter((key) => !there.includes(key))).toEqual([]);
  });

  it('without a rule is refused', () => {
    expect(ruleOf('GET', '/api/secrets')).toBeUndefined();
    expect(ruleOf('PUT', '/api/session')).toBeUndefined();
    expect(ruleOf('constructor', '')).toBeUndefined();
  });

  it('for those signed in, the secretariat, administrators refuses everybody else', async () => {
    const nobody = SpecClient.nobody(server);
    const auditor = await SpecClient.as(server, 'auditor');
    expect((await nobody.get('/api/session/mine')).status).toBe(401);
    expect((await auditor.get('/api/session/mine')).status).toBe(200);
    expect((await nobody.send('/api/imports/people', '[]', { 'content-type': 'application/json' })).status).toBe(401);
    expect((await auditor.send('/api/imports/people', '[]', { 'content-type': 'application/json' })).status).toBe(403);
    expect((await auditor.get('/api/session/resets')).status).toBe(403);
    expect((await (await SpecClient.as(server, 'administrator')).get('/api/session/resets')).status).toBe(200);
  });

  it('of the operator is there on the machine itself, or with the token', async () => {
    const nobody = SpecClient.nobody(server);
    expect((await nobody.get('/api/metrics')).status).toBe(200);
    expect((await nobody.get('/api/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404);
    const token = 'a-token-of-the-operator-that-nobody-guesses';
    const guarded = await startServer({ config: { operatorToken: token } });
    const fromAfar = { 'x-forwarded-for': '192.0.2.1' };
    expect((await SpecClient.nobody(guarded).get('/api/metrics', { ...fromAfar, authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await SpecClient.nobody(guarded).get('/api/metrics', { ...fromAfar, authorization: `Bearer ${token}x` })).status).toBe(404);
    await guarded.close();
  });
});

describe('the pace', () => {
  it('of commands, reads and searches is limited for each account by itself', async () => {
    const slow = await startServer({
      httpLimits: {
        commands: { burst: 3, perSecond: 0.01 },
        reads: { burst: 5, perSecond: 0.01 },
        searches: { burst: 2, perSecond: 0.01 },
      },
    });
    const [one, other] = [await SpecClient.as(slow, 'secretariat'), await SpecClient.as(slow, 'auditor')];
    const search = (who: SpecClient) => who.get('/api/lists/organisations?q=a');
    const statuses = [await search(one), await search(one), await search(one)].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await search(one);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ code: 'request/too-many' });
    expect((await search(other)).status).toBe(200);
    const commands: number[] = [];
    for (let number = 0; number < 4; number += 1) commands.push((await one.give('organisations', 'o', 'rename', { name: 'N' })).status);
    expect(commands).toEqual([404, 404, 404, 429]);
    const reads: number[] = [];
    for (let number = 0; number < 6; number += 1) reads.push((await one.get('/api/docs/overview/all')).status);
    expect(reads).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await other.get('/api/lists/organisations')).status).toBe(200);
    await slow.close();
  });

  it('forgets the oldest keys, so that no flood of them fills the memory', () => {
    const buckets = new Buckets({ burst: 1, perSecond: 0 }, 2);
    expect([buckets.take('a'), buckets.take('a'), buckets.take('b'), buckets.take('c'), buckets.take('a')]).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1::6', '2001:db8:1:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('goes by house: %s is %s', (address, house) => {
    expect(houseOf(address)).toBe(house);
  });
});

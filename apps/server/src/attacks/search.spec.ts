import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../testing/client.suite.js';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
let client: SpecClient;
beforeAll(async () => {
  server = await startServer({
    demo: true,
    filled: true,
    httpLimits: { searches: { burst: 10_000, perSecond: 10_000 }, reads: { burst: 10_000, perSecond: 10_000 } },
  });
  client = await SpecClient.as(server, 'member');
}, 90_000);
afterAll(() => server.close());

const LISTS = ['decisions', 'meetings', 'organisations', 'persons'];

async function search(list: string, q: string): Promise<{ readonly status: number; readonly ms: number }> {
  const begun = performance.now();
  const answer = await client.get(`/api/lists/${list}?q=${encodeURIComponent(q)}`);
  await answer.text();
  return { status: answer.status, ms: performance.now() - begun };
}
const fastest = async (list: string, q: string): Promise<number> => {
  const times: number[] = [];
  for (let number = 0; number < 5; number += 1) times.push((await search(list, q)).ms);
  return Math.min(...times);
};

describe('what is looked for', () => {
  it.each([
    `${'a'.repeat(199)}!`,
    `${'(a+)+'.repeat(39)}$`,
    '§ '.repeat(99),
    `${'§'.repeat(99)}${'9'.repeat(99)}x`,
    'å̊'.repeat(99),
    `${' \t'.repeat(99)}x`,
  ])('costs no more than plain words, however it is put together: %j', async (q) => {
    for (const list of LISTS) {
      await search(list, 'möte');
      const [plain, nasty] = [await fastest(list, 'möte'), await fastest(list, q)];
      expect([list, nasty < 25 * Math.max(plain, 1)]).toEqual([list, true]);
    }
  });

  it('is never a pattern', async () => {
    for (const q of ['.*', '[', '.+', '\\', '%', '_', "'; DROP TABLE documents; --", '{"$ne":null}']) {
      for (const list of LISTS) {
        const answer = await client.get(`/api/lists/${list}?q=${encodeURIComponent(q)}`);
        const { body } = (await answer.json()) as { body: { total: number } };
        expect([list, q, answer.status, body.total]).toEqual([list, q, 200, 0]);
      }
    }
  });

  it('is so long and no longer', async () => {
    expect((await search('decisions', 'x'.repeat(201))).status).toBe(422);
  });
});

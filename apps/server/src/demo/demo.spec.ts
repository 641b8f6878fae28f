import type { DocumentBody, DocumentKind, SessionAnswer } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type SpecServer } from '../testing/server.suite.js';

let server: SpecServer;
beforeAll(async () => {
  server = await startServer({ demo: true, filled: true });
}, 60_000);
afterAll(() => server.close());

async function read<K extends DocumentKind>(kind: K, id: string, cookie = ''): Promise<DocumentBody<K>> {
  const answer = await fetch(`${server.url}/api/docs/${kind}/${id}?after=${await server.log.head()}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { body: DocumentBody<K> }).body;
}

describe('a demo installation', () => {
  it('has the 39 groups and 35 organisations of the programme', async () => {
    const overview = await read('overview', 'all');
    expect(overview.groups).toBe(39);
    expect(overview.organisations).toBe(35);
    expect(overview.measures).toBe(20);
    expect(overview.targets).toBe(32);
  });

  it('has 289 invented people, 108 women and 181 men, each with a seat', async () => {
    const response = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'member' }),
    });
    const { whole } = await read('composition', 'all', response.headers.getSetCookie()[0]?.split(';')[0]);
    expect(whole.persons).toBe(289);
    expect(whole.sex).toEqual({ woman: 108, man: 181 });
  });

  it('has a year of meetings and decisions behind it and meetings to come', async () => {
    const overview = await read('overview', 'all');
    expect(overview.meetings['closed']).toBeGreaterThan(150);
    expect(Object.keys(overview.upcoming).length).toBeGreaterThan(30);
    expect(overview.decisionsByYear['2008']).toBeGreaterThan(300);
  });

  it('offers identities to choose from', async () => {
    const session = (await (await fetch(`${server.url}/api/session`)).json()) as SessionAnswer;
    expect(session.identities.map(({ role }) => role)).toEqual([
      'secretariat',
      'chair',
      'secretary',
      'member',
      'substitute',
      'nominator',
      'financier',
      'auditor',
      'administrator',
    ]);
  });
});

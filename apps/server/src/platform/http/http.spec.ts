import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type SpecServer } from '../../testing/server.suite.js';

let server: SpecServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);

describe('the edge', () => {
  it('says that it lives and is ready', async () => {
    await expect.poll(async () => (await get('/api/health')).status).toBe(200);
    const answer = await get('/api/health');
    expect(await answer.json()).toMatchObject({ live: true, ready: true, reasons: [] });
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it.each([
    ['GET', '/api/nowhere', 404, 'request/not-found'],
    ['POST', '/api/health', 405, 'request/method-not-allowed'],
    ['GET', '/nowhere.js', 404, 'request/not-found'],
  ])('answers %s %s with a problem', async (method, path, status, code) => {
    const answer = await get(path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code, status });
  });
});

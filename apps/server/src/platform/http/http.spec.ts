import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpecClient } from '../../testing/client.suite.js';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { headersFor, SECURITY_HEADERS } from './headers.js';

let server: SpecServer;
let folder: string;
let web: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-web-'));
  web = join(folder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'outside.txt'), 'no');
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>Samverkan</title>');
  writeFileSync(join(web, 'assets', 'index-1a2b3c.js'), `export const text = '${'samverkan '.repeat(2_000)}';`);
  writeFileSync(join(web, '.secret'), 'no');
  server = await startServer({ demo: true, filled: true, web });
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);

/** Asks without the help of a client that tidies addresses up. */
const rawStatus = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });

const rawText = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });

describe('the edge', () => {
  it('says that it lives and is ready', async () => {
    const health = async (): Promise<unknown> => (await get('/api/health')).json();
    await expect.poll(health).toMatchObject({ live: true, ready: true, reasons: [], documents: { caughtUp: true, stopped: [] } });
    expect((await get('/api/health')).status).toBe(200);
    // How far the log has come would tell of a meeting that runs.
    expect(JSON.stringify(await health())).not.toMatch(/position|behind/u);
  });

  it.each([
    ['GET', '/api/nowhere', 404, 'request/not-found'],
    ['GET', '/api/lists/nothing', 404, 'request/not-found'],
    ['GET', '/api/lists/decisions?year=soon', 422, 'request/invalid'],
    ['GET', '/api/lists/decisions?colour=red', 422, 'request/invalid'],
    ['GET', '/api/docs/nothing/all', 404, 'document/not-found'],
    ['GET', '/api/docs/meeting/none', 404, 'document/not-found'],
    ['GET', '/api/docs/meeting/none?after=%20', 422, 'request/invalid'],
    ['POST', '/api/health', 405, 'request/method-not-allowed'],
    ['DELETE', '/api/docs/overview/all', 405, 'request/method-not-allowed'],
    ['POST', '/nowhere', 404, 'request/not-found'],
    ['GET', '/nowhere.js', 404, 'request/not-found'],
  ])('answers %s %s with a problem', async (method, path, status, code) => {
    const answer = await get(path, { method });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect(await answer.json()).toMatchObject({ code, status, type: `/problems/${code}` });
  });

  it('says which methods an address has', async () => {
    expect((await get('/api/session', { method: 'PUT' })).headers.get('allow')).toBe('DELETE, GET, HEAD, POST');
  });

  it('behind TLS says that it is to be reached in no other way', async () => {
    expect(SECURITY_HEADERS).not.toHaveProperty('strict-transport-security');
    const secure = await startServer({ config: { url: 'https://samverkan.example.org', secure: true } });
    const { headers } = await fetch(`${secure.url}/api/health`);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    await secure.close();
    // By a setting what is below the same name too.
    expect(headersFor('/', { secure: true, subdomains: true })['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    expect(headersFor('/', { secure: false, subdomains: true })).toBe(SECURITY_HEADERS);
  });

  it('serves of the description of the API what its page needs, and no source maps', async () => {
    const page = await (await get('/api')).text();
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js', 'favicon-32x32.png'])
      expect([file, page.includes(file), (await get(`/api/${file}`)).status]).toEqual([file, true, 200]);
    const encoded = ['swagger-ui-bundle.js%2emap', '%73wagger-ui-bundle.js.map', './swagger-ui.js', 'api/swagger-ui.css.map'];
    for (const file of encoded) expect([file, await rawStatus(`/api/${file}`)]).toEqual([file, 404]);
    const others = [
      'swagger-ui-bundle.js.map',
      'swagger-ui.css.map',
      'swagger-ui.js',
      'swagger-ui-es-bundle.js',
      'swagger-ui-es-bundle-core.js.map',
    ];
    for (const file of [...others, 'package.json', 'oauth2-redirect.html', 'swagger-initializer.js', 'absolute-path.js'])
      expect([file, (await get(`/api/${file}`)).status]).toEqual([file, 404]);
  });

  it('sends its headers of safety with every answer', async () => {
    for (const path of ['/', '/api/health', '/api/nowhere', '/assets/index-1a2b3c.js', '/api']) {
      const { headers } = await get(path);
      for (const [name, value] of Object.entries(headersFor(path, { secure: false })))
        expect([path, name, headers.get(name)]).toEqual([path, name, value]);
    }
    expect(SECURITY_HEADERS['content-security-policy']).not.toMatch(/unsafe/u);
    expect(SECURITY_HEADERS['content-security-policy']).toMatch(
      /base-uri 'none'.*require-trusted-types-for 'script'; trusted-types vue default$/u,
    );
    for (const page of ['/', '/api/health', '/api/docs/overview/all', '/apis', '/beslut?q=/api'])
      expect(headersFor(page, { secure: false })).toBe(SECURITY_HEADERS);
    for (const page of ['/api', '/api/', '/api?x'])
      expect(headersFor(page, { secure: false })['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/u);
  });
});

describe('the web client', () => {
  it('is the same page at every address that it routes itself', async () => {
    for (const path of ['/', '/groups/rtp-1-2', '/decisions?year=2008']) {
      const answer = await get(path);
      expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>Samverkan</title>']);
      expect(answer.headers.get('cache-control')).toContain('max-age=0');
    }
  });

  it('has files that never change, compressed', async () => {
    const answer = await get('/assets/index-1a2b3c.js', { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await answer.text()).toContain('samverkan');
  });

  it('gives nothing from outside its folder, and nothing hidden', async () => {
    const ways = ['..', '%2e%2e', '.%2e', '..%5c', '%252e%252e', '..;', '....//..', '%c0%ae%c0%ae', '\\\\..'].flatMap((up) => [
      `/${up}/outside.txt`,
      `/assets/${up}/${up}/outside.txt`,
      `/assets/${up}%2f${up}%2foutside.txt`,
    ]);
    for (const path of [...ways, '//etc/passwd', `/${encodeURIComponent(join(web, 'index.html'))}`, '/assets/../.secret']) {
      const status = await rawStatus(path);
      // What is no file of the page's may be the page itself, which tells nothing.
      expect([path, status === 200 ? await rawText(path) : '']).toEqual([
        path,
        status === 200 ? '<!doctype html><title>Samverkan</title>' : '',
      ]);
    }
    for (const path of ['/../package.json', '/%2e%2e/%2e%2e/package.json', '/assets/%00', '/%', '/.secret']) {
      expect([path, await rawStatus(path)]).not.toEqual([path, 200]);
    }
  });
});

describe('documents', () => {
  it('come with their version, and not again when it is known', async () => {
    const first = await get('/api/docs/overview/all');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-z]+"$/u);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect((await get('/api/docs/overview/all', { headers: { 'if-none-match': tag } })).status).toBe(304);
    expect((await get('/api/docs/overview/all', { headers: { 'if-none-match': '"old"' } })).status).toBe(200);
  });

  it('are compressed when they are big', async () => {
    const answer = await get('/api/docs/group-tree/all', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
  });

  it('of another audience are not given', async () => {
    const secretary = await SpecClient.as(server, 'secretary');
    const chair = await SpecClient.as(server, 'chair');
    const { identity } = (await (await secretary.get('/api/session')).json()) as { identity: { person: string } };
    expect((await secretary.get(`/api/docs/my/${identity.person}`)).status).toBe(200);
    const other = await chair.get(`/api/docs/my/${identity.person}`);
    expect([other.status, await other.json()]).toMatchObject([404, { code: 'document/not-found' }]);
    expect((await get(`/api/docs/my/${identity.person}`)).status).toBe(404);
  });

  it('stand in lists by page', async () => {
    const answer = await get('/api/lists/meetings?state=scheduled&limit=5&order=upcoming', {
      headers: { cookie: (await SpecClient.as(server, 'secretary')).cookie },
    });
    expect(answer.status).toBe(200);
    const { body } = (await answer.json()) as { body: { order: string[]; total: number; next?: string } };
    expect(body.order).toHaveLength(5);
    expect(body.total).toBeGreaterThan(30);
    expect(body.next).toBeDefined();
  });
});

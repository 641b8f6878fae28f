import { COMMANDS, DOCUMENT_KINDS, LIST_NAMES } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type SpecServer } from '../../testing/server.suite.js';
import { Routes } from '../http/routes.js';

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: unknown }>>>>;
}

let server: SpecServer;
let description: Description;
beforeAll(async () => {
  server = await startServer();
  description = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Description;
});
afterAll(() => server.close());

/** What serves the description to people. */
const isPage = (path: string): boolean => /^\/api(\/|\/index\.html|\/LICENSE|(\/api)?\/swagger-ui-init\.js)?$/u.test(path);

const described = (): { method: string; path: string }[] =>
  Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{([a-z]+)\}/gu, ':$1') })),
  );

const fits = (route: { method: string; path: string }, one: { method: string; path: string }): boolean => {
  const pattern = new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/:[a-z]+/gu, '[^/]+')}$`, 'u');
  return route.method === one.method && pattern.test(one.path);
};

describe('the description of the API', () => {
  it('has every route of the running server', () => {
    const routes = server.app.get(Routes).api.filter(({ path }) => !isPage(path));
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter((route) => !described().some((one) => fits(route, one)))).toEqual([]);
  });

  it('describes nothing that the running server does not have', () => {
    const routes = server.app.get(Routes).api;
    expect(described().filter((one) => !routes.some((route) => fits(route, one)))).toEqual([]);
  });

  it('has every command, document and list of the contract', () => {
    const commands = Object.entries(COMMANDS).flatMap(([context, all]) => Object.keys(all).map((name) => `/api/${context}/{id}/${name}`));
    const documents = DOCUMENT_KINDS.map((kind) => `/api/docs/${kind}/{id}`);
    const lists = LIST_NAMES.map((name) => `/api/lists/${name}`);
    for (const path of [...commands, ...documents, ...lists]) expect(description.paths).toHaveProperty([path]);
    expect(description.openapi).toBe('3.1.0');
  });

  it('is read by people at /api, with nothing from elsewhere', async () => {
    const page = await (await fetch(`${server.url}/api`)).text();
    const addresses = [...page.matchAll(/(?:src|href)=['"]([^'"]+)['"]/gu)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      expect(address).not.toMatch(/^(https?:)?\/\//u);
      const answer = await fetch(new URL(address, `${server.url}/api`));
      expect([address, answer.status]).toEqual([address, 200]);
      await answer.arrayBuffer();
    }
    expect(page).not.toMatch(/<script>(?!\s*<)/u);
  });

  it('has the live protocol beside it', async () => {
    const live = (await (await fetch(`${server.url}/api/asyncapi.json`)).json()) as { operations: Record<string, unknown> };
    expect(Object.keys(live.operations)).toEqual(['watch', 'unwatch', 'command', 'patches', 'resync', 'session', 'gone']);
  });

  it('gives its figures to Prometheus', async () => {
    const text = await (await fetch(`${server.url}/api/metrics`)).text();
    expect(text).toContain('samverkan_log_events ');
    expect(text).toContain('samverkan_live_connections');
    expect(text).toMatch(/samverkan_http_request_seconds_count\{method="GET",route="\/api\/openapi.json",status="200"\} 1/u);
  });
});

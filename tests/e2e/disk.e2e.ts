import { execFileSync } from 'node:child_process';
import type { CommandAnswer, Problem } from '@samverkan/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, startServer, type RunningServer } from './harness.js';

// The disk fails under a server that runs: no file may grow any more, which SQLite meets as a failed write.

const data = dataFolder();
let server: RunningServer;
let cookie = '';
const acknowledged: string[] = [];

beforeAll(async () => {
  server = await startServer(data.path);
  const signedIn = await ask('POST', '/api/session', { account: 'secretariat' });
  cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}, 120_000);
afterAll(async () => {
  await server.stop();
  data.remove();
});

const ask = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: server.publicUrl, ...(cookie === '' ? {} : { cookie }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function register(id: string): Promise<{ status: number; answer: CommandAnswer | Problem }> {
  const answer = await ask('POST', `/api/organisations/${id}/register`, { name: `Föreningen ${id}`, sector: 'civil' });
  if (answer.status === 200) acknowledged.push(id);
  return { status: answer.status, answer: (await answer.json()) as CommandAnswer | Problem };
}

async function health(): Promise<{ status: number; ready: boolean; reasons: readonly string[] }> {
  const answer = await fetch(`${server.url}/api/health`);
  return { status: answer.status, ...((await answer.json()) as { ready: boolean; reasons: readonly string[] }) };
}

/** Lets no file of the server grow beyond so many bytes: what stands there stays, what is added fails. */
const limitFiles = (bytes: string): void => {
  execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:unlimited`]);
};

describe('a disk that fails', () => {
  it('is said by commands and by health, and nothing is acknowledged', async () => {
    expect((await register('fore')).status).toBe(200);
    await expect.poll(health, { timeout: 20_000 }).toMatchObject({ status: 200, ready: true, reasons: [] });
    limitFiles('512');
    expect(await register('under-1')).toMatchObject({ status: 503, answer: { code: 'server/cannot-write' } });
    expect(await register('under-2')).toMatchObject({ status: 503, answer: { code: 'server/cannot-write' } });
    expect(await health()).toMatchObject({ status: 503, ready: false, reasons: expect.arrayContaining(['log-not-writable']) as string[] });
    // Nobody can sign in, and that is said too.
    expect((await ask('POST', '/api/session', { account: 'auditor' })).status).toBe(503);
    expect((await health()).reasons).toContain('accounts-not-writable');
    // What has been recorded is read all the same.
    expect((await fetch(`${server.url}/api/docs/organisation/fore`)).status).toBe(200);
  });

  it('is gone when its cause is: the server goes on by itself', async () => {
    limitFiles('unlimited');
    await expect.poll(health, { timeout: 20_000 }).toMatchObject({ status: 200, ready: true, reasons: [] });
    expect((await register('under-1')).status).toBe(200);
    expect((await register('efter')).status).toBe(200);
  });

  it('has cost nothing that was acknowledged', async () => {
    await server.crash();
    server = await startServer(data.path);
    await expect.poll(health, { timeout: 20_000 }).toMatchObject({ ready: true });
    for (const id of acknowledged) expect([id, (await fetch(`${server.url}/api/docs/organisation/${id}`)).status]).toEqual([id, 200]);
    expect((await fetch(`${server.url}/api/docs/organisation/under-2`)).status).toBe(404);
  });
});

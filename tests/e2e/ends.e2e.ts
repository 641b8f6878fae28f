import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, freePort, startServer } from './harness.js';

// How the server's process ends, and what it says then, where it cannot start or cannot go on.

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
const folder = dataFolder();
const data = join(folder.path, 'data');
beforeAll(async () => {
  await (await startServer(data, { demo: 'off' })).stop();
}, 120_000);
afterAll(() => {
  folder.remove();
});

/** Starts it where it cannot; answers with the code of its end and what it wrote. @param before words of the shell that go before it */
async function ended(environment: Readonly<Record<string, string>>, before = ''): Promise<{ code: number | null; err: string }> {
  const child = spawn('sh', ['-c', `${before} exec "$0" "$1"`, process.execPath, MAIN], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(await freePort()), SAMVERKAN_DATA: data, SAMVERKAN_DEMO: 'off', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, err };
}

describe('a start that cannot be', () => {
  it('names a port that another program has', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    expect(await ended({ PORT: port })).toEqual({
      code: 1,
      err: `The server cannot listen on 127.0.0.1:${port}: another program does. Choose another with PORT.\n`,
    });
    other.close();
  });

  it('names an address that this machine does not have', async () => {
    const { code, err } = await ended({ HOST: '192.0.2.1' });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^The server cannot listen on 192\.0\.2\.1:\d+: this machine has no such address\./u),
    ]);
  });

  it('names the setting that is wrong', async () => {
    const { code, err } = await ended({ PORT: 'three' });
    expect([code, err]).toEqual([1, expect.stringMatching(/^The settings are wrong: PORT [^\n]+\.\n$/u)]);
  });

  it('names a data folder that is a file, and one where nothing can be made', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    expect(await ended({ SAMVERKAN_DATA: file })).toEqual({
      code: 1,
      err: `The data folder ${file} cannot be used: there is a file of that name.\n`,
    });
    const nowhere = await ended({ SAMVERKAN_DATA: '/proc/samverkan' });
    expect(nowhere).toEqual({ code: 1, err: 'The data folder /proc/samverkan cannot be used: nothing can be made there.\n' });
  });

  it('says that it may have too few files open', async () => {
    // Enough for Node itself: what is left over, another process may need a file more or less of.
    for (const few of [24, 28, 32]) {
      const { code, err } = await ended({}, `ulimit -n ${String(few)};`);
      expect([few, code, err]).toEqual([few, 1, expect.stringContaining('ulimit -n')]);
    }
  });
});

describe('a first start that fails half way', () => {
  it('leaves nothing that the next one could not go on from', async () => {
    const fresh = join(folder.path, 'fresh');
    const codes: (number | null)[] = [];
    // Each gets a file or two further than the one before, and the last ones as far as to an address that is not there.
    for (const few of [24, 26, 28, 30, 33, 38])
      codes.push((await ended({ SAMVERKAN_DATA: fresh, HOST: '192.0.2.1' }, `ulimit -n ${String(few)};`)).code);
    expect(codes.every((code) => code !== 0)).toBe(true);
    const server = await startServer(fresh, { demo: 'off' });
    expect(await server.stop()).toBe(0);
  });
});

describe('a server whose data folder is taken away', () => {
  it('refuses within five seconds, says so in health, and ends with a code that tells of it', async () => {
    const server = await startServer(data, { demo: 'off' });
    renameSync(data, `${data}-away`);
    mkdirSync(data);
    const health = async (): Promise<unknown> => (await (await fetch(`${server.url}/api/health`)).json()) as unknown;
    await expect
      .poll(health, { timeout: 5_000 })
      .toMatchObject({ ready: false, reasons: expect.arrayContaining(['storage-lost', 'log-lost']) as string[] });
    expect(await server.stop()).toBe(1);
  });
});

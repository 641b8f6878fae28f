import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'logger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LOGGER = fileURLToPath(new URL('logger.ts', import.meta.url));
const LINES = `
  const { createLogger } = await import(${JSON.stringify(LOGGER)});
  const logger = createLogger();
  for (let n = 0; n < 1_000; n += 1) logger.warn('a line that is long enough to be too much for the file before they all are in it');
  process.exitCode = 7;
`;

it('goes on without the lines that cannot be written', () => {
  const file = join(folder, 'lines');
  const output = openSync(file, 'w');
  // No file may grow beyond so many kilobytes.
  const { status, stderr } = spawnSync('bash', ['-c', 'ulimit -f 4; exec "$0" --input-type=module -e "$1"', process.execPath, LINES], {
    stdio: ['ignore', output, 'pipe'],
    encoding: 'utf8',
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  closeSync(output);
  expect([status, stderr]).toEqual([7, '']);
  expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThan(5);
}, 60_000);

import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START } from '@samverkan/event-store';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from './cli.js';
import { readConfig } from './platform/config/config.js';
import { openData } from './platform/data-folder/open-data.js';
import { serve } from './serve.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samverkan-clock-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({ PORT: '0', SAMVERKAN_DATA: join(folder, 'data'), SAMVERKAN_DEMO: 'on' });
const termsEnded = async (): Promise<number> => {
  const data = await openData(join(folder, 'data'), () => undefined);
  let count = 0;
  for await (const page of data.log.readAll(START)) count += page.filter(({ type }) => type === 'TermEnded').length;
  await data.close();
  return count;
};
const clockIs = (moment: string): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(moment) });
};

describe('a server that starts with its clock at 2099', () => {
  it('ends no term, says so to whoever watches over it, and ends them when the time is confirmed', async () => {
    await (await serve(readConfig(environment()))).stop();
    clockIs('2099-06-01T10:00:00Z');
    const wrong = await serve(readConfig(environment()));
    await vi.waitUntil(async () => (await fetch(`${wrong.url}/api/health`)).status === 200, { timeout: 20_000 });
    expect(await (await fetch(`${wrong.url}/api/health`)).json()).toMatchObject({ ready: true, reasons: ['clock-doubtful'] });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await wrong.stop();
    expect(await termsEnded()).toBe(0);

    expect(await runCli(['clock', 'confirm'], environment(), { out: () => undefined, err: () => undefined })).toBe(0);
    const right = await serve(readConfig(environment()));
    await vi.waitUntil(async () => (await fetch(`${right.url}/api/health`)).status === 200, { timeout: 20_000 });
    expect(await (await fetch(`${right.url}/api/health`)).json()).toMatchObject({ ready: true, reasons: [] });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await right.stop();
    expect(await termsEnded()).toBeGreaterThan(100);
  }, 90_000);
});

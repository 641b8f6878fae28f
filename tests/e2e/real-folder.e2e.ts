import type { SessionAnswer } from '@samverkan/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, startServer, type RunningServer } from './harness.js';
import { ADMINISTRATOR, emptyInstallation, type Installation } from './installation.js';

// `npm start` asks for the demo, whatever is in the folder.

let installation: Installation;
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [installation, browser] = await Promise.all([emptyInstallation(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  installation.remove();
});

describe('a folder in which somebody made an administrator before the first start', () => {
  it('is not opened to everybody by a start that asks for the demo', async () => {
    await installation.link('administrator', ADMINISTRATOR);
    server = await startServer(installation.data, { port: installation.port, demo: 'on' });
    const session = (await (await fetch(`${server.url}/api/session`)).json()) as SessionAnswer;
    expect([session.demo, session.identities]).toEqual([false, []]);
    const page = await browser.newPage();
    await page.goto(`${server.url}/logga-in`);
    await page.getByLabel('E-postadress').waitFor();
    expect(await page.getByText('Prova som').count()).toBe(0);
    await page.close();
  });

  it('stays so at the next start', async () => {
    await server.stop();
    server = await startServer(installation.data, { port: installation.port, demo: 'on' });
    const chosen = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: installation.url },
      body: '{"account":"administrator"}',
    });
    expect(await chosen.json()).toMatchObject({ code: 'session/not-demo' });
  });
});

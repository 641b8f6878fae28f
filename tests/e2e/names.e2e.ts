import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';
import { LOOKS, openWindow, shown, type Window } from './windows.js';

// Names that are taken for others, and texts that would like to be read otherwise than they are written.

const data = dataFolder();
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(data.path), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  data.remove();
});

async function secretariat(look: (typeof LOOKS)[number] = LOOKS[0]): Promise<Window> {
  const window = await openWindow(browser, server.url, { look });
  expect((await window.context.request.post('/api/session', { data: { account: 'secretariat' } })).status()).toBe(200);
  return window;
}

describe('look-alike names are warned about', () => {
  it('an organisation is registered beside one of nearly the same name when somebody says that it is another', async () => {
    const { page, errors, close } = await secretariat(LOOKS[1]);
    await page.goto('/aktorer');
    await shown(page, 'Aktörer');
    await page.getByRole('button', { name: 'Registrera aktör' }).click();
    const dialog = page.getByRole('dialog');
    const name = dialog.getByRole('textbox', { name: 'Namn' });
    const submit = dialog.getByRole('button', { name: 'Registrera' });
    await dialog.getByLabel('Sektor').selectOption('civil');
    await name.fill('Timra kommun');
    await expect.poll(() => dialog.getByRole('status').innerText()).toContain('Timrå kommun: skiljer bara i prickar och accenter');
    expect(await submit.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox', { name: 'Det är en annan' }).check();
    await submit.click();
    await shown(page, 'Timra kommun');
    expect(errors).toEqual([]);
    await close();
  });
});

describe('texts take no characters that are not seen', () => {
  it('the field says which while it is written, and the form when it is sent all the same', async () => {
    const { page, close } = await secretariat();
    await page.goto('/aktorer');
    await shown(page, 'Aktörer');
    await page.getByRole('button', { name: 'Registrera aktör' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Sektor').selectOption('civil');
    await dialog.getByRole('textbox', { name: 'Namn' }).fill('Bygde\u202eringen');
    await expect.poll(() => dialog.locator('[aria-invalid=true]').count()).toBe(1);
    expect(await dialog.innerText()).toContain('(U+202E)');
    await dialog.getByRole('button', { name: 'Registrera' }).click();
    await expect.poll(() => dialog.getByRole('alert').innerText()).toMatch(/^namn: .*\(U\+202E\)/su);
    await close();
  });

  it('a name that runs from right to left leaves what stands beside it in its place', async () => {
    const { page, context, close } = await secretariat();
    const given = await context.request.post('/api/organisations/o-rtl/register', { data: { name: 'שלום 2', sector: 'civil' } });
    expect(given.status()).toBe(200);
    await page.goto(`/aktorer?q=${encodeURIComponent('שלום')}`);
    const link = page.getByRole('link', { name: 'שלום 2' });
    await link.waitFor();
    expect(await link.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('isolate');
    await link.click();
    await expect.poll(() => page.title()).toBe('\u2068שלום 2\u2069 · Samverkan');
    await close();
  });
});

import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';

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

const VIEWS: readonly (readonly [path: string, heading: RegExp])[] = [
  ['/', /Regionalt tillväxtprogram för Västernorrland/u],
  ['/program', /Regionalt tillväxtprogram/u],
  ['/grupper', /^Grupper$/u],
  ['/grupper/rtp-1-2', /RTP-grupp 1\.2/u],
  ['/moten', /^Möten$/u],
  ['/moten/m-rtp-1-2-2008-4', /Möte 4\/2008/u],
  ['/beslut', /^Beslut/u],
  ['/aktivitet', /^Aktivitet/u],
  ['/aktorer', /^Aktörer$/u],
  ['/personer', /^Personer$/u],
  ['/min-sida', /^Min sida$/u],
];
const LOOKS = [
  { name: 'wide and light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'narrow and dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

/** A browser window that remembers every request that would have left for somebody else, and every error of the page. */
async function windowOf(look: (typeof LOOKS)[number], account?: string) {
  const context = await browser.newContext({
    viewport: look.viewport,
    colorScheme: look.colorScheme,
    locale: 'sv-SE',
    reducedMotion: 'reduce',
  });
  if (account !== undefined) await signIn(context, account);
  const page = await context.newPage();
  const strangers: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { context, page, strangers, errors };
}

async function signIn(context: BrowserContext, account: string): Promise<void> {
  const answer = await context.request.post(`${server.url}/api/session`, { data: { account } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function shown(page: Page, heading: RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.locator('[data-connection=live]').waitFor();
  // Nothing that is still on its way is judged.
  await expect.poll(() => page.locator('main [aria-busy=true]').count()).toBe(0);
}

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(LOOKS)('every view, $name', (look) => {
  it.each(VIEWS)('%s meets WCAG 2.2 AA as axe checks it, asks nobody else for anything, and says no error', async (path, heading) => {
    const { context, page, strangers, errors } = await windowOf(look, 'secretary');
    await page.goto(server.url + path);
    await shown(page, heading);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.title()).toMatch(/Samverkan/u);
    expect(strangers).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('the page', () => {
  it('is in Swedish first, and in English when asked', async () => {
    const { context, page } = await windowOf(LOOKS[0]);
    await page.goto(`${server.url}/beslut`);
    await shown(page, /^Beslut/u);
    expect(await page.locator('html').getAttribute('lang')).toBe('sv');
    await page
      .getByRole('button', { name: /English|EN/u })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /Decisions/u }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });

  it('is walked by keyboard: skip link first, focus on the heading after a change of view', async () => {
    const { context, page } = await windowOf(LOOKS[0]);
    await page.goto(server.url);
    await shown(page, /tillväxtprogram/u);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main');
    await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Grupper' }).focus();
    await page.keyboard.press('Enter');
    await shown(page, /^Grupper$/u);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await context.close();
  });

  it("says on every view that the demonstration's people are invented", async () => {
    const { context, page } = await windowOf(LOOKS[0]);
    for (const path of ['/', '/personer', '/beslut']) {
      await page.goto(server.url + path);
      await page.getByText('påhittade', { exact: false }).first().waitFor();
    }
    await context.close();
  });

  it('finds a decision by its words, and shows its § with everything linked', async () => {
    const { context, page } = await windowOf(LOOKS[0]);
    await page.goto(`${server.url}/beslut?group=rtp-1-2`);
    await shown(page, /^Beslut/u);
    // The next page's code takes longer to come than a writer pauses: what was typed must not bring the reader back.
    await page.route('**/assets/*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await page.getByRole('searchbox').first().fill('medfinansiering');
    await page
      .getByRole('link', { name: /Medfinansiering/u })
      .first()
      .click();
    await page
      .getByText(/§\s*\d+/u)
      .first()
      .waitFor();
    await page
      .getByRole('link', { name: /RTP-grupp 1\.2/u })
      .first()
      .waitFor();
    await page
      .getByRole('link', { name: /Möte \d\/2008/u })
      .first()
      .waitFor();
    // Who attended is not for everybody; that is said, and not that nobody did.
    await page.getByText('Närvaron visas för den som är inloggad.').waitFor();
    await context.close();
  });

  it('shows what is not there, and what is not for the reader, as that', async () => {
    const { context, page } = await windowOf(LOOKS[0]);
    await page.goto(`${server.url}/beslut/finns-inte`);
    await page.getByText('Det finns inte').first().waitFor();
    await page.goto(`${server.url}/ingenstans`);
    await page.getByText('Sidan finns inte').first().waitFor();
    await context.close();
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';
import { enter, type Who } from './participants.js';
import { decisionOn, GROUP, NOW, sit } from './sitting.js';
import { heading, main, openWindow, shown, type Window } from './windows.js';

// The built page under the headers as they are sent: nothing of it is anything that the policy has to hold back.

const data = dataFolder();
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(data.path), launchBrowser()]);
  const secretary = await enter(browser, server.url, 'secretary');
  await sit(secretary);
  await secretary.context.close();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  data.remove();
});

interface Watched extends Window {
  /** What the policy held back, or reported, on the pages of this window. */
  readonly held: readonly string[];
}

/** A window that hears of everything that the policy holds back, from the first line of a page on. */
async function watched(as: Who = 'stranger'): Promise<Watched> {
  const window = await openWindow(browser, server.url);
  const held: string[] = [];
  await window.context.exposeBinding('heldBack', (_source, what: string) => held.push(what));
  await window.context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber, sample }) => {
      const at = `${sourceFile}:${String(lineNumber)}`;
      const { heldBack } = globalThis as unknown as { heldBack(what: string): void };
      heldBack(`${location.pathname}: ${effectiveDirective} ${blockedURI} ${sample} (${at})`);
    });
  });
  if (as !== 'stranger') {
    const answer = await window.context.request.post('/api/session', { data: { account: as } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  return { ...window, held };
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).first().click();
/** Charts come with their library when they come near to being seen. */
async function drawn(page: Page): Promise<void> {
  const canvas = main(page).locator('canvas').first();
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 600);
      return canvas.count();
    })
    .toBeGreaterThan(0);
  await canvas.scrollIntoViewIfNeeded();
}
async function dismiss(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

interface View {
  readonly path: string;
  readonly as: Who;
  readonly title: RegExp;
  /** What is done there that brings more of it. */
  readonly act?: (page: Page) => Promise<void>;
}
const WALK: readonly View[] = [
  {
    path: '/',
    as: 'secretary',
    title: /Regionalt tillväxtprogram/u,
    act: async (page) => {
      await drawn(page);
      await page.getByTestId('account').click();
      await page.getByRole('menu').getByText('Inloggad som').waitFor();
    },
  },
  { path: '/program', as: 'secretary', title: /Regionalt tillväxtprogram/u },
  { path: '/grupper', as: 'secretary', title: /^Grupper$/u },
  { path: `/grupper/${GROUP}`, as: 'secretary', title: /RTP-grupp 1\.2/u, act: drawn },
  { path: `/grupper/${GROUP}`, as: 'secretariat', title: /RTP-grupp 1\.2/u, act: (page) => press(page, 'Ändra ledamöter') },
  { path: '/moten', as: 'secretary', title: /^Möten$/u },
  { path: `/moten/${NOW.meeting}`, as: 'secretary', title: /Möte om roller/u, act: (page) => press(page, 'Registrera beslut') },
  { path: '/beslut', as: 'secretary', title: /^Beslut/u, act: (page) => page.getByRole('searchbox').first().fill('medfinansiering') },
  { path: `/beslut/${decisionOn(NOW.open)}`, as: 'secretary', title: /./u },
  { path: '/sok?q=medfinansiering', as: 'secretary', title: /./u },
  { path: '/aktivitet', as: 'secretary', title: /^Aktivitet/u },
  { path: '/aktorer', as: 'secretariat', title: /^Aktörer$/u },
  { path: '/personer', as: 'secretariat', title: /^Personer$/u },
  { path: '/min-sida', as: 'member', title: /^Min sida$/u },
  { path: '/behorigheter', as: 'secretariat', title: /^Behörigheter$/u },
  { path: '/inlasning', as: 'secretariat', title: /./u },
  {
    path: '/konton',
    as: 'administrator',
    title: /^Konton$/u,
    act: async (page) => {
      await press(page, 'Bjud in');
      await dismiss(page);
    },
  },
  {
    path: '/mitt-konto',
    as: 'secretary',
    title: /^Mitt konto$/u,
    act: async (page) => {
      await press(page, 'Logga ut överallt');
      await dismiss(page);
    },
  },
  { path: '/logga-in', as: 'stranger', title: /^Logga in$/u },
  { path: '/glomt', as: 'stranger', title: /./u },
  { path: '/inbjudan', as: 'stranger', title: /./u },
];

describe('the policy of the pages', () => {
  it.each(WALK)('holds nothing back on $path as $as', async ({ path, as, title, act }) => {
    const { page, held, errors, close } = await watched(as);
    const answer = await page.goto(path);
    const policy = answer?.headers()['content-security-policy'];
    expect(policy).toMatch(/base-uri 'none';.*require-trusted-types-for 'script'; trusted-types vue default$/u);
    await shown(page, title);
    await act?.(page);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect([...held, ...errors]).toEqual([]);
    await close();
  });

  it('holds nothing back when one goes from view to view in one page', async () => {
    const { page, held, errors, close } = await watched('secretary');
    await page.goto('/');
    await shown(page, /tillväxtprogram/u);
    for (const name of ['Grupper', 'Möten', 'Beslut']) {
      await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name, exact: true }).click();
      await shown(page, new RegExp(`^${name}`, 'u'));
    }
    expect([...held, ...errors]).toEqual([]);
    await close();
  });

  it('holds nothing back on the description of the API', async () => {
    const { page, held, errors, close } = await watched();
    const answer = await page.goto('/api');
    expect(answer?.headers()['content-security-policy']).toContain("base-uri 'none'");
    await page.locator('.opblock-tag').first().click();
    const operation = page.locator('.opblock').first();
    await operation.locator('button').first().click();
    await operation.locator('.opblock-body').waitFor();
    expect([...held, ...errors]).toEqual([]);
    await close();
  });

  it('holds back markup made of a text and another base, and that is heard here', async () => {
    const { page, held, close } = await watched();
    await page.goto('/');
    await heading(page, /tillväxtprogram/u).waitFor();
    const refused = await page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<b>x</b>';
        return 'written';
      } catch (error) {
        return String(error);
      }
    });
    expect(refused).toMatch(/^TypeError/u);
    await page.evaluate(() => {
      const base = document.createElement('base');
      base.href = 'https://exempel.invalid/';
      document.head.append(base);
    });
    expect(await page.evaluate(() => document.baseURI)).toBe(`${server.url}/`);
    await expect.poll(() => held.map((what) => /: (\S+)/u.exec(what)?.[1]).sort()).toEqual(['base-uri', 'require-trusted-types-for']);
    await close();
  });
});

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';
import { enter, type Who } from './participants.js';
import { NOW, sit } from './sitting.js';
import { account, LOOKS, openWindow, shown, tabTo, violations, type Window } from './windows.js';

// What somebody was writing when they sign out, on a computer that may be others' as well.

const MEETING = `/moten/${NOW.meeting}`;
const WORDS = 'Gruppen beslutar att avstå.';
const data = dataFolder();
let server: RunningServer;
let browser: Browser;
let window: Window;
let page: Page;

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
beforeEach(async () => {
  window = await openWindow(browser, server.url);
  page = window.page;
});
afterEach(() => window.close());

const wording = (of = page): Locator => of.getByLabel('Beslutets lydelse');
const question = (of = page): Locator => of.getByRole('dialog', { name: 'Du har utkast kvar' });
const stored = (of = page): Promise<number> =>
  of.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('samverkan.draft/')).length);
const isFocused = (locator: Locator): Promise<boolean> => locator.evaluate((element) => element === document.activeElement);

/** Lets somebody be signed in, and looks at the meeting. */
async function meet(who: Who): Promise<void> {
  const answer = await window.context.request.post('/api/session', { data: { account: who } });
  expect(answer.ok(), await answer.text()).toBe(true);
  await page.goto(MEETING);
  await shown(page, /Möte om roller/u);
}
async function write(): Promise<void> {
  await meet('secretary');
  await wording().fill(WORDS);
  expect(await stored()).toBe(1);
}
async function chooseSignOut(): Promise<void> {
  await account(page).click();
  await page.getByRole('menuitem', { name: 'Logga ut' }).click();
}

describe('signing out with words that are not recorded', () => {
  it.each(LOOKS)('is asked about, and may be let be, by keyboard alone; $name', async (look) => {
    await page.setViewportSize(look.viewport);
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await write();
    await page.evaluate(() => scrollTo(0, 0));
    await tabTo(page, account(page));
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await question().waitFor();
    const remove = question().getByRole('button', { name: 'Ta bort och logga ut' });
    await expect.poll(() => isFocused(remove)).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await question().waitFor({ state: 'hidden' });
    await expect.poll(() => isFocused(account(page))).toBe(true);
    expect(await wording().inputValue()).toBe(WORDS);
  });

  it('keeps them, when it is told to, for whoever wrote them and nobody else', async () => {
    await write();
    await chooseSignOut();
    await question().getByRole('button', { name: 'Behåll här och logga ut' }).click();
    await page.getByTestId('sign-in').waitFor();
    expect(await stored()).toBe(1);
    await meet('chair');
    expect(await wording().inputValue()).toBe('');
    await meet('secretary');
    expect(await wording().inputValue()).toBe(WORDS);
  });

  it('removes them in all windows of the browser, from my account in another one', async () => {
    await write();
    const other = await window.context.newPage();
    await other.goto('/mitt-konto');
    await shown(other, 'Mitt konto');
    await other.getByRole('button', { name: /^Logga ut här/u }).click();
    await question(other).getByRole('button', { name: 'Ta bort och logga ut' }).click();
    await shown(other, 'Logga in');
    await page.getByTestId('sign-in').waitFor();
    await expect.poll(() => stored()).toBe(0);
    await meet('secretary');
    expect(await wording().inputValue()).toBe('');
  });

  it('asks once more when it is everywhere', async () => {
    await write();
    await page.goto('/mitt-konto');
    await shown(page, 'Mitt konto');
    await page.getByRole('button', { name: 'Logga ut överallt' }).click();
    const everywhere = page.getByRole('dialog', { name: 'Logga ut överallt' }).getByRole('button', { name: 'Logga ut överallt' });
    await everywhere.click();
    await question().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => isFocused(page.getByRole('button', { name: 'Logga ut överallt' }))).toBe(true);
    await page.keyboard.press('Enter');
    await everywhere.click();
    await question().getByRole('button', { name: 'Ta bort och logga ut' }).click();
    await shown(page, 'Logga in');
    expect(await stored()).toBe(0);
  });

  it('asks nothing of one whose session was ended elsewhere, and keeps their words for them', async () => {
    await write();
    const ended = await window.context.request.delete('/api/session');
    expect(ended.ok()).toBe(true);
    await page.getByTestId('sign-in').waitFor();
    expect([await question().count(), await stored()]).toEqual([0, 1]);
    await meet('chair');
    expect(await wording().inputValue()).toBe('');
    await meet('secretary');
    expect(await wording().inputValue()).toBe(WORDS);
  });

  it('asks nothing of one who has written nothing', async () => {
    await meet('secretary');
    await chooseSignOut();
    await page.getByTestId('sign-in').waitFor();
    expect(await question().count()).toBe(0);
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer } from './harness.js';
import { clockAhead, filledInstallation, NILS_GROUP, PEOPLE, type Installation } from './installation.js';
import { follow, type Followed } from './participants.js';
import { account, fault, heading, openWindow, seen, shown, signIn, takeIntoUse, type Window } from './windows.js';

// What somebody sees and changes of their own account, in one browser and in all the others where they are signed in.

const [PASSWORD, NEW] = ['nio svanar på en sjö', 'tolv bockar på en bro'];
/** So long after it was acknowledged, ms, may the last be heard of in an open page. */
const WITHIN = 1_000;
let installation: Installation;
let server: RunningServer;
let browser: Browser;
/** Where Nils looks at his account. */
let here: Window;
let page: Page;

beforeAll(async () => {
  [installation, browser] = await Promise.all([filledInstallation(), launchBrowser()]);
  const link = await installation.link('invite', 'nils', PEOPLE.nils.email);
  server = await installation.start();
  here = await openWindow(browser, installation.url);
  page = here.page;
  await takeIntoUse(page, link, PASSWORD);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  installation.remove();
});

/** Another browser in which Nils is signed in, on his group's page. */
async function elsewhere(password = PASSWORD): Promise<Followed & { close(): Promise<void> }> {
  const window = await openWindow(browser, installation.url);
  await signIn(window.page, PEOPLE.nils.email, password);
  await account(window.page).waitFor();
  const followed = await follow(window.context, installation.url);
  await followed.settleAt(`/grupper/${NILS_GROUP}`);
  return { ...followed, close: window.close };
}

const sessions = () => page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Logga ut/u }) });
const others = () => sessions().filter({ hasNot: page.getByText('Här', { exact: true }) });

/** When the next request of a kind is answered, ms since 1970. */
async function answered(method: string, act: () => Promise<void>): Promise<number> {
  const answer = page.waitForResponse((one) => one.request().method() === method && one.url().includes('/api/session/mine/'));
  await act();
  expect((await answer).ok()).toBe(true);
  return Date.now();
}

/** That a page elsewhere was told within a second that its session is over, was cut off, and says so. */
async function isCutOff({ page: other, frames, closed }: Followed, since: number): Promise<void> {
  await seen(other.getByTestId('notices'), 'Du har loggats ut.').waitFor();
  const told = frames.find(({ text }) => /^42\["session",\{"code":"ended"\}\]$/u.test(text));
  expect(told?.at).toBeLessThan(since + WITHIN);
  expect(closed()).toBeGreaterThan(0);
  await expect.poll(() => account(other).count()).toBe(0);
  await expect.poll(() => other.getByText('Du är här som').count()).toBe(0);
}

describe('where I am signed in', () => {
  it('is listed, and a session that is ended there is cut off at once in the other browser', async () => {
    const other = await elsewhere();
    await page.goto('/mitt-konto');
    await shown(page, 'Mitt konto');
    await expect.poll(() => sessions().count()).toBe(2);
    await expect.poll(() => seen(sessions().first(), 'Här').count()).toBe(1);
    for (const text of await sessions().allTextContents()) expect(text).toMatch(/Chrom.*Linux.*inloggad .* med lösenord/u);
    const since = await answered('DELETE', () => others().getByRole('button').click());
    await isCutOff(other, since);
    await expect.poll(() => sessions().count()).toBe(1);
    await expect.poll(() => account(page).textContent()).toContain(PEOPLE.nils.name);
    await other.page.reload();
    await heading(other.page, /RTP-grupp 1\.2/u).waitFor();
    await expect.poll(() => account(other.page).count()).toBe(0);
    await other.close();
  });

  it('is nowhere any more after signing out everywhere', async () => {
    const other = await elsewhere();
    await page.reload();
    await shown(page, 'Mitt konto');
    await page.getByRole('button', { name: 'Logga ut överallt' }).click();
    const dialog = page.getByRole('dialog', { name: 'Logga ut överallt' });
    const ending = page.waitForResponse((one) => one.request().method() === 'DELETE');
    await dialog.getByRole('button', { name: 'Logga ut överallt' }).click();
    await ending;
    await isCutOff(other, Date.now());
    await shown(page, 'Logga in');
    await expect.poll(() => account(page).count()).toBe(0);
    await other.close();
  });
});

describe('my language', () => {
  it('is kept at the account: after a reload, and in another browser', async () => {
    await signIn(page, PEOPLE.nils.email, PASSWORD);
    await account(page).waitFor();
    await page.goto('/mitt-konto');
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/session/mine/language'));
    await page.getByRole('radio', { name: 'English' }).check();
    expect((await kept).status()).toBe(204);
    await shown(page, 'My account');
    await page.reload();
    await shown(page, 'My account');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    const other = await openWindow(browser, installation.url);
    await signIn(other.page, PEOPLE.nils.email, PASSWORD);
    await expect.poll(() => other.page.locator('html').getAttribute('lang')).toBe('en');
    await other.close();
    await page.getByRole('radio', { name: 'Svenska' }).check();
    await shown(page, 'Mitt konto');
  });
});

describe('my password', () => {
  it('is changed by who proves again who they are after a while, and what was asked for goes on by itself', async () => {
    const other = await elsewhere();
    await server.stop();
    server = await installation.start(clockAhead(20));
    await other.settled();
    await shown(page, 'Mitt konto');
    await page.getByRole('button', { name: 'Byt lösenord' }).click();
    await page.getByLabel('Nuvarande lösenord').fill(PASSWORD);
    await page.getByLabel('Nytt lösenord').fill(NEW);
    await page.getByRole('button', { name: 'Spara lösenordet' }).click();
    const proving = page.getByRole('dialog', { name: 'Bekräfta att det är du' });
    await proving.getByLabel('Lösenord', { exact: true }).fill('inte alls det rätta');
    await proving.getByRole('button', { name: 'Bekräfta', exact: true }).click();
    await expect.poll(() => fault(page).textContent()).toContain('Lösenordet stämmer inte.');
    await proving.getByLabel('Lösenord', { exact: true }).fill(PASSWORD);
    await proving.getByRole('button', { name: 'Bekräfta', exact: true }).click();
    await proving.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Byt lösenord' }).waitFor();
    // Whoever knew the one before is out, everywhere but here.
    await seen(other.page.getByTestId('notices'), 'Du har loggats ut.').waitFor();
    await page.reload();
    await expect.poll(() => account(page).textContent()).toContain(PEOPLE.nils.name);
    await (await elsewhere(NEW)).close();
    await other.close();
  });
});

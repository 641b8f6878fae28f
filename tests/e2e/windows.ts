import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const LOOKS = [
  { name: 'wide and light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'narrow and dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;
export type Look = (typeof LOOKS)[number];

/** One person's browser, with what its page asked of others and what went wrong on it. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests that would have left for somebody else than our server. */
  readonly strangers: readonly string[];
  readonly errors: readonly string[];
  /** How many of its sockets have been closed by somebody. */
  socketsClosed(): number;
  close(): Promise<void>;
}

/**
 * A browser of its own, in Swedish, at an address.
 * @param options as: the browser of somebody who has signed in, whose cookies it gets
 */
export async function openWindow(
  browser: Browser,
  url: string,
  options: { readonly look?: Look; readonly as?: Window } = {},
): Promise<Window> {
  const { viewport, colorScheme } = options.look ?? LOOKS[0];
  const context = await browser.newContext({ viewport, colorScheme, locale: 'sv-SE', reducedMotion: 'reduce', baseURL: url });
  if (options.as) await context.addCookies(await options.as.context.cookies());
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  const page = await context.newPage();
  const strangers: string[] = [];
  const errors: string[] = [];
  let closed = 0;
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  page.on('websocket', (socket) => socket.on('close', () => (closed += 1)));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { context, page, strangers, errors, socketsClosed: () => closed, close: () => context.close() };
}

export const main = (page: Page): Locator => page.getByRole('main');
export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
export const fault = (page: Page): Locator => page.getByTestId('fault');
/** A text where it is to be seen: on a telephone some stand in another place, and once more. */
export const seen = (within: Locator, text: string | RegExp): Locator => within.getByText(text).filter({ visible: true }).first();
/** The button of who is signed in, at the head of every page. */
export const account = (page: Page): Locator => page.getByTestId('account');

/** Waits until a page is there and nothing is on its way any more. */
export async function shown(page: Page, name: string | RegExp): Promise<void> {
  await heading(page, name).waitFor();
  await page.locator('[data-connection=live]').waitFor();
  await expect.poll(() => page.locator('main [aria-busy=true]').count()).toBe(0);
}

/** Takes an account into use with a password, by a link. */
export async function takeIntoUse(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('radio', { name: /^Lösenord/u }).check();
  await page.getByLabel('Välj ett lösenord').fill(password);
  await page.getByRole('button', { name: 'Spara lösenordet' }).click();
  await heading(page, 'Mitt konto').waitFor();
}

/** Signs in as people do, on the page for it; whether it succeeded is for the caller to see. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  if (new URL(page.url()).pathname !== '/logga-in') await page.goto('/logga-in');
  await page.getByLabel('E-postadress').fill(email);
  await page.getByLabel('Lösenord', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
}

/** Signs out by the menu at the head of the page. */
export async function signOut(page: Page): Promise<void> {
  await account(page).click();
  await page.getByRole('menuitem', { name: 'Logga ut' }).click();
  await page.getByTestId('sign-in').waitFor();
}

/** An authenticator as a telephone or a computer has one, whose holder agrees whenever they are there. */
export interface Authenticator {
  passkeys(): Promise<number>;
  /** Whether its holder is there. */
  attend(present: boolean): Promise<void>;
}

/** Gives a page's browser an authenticator: built in, or put into it. */
export async function giveAuthenticator({ context, page }: Window, transport: 'internal' | 'usb' = 'internal'): Promise<Authenticator> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    passkeys: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    attend: async (enabled) => {
      await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
  };
}

/** Goes by Tab alone until something has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('150 presses of Tab did not reach it');
}

/** What axe finds against WCAG 2.2 AA on the page as it is now. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** How many pixels a page is wider than its window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

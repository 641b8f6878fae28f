import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer } from './harness.js';
import { filledInstallation, PEOPLE, type Installation } from './installation.js';
import {
  account,
  violations,
  giveAuthenticator,
  LOOKS,
  main,
  openWindow,
  shown,
  sideways,
  signIn,
  signOut,
  takeIntoUse,
} from './windows.js';

// An installation in which one is of the secretariat only when one signed in with a passkey.

const PASSWORD = 'nio svanar på en sjö';
let installation: Installation;
let server: RunningServer;
let browser: Browser;
let link: string;

beforeAll(async () => {
  [installation, browser] = await Promise.all([filledInstallation(), launchBrowser()]);
  link = await installation.link('invite', 'sara', PEOPLE.sara.email);
  server = await installation.start({ SAMVERKAN_REQUIRE_PASSKEY: 'secretariat' });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  installation.remove();
});

describe('where a role requires a passkey', () => {
  it('who signed in by a password is told what they cannot do, adds one there, and acts; by the password alone they never do', async () => {
    const window = await openWindow(browser, installation.url);
    const { page } = window;
    const authenticator = await giveAuthenticator(window);
    const notice = page.getByTestId('passkey-needed');
    await takeIntoUse(page, link, PASSWORD);
    await notice.waitFor();
    expect(await notice.textContent()).toContain('allt du är här: sekretariat.');
    await page.goto('/konton');
    await shown(page, /./u);
    expect(await main(page).getByRole('row').count()).toBe(0);
    for (const { name, viewport, colorScheme } of LOOKS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      expect([name, await violations(page), await sideways(page)]).toEqual([name, [], 0]);
    }
    await page.setViewportSize(LOOKS[0].viewport);

    await notice.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await shown(page, 'Mitt konto');
    await page.getByRole('button', { name: 'Lägg till passnyckel' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Fortsätt' }).click();
    await notice.waitFor({ state: 'hidden' });
    expect(await authenticator.passkeys()).toBe(1);
    await expect.poll(() => account(page).textContent()).toContain('Sekretariat');

    // The sign-in page takes a passkey that is offered to it: here nobody touches the device.
    await authenticator.attend(false);
    await signOut(page);
    await signIn(page, PEOPLE.sara.email, PASSWORD);
    await notice.waitFor();
    expect(await account(page).textContent()).not.toContain('Sekretariat');
    await window.close();
  });
});

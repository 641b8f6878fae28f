import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer } from './harness.js';
import { clockAhead, filledInstallation, PEOPLE, type Installation } from './installation.js';
import { cancelThere, PROVIDER, signInThere, startProvider, type IdentityProvider } from './provider.js';
import { account, fault, main, openWindow, seen, shown, signOut, takeIntoUse, type Window } from './windows.js';

// Signing in where people have an account already: at a real identity provider, by its own pages.

const THERE = `Logga in med ${PROVIDER}`;
let installation: Installation;
let provider: IdentityProvider;
let server: RunningServer;
let browser: Browser;
let eva: Window;
const links = { eva: '', nils: '', omar: '' };

beforeAll(async () => {
  [installation, browser] = await Promise.all([filledInstallation(), launchBrowser()]);
  for (const one of ['eva', 'nils', 'omar'] as const) links[one] = await installation.link('invite', one, PEOPLE[one].email);
  provider = await startProvider(installation.url);
  // Whoever signs in now has done so a while ago when the server comes back with the right time.
  server = await installation.start({ ...provider.environment, ...clockAhead(-20) });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await provider.close();
  installation.remove();
});

/** The provider's own pages would ask a third party for a font. */
async function open(): Promise<Window> {
  const window = await openWindow(browser, installation.url);
  await window.context.route(/^https:/u, (route) => route.abort());
  return window;
}
const isThere = (page: Page): Promise<void> => page.waitForURL((url) => url.origin === provider.issuer);

describe('an identity provider', () => {
  it('takes an account into use, by an invitation', async () => {
    eva = await open();
    const { page } = eva;
    await page.goto(links.eva);
    await page.getByRole('radio', { name: new RegExp(`^${PROVIDER}`, 'u') }).check();
    await page.getByRole('button', { name: `Fortsätt till ${PROVIDER}` }).click();
    await isThere(page);
    await signInThere(page, 'eva.pahittad');
    await shown(page, 'Mitt konto');
    await expect.poll(() => account(page).textContent()).toContain(PEOPLE.eva.name);
    await main(page).getByText(`Du kan logga in med ditt konto hos ${PROVIDER}.`).waitFor();
    await main(page).getByText('via en annan tjänst').waitFor();
    // Nothing of the way there and back is left in the address.
    expect(page.url()).toBe(`${installation.url}/mitt-konto`);
  });

  it('signs in from then on, and the page is where they were', async () => {
    const { page } = eva;
    await page.goto('/beslut?q=vatten');
    await signOut(page);
    await page.getByTestId('sign-in').click();
    await page.getByRole('button', { name: THERE }).click();
    // The provider knows them still, and asks nothing.
    await shown(page, /^Beslut/u);
    expect(page.url()).toBe(`${installation.url}/beslut?q=vatten`);
    await expect.poll(() => account(page).textContent()).toContain(PEOPLE.eva.name);
  });

  it('where they said no, or are somebody whom no account is for, signs nobody in and says what to do', async () => {
    const { page, close } = await open();
    await page.goto('/logga-in?till=/moten');
    await page.getByRole('button', { name: THERE }).click();
    await isThere(page);
    await cancelThere(page);
    await shown(page, 'Logga in');
    await expect.poll(() => fault(page).textContent()).toContain('Inloggningen avbröts hos den andra tjänsten.');
    await expect.poll(() => fault(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: THERE }).click();
    await isThere(page);
    await signInThere(page, 'nagon.annan');
    await shown(page, 'Logga in');
    await expect.poll(() => fault(page).textContent()).toContain('Inget konto här är kopplat till ditt konto där.');
    await expect.poll(() => account(page).count()).toBe(0);
    await close();
  });

  it('is linked to an account that has a password, unless it is another’s there', async () => {
    const nils = await open();
    const { page } = nils;
    await takeIntoUse(page, links.nils, 'nio svanar på en sjö');
    await page.getByRole('button', { name: 'Koppla', exact: true }).click();
    await isThere(page);
    await signInThere(page, 'eva.pahittad');
    await shown(page, 'Mitt konto');
    await expect.poll(() => fault(page).textContent()).toContain('Ditt konto där är kopplat till ett annat konto här.');
    await main(page).getByText(`Koppla ditt konto hos ${PROVIDER} för att logga in med det.`).waitFor();

    const other = await open();
    await other.page.goto('/logga-in?till=/mitt-konto');
    await other.page.getByLabel('E-postadress').fill(PEOPLE.nils.email);
    await other.page.getByLabel('Lösenord', { exact: true }).fill('nio svanar på en sjö');
    await other.page.getByRole('button', { name: 'Logga in', exact: true }).click();
    await shown(other.page, 'Mitt konto');
    await other.page.getByRole('button', { name: 'Koppla', exact: true }).click();
    await isThere(other.page);
    await signInThere(other.page, 'nils.pahittad');
    await main(other.page).getByText(`Du kan logga in med ditt konto hos ${PROVIDER}.`).waitFor();
    // How one signs in was changed: the other browser is signed out.
    await seen(page.getByTestId('notices'), 'Du har loggats ut.').waitFor();
    await Promise.all([nils.close(), other.close()]);
  });
});

describe('an installation that requires it', () => {
  it('offers no password and no passkey, by an invitation neither', async () => {
    await server.stop();
    server = await installation.start({ ...provider.environment, SAMVERKAN_SIGN_IN: 'openid' });
    const { page, close } = await open();
    await page.goto('/logga-in');
    await page.getByRole('button', { name: THERE }).waitFor();
    await expect.poll(() => page.locator('input[type=password]').count()).toBe(0);
    await expect.poll(() => page.getByLabel('E-postadress').count()).toBe(0);
    await expect.poll(() => page.getByRole('button', { name: 'Logga in med passnyckel' }).count()).toBe(0);
    await page.goto(links.omar);
    await page.getByRole('heading', { name: `Konto för ${PEOPLE.omar.name}` }).waitFor();
    await expect.poll(() => page.getByRole('radio').count()).toBe(0);
    await expect.poll(() => page.locator('input[type=password]').count()).toBe(0);
    await page.getByRole('button', { name: `Fortsätt till ${PROVIDER}` }).click();
    await signInThere(page, 'omar.pahittad');
    await shown(page, 'Mitt konto');
    await expect.poll(() => account(page).textContent()).toContain(PEOPLE.omar.name);
    await close();
  });

  it('asks there who it is before something is changed, and keeps the only means that counts', async () => {
    const { page } = eva;
    await page.goto('/mitt-konto');
    await shown(page, 'Mitt konto');
    await page.getByRole('button', { name: 'Koppla bort' }).click();
    const proving = page.getByRole('dialog', { name: 'Bekräfta att det är du' });
    await expect.poll(() => proving.locator('input[type=password]').count()).toBe(0);
    await proving.getByRole('button', { name: `Bekräfta med ${PROVIDER}` }).click();
    await isThere(page);
    await signInThere(page, 'eva.pahittad');
    await shown(page, 'Mitt konto');
    await page.getByRole('button', { name: 'Koppla bort' }).click();
    await expect.poll(() => fault(page).textContent()).toContain('Det är ditt enda sätt att logga in.');
  });
});

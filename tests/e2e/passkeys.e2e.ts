import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer } from './harness.js';
import { ADMINISTRATOR, clockAhead, emptyInstallation, PEOPLE, type Installation } from './installation.js';
import { account, fault, giveAuthenticator, main, openWindow, seen, shown, signOut, type Authenticator, type Window } from './windows.js';

// From nothing to a partnership that people sign in to: an installation as it is set up on its machine, without a demonstration.

const PASSWORD = 'nio svanar på en sjö';
let installation: Installation;
let server: RunningServer;
let browser: Browser;
let administrator: Window;
let sara: Window;
let builtIn: Authenticator;

beforeAll(async () => {
  [installation, browser] = await Promise.all([emptyInstallation(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  installation.remove();
});

describe('from nothing', () => {
  let first: string;
  let link: string;

  it('the first administrator is made by a command, which knows no password and prints a link', async () => {
    const said = await installation.run('administrator', ADMINISTRATOR);
    expect([said.code, said.err]).toEqual([0, '']);
    first = /^http\S+$/mu.exec(said.out)?.[0] ?? '';
    expect(first).toMatch(new RegExp(`^${installation.url}/inbjudan#[\\w-]{43}$`, 'u'));
    await (await installation.start()).stop();
    expect(await installation.importPeople()).toMatchObject({ code: 0, err: '' });
    server = await installation.start();
  });

  it('the administrator opens it, is told at the field which passwords are too weak, and is signed in with one that is not', async () => {
    administrator = await openWindow(browser, installation.url);
    const { page } = administrator;
    await page.goto(first);
    await shown(page, 'Inbjudan');
    // The token is nowhere where it could be found afterwards.
    await expect.poll(() => page.url()).toBe(`${installation.url}/inbjudan`);
    await page.getByRole('radio', { name: /^Lösenord/u }).check();
    const field = page.getByLabel('Välj ett lösenord');
    const told = async (): Promise<string> => {
      const ids = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
      return (await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()))).join(' ');
    };
    for (const [weak, sentence] of [
      ['kort', /behöver minst 12 tecken/u],
      ['password1234', /för lätt att gissa/u],
    ] as const) {
      await field.fill(weak);
      await page.getByRole('button', { name: 'Spara lösenordet' }).click();
      await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
      await expect.poll(told).toMatch(sentence);
      await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    await field.fill(PASSWORD);
    await page.getByRole('button', { name: 'Spara lösenordet' }).click();
    await shown(page, 'Mitt konto');
    await main(page).getByText('Administratör').first().waitFor();
  });

  it('the administrator invites somebody, by a link that is shown once', async () => {
    const { page } = administrator;
    await page.goto('/konton');
    await shown(page, 'Konton');
    await page.getByRole('button', { name: 'Bjud in' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox', { name: 'Person' }).fill('Sara');
    await dialog.getByRole('button', { name: new RegExp(`^${PEOPLE.sara.name}`, 'u') }).click();
    await dialog.getByLabel('E-post att logga in med').fill(PEOPLE.sara.email);
    await dialog.getByRole('button', { name: 'Skapa länken' }).click();
    const shownLink = dialog.getByRole('textbox', { name: 'Länk till den inbjudna' });
    link = await shownLink.inputValue();
    expect(link).toMatch(new RegExp(`^${installation.url}/inbjudan#[\\w-]{43}$`, 'u'));
    await dialog.getByRole('button', { name: 'Kopiera' }).click();
    await dialog.getByText('Länken är kopierad.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await dialog.getByRole('button', { name: 'Stäng' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    const row = page.getByRole('row').filter({ hasText: PEOPLE.sara.name });
    await seen(row, 'Inbjudet').waitFor();
    await page.reload();
    await seen(row, 'Inbjudet').waitFor();
    expect(await page.content()).not.toContain(link.split('#')[1]);
  });

  it('that person opens it in another browser, makes a passkey, is signed in and sees as whom they act', async () => {
    sara = await openWindow(browser, installation.url);
    const { page } = sara;
    builtIn = await giveAuthenticator(sara);
    await page.goto(link);
    await page.getByRole('heading', { name: `Konto för ${PEOPLE.sara.name}` }).waitFor();
    await page.getByRole('button', { name: 'Skapa passnyckel' }).click();
    await shown(page, 'Mitt konto');
    expect(await builtIn.passkeys()).toBe(1);
    await expect.poll(() => account(page).textContent()).toContain(PEOPLE.sara.name);
    await expect.poll(() => account(page).textContent()).toContain('Sekretariat');
    await account(page).click();
    const menu = page.getByRole('menu');
    await menu.getByText('Inloggad som').waitFor();
    await menu.getByText(PEOPLE.sara.name).waitFor();
    await page.keyboard.press('Escape');
    // The administrator's page follows, without a reload.
    const row = administrator.page.getByRole('row').filter({ hasText: PEOPLE.sara.name });
    await seen(row, 'I bruk').waitFor();
    await seen(row, 'passnyckel').waitFor();
  });

  it('they sign out, and in again with the passkey, without typing a name', async () => {
    const { page } = sara;
    await page.goto('/grupper');
    await signOut(page);
    await expect.poll(() => account(page).count()).toBe(0);
    // Nobody is there when the browser offers it in the field.
    await builtIn.attend(false);
    await page.getByTestId('sign-in').click();
    await shown(page, 'Logga in');
    await builtIn.attend(true);
    await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
    await shown(page, 'Grupper');
    await expect.poll(() => account(page).textContent()).toContain(PEOPLE.sara.name);
  });

  it('they choose it among what the browser offers in the field, and are where they were going', async () => {
    const { page } = sara;
    await signOut(page);
    await page.goto('/logga-in?till=/beslut');
    await shown(page, /^Beslut/u);
    await expect.poll(() => account(page).textContent()).toContain(PEOPLE.sara.name);
  });

  it('the link used again says that it is used', async () => {
    const other = await openWindow(browser, installation.url);
    const { page } = other;
    await page.goto(link);
    await page.getByRole('heading', { name: 'Länken gäller inte' }).waitFor();
    await page.getByText('Den är redan använd').waitFor();
    await expect.poll(() => page.getByRole('radio').count()).toBe(0);
    await other.close();
  });
});

describe('my passkeys', () => {
  const remove = async (name: string): Promise<void> => {
    const { page } = sara;
    await page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Ta bort' }).click();
    const asked = page.getByRole('dialog', { name: `Ta bort ${name}` });
    await asked.getByRole('button', { name: 'Ta bort' }).click();
    await asked.waitFor({ state: 'hidden' });
  };
  const add = async (name: string): Promise<void> => {
    const { page } = sara;
    await page.getByRole('button', { name: 'Lägg till passnyckel' }).click();
    await page.getByRole('dialog').getByLabel('Namn').fill(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Fortsätt' }).click();
  };
  const names = (): Promise<readonly string[]> =>
    sara.page
      .getByRole('listitem')
      .filter({ has: sara.page.getByRole('button', { name: 'Byt namn' }) })
      .locator('p.font-medium')
      .allTextContents();

  it('the only means of signing in is not taken away', async () => {
    const { page } = sara;
    await page.goto('/mitt-konto');
    await shown(page, 'Mitt konto');
    const [first = ''] = await names();
    await remove(first);
    await expect.poll(() => fault(page).textContent()).toContain('Det är ditt enda sätt att logga in.');
    // While a dialog is closing the rest of the page is not there for those who ask by role.
    await expect.poll(names).toEqual([first]);
  });

  it('a device that has one already is not given a second', async () => {
    await add('Samma enhet');
    await expect.poll(() => fault(sara.page).textContent()).toContain('Den här enheten har redan en passnyckel till kontot.');
    await expect.poll(names).toHaveLength(1);
  });

  it('another device is added, named anew, and signs in', async () => {
    const { page } = sara;
    const [first = ''] = await names();
    await builtIn.attend(false);
    const key = await giveAuthenticator(sara, 'usb');
    await add('Nyckeln på ringen');
    await expect.poll(names).toEqual([first, 'Nyckeln på ringen']);
    expect(await key.passkeys()).toBe(1);
    await page.getByRole('listitem').filter({ hasText: 'Nyckeln på ringen' }).getByRole('button', { name: 'Byt namn' }).click();
    await page.getByRole('dialog').getByLabel('Namn').fill('Nyckeln i lådan');
    await page.getByRole('dialog').getByRole('button', { name: 'Spara' }).click();
    await expect.poll(names).toEqual([first, 'Nyckeln i lådan']);
    await signOut(page);
    await page.goto('/logga-in?till=/mitt-konto');
    await shown(page, 'Mitt konto');
    await expect.poll(names).toHaveLength(2);
  });

  it('a change is asked to be proven anew after a while, and goes on with what was asked', async () => {
    const { page } = sara;
    await server.stop();
    server = await installation.start(clockAhead(20));
    await page.reload();
    await shown(page, 'Mitt konto');
    const [first = ''] = await names();
    await remove(first);
    const proving = page.getByRole('dialog', { name: 'Bekräfta att det är du' });
    await proving.getByRole('button', { name: 'Bekräfta med passnyckel' }).click();
    await proving.waitFor({ state: 'hidden' });
    await expect.poll(names).toEqual(['Nyckeln i lådan']);
  });
});

import type { SessionAnswer } from '@samverkan/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer } from './harness.js';
import { ADMINISTRATOR, filledInstallation, PEOPLE, type Installation } from './installation.js';
import { account, fault, openWindow, seen, shown, signIn, signOut, tabTo, takeIntoUse, type Window } from './windows.js';

// Signing in with a password: what is refused, who is locked out, and how somebody comes in again who has forgotten it.

const [NILS, EVA, EVA_NEW] = ['nio svanar på en sjö', 'sju getter i en hage', 'tolv bockar på en bro'];
const WRONG = 'E-postadressen eller lösenordet stämmer inte.';
let installation: Installation;
let server: RunningServer;
let browser: Browser;
let nils: Window;
let eva: Window;
let administrator: Window;
/** Of the secretariat. */
let sara: Window;
const open = (): Promise<Window> => openWindow(browser, installation.url);

beforeAll(async () => {
  [installation, browser] = await Promise.all([filledInstallation(), launchBrowser()]);
  const links = {
    nils: await installation.link('invite', 'nils', PEOPLE.nils.email),
    eva: await installation.link('invite', 'eva', PEOPLE.eva.email),
    administrator: await installation.link('administrator', ADMINISTRATOR),
    sara: await installation.link('invite', 'sara', PEOPLE.sara.email),
  };
  server = await installation.start();
  [nils, eva, administrator, sara] = [await open(), await open(), await open(), await open()];
  await takeIntoUse(sara.page, links.sara, 'åtta kor i ett stall');
  await takeIntoUse(nils.page, links.nils, NILS);
  await takeIntoUse(eva.page, links.eva, EVA);
  await takeIntoUse(administrator.page, links.administrator, 'fem oxar vid en grind');
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  installation.remove();
});

/** Tries to sign in on a page that is loaded anew, and reads what is said of it. */
async function refusedWith(page: Page, email: string, password: string): Promise<string> {
  await page.goto('/logga-in');
  await signIn(page, email, password);
  return ((await fault(page).textContent()) ?? '').trim();
}

describe('a password that is wrong', () => {
  it('and an address that nobody has are refused in the same sentence', async () => {
    const { page } = await open();
    expect(await refusedWith(page, PEOPLE.eva.email, 'inte alls det rätta')).toBe(WRONG);
    expect(await refusedWith(page, 'ingen@exempel.invalid', 'inte alls det rätta')).toBe(WRONG);
    await expect.poll(() => fault(page).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('is heard only so often: then it is said for how long, and nobody else is locked out', async () => {
    await signOut(nils.page);
    const { page } = await open();
    let said = WRONG;
    for (let tries = 0; tries < 7 && said === WRONG; tries += 1) said = await refusedWith(page, PEOPLE.nils.email, `fel ${String(tries)}`);
    expect(said).toMatch(/För många försök\. Försök igen om 1\d min \d+ s\./u);
    await expect.poll(() => page.getByRole('button', { name: 'Logga in', exact: true }).isDisabled()).toBe(true);
    // The right one is not heard from there either.
    const right = { email: PEOPLE.nils.email, password: NILS };
    const answer = await page.context().request.post('/api/session/password', { data: right });
    expect([answer.status(), await answer.json()]).toMatchObject([429, { code: 'session/blocked' }]);

    await signIn(nils.page, right.email, right.password);
    await expect.poll(() => account(nils.page).textContent()).toContain(PEOPLE.nils.name);
  });
});

describe('a forgotten way in', () => {
  let link: string;

  it('is asked for, answered alike whatever address is written, and seen by the administrator', async () => {
    const { page } = await open();
    const answers: string[] = [];
    for (const email of ['ingen@exempel.invalid', PEOPLE.eva.email]) {
      await page.goto('/logga-in');
      await page.getByRole('link', { name: 'Har du glömt hur du loggar in?' }).click();
      // Both pages have a field of that name.
      await page.getByRole('button', { name: 'Be om en ny länk' }).waitFor();
      await page.getByLabel('E-postadress').fill(email);
      await page.getByRole('button', { name: 'Be om en ny länk' }).click();
      answers.push((await page.getByTestId('asked').textContent()) ?? '');
    }
    expect(answers[0]).toMatch(/^Om adressen hör till ett konto/u);
    expect(answers[1]).toBe(answers[0]);

    await administrator.page.goto('/konton');
    const asked = administrator.page.getByRole('listitem').filter({ hasText: 'Länk för återställning' });
    await asked.waitFor();
    await expect.poll(() => asked.allTextContents()).toEqual([expect.stringContaining(PEOPLE.eva.name)]);
  });

  it('the administrator makes a link, and is reminded to give it to the right person', async () => {
    const { page } = administrator;
    await page.getByRole('listitem').getByRole('button', { name: 'Länk för återställning' }).click();
    const dialog = page.getByRole('dialog', { name: `Nytt sätt att logga in för ${PEOPLE.eva.name}` });
    await dialog.getByText('Försäkra dig om att det är rätt person').waitFor();
    await dialog.getByRole('button', { name: 'Skapa länken' }).click();
    link = await dialog.getByRole('textbox').inputValue();
    expect(link).toMatch(new RegExp(`^${installation.url}/aterstall#[\\w-]{43}$`, 'u'));
    await dialog.getByRole('button', { name: 'Stäng' }).last().click();
    await expect.poll(() => page.getByRole('listitem').getByRole('button', { name: 'Länk för återställning' }).count()).toBe(0);
  });

  it('is of no use before another person has confirmed it, and whose account it is sees that at once', async () => {
    await eva.page.goto('/grupper');
    await shown(eva.page, 'Grupper');
    const notice = eva.page.getByTestId('reset-notice');
    await seen(notice, 'Någon ordnar en ny väg in till ditt konto').waitFor();
    await seen(notice, /En administratör bad om en länk för återställning/u).waitFor();
    const early = await open();
    await early.page.goto(link);
    await seen(early.page.getByRole('main'), /Länken är inte bekräftad än/u).waitFor();
    await early.close();
    await sara.page.goto('/konton');
    const confirming = sara.page.getByTestId('to-confirm');
    await confirming.getByRole('button', { name: `Bekräfta återställningen för ${PEOPLE.eva.name}` }).click();
    await seen(confirming, /Bekräftad\. Länken kan användas till/u).waitFor();
    await seen(notice, new RegExp(`${PEOPLE.sara.name} bekräftade det`, 'u')).waitFor();
    await notice.getByRole('button', { name: 'Jag vet om det' }).click();
    await notice.waitFor({ state: 'hidden' });
  });

  it('leads to a new password; the one before is refused, and who was signed in with it is not any more', async () => {
    const renewed = await open();
    await takeIntoUse(renewed.page, link, EVA_NEW);
    await seen(renewed.page.getByTestId('reset-notice'), /Länken användes/u).waitFor();
    await seen(eva.page.getByTestId('notices'), 'Du har loggats ut.').waitFor();
    await expect.poll(() => account(eva.page).count()).toBe(0);
    expect(await refusedWith(eva.page, PEOPLE.eva.email, EVA)).toBe(WRONG);
    await signIn(eva.page, PEOPLE.eva.email, EVA_NEW);
    await expect.poll(() => account(eva.page).textContent()).toContain(PEOPLE.eva.name);
    const again = await open();
    await again.page.goto(link);
    await again.page.getByTestId('invalid').waitFor();
  });
});

describe('by keyboard alone', () => {
  it('somebody signs in, opens the menu of their account and signs out', async () => {
    const { page, errors, strangers } = await open();
    await page.goto('/grupper');
    await shown(page, 'Grupper');
    const focused = (): Promise<string | null | undefined> => page.evaluate(() => document.activeElement?.textContent.trim());
    await tabTo(page, page.getByTestId('sign-in'));
    await page.keyboard.press('Enter');
    await shown(page, 'Logga in');
    await expect.poll(focused).toBe('Logga in');
    await tabTo(page, page.getByLabel('E-postadress'));
    await page.keyboard.type(PEOPLE.eva.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(EVA_NEW);
    await page.keyboard.press('Enter');
    await shown(page, 'Grupper');
    await tabTo(page, account(page));
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    const out = page.getByRole('menuitem', { name: 'Logga ut' });
    await page.keyboard.press('End');
    await expect.poll(() => out.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByTestId('sign-in').waitFor();
    expect([errors, strangers]).toEqual([[], []]);
  });
});

describe('the cookie of a session', () => {
  it('is read by no script, and sent with no request of another site', async () => {
    await shown(nils.page, /./u);
    const cookies = await nils.context.cookies();
    expect(cookies.map(({ name }) => name).sort()).toEqual(['samverkan_device', 'samverkan_session']);
    for (const cookie of cookies)
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: 'localhost', secure: false });
    expect(await nils.page.evaluate(() => document.cookie)).toBe('');
    const kept = await nils.page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]));
    for (const { value } of cookies) expect(kept).not.toContain(value);
  });

  it('is for TLS only, and for this host alone, where the installation is reached by TLS', async () => {
    await server.stop();
    server = await installation.start({ SAMVERKAN_URL: 'https://samverkan.exempel' });
    const answer = await fetch(`${server.url}/api/session/password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: PEOPLE.nils.email, password: NILS }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/u);
    const cookies = answer.headers.getSetCookie();
    for (const name of ['session', 'device'])
      expect(cookies).toContainEqual(
        expect.stringMatching(new RegExp(`^__Host-samverkan-${name}=[\\w.-]+; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=\\d+$`, 'u')),
      );
    // What was given before TLS is worth nothing there: anybody on the way may have read it.
    const before = (await nils.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const session = (await (await fetch(`${server.url}/api/session`, { headers: { cookie: before } })).json()) as SessionAnswer;
    expect(session.identity).toBeUndefined();
  });
});

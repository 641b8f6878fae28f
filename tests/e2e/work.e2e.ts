import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';
import { noteQuorum } from './quorum.js';
import { sideways, tabTo, violations } from './windows.js';

// What people do on their pages: the secretariat at a desk, a secretary without a mouse, a chair on a telephone.

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

async function pageOf(account: string, size: { width: number; height: number } = { width: 1280, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'sv-SE', reducedMotion: 'reduce', hasTouch: size.width < 500 });
  const answer = await context.request.post(`${server.url}/api/session`, { data: { account } });
  expect(answer.ok()).toBe(true);
  return context.newPage();
}

/** Somebody whom the directory knows and who has no seat in a group. */
async function outsider(page: Page, group: string): Promise<string> {
  const body = async (path: string): Promise<unknown> =>
    ((await (await page.request.get(`${server.url}/api/docs/${path}`)).json()) as { body: unknown }).body;
  const { persons } = (await body('directory/all')) as { persons: Record<string, { invented?: boolean }> };
  const { appointments } = (await body(`group/${group}`)) as { appointments: Record<string, { person: string }> };
  const members = new Set(Object.values(appointments).map(({ person }) => person));
  const found = Object.keys(persons).find((person) => persons[person]?.invented === true && !members.has(person));
  if (found === undefined) throw new Error('everybody is a member');
  return found;
}

describe('the secretariat', () => {
  it('is told every bad line of a file, with its number, and nothing is imported', async () => {
    const page = await pageOf('secretariat');
    await page.goto(`${server.url}/inlasning`);
    await page.getByLabel('Personer och förordnanden').check();
    const bad = 'name;gender;organisation\nAnna Påhittad;woman;sca\nBo Påhittad;banan;sca\n;man;sca\n';
    await page.getByLabel(/^Fil \(/u).setInputFiles({ name: 'personer.csv', mimeType: 'text/csv', buffer: Buffer.from(bad) });
    await page.getByRole('button', { name: 'Läs in' }).click();
    await page.getByRole('cell', { name: /Rad 3/u }).waitFor();
    await page.getByRole('cell', { name: /Rad 4/u }).waitFor();
    expect(await page.getByRole('cell', { name: /Rad 2/u }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);

    const good = bad.split('\n').slice(0, 2).join('\n');
    await page.getByLabel(/^Fil \(/u).setInputFiles({ name: 'personer.csv', mimeType: 'text/csv', buffer: Buffer.from(good) });
    await page.getByRole('button', { name: 'Läs in' }).click();
    await page.getByText('Inläst: 1 rader.').first().waitFor();
    await page.goto(`${server.url}/personer?q=Anna+P%C3%A5hittad`);
    await page.getByRole('link', { name: 'Anna Påhittad' }).waitFor();
    await page.context().close();
  });

  it('schedules a meeting, convokes the group, reschedules and calls it off, and is told what is wrong with a form where it is', async () => {
    const page = await pageOf('secretariat');
    await page.goto(`${server.url}/grupper/rtp-1-1`);
    await page.getByRole('button', { name: 'Planera möte' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Rubrik').fill('Extra möte om kompetens');
    await dialog.getByLabel('Plats').fill('Rådhuset, Sundsvall');
    await dialog.getByLabel('Slutar').fill('12:00');
    await dialog.getByText('Mötet kan inte sluta innan det börjar.').waitFor();
    await dialog.getByLabel('Slutar').fill('16:00');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Planera' }).click();
    await page.getByRole('heading', { level: 1, name: 'Extra möte om kompetens' }).waitFor();

    await page.getByRole('button', { name: 'Lägg till ärende' }).first().click();
    await page.getByRole('dialog').getByLabel('Rubrik').fill('Gemensam utbildning');
    await page.getByRole('dialog').getByRole('button', { name: 'Lägg till ärende' }).click();
    await page.getByRole('heading', { name: /Gemensam utbildning$/u }).waitFor();

    await page.getByRole('button', { name: 'Kalla' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Kalla' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText(/till \d+ personer/u).waitFor();

    await page.getByRole('button', { name: 'Boka om' }).first().click();
    const moved = page.getByRole('dialog');
    await expect.poll(() => moved.getByLabel('Plats').inputValue()).toBe('Rådhuset, Sundsvall');
    await moved.getByLabel('Plats').fill('Folkets hus, Timrå');
    await moved.getByLabel('Skäl').fill('Rådhuset är upptaget.');
    await moved.getByRole('button', { name: 'Boka om' }).click();
    await page.getByText('Folkets hus, Timrå').first().waitFor();

    await page.getByRole('button', { name: 'Ställ in' }).first().click();
    await page.getByRole('dialog').getByLabel('Skäl').fill('Storm över länet.');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Ställ in/u })
      .click();
    await page
      .getByText(/Storm över länet/u)
      .first()
      .waitFor();
    await page.context().close();
  });

  it('appoints somebody, and the composition follows on a page that is open elsewhere', async () => {
    const page = await pageOf('secretariat');
    const other = await pageOf('auditor');
    await Promise.all([page.goto(`${server.url}/grupper/rtp-2-2`), other.goto(`${server.url}/grupper/rtp-2-2`)]);
    // Members and substitutes are counted apart; the seat that the form begins with may be one or the other.
    const counted = async (): Promise<number> => {
      const text = (await other.getByText(/^\d+ ledamöter(?:, .+)?$/u).textContent()) ?? '';
      const words = text.replace(/\ben ersättare/u, '1 ersättare');
      return [...words.matchAll(/\d+/gu)].reduce((sum, [count]) => sum + Number(count), 0);
    };
    const before = await counted();
    await page.getByRole('button', { name: 'Ändra ledamöter' }).click();
    const dialog = page.getByRole('dialog');
    const form = dialog.locator('form').first();
    await form.getByLabel('Person').selectOption(await outsider(page, 'rtp-2-2'));
    await form.getByLabel(/Vilar på/u).fill('Lilla Partnerskapets beslut, dnr 12-2026');
    await form.getByRole('button', { name: 'Förordna' }).click();
    await expect.poll(counted).toBe(before + 1);
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it('chooses a chair for a coming term, whom everybody sees as to come, and takes that back', async () => {
    const page = await pageOf('secretariat');
    const other = await pageOf('member');
    await Promise.all([page.goto(`${server.url}/grupper/rtp-2-3`), other.goto(`${server.url}/grupper/rtp-2-3`)]);
    await page.getByRole('button', { name: 'Ändra ledamöter' }).click();
    const dialog = page.getByRole('dialog');
    const [appoint, office] = [dialog.locator('form').first(), dialog.locator('form').nth(1)];
    const from = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const person = await outsider(page, 'rtp-2-3');
    await appoint.getByLabel('Person').selectOption(person);
    await appoint.getByLabel('Från och med').fill(from);
    await appoint.getByLabel(/Vilar på/u).fill('Lilla Partnerskapets beslut, dnr 13-2026');
    await appoint.getByRole('button', { name: 'Förordna' }).click();
    const coming = other.getByTestId('coming');
    await coming.getByText('Kommande', { exact: true }).waitFor();
    await office.getByLabel('Från och med').fill(from);
    await office.getByLabel('Innehavare').selectOption(person);
    await office.getByRole('button', { name: 'Välj till uppdraget' }).click();
    await coming.getByText(/^Ordförande från och med \d+ \p{L}+ \d{4}$/u).waitFor();
    expect(await violations(page)).toEqual([]);
    await office.getByRole('button', { name: 'Ta tillbaka' }).click();
    await coming.getByText(/^Ordförande/u).waitFor({ state: 'detached' });
    await Promise.all([page.context().close(), other.context().close()]);
  });
});

describe('a secretary without a mouse', () => {
  it('opens a meeting, notes who is there, takes up an item and records a decision by keyboard alone', async () => {
    const page = await pageOf('secretary');
    await page.goto(`${server.url}/moten/m-rtp-1-2-coming`);
    const press = async (target: Locator): Promise<void> => {
      await tabTo(page, target);
      await page.keyboard.press('Enter');
    };
    await press(page.getByRole('button', { name: 'Öppna mötet' }).first());
    await page.getByTestId('meeting-state').getByText('Pågår').waitFor();
    await noteQuorum(page, press);
    await press(page.getByRole('button', { name: /^Ta upp/u }).first());
    await page.getByText('Behandlas nu').waitFor();
    // The key that the page tells of: straight to the wording.
    await page.locator('body').press('d');
    await expect.poll(() => page.getByLabel('Beslutets lydelse').evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('Nej, ännu inte: d, n och p är bokstäver här.');
    expect(await page.getByLabel('Beslutets lydelse').inputValue()).toBe('Nej, ännu inte: d, n och p är bokstäver här.');
    await press(page.getByRole('button', { name: 'Registrera beslut' }));
    await page.getByTestId('decision').getByText(/§\s*1/u).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('keeps what was begun when the page is loaded again', async () => {
    const page = await pageOf('secretary');
    await page.goto(`${server.url}/moten/m-rtp-1-2-coming`);
    await page.getByRole('button', { name: 'Avsluta ärendet' }).first().click();
    await page
      .getByRole('button', { name: /^Ta upp/u })
      .first()
      .click();
    await page.getByLabel('Beslutets lydelse').fill('Ett halvt beslut');
    await page.reload();
    await expect.poll(() => page.getByLabel('Beslutets lydelse').inputValue()).toBe('Ett halvt beslut');
    await page.context().close();
  });
});

describe('a chair on a telephone', () => {
  it('sees what is dealt with at all times, and goes on with the thumb', async () => {
    const page = await pageOf('chair', { width: 390, height: 844 });
    await page.goto(`${server.url}/moten/m-rtp-1-2-coming`);
    const bar = page.getByRole('region', { name: 'Just nu i mötet' });
    await bar.waitFor();
    await bar.getByRole('button', { name: 'Till beslut' }).tap();
    await page.getByLabel('Beslutets lydelse').fill('Beslutat på telefon.');
    await page.getByRole('button', { name: 'Registrera beslut' }).tap();
    await page.getByTestId('decision').getByText('Beslutat på telefon.').waitFor();
    for (const button of await bar.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(box?.height ?? 0).toBeGreaterThanOrEqual(24);
    }
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

describe('somebody who may not', () => {
  it('is offered nothing: an auditor changes nothing, a member does not lead, a stranger reads what is public', async () => {
    for (const account of ['auditor', 'member']) {
      const page = await pageOf(account);
      await page.goto(`${server.url}/moten/m-rtp-1-2-coming`);
      await page.getByText('Behandlas nu').waitFor();
      for (const name of ['Avsluta mötet', 'Ajournera', 'Registrera beslut', 'Lägg till ärende']) {
        expect(await page.getByRole('button', { name }).count()).toBe(0);
      }
      await page.context().close();
    }
    const stranger = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
    await stranger.goto(`${server.url}/moten/m-rtp-1-2-coming`);
    await stranger
      .getByText(/Du är inte inloggad/u)
      .first()
      .waitFor();
    expect(await stranger.getByText('Beslutat på telefon.').count()).toBe(0);
    await stranger.context().close();
  });
});

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';
import { violations } from './windows.js';

// A decision that was recorded with a mistaken outcome: what is said before it is recorded, and how it is set right for everybody who reads it.

const GROUP = 'rtp-1-2';
const MEETING = 'm-rattelse';
const OCCASION = { title: 'Extra möte', place: 'Sundsvall', startsAt: '2031-03-01T09:00:00Z', endsAt: '2031-03-01T12:00:00Z' };
const data = dataFolder();
let server: RunningServer;
let browser: Browser;
let secretary: BrowserContext;
let page: Page;
let commands = 0;

const give = async (path: string, body: object = {}): Promise<void> => {
  const headers = { 'idempotency-key': `rattelse-${String((commands += 1)).padStart(4, '0')}` };
  const answer = await secretary.request.post(`${server.url}/api/${path}`, { data: body, headers });
  expect(answer.ok(), await answer.text()).toBe(true);
};

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(data.path), launchBrowser()]);
  secretary = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'sv-SE', reducedMotion: 'reduce' });
  expect((await secretary.request.post(`${server.url}/api/session`, { data: { account: 'secretary' } })).ok()).toBe(true);
  await give(`meetings/${MEETING}/schedule`, { group: GROUP, ...OCCASION });
  await give(`meetings/${MEETING}/add-item`, { item: 'i-ansokan', title: 'En ansökan' });
  await give(`meetings/${MEETING}/open`);
  const { body } = (await (await secretary.request.get(`${server.url}/api/docs/group/${GROUP}`)).json()) as {
    body: { appointments: Record<string, { person: string; as: string }> };
  };
  const members = [...new Set(Object.values(body.appointments).flatMap(({ person, as }) => (as === 'ordinary' ? [person] : [])))];
  for (const person of members) await give(`meetings/${MEETING}/note-attendance`, { person, presence: 'room' });
  await give(`meetings/${MEETING}/take-up-item`, { item: 'i-ansokan' });
  const [first, second] = members;
  await give(`meetings/${MEETING}/move-proposal`, { item: 'i-ansokan', proposal: 'y-bifall', by: first, wording: 'att bifalla ansökan' });
  await give(`meetings/${MEETING}/move-proposal`, { item: 'i-ansokan', proposal: 'y-avslag', by: second, wording: 'att avslå ansökan' });
  page = await secretary.newPage();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  data.remove();
});

const stands = (of: Page) => of.getByTestId('what-stands');

describe('a mistaken outcome', () => {
  it('that contradicts itself is said before it is recorded, and is not recorded', async () => {
    await page.goto(`${server.url}/moten/${MEETING}`);
    await page.getByLabel('Antaget yrkande').selectOption('y-bifall');
    await stands(page)
      .getByText(/^§ \d+ Bifallet: ”att bifalla ansökan”\.? Yrkandet av .+ antas, yrkandet av .+ faller\.$/u)
      .waitFor();
    await page.getByLabel('Utfall').selectOption('rejected');
    await stands(page)
      .getByText(/Avslaget, men yrkandet av .+ säger emot sig självt/u)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Registrera beslut' }).click();
    expect(await page.getByTestId('decision').count()).toBe(0);
    await page.getByLabel('Utfall').selectOption('approved');
    await page.getByRole('button', { name: 'Registrera beslut' }).click();
    await page.getByTestId('decision').getByText('Bifallet').waitFor();
  }, 120_000);

  it('is corrected with a reason, and everybody reads it on the meeting’s page too, with what stood before', async () => {
    const following = await secretary.newPage();
    await following.goto(`${server.url}/moten/${MEETING}`);
    await following.getByTestId('decision').waitFor();
    await page
      .getByTestId('decision')
      .getByRole('link', { name: /^Beslut §/u })
      .click();
    await page.getByRole('button', { name: 'Rätta beslutet' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Utfall').selectOption('rejected');
    await dialog.getByLabel('Antaget yrkande').selectOption('');
    await dialog.getByLabel('Beslutets lydelse').fill('att avslå ansökan');
    await dialog.getByLabel('Skäl till rättelsen').fill('Fel utfall antecknat');
    await stands(page)
      .getByText(/Inget yrkande antas, yrkandena av .+ faller\.$/u)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Rätta beslutet' }).click();
    await page.getByTestId('corrected').first().waitFor();
    await page.getByTestId('corrections').getByText('Fel utfall antecknat').waitFor();
    const inMeeting = following.getByTestId('decision');
    for (const words of ['Rättat', 'Avslaget', 'att avslå ansökan', 'att bifalla ansökan', 'Fel utfall antecknat'])
      await inMeeting.getByText(words).first().waitFor();

    await give(`meetings/${MEETING}/close`);
    const stranger = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'sv-SE', reducedMotion: 'reduce' });
    const outside = await stranger.newPage();
    await outside.goto(`${server.url}/moten/${MEETING}`);
    await outside.getByTestId('corrected').first().waitFor();
    await outside
      .getByTestId('corrections')
      .getByText(/av sekreterare: Fel utfall antecknat/u)
      .waitFor();
    await outside.goto(`${server.url}/grupper/${GROUP}`);
    await outside.getByTestId('corrected').first().waitFor();
    await outside.goto(`${server.url}/beslut`);
    await outside.getByTestId('corrected').first().waitFor();
    expect(await violations(outside)).toEqual([]);
    await stranger.close();
  }, 120_000);
});

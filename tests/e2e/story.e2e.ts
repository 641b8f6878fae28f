import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, layCable, startServer, type Cable, type RunningServer } from './harness.js';
import { noteQuorum } from './quorum.js';

// The story that everything stands on: a meeting held by a secretary, followed by a member in another browser,
// through a lost connection and a server that is killed.

const GROUP = 'rtp-1-2';
const data = dataFolder();
let server: RunningServer;
let browser: Browser;
let cable: Cable;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(data.path), launchBrowser()]);
  cable = await layCable(server.port);
});
afterAll(async () => {
  await browser.close();
  await cable.remove();
  await server.stop();
  data.remove();
});

async function open(base: string): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'sv-SE', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(base);
  await page.getByRole('heading', { level: 1, name: /Regionalt tillväxtprogram för Västernorrland/u }).waitFor();
  return { context, page };
}

/** Signs in as a person would: by the chooser in the page's head. */
async function chooseIdentity(page: Page, role: RegExp): Promise<void> {
  await page.getByTestId('identity').click();
  await page.getByRole('menuitemcheckbox', { name: role }).click();
  await expect.poll(() => page.getByTestId('identity').textContent()).toMatch(role);
}

const connection = (page: Page): Promise<string | null> => page.getByTestId('connection').getAttribute('data-connection');
const main = (page: Page) => page.getByRole('main');

describe('the partnership meets and decides, live', () => {
  let secretary: Page;
  let member: Page;

  it('a newcomer finds the real programme with its 39 groups', async () => {
    ({ page: secretary } = await open(server.url));
    await main(secretary).getByText('39', { exact: true }).first().waitFor();
    await secretary.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Program' }).click();
    await secretary.getByText('Nyföretagande, entreprenörskap och offensivt näringslivsklimat').first().waitFor();
  });

  it('the secretary of a working group opens the meeting of the day, and a member in a second browser sees it as it happens', async () => {
    await chooseIdentity(secretary, /Sekreterare/u);
    ({ page: member } = await open(cable.url));
    await chooseIdentity(member, /Ledamot/u);
    for (const page of [secretary, member]) {
      await page.goto(`${page === member ? cable.url : server.url}/grupper/${GROUP}`);
      await page.getByRole('heading', { name: 'Möten' }).waitFor();
      await main(page)
        .getByRole('link', { name: /^Möte i RTP-grupp 1\.2/u })
        .first()
        .click();
      await expect.poll(() => connection(page)).toBe('live');
    }
    await secretary.getByRole('button', { name: 'Öppna mötet' }).first().click();
    await main(member).getByText('Pågår', { exact: true }).first().waitFor();
  });

  it('takes up an item, and the member sees it', async () => {
    const takeUp = secretary.getByRole('button', { name: /^Ta upp/u }).first();
    await takeUp.click();
    await main(member).getByText('Behandlas nu').first().waitFor();
  });

  it('records a decision, and the member reads its § and wording', async () => {
    await noteQuorum(secretary);
    await decide(secretary, 'Gruppen beslutar att ställa sig bakom förslaget.');
    await main(member).getByText('Gruppen beslutar att ställa sig bakom förslaget.').first().waitFor();
    await main(member)
      .getByText(/§\s*1\b/u)
      .first()
      .waitFor();
  });

  it("the network cable is pulled: the member's page says that it is behind, and has exactly what it missed when it is in again", async () => {
    await secretary
      .getByRole('button', { name: /^Avsluta ärendet/u })
      .first()
      .click();
    cable.pull();
    await expect.poll(() => connection(member), { timeout: 15_000 }).toBe('reconnecting');
    await secretary
      .getByRole('button', { name: /^Ta upp/u })
      .first()
      .click();
    await noteQuorum(secretary);
    await decide(secretary, 'Medan ledamoten var borta beslutade gruppen detta.');
    expect(await main(member).getByText('Medan ledamoten var borta beslutade gruppen detta.').count()).toBe(0);

    const received = frames(member);
    await cable.plug();
    await main(member).getByText('Medan ledamoten var borta beslutade gruppen detta.').first().waitFor({ timeout: 20_000 });
    await expect.poll(() => connection(member)).toBe('live');
    // What came is the patches that were missed, not the documents again: no body, and few bytes.
    expect(received.text()).toContain('"patches"');
    expect(received.text()).not.toContain('"snapshot"');
  });

  it('the server is killed while it writes: nothing acknowledged is gone', async () => {
    const meeting = new URL(secretary.url()).pathname.split('/').at(-1) ?? '';
    const signedIn = secretary.context().request;
    const acknowledged: string[] = [];
    const writer = { stopped: false };
    const writing = (async () => {
      for (let n = 0; !writer.stopped && n < 5_000; n += 1) {
        const title = `Punkt ${String(n)} före avbrottet`;
        try {
          const answer = await signedIn.post(`${server.url}/api/meetings/${meeting}/add-item`, { data: { title } });
          if (answer.ok()) acknowledged.push(title);
        } catch {
          return;
        }
      }
    })();
    await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
    await server.crash();
    writer.stopped = true;
    await writing;

    server = await startServer(data.path, { port: server.port });
    const answer = await signedIn.get(`${server.url}/api/docs/meeting/${meeting}`);
    const { body } = (await answer.json()) as { body: { order: string[]; agenda: Record<string, { title: string }>; decisions: object } };
    const titles = body.order.map((id) => body.agenda[id]?.title);
    expect(titles.filter((title) => title !== undefined && acknowledged.includes(title))).toEqual(acknowledged);
    expect(Object.keys(body.decisions)).toHaveLength(2);
    // Both pages find back by themselves, and show it.
    for (const page of [secretary, member]) {
      await expect.poll(() => connection(page), { timeout: 20_000 }).toBe('live');
      const last = new RegExp(`${acknowledged.at(-1) ?? 'ingen'}$`, 'u');
      await main(page).getByRole('heading', { name: last }).waitFor();
    }
  });

  it('the meeting is closed, and its decisions stand in the register', async () => {
    await secretary.getByRole('button', { name: 'Avsluta mötet' }).first().click();
    await secretary.getByRole('dialog').getByRole('button', { name: 'Avsluta mötet' }).click();
    await main(member).getByText('Avslutat', { exact: true }).first().waitFor();
    await member.goto(`${cable.url}/beslut?group=${GROUP}&q=ledamoten+var+borta`);
    await main(member).getByRole('link').filter({ hasText: /./u }).first().waitFor();
    await main(member)
      .getByText(/§\s*2\b/u)
      .first()
      .waitFor();
  });
});

async function decide(page: Page, wording: string): Promise<void> {
  await page.getByLabel('Beslutets lydelse').fill(wording);
  await page.getByRole('button', { name: 'Registrera beslut' }).click();
  await main(page).getByRole('link', { name: /§/u }).last().waitFor();
  await main(page).getByText(wording).first().waitFor();
}

/** All that comes over the page's sockets from now on. */
function frames(page: Page): { text(): string } {
  const parts: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => parts.push(payload.toString()));
  });
  return { text: () => parts.join('\n') };
}

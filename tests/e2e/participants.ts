import type { DemoIdentity, SessionAnswer } from '@samverkan/contract';
import type { APIResponse, Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The demonstration's accounts bear the names of the roles that they are examples of; a stranger has none. */
export const PARTICIPANTS = [
  'stranger',
  'member',
  'substitute',
  'chair',
  'secretary',
  'nominator',
  'financier',
  'auditor',
  'secretariat',
  'administrator',
] as const;
export type Who = (typeof PARTICIPANTS)[number];

/** What the other side sent to a page, and when (ms since 1970). */
export interface Frame {
  readonly at: number;
  readonly text: string;
}

/** A page with all that came over its sockets, from the first one on. */
export interface Followed {
  readonly page: Page;
  readonly frames: readonly Frame[];
  /** How many of its sockets have been closed. */
  closed(): number;
  /** Goes to an address and waits until nothing is on its way any more: what is not there then is not going to come. */
  settleAt(path: string): Promise<void>;
  settled(): Promise<void>;
}

/** One person in one browser: its pages and its own requests share the cookie. */
export interface Participant {
  readonly who: Who;
  readonly context: BrowserContext;
  /** `CONTEXT/TARGET/COMMAND` as that browser sends it. */
  give(path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<APIResponse>;
  /** The same, which must be carried out. @returns when it was acknowledged, ms since 1970 */
  must(path: string, body?: object): Promise<number>;
  read(kind: string, id: string): Promise<APIResponse>;
  session(): Promise<SessionAnswer>;
  open(): Promise<Followed>;
}

/** Opens a browser window for somebody of the demonstration. */
export async function enter(browser: Browser, url: string, who: Who): Promise<Participant> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'sv-SE', reducedMotion: 'reduce' });
  const { request } = context;
  if (who !== 'stranger') {
    const answer = await request.post(`${url}/api/session`, { data: { account: who } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  const give: Participant['give'] = (path, body = {}, headers = {}) => request.post(`${url}/api/${path}`, { data: body, headers });
  return {
    who,
    context,
    give,
    must: async (path, body) => {
      const answer = await give(path, body);
      const acknowledged = Date.now();
      expect(answer.ok(), `${who}: ${path} ${await answer.text()}`).toBe(true);
      return acknowledged;
    },
    read: (kind, id) => request.get(`${url}/api/docs/${kind}/${id}`),
    session: async () => (await (await request.get(`${url}/api/session`)).json()) as SessionAnswer,
    open: () => follow(context, url),
  };
}

/** A new page of a browser window, whose sockets are listened to. */
export async function follow(context: BrowserContext, url: string): Promise<Followed> {
  const page = await context.newPage();
  const frames: Frame[] = [];
  const asked = new Set<string>();
  let closed = 0;
  page.on('websocket', (socket) => {
    // What a former connection was asked, nobody answers any more.
    asked.clear();
    socket.on('framesent', ({ payload }) => {
      const number = /^42(\d+)\[/u.exec(payload.toString())?.[1];
      if (number !== undefined) asked.add(number);
    });
    socket.on('framereceived', ({ payload }) => {
      const text = payload.toString();
      frames.push({ at: Date.now(), text });
      asked.delete(/^43(\d+)\[/u.exec(text)?.[1] ?? '');
    });
    socket.on('close', () => (closed += 1));
  });
  const settled = async (): Promise<void> => {
    await page.locator('[data-connection=live]').waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    // Twice in a row: what has just been answered may make the page ask for more.
    let quiet = 0;
    await expect
      .poll(async () => {
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const skeletons = await page.getByText('Hämtar …', { exact: true }).count();
        quiet = asked.size === 0 && skeletons === 0 ? quiet + 1 : 0;
        return quiet;
      })
      .toBeGreaterThan(2);
  };
  return {
    page,
    frames,
    closed: () => closed,
    settled,
    settleAt: async (path) => {
      await page.goto(url + path);
      await settled();
    },
  };
}

/** Who the demonstration's accounts act for, by account. */
export async function identitiesOf(someone: Participant): Promise<ReadonlyMap<string, DemoIdentity>> {
  return new Map((await someone.session()).identities.map((identity) => [identity.account, identity]));
}

/** The day in the partnership's country. */
export const today = (): string => new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

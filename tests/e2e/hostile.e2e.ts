import { POLICY } from '@samverkan/contract';
import type { APIRequestContext, Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';

// What an attacker writes wherever text may be written: every field of every command, and imported names. On every page it must stand there as text.

const HOSTILE = `"'><img src=x onerror=window.hit=1><svg onload=window.hit=1>{{constructor.constructor('window.hit=1')()}}</textarea></script><script>window.hit=1</script>javascript:window.hit=1`;
const [GROUP, MEETING, CANCELLED, ITEM, DECISION, ORGANISATION, PERSON] = ['g-x', 'm-x', 'm-y', 'i-x', 'd-x', 'o-x', 'p-x'];

const data = dataFolder();
let server: RunningServer;
let browser: Browser;
/** Commands whose texts were planted, as `context/command`. */
const planted = new Set<string>();

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(data.path), launchBrowser()]);
  await plant();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  data.remove();
});

async function as<T>(account: string, act: (request: APIRequestContext) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  expect((await context.request.post(`${server.url}/api/session`, { data: { account } })).ok()).toBe(true);
  const done = await act(context.request);
  await context.close();
  return done;
}

const giver =
  (request: APIRequestContext) =>
  async (context: string, target: string, command: string, body: object = {}): Promise<Record<string, string>> => {
    const answer = await request.post(`${server.url}/api/${context}/${target}/${command}`, { data: body });
    expect([context, command, answer.status(), await answer.text()]).toEqual([context, command, 200, expect.anything()]);
    planted.add(`${context}/${command}`);
    return ((await answer.json()) as { made?: Record<string, string> }).made ?? {};
  };

async function plant(): Promise<void> {
  const day = new Date(Date.now() + 86_400_000).toISOString();
  const occasion = { title: HOSTILE, place: HOSTILE, startsAt: day, endsAt: new Date(Date.parse(day) + 3_600_000).toISOString() };
  const term = { from: '2020-01-01', until: '2099-12-31' };
  await as('secretariat', async (request) => {
    const give = giver(request);
    await give('organisations', ORGANISATION, 'register', { name: HOSTILE, sector: 'civil', municipality: HOSTILE });
    await give('organisations', ORGANISATION, 'rename', { name: `${HOSTILE}2` });
    await give('organisations', 'o-y', 'register', { name: HOSTILE, sector: 'civil' });
    await give('organisations', 'o-y', 'close', { reason: HOSTILE });
    await give('persons', PERSON, 'register', { name: HOSTILE, gender: 'other', municipality: HOSTILE, organisation: ORGANISATION });
    await give('persons', PERSON, 'rename', { name: `${HOSTILE}2` });
    await give('groups', GROUP, 'form', {
      kind: 'working',
      name: HOSTILE,
      nameEn: HOSTILE,
      mandate: HOSTILE,
      mandateEn: HOSTILE,
      municipality: HOSTILE,
    });
    await give('groups', GROUP, 'rename', { name: HOSTILE, nameEn: `${HOSTILE}2` });
    await give('groups', GROUP, 'give-mandate', { mandate: HOSTILE, mandateEn: `${HOSTILE}2` });
    await give('groups', GROUP, 'establish-seat', { seat: 's-x', nominatedBy: [] });
    await give('groups', GROUP, 'appoint', { seat: 's-x', person: PERSON, as: 'ordinary', ...term, basis: { document: HOSTILE } });
    await give('groups', 'g-y', 'form', { kind: 'working', name: HOSTILE, mandate: HOSTILE });
    await give('groups', 'g-y', 'dissolve', { reason: HOSTILE });
    await give('meetings', CANCELLED, 'schedule', { group: GROUP, ...occasion });
    await give('meetings', CANCELLED, 'cancel', { reason: HOSTILE });
    await give('meetings', MEETING, 'schedule', { group: GROUP, ...occasion });
    await give('meetings', MEETING, 'reschedule', { ...occasion, title: `${HOSTILE}2`, reason: HOSTILE });
    await give('meetings', MEETING, 'add-item', { item: ITEM, title: HOSTILE, description: HOSTILE });
    await give('meetings', MEETING, 'add-item', { item: 'i-closed', title: HOSTILE, description: HOSTILE, doors: 'closed' });
    await give('meetings', MEETING, 'convoke', { message: HOSTILE });
    await give('meetings', MEETING, 'open');
    await give('meetings', MEETING, 'note-attendance', { person: PERSON, presence: 'room' });
    await give('meetings', MEETING, 'take-up-item', { item: ITEM });
    await give('meetings', MEETING, 'move-proposal', { item: ITEM, proposal: 'p-x', by: PERSON, wording: HOSTILE });
    await give('meetings', MEETING, 'take-decision', {
      item: ITEM,
      decision: DECISION,
      outcome: 'approved',
      wording: HOSTILE,
      adopted: 'p-x',
    });
    await give('decisions', DECISION, 'assign-task', { task: 't-x', person: PERSON, what: HOSTILE, due: '2030-01-01' });
    await give('decisions', DECISION, 'mark-task-done', { task: 't-x', note: HOSTILE });
    await give('decisions', DECISION, 'correct', { wording: `${HOSTILE}2`, reason: HOSTILE });
    await give('decisions', DECISION, 'mark-executed', { note: HOSTILE });
    await give('meetings', MEETING, 'adjourn', { reason: HOSTILE });
    await give('authorities', PERSON, 'give', { authority: 'a-x', role: 'financier', organisation: ORGANISATION, from: '2020-01-01' });
    await give('authorities', PERSON, 'give', { authority: 'a-y', role: 'auditor', from: '2020-01-01' });
    await give('authorities', PERSON, 'withdraw', { authority: 'a-y', reason: HOSTILE });
    const imported = await request.post(`${server.url}/api/imports/organisations`, {
      data: [{ id: 'o-imported', name: HOSTILE, sector: 'civil' }],
    });
    expect([imported.status(), await imported.text()]).toEqual([200, expect.anything()]);
    const people = await request.post(`${server.url}/api/imports/people`, {
      data: [{ id: 'p-imported', name: HOSTILE, gender: 'unstated' }],
    });
    expect([people.status(), await people.text()]).toEqual([200, expect.anything()]);
  });
  await as('administrator', async (request) => {
    const give = giver(request);
    await give('accounts', 'k-x', 'invite', { person: PERSON, email: 'x@exempel.invalid' });
    await give('accounts', 'k-x', 'close', { reason: HOSTILE });
  });
  await as('financier', async (request) => {
    const session = (await (await request.get(`${server.url}/api/session`)).json()) as { finances: string[] };
    const response = { organisation: session.finances[0], stand: 'commits-on-conditions', conditions: HOSTILE, reference: HOSTILE };
    await giver(request)('decisions', DECISION, 'respond', response);
  });
}

/** A window that tells of everything that a planted text might have started. */
async function watched(account?: string): Promise<{ readonly page: Page; readonly hits: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ locale: 'sv-SE' });
  if (account !== undefined) await context.request.post(`${server.url}/api/session`, { data: { account } });
  const page = await context.newPage();
  const hits: string[] = [];
  page.on('dialog', (dialog) => hits.push(`dialog ${dialog.message()}`));
  page.on('pageerror', (error) => hits.push(`error ${String(error)}`));
  page.on('console', (message) => {
    if (/Content Security Policy/u.test(message.text())) hits.push(message.text());
  });
  page.on('request', (request) => {
    if (request.url().endsWith('/x')) hits.push(`request ${request.url()}`);
  });
  return { page, hits, close: () => context.close() };
}

async function isText(page: Page, hits: readonly string[], path: string): Promise<void> {
  await page.goto(server.url + path);
  await page.locator('[data-connection=live]').waitFor();
  await expect.poll(() => page.locator('main [aria-busy=true]').count()).toBe(0);
  expect([path, await page.evaluate(() => 'hit' in window)]).toEqual([path, false]);
  expect([path, await page.locator('img[src="x"], svg[onload], script:not([src])').count()]).toEqual([path, 0]);
  expect([path, await page.locator('a[href^="javascript:" i]').count()]).toEqual([path, 0]);
  expect([path, hits]).toEqual([path, []]);
}

const SHOWN = [
  `/grupper/${GROUP}`,
  '/grupper',
  `/moten/${MEETING}`,
  `/moten/${CANCELLED}`,
  '/moten',
  `/beslut/${DECISION}`,
  '/beslut',
  `/aktorer/${ORGANISATION}`,
  '/aktorer/o-y',
  '/aktorer/o-imported',
  '/aktorer',
  `/personer/${PERSON}`,
  '/personer?q=constructor',
  '/aktivitet',
  '/behorigheter',
];
const OTHERS = [
  '/',
  '/program',
  '/min-sida',
  `/sok?q=${encodeURIComponent(HOSTILE.slice(0, 150))}`,
  `/grupper/${encodeURIComponent('<svg onload=window.hit=1>')}`,
];

describe('text that would like to be more than text', () => {
  it('was planted by every command that takes any', () => {
    const without = new Set([
      'organisations/merge',
      'persons/change-contact',
      'persons/change-organisation',
      'persons/close',
      'groups/link-to-measure',
      'groups/link-to-group',
      'groups/resign',
      'groups/choose-office',
      'groups/leave-office',
      'meetings/resume',
      'meetings/close',
      'meetings/move-item',
      'meetings/close-item',
      'meetings/withdraw-proposal',
      'meetings/close-doors',
      'meetings/open-doors',
      'decisions/supersede',
      'accounts/request-reset',
      'accounts/confirm-reset',
      'accounts/stop-reset',
      'accounts/end-sessions',
      'accounts/make-administrator',
      'accounts/dismiss-administrator',
      'accounts/reopen',
    ]);
    const all = Object.entries(POLICY).flatMap(([context, commands]) => Object.keys(commands).map((command) => `${context}/${command}`));
    expect(all.filter((command) => !planted.has(command) && !without.has(command))).toEqual([]);
  });

  it.each(SHOWN)('%s shows it as text to the secretariat', async (path) => {
    const { page, hits, close } = await watched('secretariat');
    await isText(page, hits, path);
    await expect.poll(() => page.locator('main').innerText()).toContain('onerror=window.hit=1');
    await close();
  });

  it.each(['/konton'])('%s shows it as text to the administrator', async (path) => {
    const { page, hits, close } = await watched('administrator');
    await isText(page, hits, path);
    await close();
  });

  it.each([...SHOWN.filter((path) => path !== '/behorigheter'), ...OTHERS])('%s starts nothing for a stranger', async (path) => {
    const { page, hits, close } = await watched();
    await isText(page, hits, path);
    await close();
  });

  it.each(OTHERS)('%s starts nothing for the secretariat', async (path) => {
    const { page, hits, close } = await watched('secretariat');
    await isText(page, hits, path);
    await close();
  });
});

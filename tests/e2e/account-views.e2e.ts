import type { AccountsDocument } from '@samverkan/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer } from './harness.js';
import { ADMINISTRATOR, clockAhead, filledInstallation, NILS_GROUP, PEOPLE, type Installation } from './installation.js';
import { LOOKS, openWindow, shown, sideways, violations, type Look, type Window } from './windows.js';

// Every view of accounts and rights, with its dialogs, as it is for everybody who comes to it.

const PASSWORD = 'nio svanar på en sjö';
type Participant = 'nils' | 'sara' | 'administrator';
let installation: Installation;
let server: RunningServer;
let browser: Browser;
const participants = new Map<Participant, Window>();
/** Links that nobody has used. */
const links = { invitation: '', reset: '' };

beforeAll(async () => {
  [installation, browser] = await Promise.all([filledInstallation(), launchBrowser()]);
  const invited = new Map<Participant, string>([
    ['nils', await installation.link('invite', 'nils', PEOPLE.nils.email)],
    ['sara', await installation.link('invite', 'sara', PEOPLE.sara.email)],
    ['administrator', await installation.link('administrator', ADMINISTRATOR)],
  ]);
  links.invitation = await installation.link('invite', 'eva', PEOPLE.eva.email);
  server = await installation.start();
  for (const [who, link] of invited) {
    const window = await openWindow(browser, installation.url);
    const answer = await window.context.request.post('/api/session/link/password', {
      data: { token: link.split('#')[1], password: PASSWORD },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    participants.set(who, window);
  }
  const made = await give('administrator', 'accounts/k-omar/invite', { person: 'omar', email: PEOPLE.omar.email });
  expect(made['token']).toBeDefined();
  links.reset = `${installation.url}/aterstall#${(await give('administrator', 'accounts/k-omar/request-reset'))['token'] ?? ''}`;
  await give('sara', 'accounts/k-omar/confirm-reset', { request: await resetOf('k-omar') });
  // Waits, and its holder is told.
  await give('administrator', `accounts/${await accountOf('sara')}/request-reset`);
  const terms = { from: '2020-01-01', until: '2099-12-31' };
  await give('sara', 'authorities/eva/give', { role: 'auditor', ...terms });
  await give('sara', 'authorities/nils/give', { role: 'financier', organisation: 'lansstyrelsen', from: terms.from });
  await participants.get('nils')?.context.request.post('/api/session/reset', { data: { email: PEOPLE.nils.email } });
  // So long ago that who changes how they sign in is asked to prove who they are.
  await server.stop();
  server = await installation.start(clockAhead(20));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  installation.remove();
});

async function give(who: Participant, path: string, body: object = {}): Promise<Readonly<Record<string, string>>> {
  const answer = await participants.get(who)?.context.request.post(`/api/${path}`, { data: body });
  expect(answer?.ok(), `${path}: ${(await answer?.text()) ?? ''}`).toBe(true);
  return ((await answer?.json()) as { made?: Record<string, string> }).made ?? {};
}

async function accounts(): Promise<AccountsDocument['accounts']> {
  const answer = await participants.get('administrator')?.context.request.get('/api/docs/accounts/all');
  return ((await answer?.json()) as { body: AccountsDocument }).body.accounts;
}
const resetOf = async (account: string): Promise<string | undefined> => (await accounts())[account]?.reset?.request;
const accountOf = async (person: string): Promise<string> =>
  Object.entries(await accounts()).find(([, one]) => one.person === person)?.[0] ?? '';

interface View {
  readonly name: string;
  readonly who?: Participant;
  readonly path: () => string;
  readonly heading: string | RegExp;
  /** Opens what is looked at beside the page itself. */
  readonly open?: (page: Page) => Promise<void>;
}

const dialog = (page: Page, name: string): Promise<void> => page.getByRole('dialog', { name }).waitFor();
const VIEWS: readonly View[] = [
  { name: 'signing in', path: () => '/logga-in?till=/moten', heading: 'Logga in' },
  { name: 'a forgotten way in', path: () => '/glomt', heading: 'Glömt hur du loggar in' },
  {
    name: 'an invitation, by password',
    path: () => links.invitation,
    heading: 'Inbjudan',
    open: (page) => page.getByRole('radio', { name: /^Lösenord/u }).check(),
  },
  { name: 'a reset', path: () => links.reset, heading: 'Ny väg in till kontot' },
  { name: 'a link that is not whole', path: () => '/aterstall', heading: 'Ny väg in till kontot' },
  { name: 'my account, of nobody', path: () => '/mitt-konto', heading: 'Mitt konto' },
  { name: 'my account', who: 'nils', path: () => '/mitt-konto', heading: 'Mitt konto' },
  {
    name: 'my account, adding a passkey',
    who: 'nils',
    path: () => '/mitt-konto',
    heading: 'Mitt konto',
    open: async (page) => {
      await page.getByRole('button', { name: 'Lägg till passnyckel' }).click();
      await dialog(page, 'Lägg till passnyckel');
    },
  },
  {
    name: 'my account, proving again',
    who: 'nils',
    path: () => '/mitt-konto',
    heading: 'Mitt konto',
    open: async (page) => {
      await page.getByRole('button', { name: 'Byt lösenord' }).click();
      await page.getByLabel('Nuvarande lösenord').fill(PASSWORD);
      await page.getByLabel('Nytt lösenord').fill('tolv bockar på en bro');
      await page.getByRole('button', { name: 'Spara lösenordet' }).click();
      await dialog(page, 'Bekräfta att det är du');
    },
  },
  {
    name: 'the menu of the account',
    who: 'sara',
    path: () => '/mitt-konto',
    heading: 'Mitt konto',
    open: async (page) => {
      await page.getByTestId('account').click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'my account, while somebody asks for a new way in to it',
    who: 'sara',
    path: () => '/mitt-konto',
    heading: 'Mitt konto',
    open: (page) => page.getByTestId('reset-notice').waitFor(),
  },
  { name: 'accounts', who: 'administrator', path: () => '/konton', heading: 'Konton' },
  { name: 'accounts, for the secretariat', who: 'sara', path: () => '/konton', heading: 'Konton' },
  { name: 'accounts, for others', who: 'nils', path: () => '/konton', heading: 'Konton' },
  {
    name: 'accounts, inviting',
    who: 'administrator',
    path: () => '/konton',
    heading: 'Konton',
    open: async (page) => {
      await page.getByRole('button', { name: 'Bjud in' }).click();
      await dialog(page, 'Bjud in');
      await page.getByRole('dialog').getByRole('searchbox', { name: 'Person' }).fill('på');
      await page.getByRole('dialog').getByText(PEOPLE.kim.name).waitFor();
    },
  },
  {
    name: 'accounts, what may be done with one',
    who: 'administrator',
    path: () => '/konton',
    heading: 'Konton',
    open: async (page) => {
      await page.getByRole('button', { name: `Åtgärder för ${PEOPLE.sara.name}` }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'accounts, closing one',
    who: 'administrator',
    path: () => '/konton',
    heading: 'Konton',
    open: async (page) => {
      await page.getByRole('button', { name: `Åtgärder för ${PEOPLE.sara.name}` }).click();
      await page.getByRole('menuitem', { name: 'Stäng kontot' }).click();
      await dialog(page, `Stäng kontot för ${PEOPLE.sara.name}`);
    },
  },
  { name: 'authorities', who: 'nils', path: () => '/behorigheter', heading: 'Behörigheter' },
  { name: 'authorities, for the secretariat', who: 'sara', path: () => '/behorigheter', heading: 'Behörigheter' },
  {
    name: 'authorities, giving one',
    who: 'sara',
    path: () => '/behorigheter',
    heading: 'Behörigheter',
    open: async (page) => {
      await page.getByRole('button', { name: 'Ge behörighet' }).first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'what may I do here',
    who: 'nils',
    path: () => `/grupper/${NILS_GROUP}`,
    heading: /RTP-grupp 1\.2/u,
    open: async (page) => {
      const may = page.getByTestId('what-may-i');
      await may.getByText('Du är här som').waitFor();
      await may.getByText('Det här gör andra').click();
    },
  },
  { name: 'what may I do here, for a stranger', path: () => `/grupper/${NILS_GROUP}`, heading: /RTP-grupp 1\.2/u },
];

async function enter(look: Look, who: Participant | undefined): Promise<Window> {
  const as = who === undefined ? undefined : participants.get(who);
  return openWindow(browser, installation.url, { look, ...(as === undefined ? {} : { as }) });
}
/** What the browser itself says of an answer that refuses. */
const isRefusal = (error: string): boolean => /^Failed to load resource: .* 403 /u.test(error);

describe.each(LOOKS)('every view of accounts, $name', (look) => {
  it.each(VIEWS)(
    '$name: meets WCAG 2.2 AA as axe checks it, asks nobody else for anything, and says no error',
    async ({ who, path, heading, open }) => {
      const { page, strangers, errors, close } = await enter(look, who);
      await page.goto(path());
      await shown(page, heading);
      await open?.(page);
      expect(await violations(page)).toEqual([]);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      // A dialog hides the rest of the page from assistive technology.
      expect(await page.getByRole('heading', { level: 1, includeHidden: true }).count()).toBe(1);
      expect(await page.title()).toMatch(/Samverkan/u);
      expect(strangers).toEqual([]);
      expect(errors.filter((error) => !isRefusal(error))).toEqual([]);
      await close();
    },
  );
});

import { POLICY, type Context, type DemoIdentity, type GroupTreeDocument, type Problem, type Role } from '@samverkan/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodiesFor } from './commands.js';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';
import { enter, identitiesOf, PARTICIPANTS, type Followed, type Participant, type Who } from './participants.js';
import { button, GROUP_ROLES, HELD, INSIDE, main, MAY, OFFERED, POWERS, SEEN, type Row } from './sights.js';
import { decisionOn, GROUP, NOW, PAST, SECRET, seatsOf, sit, taskOn } from './sitting.js';

// Each sees and can do exactly what the tables of roles and of visibility say: in a browser of their own, and with what that browser could send.

const data = dataFolder();
let server: RunningServer;
let browser: Browser;
let people: ReadonlyMap<string, DemoIdentity>;
/** A working group in which none of them stands. */
let elsewhere: string;
const participants = new Map<Who, Participant>();
const pages = new Map<Who, Followed>();

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(data.path), launchBrowser()]);
  for (const who of PARTICIPANTS) participants.set(who, await enter(browser, server.url, who));
  people = await identitiesOf(as('stranger'));
  await sit(as('secretary'));
  for (const who of PARTICIPANTS) pages.set(who, await as(who).open());
  elsewhere = await foreignGroup();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  data.remove();
});

const taken = <T>(all: ReadonlyMap<Who, T>, who: Who): T => {
  const found = all.get(who);
  if (found === undefined) throw new Error(`${who} is not here`);
  return found;
};
const as = (who: Who): Participant => taken(participants, who);
const pageOf = (who: Who): Followed => taken(pages, who);
const personOf = (who: Who): string => people.get(who)?.person ?? '';

async function foreignGroup(): Promise<string> {
  const { body } = (await (await as('stranger').read('group-tree', 'all')).json()) as { body: GroupTreeDocument };
  const own = new Set((await Promise.all(PARTICIPANTS.map((who) => as(who).session()))).flatMap(({ groups }) => Object.keys(groups)));
  const found = Object.entries(body.groups).find(([id, { kind }]) => kind === 'working' && !own.has(id));
  if (found === undefined) throw new Error('somebody stands in every group');
  return found[0];
}

/** What stands on one page is looked for while that page is open. */
const ROWS = [...SEEN, ...OFFERED].sort((one, other) => one.at.localeCompare(other.at));

describe.each(PARTICIPANTS.map((who) => ({ who })))('a $who', ({ who }) => {
  it.each(ROWS)('$sentence', (row) => check(who, row));

  it('is told on the group’s page what they may do there, and what others do', async () => {
    const { page } = await at(who, `/grupper/${GROUP}`);
    const panel = page.getByTestId('what-may-i');
    await panel.waitFor();
    expect((await panel.locator('[data-may=yes] li').allTextContents()).map((one) => one.trim()).sort()).toEqual([...MAY[who]].sort());
    await expect.poll(() => panel.getByText('Du är inte inloggad.').count()).toBe(who === 'stranger' ? 1 : 0);
  });

  it('is sent nothing of what is behind closed doors that is not for them', () => {
    const sent = pageOf(who).frames.filter((frame) => frame.text.includes(SECRET));
    if (INSIDE.includes(who)) expect(sent).not.toEqual([]);
    else expect(sent).toEqual([]);
  });

  it('can give what the table lets them, and is refused everything else, with the cookie that their browser has', async () => {
    expect(await tryAll(who, GROUP, HELD[who])).toEqual([]);
  });

  it('is in another group’s matters what they are in all of them, and nothing more', async () => {
    const held = HELD[who].filter((role) => !GROUP_ROLES.includes(role));
    expect(await tryAll(who, elsewhere, held)).toEqual([]);
  });
});

describe('whoever is outside', () => {
  it.each(['stranger', 'nominator', 'financier', 'administrator'] as const)(
    'is answered, as a %s, of what is behind closed doors as of what does not exist',
    async (who) => {
      for (const id of [decisionOn(NOW.closed), decisionOn(PAST.closed)]) {
        const [hidden, none] = await Promise.all([as(who).read('decision', id), as(who).read('decision', 'b-finns-inte')]);
        expect(await anonymous(hidden, id)).toEqual(await anonymous(none, 'b-finns-inte'));
        const body = { organisation: people.get('financier')?.organisation ?? '', stand: 'commits' };
        const [upon, nothing] = [
          await as(who).give(`decisions/${id}/respond`, body),
          await as(who).give('decisions/b-finns-inte/respond', body),
        ];
        expect(await anonymous(upon, id)).toEqual(await anonymous(nothing, 'b-finns-inte'));
      }
    },
  );
});

describe('member, serving substitute', () => {
  it('a member notes nobody else’s attendance and marks nobody else’s task as done', async () => {
    const other = await as('member').give(`meetings/${NOW.meeting}/note-attendance`, { person: personOf('chair'), presence: 'left' });
    expect([other.status(), ((await other.json()) as Problem).code]).toEqual([403, 'command/not-allowed']);
    const task = await as('substitute').give(`decisions/${decisionOn(NOW.open)}/mark-task-done`, { task: taskOn(NOW.open) });
    expect([task.status(), ((await task.json()) as Problem).code]).toEqual([403, 'command/not-allowed']);
  });

  it('a substitute moves proposals from when the ordinary member leaves until they return, and the page follows', async () => {
    const { ordinary, before } = await seatsOf(as('secretary'));
    const { page } = await at('substitute', `/moten/${NOW.meeting}`);
    const note = (person: string, presence: string) =>
      as('secretary').must(`meetings/${NOW.meeting}/note-attendance`, { person, presence });
    const propose = (wording: string) => as('substitute').give(`meetings/${NOW.meeting}/move-proposal`, { item: NOW.current, wording });
    const offer = () => button('Lägg yrkande')(page).count();

    for (const person of before) await note(person, 'left');
    await main(page)
      .getByRole('group', { name: `Närvaro för ${people.get('substitute')?.name ?? ''}` })
      .getByRole('button', { name: /: I rummet$/u })
      .first()
      .click();
    await main(page)
      .getByRole('button', { name: /: I rummet$/u, pressed: true })
      .first()
      .waitFor();
    expect(await offer()).toBe(0);
    const early = await propose('För tidigt.');
    expect([early.status(), ((await early.json()) as Problem).code]).toEqual([403, 'meeting/not-serving']);

    await note(ordinary, 'left');
    await expect.poll(offer).toBe(1);
    await page.getByLabel('Yrkandets lydelse').fill('Ersättaren yrkar bifall.');
    await button('Lägg yrkande')(page).click();
    await main(page).getByText('Ersättaren yrkar bifall.', { exact: true }).first().waitFor();

    await note(ordinary, 'room');
    await expect.poll(offer).toBe(0);
    expect((await propose('För sent.')).status()).toBe(403);
  });
});

describe('financier (for an organisation)', () => {
  it('records its own response with its own reference, and the partnership sees at a glance who is in', async () => {
    const path = `/beslut/${decisionOn(PAST.open)}`;
    const [{ page }, { page: public_ }] = [await at('financier', path), await at('stranger', path)];
    await button('Registrera eget beslut')(page).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ställningstagande').selectOption('commits');
    await dialog.getByLabel('Egen beteckning (diarienummer, paragraf)').fill('Dnr 300-4711-08');
    await dialog.getByRole('button', { name: 'Registrera', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    for (const one of [page, public_]) await main(one).getByText('Dnr 300-4711-08').waitFor();
    const other = { organisation: people.get('nominator')?.organisation ?? '', stand: 'declines' };
    expect((await as('financier').give(`decisions/${decisionOn(PAST.open)}/respond`, other)).status()).toBe(403);
  });
});

/** The page of somebody at a path, where it stays for what is asked next. */
async function at(who: Who, path: string): Promise<Followed> {
  const followed = pageOf(who);
  if (followed.page.url() !== server.url + path) await followed.settleAt(path);
  return followed;
}

async function check(who: Who, { at: path, what, who: those }: Row): Promise<void> {
  const { page } = await at(who, path.replace('GROUP2', elsewhere));
  const found = what(page);
  if (those.includes(who)) await expect.poll(() => found.count()).toBeGreaterThan(0);
  else await expect.poll(() => found.count()).toBe(0);
}

/**
 * Gives every command there is as somebody who last saw the very first version: who may give it is told that they have seen too little, everybody else
 * that they may not. Nothing is changed by it. @returns the commands that were answered otherwise
 */
async function tryAll(who: Who, group: string, held: readonly Role[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const organisation = people.get('financier')?.organisation ?? '';
  const own = group === GROUP;
  const targets: Readonly<Record<Context, string>> = {
    organisations: 'lansstyrelsen',
    persons: personOf('auditor'),
    groups: group,
    meetings: own ? NOW.meeting : `m-${group}-coming`,
    decisions: own ? decisionOn(PAST.open) : await someDecision(group),
    accounts: 'auditor',
    authorities: personOf('auditor'),
  };
  const bodies: Readonly<Record<string, Readonly<Record<string, object>>>> = bodiesFor({ person: personOf('auditor'), organisation });
  for (const context of Object.keys(POLICY) as Context[]) {
    for (const command of Object.keys(POLICY[context])) {
      const path = `${context}/${targets[context]}/${command}`;
      const answer = await as(who).give(path, bodies[context]?.[command], { 'if-match': '"0"' });
      const may = held.some((role) => POWERS[role].includes(`${context}/*`) || POWERS[role].includes(`${context}/${command}`));
      const expected = may ? 412 : who === 'stranger' ? 401 : 403;
      if (answer.status() !== expected) wrong.push(`${path}: ${String(answer.status())} for ${String(expected)} ${await answer.text()}`);
    }
  }
  return wrong;
}

async function someDecision(group: string): Promise<string> {
  const answer = await as('stranger').context.request.get(`${server.url}/api/lists/decisions?group=${group}`);
  const id = /"(b-m-[^"]+)"/u.exec(await answer.text())?.[1];
  if (id === undefined) throw new Error(`${group} has decided nothing`);
  return id;
}

/** An answer without the id that was asked for. */
async function anonymous(answer: { status(): number; text(): Promise<string> }, id: string): Promise<readonly [number, string]> {
  return [answer.status(), (await answer.text()).replaceAll(id, 'ID')];
}

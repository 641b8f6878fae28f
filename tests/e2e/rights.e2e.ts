import type { GroupDocument } from '@samverkan/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';
import { enter, identitiesOf, today, type Followed, type Participant, type Who } from './participants.js';
import { decisionOn, GROUP, NOW, SECRET, sit, TEXTS } from './sitting.js';
import { afterNews, expectOnPages, expectStill, mark, shows } from './watching.js';

// "One person may hold several, and holds them through appointments: when the term ends, so does the power, in every open browser, at once."
// What ends with the calendar is tried by the server's own specs, which can be given a clock.

const BASIS = { document: 'Lilla partnerskapets beslut, dnr 7-2026' };

const data = dataFolder();
let server: RunningServer;
let browser: Browser;
let secretary: Participant;
let secretariat: Participant;
let persons: ReadonlyMap<string, string>;
let added = 0;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(data.path), launchBrowser()]);
  [secretary, secretariat] = [await enter(browser, server.url, 'secretary'), await enter(browser, server.url, 'secretariat')];
  await sit(secretary);
  persons = new Map([...(await identitiesOf(secretary))].map(([account, { person = '' }]) => [account, person]));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  data.remove();
});

const MEETING = `/moten/${NOW.meeting}`;
const DECISION = `/beslut/${decisionOn(NOW.closed)}`;

describe('when the power ends, so does what the open pages show and offer, within a second and without a reload', () => {
  it('a member whose appointment is resigned, and who is appointed again', async () => {
    const windows = await openAll('member', [`/grupper/${GROUP}`, MEETING, '/min-sida', DECISION]);
    const [group, meeting, mine, decision] = windows;
    const { id, seat, until } = await appointmentOf('member');
    await shows(meeting, SECRET, 'Din närvaro', 'Lägg yrkande');
    await shows(group, '@exempel.invalid', 'Lägga yrkanden');
    await shows(mine, SECRET);
    await expect.poll(() => myGroups(mine).count()).toBe(1);
    // What is read aloud is gone with the rest.
    await goOnBehindClosedDoors(meeting);
    await shows(meeting, 'Nytt ärende 4');

    const lost = await expectOnPages([
      { ...group, has: ['Du är inte längre ledamot i', 'Du har ingen plats'], hasNot: [SECRET, '@exempel.invalid'] },
      { ...meeting, has: ['Du är inte längre ledamot i'], hasNot: [SECRET, 'Din närvaro', 'Lägg yrkande'] },
      { ...mine, has: ['Du är inte längre ledamot i'], hasNot: [SECRET] },
      { ...decision, has: ['Du är inte längre ledamot i', 'Det finns inte'], hasNot: [SECRET] },
    ]);
    const resigned = await secretariat.must(`groups/${GROUP}/resign`, { appointment: id, on: today() });
    await lost.within(resigned);
    await goOnBehindClosedDoors(meeting);
    for (const one of windows) expect(afterNews(one)).toEqual([]);
    // Called to the meeting they still are.
    await expect.poll(() => myGroups(mine).count()).toBe(0);

    const again = await expectOnPages([
      { ...group, has: ['Du är nu ledamot i', '@exempel.invalid', 'Lägga yrkanden'] },
      { ...meeting, has: ['Du är nu ledamot i', `${SECRET}: tillägg ${String(added)}`, 'Din närvaro', 'Lägg yrkande'] },
      { ...mine, has: ['Du är nu ledamot i', SECRET] },
      { ...decision, has: ['Du är nu ledamot i', SECRET] },
    ]);
    const term = { from: today(), until, basis: BASIS };
    const appointed = await secretariat.must(`groups/${GROUP}/appoint`, { seat, person: personOf('member'), as: 'ordinary', ...term });
    await again.within(appointed);
    await expect.poll(() => myGroups(mine).count()).toBe(1);
    await leave(windows);
  });

  it('an auditor whose authority is withdrawn, and given again', async () => {
    const windows = await openAll('auditor', [MEETING, '/konton', DECISION]);
    const [meeting, accounts, decision] = windows;
    await shows(meeting, SECRET);
    await shows(accounts, 'Senast inloggad');

    const lost = await expectOnPages([
      { ...meeting, has: ['Du är inte längre revisor'], hasNot: [SECRET] },
      { ...accounts, has: ['Du är inte längre revisor', 'Konton visas inte för dig'], hasNot: ['Senast inloggad'] },
      { ...decision, has: ['Du är inte längre revisor', 'Det finns inte'], hasNot: [SECRET] },
    ]);
    const authority = { authority: 'demo-auditor', reason: 'Uppdraget är slut.' };
    await lost.within(await secretariat.must(`authorities/${personOf('auditor')}/withdraw`, authority));
    await goOnBehindClosedDoors(meeting);
    for (const one of windows) expect(afterNews(one)).toEqual([]);

    const again = await expectOnPages([
      { ...meeting, has: ['Du är nu revisor', `${SECRET}: tillägg ${String(added)}`] },
      { ...accounts, has: ['Du är nu revisor', 'Senast inloggad'], hasNot: ['Konton visas inte för dig'] },
      { ...decision, has: ['Du är nu revisor', SECRET] },
    ]);
    const anew = { authority: 'revisor-igen', role: 'auditor', from: today() };
    await again.within(await secretariat.must(`authorities/${personOf('auditor')}/give`, anew));
    await leave(windows);
  });

  it('a chair who leaves the office, and takes it again: a member all the time', async () => {
    const windows = await openAll('chair', [MEETING, `/grupper/${GROUP}`]);
    const [meeting, group] = windows;
    await shows(meeting, 'Avsluta mötet', 'Registrera beslut', SECRET);
    await shows(group, 'Planera möte');

    const lost = await expectOnPages([
      {
        ...meeting,
        has: ['Du är inte längre ordförande i', 'Din närvaro', SECRET],
        hasNot: ['Avsluta mötet', 'Registrera beslut', 'Lägg till ärende', 'Avsluta ärendet'],
      },
      { ...group, has: ['Du är inte längre ordförande i'], hasNot: ['Planera möte'] },
    ]);
    await lost.within(await secretariat.must(`groups/${GROUP}/leave-office`, { office: 'chair' }));

    const again = await expectOnPages([
      { ...meeting, has: ['Du är nu ordförande i', 'Avsluta mötet', 'Registrera beslut'], hasNot: ['Din närvaro'] },
      { ...group, has: ['Du är nu ordförande i', 'Planera möte'] },
    ]);
    await again.within(await secretariat.must(`groups/${GROUP}/choose-office`, { office: 'chair', person: personOf('chair') }));
    await leave(windows);
  });

  it('an administrator who is dismissed, and made one again', async () => {
    const administrator = await enter(browser, server.url, 'administrator');
    await administrator.must('accounts/secretariat/make-administrator');
    const [accounts] = await openAll('administrator', ['/konton']);
    await shows(accounts, 'Bjud in', 'Senast inloggad');

    const lost = await expectOnPages([
      {
        ...accounts,
        has: ['Du är inte längre administratör', 'Konton visas inte för dig'],
        hasNot: ['Bjud in', 'Senast inloggad', 'Åtgärder för'],
      },
    ]);
    await lost.within(await secretariat.must('accounts/administrator/dismiss-administrator'));
    expect((await administrator.give('accounts/auditor/end-sessions')).status()).toBe(403);

    const again = await expectOnPages([{ ...accounts, has: ['Du är nu administratör', 'Bjud in', 'Senast inloggad'] }]);
    await again.within(await secretariat.must('accounts/administrator/make-administrator'));
    await administrator.must('accounts/secretariat/dismiss-administrator');
    await administrator.context.close();
    await leave([accounts]);
  });
});

describe('closed doors', () => {
  it('an item leaves the pages of those outside when its doors are closed, and comes back when they are opened', async () => {
    const [outside] = await openAll('nominator', [MEETING]);
    const [inside] = await openAll('substitute', [MEETING]);
    await shows(outside, TEXTS.current);
    const gone = await expectOnPages([{ ...outside, has: [TEXTS.meeting], hasNot: [TEXTS.current] }]);
    await gone.within(await secretary.must(`meetings/${NOW.meeting}/close-doors`, { item: NOW.current }));
    const before = outside.frames.length;
    const within = { item: NOW.current, proposal: 'y-bakom', by: personOf('chair'), wording: `${SECRET} som yrkande.` };
    await secretary.must(`meetings/${NOW.meeting}/move-proposal`, within);
    await shows(inside, within.wording, TEXTS.current);
    await secretary.must(`meetings/${NOW.meeting}/note-attendance`, { person: personOf('secretary'), presence: 'remote' });
    await shows(outside, 'På distans');
    expect(outside.frames.slice(before).filter(({ text }) => text.includes(SECRET) || text.includes(NOW.current))).toEqual([]);

    const back = await expectOnPages([{ ...outside, has: [TEXTS.current, within.wording] }]);
    await back.within(await secretary.must(`meetings/${NOW.meeting}/open-doors`, { item: NOW.current }));
    await leave([outside]);
    await leave([inside]);
  });
});

/** The group among "my groups". */
const myGroups = ({ page }: Followed) =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Mina grupper' }) })
    .getByRole('link', { name: /RTP-grupp 1\.2/u });

const personOf = (account: string): string => persons.get(account) ?? '';

async function appointmentOf(account: string) {
  const { body } = (await (await secretary.read('group', GROUP)).json()) as { body: GroupDocument };
  const found = Object.entries(body.appointments).find(([, one]) => one.person === personOf(account) && one.ended === undefined);
  if (found === undefined) throw new Error(`${account} has no appointment`);
  return { id: found[0], ...found[1] };
}

/** One page of the same browser window at each path, each with a mark that a reload would take away. */
async function openAll<const Paths extends readonly string[]>(who: Who, paths: Paths) {
  const participant = await enter(browser, server.url, who);
  const windows: Followed[] = [];
  for (const path of paths) {
    const followed = await participant.open();
    await followed.settleAt(path);
    await mark(followed);
    windows.push(followed);
  }
  return windows as { readonly [N in keyof Paths]: Followed };
}

/** They have been the same pages all the time. */
async function leave(windows: readonly Followed[]): Promise<void> {
  for (const one of windows) await expectStill(one);
  await windows[0]?.page.context().close();
}

/** Things go on that outsiders must not hear of, and then one that everybody signed in does: when that has come, so would have the rest. */
async function goOnBehindClosedDoors(watching: Followed): Promise<void> {
  const run = String((added += 1));
  const item = { item: `r-tillagg-${run}`, title: `${SECRET}: tillägg ${run}`, doors: 'closed' };
  await secretary.must(`meetings/${NOW.meeting}/add-item`, item);
  await secretary.must(`decisions/${decisionOn(NOW.closed)}/correct`, { wording: `${SECRET} rättad ${run}.`, reason: `Fel om ${SECRET}.` });
  const by = personOf('chair');
  const proposal = { item: NOW.current, proposal: `y-oppet-${run}`, by, wording: `Ett öppet yrkande, nummer ${run}.` };
  await secretary.must(`meetings/${NOW.meeting}/move-proposal`, proposal);
  await shows(watching, proposal.wording);
}

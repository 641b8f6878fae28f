import type { AccountsDocument } from '@samverkan/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, launchBrowser, startServer, type RunningServer } from './harness.js';
import { enter, follow, identitiesOf, type Participant } from './participants.js';
import { decisionOn, NOW, SECRET, sit } from './sitting.js';
import { afterNews, expectOnPages, expectStill, mark, shows } from './watching.js';

// The socket uses the same session as the page and ends with it, and the open page says so, within a second and without a reload.

const MEETING = `/moten/${NOW.meeting}`;
const PASSWORD = 'fyra vilda kor i dimman';
const EMAIL = 'tva-fonster@exempel.invalid';

const data = dataFolder();
let server: RunningServer;
let browser: Browser;
let secretary: Participant;
let secretariat: Participant;
let member: string;
let invited = false;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(data.path), launchBrowser()]);
  [secretary, secretariat] = [await enter(browser, server.url, 'secretary'), await enter(browser, server.url, 'secretariat')];
  await sit(secretary);
  member = (await identitiesOf(secretary)).get('member')?.person ?? '';
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  data.remove();
});

/** Two browsers signed in to one account of somebody's own, who is a member. */
async function twoWindows(): Promise<readonly [Participant, Participant]> {
  const windows = [await enter(browser, server.url, 'stranger'), await enter(browser, server.url, 'stranger')] as const;
  for (const { context } of windows) {
    if (!invited) {
      const administrator = await enter(browser, server.url, 'administrator');
      const answer = await administrator.give('accounts/tva-fonster/invite', { person: member, email: EMAIL });
      const { made } = (await answer.json()) as { made: { token: string } };
      const used = await context.request.post(`${server.url}/api/session/link/password`, {
        data: { token: made.token, password: PASSWORD },
      });
      expect(used.ok(), await used.text()).toBe(true);
      await administrator.context.close();
      invited = true;
      continue;
    }
    const signedIn = await context.request.post(`${server.url}/api/session/password`, { data: { email: EMAIL, password: PASSWORD } });
    expect(signedIn.ok(), await signedIn.text()).toBe(true);
  }
  return windows;
}

describe('a session that ends somewhere else', () => {
  it('"sign out everywhere" in one window cuts the other’s connection, and its page says so', async () => {
    const [one, other] = await twoWindows();
    const [here, there] = [await one.open(), await other.open()];
    await Promise.all([here.settleAt('/mitt-konto'), there.settleAt(MEETING)]);
    await mark(there);
    await shows(there, SECRET, 'Din närvaro');
    const closed = there.closed();

    const ended = await expectOnPages([
      { ...there, has: ['Du har loggats ut.', 'Logga in'], hasNot: [SECRET, 'Din närvaro', 'Lägg yrkande'] },
    ]);
    await here.page.getByRole('button', { name: 'Logga ut överallt', exact: true }).click();
    const answered = here.page.waitForResponse((response) => response.url().endsWith('/api/session/mine/sessions'));
    await here.page.getByRole('dialog').getByRole('button', { name: 'Logga ut överallt', exact: true }).click();
    expect((await answered).ok()).toBe(true);
    await ended.within(Date.now());

    await expect.poll(() => there.closed()).toBeGreaterThan(closed);
    await there.settled();
    const wording = `${SECRET} rättad efteråt.`;
    await secretary.must(`decisions/${decisionOn(NOW.closed)}/correct`, { wording, reason: 'Fel.' });
    // What a stranger sees too, and what came before it would have come with it.
    await secretariat.must('groups/rtp-1-2/rename', { name: 'RTP-grupp 1.2 efter utloggningen' });
    await shows(there, 'RTP-grupp 1.2 efter utloggningen');
    await expectStill(there);
    expect(afterNews(there)).toEqual([]);
    for (const window of [one, other]) {
      expect((await window.session()).identity).toBeUndefined();
      expect((await window.give(`meetings/${NOW.meeting}/move-proposal`, { item: NOW.current, wording: 'x' })).status()).toBe(401);
    }
    await Promise.all([one.context.close(), other.context.close()]);
  });

  it('one of my sessions that I end in another window is signed out there, and only there', async () => {
    const [one, other] = await twoWindows();
    const [here, there] = [await one.open(), await other.open()];
    await Promise.all([here.settleAt('/mitt-konto'), there.settleAt(MEETING)]);
    await mark(there);
    await shows(there, SECRET);
    const ended = await expectOnPages([{ ...there, has: ['Du har loggats ut.'], hasNot: [SECRET] }]);
    const answered = here.page.waitForResponse((response) => response.url().includes('/api/session/mine/sessions/'));
    await here.page.getByRole('button', { name: /^Logga ut (?!här|överallt)/u }).click();
    expect((await answered).ok()).toBe(true);
    await ended.within(Date.now());
    expect((await other.session()).identity).toBeUndefined();
    expect((await one.session()).identity?.account).toBe('tva-fonster');
    await Promise.all([one.context.close(), other.context.close()]);
  });

  it('signing out in one tab signs out the other tabs of the browser', async () => {
    const [one, other] = await twoWindows();
    const [here, there] = [await one.open(), await follow(one.context, server.url)];
    await Promise.all([here.settleAt('/mitt-konto'), there.settleAt(MEETING)]);
    await mark(there);
    await shows(there, SECRET);
    const ended = await expectOnPages([{ ...there, has: ['Du har loggats ut.'], hasNot: [SECRET] }]);
    const answered = here.page.waitForResponse((response) => response.request().method() === 'DELETE');
    await here.page.getByRole('button', { name: /^Logga ut här/u }).click();
    expect((await answered).ok()).toBe(true);
    await ended.within(Date.now());
    expect((await other.session()).identity?.account).toBe('tva-fonster');
    await Promise.all([one.context.close(), other.context.close()]);
  });

  it('an account that an administrator signs out everywhere, or closes, is signed out in its open pages', async () => {
    const [one, other] = await twoWindows();
    const administrator = await enter(browser, server.url, 'administrator');
    for (const [window, command, body] of [
      [one, 'end-sessions', {}],
      [other, 'close', { reason: 'Har slutat.' }],
    ] as const) {
      const there = await window.open();
      if ((await window.session()).identity === undefined) {
        const again = await window.context.request.post(`${server.url}/api/session/password`, {
          data: { email: EMAIL, password: PASSWORD },
        });
        expect(again.ok(), await again.text()).toBe(true);
      }
      await there.settleAt(MEETING);
      await mark(there);
      await shows(there, SECRET);
      const ended = await expectOnPages([{ ...there, has: ['Du har loggats ut.'], hasNot: [SECRET] }]);
      await ended.within(await administrator.must(`accounts/tva-fonster/${command}`, body));
    }
    const { body } = (await (await administrator.read('accounts', 'all')).json()) as { body: AccountsDocument };
    expect(body.accounts['tva-fonster']?.closed?.reason).toBe('Har slutat.');
    await Promise.all([one.context.close(), other.context.close(), administrator.context.close()]);
  });
});

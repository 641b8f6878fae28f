import type { AccountsDocument, ResetsAnswer, SessionAnswer } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { fakeServer } from '../platform/live/fakeServer.suite.js';
import { settled, shownAt, type Shown } from '../platform/mountView.suite.js';

const accounts: AccountsDocument = {
  accounts: {
    k1: {
      person: 'p1',
      administrator: false,
      openedAt: '2026-11-01T08:00:00.000Z',
      means: { c1: { means: 'passkey', since: '2026-11-02T08:00:00.000Z' } },
      signedInAt: '2026-11-22T08:15:00.000Z',
    },
    k2: {
      person: 'p2',
      administrator: false,
      openedAt: '2026-11-01T08:00:00.000Z',
      means: {},
      invited: { at: '2026-11-01T08:00:00.000Z', until: '2999-11-08T08:00:00.000Z' },
    },
    k3: {
      administrator: true,
      openedAt: '2026-11-01T08:00:00.000Z',
      means: { c3: { means: 'password', since: '2026-11-02T08:00:00.000Z' } },
    },
  },
};
function hold(server: ReturnType<typeof fakeServer>): void {
  server.hold({ kind: 'accounts', id: 'all' }, { ...accounts });
  server.hold(
    { kind: 'directory', id: 'all' },
    { persons: { p1: { name: 'Karin Näslund' }, p2: { name: 'Sven Öberg' }, p3: { name: 'Karin Åström' } }, organisations: {} },
  );
}
const administrator: Partial<SessionAnswer> = { identity: { account: 'k3' }, roles: ['administrator'] };
const secretariat: Partial<SessionAnswer> = { identity: { account: 'k1', person: 'p1' }, roles: ['secretariat'] };
const TOKEN = 'abcdefghijklmnopqrstuvwxyz';

const rowTexts = ({ view }: Shown) => view.findAll('tbody tr').map((row) => row.text());
const onPage = (selector: string) => [...document.body.querySelectorAll<HTMLElement>(selector)];
const withText = (selector: string, text: string) => {
  const found = onPage(selector).find((one) => one.textContent.trim() === text);
  if (!found) throw new Error(`nothing is called ${text}`);
  return found;
};
function write(label: string, text: string): void {
  const id = withText('label', label).getAttribute('for');
  const field = document.getElementById(id ?? '') as HTMLInputElement | HTMLTextAreaElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
const submit = () => onPage('[role=dialog] form')[0]!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));

async function choose({ view }: Shown, holder: string, action: string): Promise<void> {
  const button = view.get(`button[aria-label="Åtgärder för ${holder}"]`);
  await button.trigger('keydown', { key: 'Enter' });
  await settled();
  withText('[role=menuitem]', action).click();
  await settled();
}

let requests: ResetsAnswer['resets'] = [];
const opened = (path: string, who: Partial<SessionAnswer> = {}) =>
  shownAt(path, hold, who, (asked) => (asked === 'GET /api/session/resets' ? { resets: requests } : undefined));

afterEach(() => {
  requests = [];
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('the accounts', () => {
  it('are shown to the administrator, the secretariat and auditors, and asked for by nobody else', async () => {
    const stranger = await opened('/konton');
    expect(stranger.view.text()).toContain('Konton visas inte för dig');
    expect(stranger.server.asked.map(({ kind }) => kind)).not.toContain('accounts');
    const { view } = await opened('/konton', secretariat);
    expect(view.findAll('tbody tr')).toHaveLength(3);
    expect(view.text()).toContain('Det här gör administratören.');
    expect(view.findAll('button').map((button) => button.text())).not.toContain('Bjud in');
  });

  it('say for whom they are, how they are signed in with, when last, and which administers', async () => {
    const [karin, sven, technical] = rowTexts(await opened('/konton', administrator));
    for (const part of ['Karin Näslund', 'I bruk', 'passnyckel', '22 nov. 2026 09:15']) expect(karin).toContain(part);
    for (const part of ['Sven Öberg', 'Inbjudet', 'aldrig']) expect(sven).toContain(part);
    for (const part of ['Tekniskt konto', 'Administratör', 'lösenord']) expect(technical).toContain(part);
  });

  it('are found by name, state and whether they administer, as the address says', async () => {
    expect(rowTexts(await opened('/konton?q=sven', administrator))).toHaveLength(1);
    expect(rowTexts(await opened('/konton?lage=active', administrator))).toHaveLength(2);
    expect(rowTexts(await opened('/konton?administrator=1', administrator))).toHaveLength(1);
  });

  it('are opened for a person found by name who has none, and the link is shown', async () => {
    const { server, view } = await opened('/konton', administrator);
    server.answerCommandsWith(() => ({ done: { position: '2', version: '2', repeated: false, made: { token: TOKEN } } }));
    await view
      .findAll('button')
      .find((button) => button.text() === 'Bjud in')!
      .trigger('click');
    await settled();
    write('Person', 'karin');
    await settled();
    expect(onPage('[role=dialog] li').map((one) => one.textContent.trim())).toEqual(['Karin Åström']);
    onPage('[role=dialog] li button')[0]!.click();
    await settled();
    expect(document.activeElement?.textContent).toBe('Välj någon annan');
    write('E-post att logga in med', 'karin@example.org');
    await settled();
    submit();
    await settled();
    expect(server.commands).toMatchObject([{ context: 'accounts', command: 'invite', body: { person: 'p3', email: 'karin@example.org' } }]);
    expect(withText('label', 'Länk till den inbjudna').getAttribute('for')).not.toBeNull();
    const [link] = onPage('[role=dialog] input') as HTMLInputElement[];
    expect(link?.value).toBe(`${location.origin}/inbjudan#${TOKEN}`);
  });

  it('are closed with a reason only after being asked once more, and a refusal is said there', async () => {
    const shown = await opened('/konton', administrator);
    shown.server.answerCommandsWith(() => ({
      refused: { type: 't', title: 't', status: 409, code: 'account/last-administrator', facts: {} },
    }));
    await choose(shown, 'k3', 'Stäng kontot');
    expect(shown.server.commands).toEqual([]);
    write('Skäl', 'Behövs inte');
    await settled();
    submit();
    await settled();
    expect(shown.server.commands).toMatchObject([{ context: 'accounts', target: 'k3', command: 'close', body: { reason: 'Behövs inte' } }]);
    expect(onPage('[role=dialog] [role=alert]')[0]?.textContent).toContain('administratör');
  });

  it('get a link for a reset, to another page than an invitation', async () => {
    const shown = await opened('/konton', administrator);
    shown.server.answerCommandsWith(() => ({ done: { position: '2', version: '2', repeated: false, made: { token: TOKEN } } }));
    await choose(shown, 'Karin Näslund', 'Länk för återställning');
    submit();
    await settled();
    expect(shown.server.commands).toMatchObject([{ target: 'k1', command: 'request-reset', body: {} }]);
    expect((onPage('[role=dialog] input')[0] as HTMLInputElement).value).toBe(`${location.origin}/aterstall#${TOKEN}`);
  });

  it('show the administrator who has asked for a new way in', async () => {
    requests = [{ account: 'k1', askedAt: '2026-11-23T09:00:00.000Z' }];
    const shown = await opened('/konton', administrator);
    expect(shown.view.text()).toMatch(/Karin Näslund\s*bad 23 nov\. 2026 10:00/u);
    await shown.view
      .findAll('button')
      .find((button) => button.text() === 'Länk för återställning')!
      .trigger('click');
    await settled();
    submit();
    await settled();
    expect(shown.server.commands).toMatchObject([{ target: 'k1', command: 'request-reset' }]);
    expect((await opened('/konton', secretariat)).view.text()).not.toContain('bad 23 nov.');
  });

  it('show a reset that waits to who may confirm it, and not to confirm to who asked for it', async () => {
    const asked = { by: 'k3', at: '2026-11-23T09:00:00.000Z' };
    const waiting = { ...accounts.accounts['k2']!, reset: { request: 'r1', asked, until: '2999-11-30T09:00:00.000Z' } };
    const waits = (server: ReturnType<typeof fakeServer>) => {
      hold(server);
      server.hold({ kind: 'accounts', id: 'all' }, { accounts: { ...accounts.accounts, k2: waiting } });
    };
    const noRequests = (asked: string) => (asked === 'GET /api/session/resets' ? { resets: [] } : undefined);
    const shown = await shownAt('/konton', waits, secretariat, noRequests);
    const list = shown.view.get('[data-testid=to-confirm]');
    expect(list.text()).toMatch(/Sven Öberg\s*Det tekniska kontot k3 bad om länken 23 nov\. 2026 10:00\.\s*Väntar på att bekräftas/u);
    await list.get('button[aria-label="Bekräfta återställningen för Sven Öberg"]').trigger('click');
    await settled();
    expect(shown.server.commands).toMatchObject([{ context: 'accounts', target: 'k2', command: 'confirm-reset', body: { request: 'r1' } }]);
    const own = await shownAt('/konton', waits, administrator, noRequests);
    expect(own.view.findAll('button[aria-label^="Bekräfta"]')).toEqual([]);
    expect(own.view.get('[data-testid=to-confirm]').text()).toContain('Någon annan bekräftar.');
    await own.view.get('button[aria-label="Stoppa återställningen för Sven Öberg"]').trigger('click');
    await settled();
    expect(own.server.commands).toMatchObject([{ target: 'k2', command: 'stop-reset', body: { request: 'r1' } }]);
  });
});

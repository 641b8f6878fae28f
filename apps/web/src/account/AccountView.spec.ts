import type { MineAnswer, SessionAnswer } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { settled, shownAt, type Answers } from '../platform/mountView.suite.js';

const mine: MineAnswer = {
  provenAt: '2008-03-14T08:00:00.000Z',
  fresh: false,
  password: true,
  openid: false,
  passkeys: [{ id: 'k1', label: 'Min telefon', since: '2008-01-01T08:00:00.000Z' }],
  sessions: [
    session('s2', false, '2008-03-14T07:00:00.000Z', 'Chrome, Windows'),
    session('s1', true, '2008-03-14T06:00:00.000Z', 'Firefox, Linux'),
  ],
};
function session(id: string, current: boolean, seenAt: string, device: string): MineAnswer['sessions'][number] {
  return { id, current, means: 'password', device, since: '2008-03-01T08:00:00.000Z', seenAt, until: '2008-06-01T08:00:00.000Z' };
}
const ada: Partial<SessionAnswer> = {
  demo: false,
  means: { password: true, passkey: false },
  identity: { account: 'a', name: 'Ada Ek', person: 'p1', organisation: 'lst' },
  roles: ['secretariat', 'auditor'],
  groups: { office: { as: 'ordinary', until: '2008-12-31' }, work: { office: 'chair', as: 'ordinary', until: '2009-06-30' } },
  finances: ['lst'],
};

function hold(server: Parameters<Parameters<typeof shownAt>[1]>[0]): void {
  server.hold(
    { kind: 'group-tree', id: 'all' },
    { groups: { office: { kind: 'secretariat', name: 'Tillväxtsekretariatet' }, work: { kind: 'working', name: 'RTP 1.2' } } },
  );
  server.hold({ kind: 'directory', id: 'all' }, { persons: {}, organisations: { lst: { name: 'Länsstyrelsen' } } });
  server.hold({ kind: 'authorities', id: 'all' }, { authorities: { x: { person: 'p1', role: 'auditor', from: '2008-01-01' } } });
}

/** A server that wants a proof before the first change. */
function accountServer() {
  const sent: string[] = [];
  let proven = false;
  let signedOut = false;
  const refused = (code: string, status: number): Response =>
    new Response(JSON.stringify({ type: 'x', title: 'x', status, code }), { status });
  const answers: Answers = (asked, body) => {
    if (asked === 'GET /api/session/mine') return mine;
    if (asked === 'GET /api/session') return signedOut ? { ...stranger } : undefined;
    sent.push(asked);
    if (asked === 'POST /api/session/prove') {
      proven = (body as { password: string }).password === 'rätt';
      return proven ? {} : refused('session/refused', 401);
    }
    if (asked === 'DELETE /api/session/mine/sessions') signedOut = true;
    if (!proven && (asked.includes('passkeys') || asked.includes('password'))) return refused('session/not-fresh', 403);
    return {};
  };
  return { answers, sent };
}
const stranger: SessionAnswer = {
  demo: false,
  partnership: 'x',
  roles: [],
  groups: {},
  nominates: [],
  finances: [],
  identities: [],
  means: { password: true, passkey: false },
};
const named = (selector: string, text: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(selector)].find(
    (element) => element.textContent.trim() === text || element.getAttribute('aria-label') === text,
  );
async function submit(text: string): Promise<void> {
  named('form button[type=submit]', text)?.closest('form')?.requestSubmit();
  await settled();
}
async function press(text: string): Promise<void> {
  const button = named('button', text);
  if (!button) throw new Error(`no button says ${text}`);
  button.click();
  await settled();
}
afterEach(() => document.body.replaceChildren());

describe('my account', () => {
  it('says what I am, through what, and until when', async () => {
    const { view } = await shownAt('/mitt-konto', hold, ada, accountServer().answers);
    const rows = view
      .findAll('section')
      .find((part) => part.text().startsWith('Vad du är'))
      ?.findAll('li');
    expect(
      rows?.map((row) =>
        row
          .findAll('p')
          .map((line) => line.text().replaceAll(/\s+/gu, ' '))
          .join(' '),
      ),
    ).toEqual([
      'Sekretariatet genom platsen i Tillväxtsekretariatet · till och med 31 december 2008',
      'Revisor genom behörighet från 1 januari 2008 · tills vidare',
      'Ledamot Tillväxtsekretariatet genom förordnande · till och med 31 december 2008',
      'Ordförande, ledamot RTP 1.2 genom förordnande · till och med 30 juni 2009',
      'Finansiär för Länsstyrelsen genom behörighet · tills vidare',
    ]);
    expect(view.find('a[href="/grupper/work"]').exists()).toBe(true);
  });

  it('marks this session among mine, first', async () => {
    const { view } = await shownAt('/mitt-konto', hold, ada, accountServer().answers);
    const rows = view
      .findAll('section')
      .find((part) => part.text().startsWith('Var du är inloggad'))
      ?.findAll('li');
    expect(rows?.map((row) => [row.text().includes('Firefox'), row.text().includes('Här')])).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('says why the way by another service changed nothing', async () => {
    const { view } = await shownAt('/mitt-konto?fel=session%2Fopenid-refused&orsak=taken', hold, ada, accountServer().answers);
    expect(view.get('[data-testid=fault]').text()).toBe('Ditt konto där är kopplat till ett annat konto här.');
  });

  it('ends another session', async () => {
    const { answers, sent } = accountServer();
    await shownAt('/mitt-konto', hold, ada, answers);
    await press('Logga ut Chrome, Windows');
    expect(sent).toEqual(['DELETE /api/session/mine/sessions/s2']);
  });

  it('signs out everywhere, and is then where one signs in', async () => {
    const { answers, sent } = accountServer();
    const { router } = await shownAt('/mitt-konto', hold, ada, answers);
    await press('Logga ut överallt');
    await submit('Logga ut överallt');
    await vi.waitFor(() => expect(sent).toEqual(['DELETE /api/session/mine/sessions']));
    await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('sign-in'), 5_000);
  });

  it('is for somebody signed in, and leads others there and back', async () => {
    const { view } = await shownAt('/mitt-konto', hold, stranger);
    expect(view.get('a[href^="/logga-in"]').attributes('href')).toBe('/logga-in?till=/mitt-konto');
  });

  it('of a demonstration is everybody’s, and shows nothing of the others', async () => {
    const shared: Partial<SessionAnswer> = { ...ada, demo: true, identities: [{ account: 'a', role: 'chair', name: 'Ada Ek' }] };
    const { view } = await shownAt('/mitt-konto', hold, shared, accountServer().answers);
    expect(view.text()).toContain('Ett av demonstrationens konton');
    expect(view.text()).not.toContain('Chrome, Windows');
    expect(view.text()).not.toContain('Byt lösenord');
  });
});

describe('a change that needs a fresh proof', () => {
  async function removing(): Promise<ReturnType<typeof accountServer>> {
    const server = accountServer();
    await shownAt('/mitt-konto', hold, ada, server.answers);
    await press('Ta bort');
    await submit('Ta bort');
    return server;
  }
  async function prove(password: string): Promise<void> {
    const field = document.querySelector<HTMLInputElement>('[role=dialog] input[autocomplete=current-password]');
    if (!field) throw new Error('nothing asks for a proof');
    field.value = password;
    field.dispatchEvent(new Event('input'));
    field.closest('form')?.requestSubmit();
    await settled();
  }

  it('asks for it and then goes on with what was asked for', async () => {
    const { sent } = await removing();
    expect(document.activeElement?.getAttribute('autocomplete')).toBe('current-password');
    await prove('fel');
    expect(document.querySelector('[role=dialog] [data-testid=fault]')?.textContent).toContain('Lösenordet stämmer inte.');
    await prove('rätt');
    expect(sent).toEqual([
      'DELETE /api/session/mine/passkeys/k1',
      'POST /api/session/prove',
      'POST /api/session/prove',
      'DELETE /api/session/mine/passkeys/k1',
    ]);
    expect(document.querySelector('[role=dialog]:has(input[autocomplete=current-password])')).toBeNull();
  });

  it('is let go when the dialog is closed', async () => {
    const { sent } = await removing();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    document.querySelector('[role=dialog]')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settled();
    expect(sent).toEqual(['DELETE /api/session/mine/passkeys/k1']);
    expect(named('button', 'Ta bort')?.hasAttribute('disabled')).toBe(false);
  });
});

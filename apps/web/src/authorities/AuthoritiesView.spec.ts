import type { AuthoritiesDocument, PersonDocument, SessionAnswer } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { fakeServer } from '../platform/live/fakeServer.suite.js';
import { settled, shownAt } from '../platform/mountView.suite.js';

const authorities: AuthoritiesDocument = {
  authorities: {
    a1: { person: 'p1', role: 'auditor', from: '2026-01-01' },
    a2: { person: 'p2', role: 'financier', organisation: 'o1', from: '2026-01-01', until: '2999-12-31' },
    a3: { person: 'p2', role: 'nominator', organisation: 'o1', from: '2026-01-01', ended: { on: '2026-02-01', reason: 'Nytt uppdrag' } },
  },
};
const person: PersonDocument = { organisation: 'o1', invented: false, closed: false, appointments: {}, offices: {} };
function hold(server: ReturnType<typeof fakeServer>): void {
  server.hold({ kind: 'authorities', id: 'all' }, { ...authorities });
  server.hold({ kind: 'person', id: 'p2' }, { ...person });
  server.hold(
    { kind: 'organisation', id: 'o1' },
    { name: 'Länsstyrelsen', formerNames: {}, sector: 'state', persons: {}, seats: {}, appointments: {} },
  );
  server.hold(
    { kind: 'directory', id: 'all' },
    {
      persons: { p1: { name: 'Rut Ek' }, p2: { name: 'Sven Öberg', email: 'sven@example.org' } },
      organisations: { o1: { name: 'Länsstyrelsen', sector: 'state' } },
    },
  );
}
const member: Partial<SessionAnswer> = { identity: { account: 'k1', person: 'p1' } };
const secretariat: Partial<SessionAnswer> = { ...member, roles: ['secretariat'] };
const names = (all: readonly { text: () => string }[]) => all.map((one) => one.text());
const onPage = (selector: string) => [...document.body.querySelectorAll<HTMLElement>(selector)];

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('authorities', () => {
  it('are for those signed in, and a stranger is told so', async () => {
    const { view, server } = await shownAt('/behorigheter', hold);
    expect(view.text()).toContain('Behörigheterna visas för inloggade');
    expect(server.asked.map(({ kind }) => kind)).not.toContain('authorities');
  });

  it('say who holds which, for whom and how long; those that are over when asked for', async () => {
    const { view } = await shownAt('/behorigheter', hold, member);
    for (const part of ['Rut Ek', 'från 1 januari 2026 tills vidare', 'Sven Öberg', 'Länsstyrelsen', '31 december 2999']) {
      expect(view.text()).toContain(part);
    }
    expect(view.text()).not.toContain('Nytt uppdrag');
    expect(names(view.findAll('button'))).toEqual([]);
    expect(view.text()).toContain('Det här gör sekretariatet.');
    expect((await shownAt('/behorigheter?tidigare=1', hold, member)).view.text()).toContain('upphörde 1 februari 2026: Nytt uppdrag');
  });

  it('stand on the page of the person and of the organisation', async () => {
    expect((await shownAt('/personer/p2', hold, member)).view.text()).toContain('Behörigheter');
    const { view } = await shownAt('/aktorer/o1', hold, member);
    expect(view.text()).toContain('Nominerar och är finansiär');
    expect(view.text()).toContain('Sven Öberg');
  });

  it('are withdrawn by the secretariat with a reason', async () => {
    const { view, server } = await shownAt('/personer/p2', hold, secretariat);
    const button = view.findAll('button').find((one) => one.text() === 'Ta tillbaka');
    await button?.trigger('click');
    await settled();
    const field = onPage('[role=dialog] textarea')[0] as HTMLTextAreaElement;
    field.value = 'Slutar';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    onPage('[role=dialog] form')[0]?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settled();
    expect(server.commands).toMatchObject([
      { context: 'authorities', target: 'p2', command: 'withdraw', body: { authority: 'a2', reason: 'Slutar' } },
    ]);
    expect(onPage('[role=dialog]')).toEqual([]);
  });
});

describe('a person', () => {
  it('is changed by the secretariat, and by nobody else', async () => {
    const offered = async (signedIn: Partial<SessionAnswer>) =>
      names((await shownAt('/personer/p2', hold, signedIn)).view.findAll('button'));
    expect(await offered({})).toEqual([]);
    expect(await offered({ ...member, roles: ['administrator', 'auditor'] })).toEqual([]);
    expect(await offered(secretariat)).toEqual([
      'Ändra namn',
      'Ändra kontaktuppgifter',
      'Byt aktör',
      'Avför',
      'Ge behörighet',
      'Ta tillbaka',
    ]);
  });

  it('keeps the telephone that was left empty away, and the e-mail that was there', async () => {
    const { view, server } = await shownAt('/personer/p2', hold, secretariat);
    await view
      .findAll('button')
      .find((one) => one.text() === 'Ändra kontaktuppgifter')
      ?.trigger('click');
    await settled();
    onPage('[role=dialog] form')[0]?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settled();
    expect(server.commands).toMatchObject([{ context: 'persons', target: 'p2', command: 'change-contact' }]);
    expect(server.commands[0]?.body).toEqual({ email: 'sven@example.org' });
  });
});

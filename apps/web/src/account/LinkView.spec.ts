import type { LinkAnswer, SessionAnswer } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { settled, shownAt, type Answers } from '../platform/mountView.suite.js';

const TOKEN = 'token-of-an-invitation-1234';
const stranger: Partial<SessionAnswer> = { demo: false, means: { password: true, passkey: false } };
const invalid = (): Response =>
  new Response(JSON.stringify({ type: 'x', title: 'x', status: 404, code: 'session/link-invalid' }), { status: 404 });

/** A server that knows one link, until it has been used. */
function linkServer(purpose: LinkAnswer['purpose'] = 'invitation') {
  const sent: { asked: string; body: unknown }[] = [];
  let used = false;
  const answers: Answers = (asked, body) => {
    if (!asked.startsWith('POST')) return undefined;
    sent.push({ asked, body });
    if (used || (body as { token?: string }).token !== TOKEN) return invalid();
    if (asked === 'POST /api/session/link') return { purpose, until: '2008-03-14T12:00:00.000Z', name: 'Ada Ek' } satisfies LinkAnswer;
    used = true;
    return {};
  };
  return { answers, sent, use: () => (used = true) };
}
const noop = (): void => undefined;
afterEach(() => document.body.replaceChildren());

async function choose(view: Awaited<ReturnType<typeof shownAt>>['view'], password: string): Promise<void> {
  await view.get('input[autocomplete=new-password]').setValue(password);
  await view.get('form').trigger('submit');
  await settled();
}

describe('an invitation', () => {
  it('is taken out of the address at once and sent in no address', async () => {
    const { answers, sent } = linkServer();
    const { view, router } = await shownAt(`/inbjudan#${TOKEN}`, noop, stranger, answers);
    expect(router.currentRoute.value.fullPath).toBe('/inbjudan');
    expect(location.href).not.toContain(TOKEN);
    expect(view.text()).toContain('Konto för Ada Ek');
    expect(view.text()).toContain('14 mars 2008');
    expect(sent.every(({ asked }) => !asked.includes(TOKEN))).toBe(true);
  });

  it('tells the rule for a password before, and does not send one that breaks it', async () => {
    const { answers, sent } = linkServer();
    const { view } = await shownAt(`/inbjudan#${TOKEN}`, noop, stranger, answers);
    expect(view.text()).toContain('Minst 12 tecken');
    await choose(view, 'för kort');
    expect(view.text()).toContain('Lösenordet behöver minst 12 tecken.');
    expect(sent).toHaveLength(1);
  });

  it('gives the account a way in, and leads to it', async () => {
    const { answers, sent } = linkServer();
    const { view, router } = await shownAt(`/inbjudan#${TOKEN}`, noop, stranger, answers);
    await choose(view, 'tolv tecken minst');
    expect(sent.at(-1)).toEqual({ asked: 'POST /api/session/link/password', body: { token: TOKEN, password: 'tolv tecken minst' } });
    await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('my-account'), 5_000);
  });

  it('that was used meanwhile says what to do', async () => {
    const { answers, use } = linkServer();
    const { view } = await shownAt(`/inbjudan#${TOKEN}`, noop, stranger, answers);
    use();
    await choose(view, 'tolv tecken minst');
    expect(view.get('[data-testid=invalid]').text()).toContain('Be sekretariatet om en ny inbjudan');
    expect(view.find('form').exists()).toBe(false);
  });

  it('offers what the installation offers, the provider too', async () => {
    const { answers } = linkServer();
    const means = { password: true, passkey: false, openid: { name: 'Länsinloggning' } };
    const { view } = await shownAt(`/inbjudan#${TOKEN}`, noop, { demo: false, means }, answers);
    expect(view.findAll<HTMLInputElement>('input[type=radio]').map(({ element }) => element.value)).toEqual(['password', 'openid']);
  });
});

describe('a reset', () => {
  it('is said to be one, also under the other address', async () => {
    const { answers } = linkServer('reset');
    const { view } = await shownAt(`/inbjudan#${TOKEN}`, noop, stranger, answers);
    expect(view.get('h1').text()).toBe('Ny väg in till kontot');
  });

  it.each(['/aterstall', '/aterstall#another-token-than-the-right-one'])('that is not whole says what to do: %s', async (path) => {
    const { answers } = linkServer('reset');
    const { view } = await shownAt(path, noop, stranger, answers);
    expect(view.get('[data-testid=invalid]').text()).toContain('Be om en ny');
    expect(view.find('a[href="/glomt"]').exists()).toBe(true);
  });
});

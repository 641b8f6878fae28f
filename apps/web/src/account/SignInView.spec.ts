import type { Problem, SessionAnswer } from '@samverkan/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settled, shownAt, type Answers } from '../platform/mountView.suite.js';

const stranger: Partial<SessionAnswer> = { demo: false, means: { password: true, passkey: false } };
const refused = (code: string, status: number, facts: Problem['facts'] = {}): Response =>
  new Response(JSON.stringify({ type: 'x', title: 'x', status, code, facts }), { status });

/** A server at which one address and password are right. */
function signInServer() {
  const tried: unknown[] = [];
  let signedIn = false;
  const answers: Answers = (asked, body) => {
    if (asked === 'GET /api/session' && signedIn) {
      return {
        ...stranger,
        partnership: 'x',
        roles: [],
        groups: {},
        nominates: [],
        finances: [],
        identities: [],
        identity: { account: 'a', name: 'Ada' },
      };
    }
    if (asked !== 'POST /api/session/password') return undefined;
    tried.push(body);
    signedIn = (body as { password: string }).password === 'rätt häst batteri';
    return signedIn ? {} : refused('session/refused', 401);
  };
  return { answers, tried };
}

async function fill(view: Awaited<ReturnType<typeof shownAt>>['view'], email: string, password: string): Promise<void> {
  await view.get('input[type=email]').setValue(email);
  await view.get('input[autocomplete=current-password]').setValue(password);
  await view.get('form').trigger('submit');
  await settled();
}

const noop = (): void => undefined;
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe('signing in by password', () => {
  it('leads back to where one was, without the sign-in among the pages to go back to', async () => {
    const { answers, tried } = signInServer();
    const { view, router } = await shownAt('/logga-in?till=/sok?q%3Dmedel', noop, stranger, answers);
    await fill(view, ' ada@example.org ', 'rätt häst batteri');
    expect(tried).toEqual([{ email: 'ada@example.org', password: 'rätt häst batteri' }]);
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/sok?q=medel'), 5_000);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])('never leads to another host: %s', async (till) => {
    const { answers } = signInServer();
    const { view, router } = await shownAt(`/logga-in?till=${encodeURIComponent(till)}`, noop, stranger, answers);
    await fill(view, 'ada@example.org', 'rätt häst batteri');
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/'), 5_000);
    expect(location.host).not.toContain('evil');
  });

  it('says in one sentence that it was wrong, gives that the reading place, and keeps what was written', async () => {
    const { answers } = signInServer();
    const { view } = await shownAt('/logga-in', noop, stranger, answers);
    await fill(view, 'ada@example.org', 'fel');
    const fault = view.get('[data-testid=fault]');
    expect(fault.text()).toBe('E-postadressen eller lösenordet stämmer inte.');
    expect(document.activeElement).toBe(fault.element);
    expect(view.get<HTMLInputElement>('input[type=email]').element.value).toBe('ada@example.org');
  });

  it('lets password managers fill in, and shows the password when asked to', async () => {
    const { view } = await shownAt('/logga-in', noop, stranger);
    expect(view.get('input[type=email]').attributes('autocomplete')).toBe('username webauthn');
    const password = view.get('input[autocomplete=current-password]');
    expect(password.attributes('type')).toBe('password');
    const show = view.get('button[aria-controls]');
    expect(show.attributes('aria-label')).toBe('Visa lösenordet');
    await show.trigger('click');
    expect(password.attributes('type')).toBe('text');
    expect(show.attributes('aria-pressed')).toBe('true');
  });
});

describe('attempts that are too many', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  });

  it('are told for how long, counted down, and may go on afterwards', async () => {
    const answers: Answers = (asked) =>
      asked === 'POST /api/session/password' ? refused('session/blocked', 429, { seconds: 65 }) : undefined;
    const { view } = await shownAt('/logga-in', noop, stranger, answers);
    await fill(view, 'ada@example.org', 'fel');
    const submit = view.get<HTMLButtonElement>('button[type=submit]');
    expect(view.get('[data-testid=fault]').text()).toBe('För många försök. Försök igen om 1 min 5 s.');
    expect(submit.element.disabled).toBe(true);
    vi.advanceTimersByTime(10_000);
    await settled();
    expect(view.get('[data-testid=fault]').text()).toContain('55 s');
    vi.advanceTimersByTime(56_000);
    await settled();
    expect(view.find('[data-testid=fault]').exists()).toBe(false);
    expect(submit.element.disabled).toBe(false);
  });
});

describe('the means', () => {
  it('are only those that the installation offers', async () => {
    const only = await shownAt('/logga-in', noop, {
      demo: false,
      means: { password: false, passkey: false, openid: { name: 'Länsinloggning' } },
    });
    expect(only.view.find('form').exists()).toBe(false);
    expect(only.view.text()).toContain('Logga in med Länsinloggning');
    expect(only.view.text()).not.toContain('passnyckel');
  });

  it('lead by the provider to its own address, with the place to come back to', async () => {
    const asked: unknown[] = [];
    const answers: Answers = (path, body) => {
      if (path !== 'POST /api/session/openid') return undefined;
      asked.push(body);
      return { url: 'https://login.example/authorize?x=1' };
    };
    const went = vi.spyOn(location, 'assign').mockImplementation(noop);
    const means = { password: false, passkey: false, openid: { name: 'Länsinloggning' } };
    const { view } = await shownAt('/logga-in?till=/moten', noop, { demo: false, means }, answers);
    await view
      .findAll('button')
      .find((button) => button.text().includes('Länsinloggning'))
      ?.trigger('click');
    await settled();
    expect(asked).toEqual([{ to: '/moten', link: false }]);
    expect(went).toHaveBeenCalledWith('https://login.example/authorize?x=1');
    went.mockRestore();
  });

  it('say why the way by the provider failed, and nothing that an address makes up', async () => {
    const { view } = await shownAt('/logga-in?fel=session/openid-refused', noop, stranger);
    expect(view.get('[data-testid=fault]').text()).toBe('Inloggningen hos den andra tjänsten godtogs inte här.');
    const known = await shownAt('/logga-in?fel=session%2Fopenid-refused&orsak=denied', noop, stranger);
    expect(known.view.get('[data-testid=fault]').text()).toBe('Inloggningen avbröts hos den andra tjänsten.');
    const ada = { ...stranger, identity: { account: 'a', name: 'Ada' } };
    const signedIn = await shownAt('/logga-in?fel=session%2Flink-invalid', noop, ada);
    expect(signedIn.view.find('[data-testid=fault]').exists()).toBe(true);
    const madeUp = await shownAt('/logga-in?fel=Ring%20070-1234567', noop, stranger);
    expect(madeUp.view.find('[data-testid=fault]').exists()).toBe(false);
  });

  it('are not offered to somebody who is signed in already', async () => {
    const { view } = await shownAt('/logga-in?till=/moten', noop, { ...stranger, identity: { account: 'a', name: 'Ada' } });
    expect(view.find('form').exists()).toBe(false);
    expect(view.text()).toContain('Inloggad som Ada.');
    expect(view.get('a[href="/moten"]').text()).toBe('Fortsätt');
  });
});

describe('a forgotten way in', () => {
  it('is answered alike, whatever address is written', async () => {
    const asked: unknown[] = [];
    const answers: Answers = (path, body) => {
      if (path === 'POST /api/session/reset') asked.push(body);
      return undefined;
    };
    const { view } = await shownAt('/glomt', noop, stranger, answers);
    await view.get('input[type=email]').setValue('ada@example.org');
    await view.get('form').trigger('submit');
    await settled();
    expect(asked).toEqual([{ email: 'ada@example.org' }]);
    expect(view.get('[data-testid=asked]').text()).toMatch(/^Om adressen hör till ett konto/u);
    expect(document.activeElement).toBe(view.get('[data-testid=asked]').element);
  });
});

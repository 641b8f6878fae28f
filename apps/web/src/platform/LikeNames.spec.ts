import type { JsonObject } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { fakeServer } from './live/fakeServer.suite.js';
import { listQueryId } from './live/listQueryId.js';
import { settled, shownAt, type Shown } from './mountView.suite.js';

const none: JsonObject = { rows: {}, order: [], total: 0, facets: {} };
function hold(server: ReturnType<typeof fakeServer>): void {
  server.hold({ kind: 'list/organisations', id: listQueryId('organisations', { limit: 50 }) }, none);
  server.hold({ kind: 'list/persons', id: listQueryId('persons', { limit: 50 }) }, none);
  server.hold(
    { kind: 'directory', id: 'all' },
    {
      persons: { p1: { name: 'Anna Andersson', organisation: 'o1' }, p2: { name: 'Bo Ek' } },
      organisations: { o1: { name: 'Timrå kommun', sector: 'municipal' }, o2: { name: 'Ånge kommun', sector: 'municipal' } },
    },
  );
  server.hold(
    { kind: 'organisation', id: 'o1' },
    { name: 'Timrå kommun', formerNames: {}, sector: 'municipal', persons: {}, seats: {}, appointments: {} },
  );
}

const inDialog = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[role=dialog] ${selector}`);
  if (found === null) throw new Error(`no ${selector} in a dialog`);
  return found;
};
const warning = (): string => inDialog('[role=status]').textContent.replaceAll(/\s+/gu, ' ').trim();
const isReady = (): boolean => !inDialog('button[type=submit]').hasAttribute('disabled');

async function opened(path: string, button: string): Promise<Shown> {
  const shown = await shownAt(path, hold, { roles: ['secretariat'], identity: { account: 'k', person: 'p2' } });
  [...document.querySelectorAll('button')].find((each) => each.textContent.trim() === button)?.click();
  await settled();
  return shown;
}
async function write(text: string): Promise<void> {
  const field = inDialog('input[type=text]') as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
}
async function choose(value: string): Promise<void> {
  const field = inDialog('select') as HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
}
async function confirm(): Promise<void> {
  inDialog('input[type=checkbox]').click();
  await settled();
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('look-alike names are warned about', () => {
  it('registering an organisation waits for the word that it is another one', async () => {
    await opened('/aktorer', 'Registrera aktör');
    await choose('municipal');
    await write('Sollefteå kommun');
    expect([warning(), isReady()]).toEqual(['', true]);
    await write('TIMRÅ kommun');
    expect(warning()).toContain('Timrå kommun: samma namn');
    expect(isReady()).toBe(false);
    await confirm();
    expect(isReady()).toBe(true);
    await write('Timra kommun');
    expect(warning()).toContain('Timrå kommun: skiljer bara i prickar och accenter');
    expect(isReady()).toBe(false);
  });

  it('and is then sent as it was written', async () => {
    const { server } = await opened('/aktorer', 'Registrera aktör');
    await choose('municipal');
    await write('Timrå k0mmun');
    await confirm();
    expect([warning().includes('ser likadant ut'), isReady()]).toEqual([true, true]);
    // Refused, so that the page stays where it is.
    server.answerCommandsWith(() => ({
      refused: { type: '/problems/x', title: 'x', status: 409, code: 'organisation/already-registered' },
    }));
    inDialog('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settled();
    expect(server.commands.map(({ command, body }) => [command, body['name']])).toEqual([['register', 'Timrå k0mmun']]);
  });

  it('a namesake among persons is shown with whom they represent', async () => {
    await opened('/personer', 'Registrera person');
    await write('anna  andersson');
    expect(warning()).toContain('Anna Andersson, Timrå kommun: samma namn');
    expect(isReady()).toBe(false);
  });

  it('a changed name is compared with all but its own', async () => {
    await opened('/aktorer/o1', 'Byt namn');
    expect([warning(), isReady()]).toEqual(['', true]);
    await write('Ange kommun');
    expect(warning()).toContain('Ånge kommun: skiljer bara i prickar och accenter');
    expect(isReady()).toBe(false);
  });
});

describe('a field says what a text may not hold', () => {
  it('by the name of the character, beside the field', async () => {
    await opened('/aktorer', 'Registrera aktör');
    await write('Timrå\u202e kommun');
    const field = inDialog('input[type=text]');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain('(U+202E)');
    await write('Timrå k\u043emmun');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain('alfabet');
    await write('Timrå bygd');
    expect(field.getAttribute('aria-invalid')).toBe('false');
  });
});

import type { MeetingDocument, Ref, SessionAnswer } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { settled, shownAt } from '../platform/mountView.suite.js';
import { aMeeting, anItem } from './meeting.given.suite.js';

const ref: Ref = { kind: 'meeting', id: 'm1' };
const at = '2026-11-23T12:00:00.000Z';
const group = {
  kind: 'working',
  name: 'Grupp',
  mandate: 'Uppdrag',
  rules: { quorumPercent: 50, termMonths: 24 },
  formedAt: at,
  measures: {},
  links: {},
  seats: {},
  appointments: {
    a1: { group: 'g1', seat: 's1', person: 'p1', as: 'ordinary', from: '2026-01-01', until: '2099-12-31', basis: { document: 'x' } },
    a2: {
      group: 'g1',
      seat: 's1',
      person: 'p2',
      as: 'substitute',
      order: 1,
      from: '2026-01-01',
      until: '2099-12-31',
      basis: { document: 'x' },
    },
  },
  offices: {},
  figures: { meetings: 1, decisions: 0 },
  meetings: {},
  decisions: {},
};

const shown = (meeting: Partial<MeetingDocument>, groups: SessionAnswer['groups'], person = 'p9') =>
  shownAt(
    '/moten/m1',
    (server) => {
      server.hold(ref, { ...aMeeting({ order: ['i1'], agenda: { i1: anItem({ title: 'Upphandling' }) }, ...meeting }) });
      server.hold({ kind: 'group', id: 'g1' }, group);
      server.hold(
        { kind: 'directory', id: 'all' },
        { persons: { p1: { name: 'Karin Näslund' }, p2: { name: 'Sven Öberg' } }, organisations: {} },
      );
    },
    { identity: { account: person, person, name: 'Sven Öberg' }, groups },
  );
const labelled = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`);

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('an item behind closed doors', () => {
  const agenda = { i1: anItem({ title: 'Upphandling', doors: 'closed' }) };

  it('is marked as such, and an officer opens its doors during the meeting', async () => {
    const { view, server } = await shown({ agenda }, { g1: { office: 'secretary' } });
    expect(view.text()).toContain('bakom stängda dörrar');
    labelled('Öppna dörrarna: Upphandling')?.click();
    await settled();
    expect(server.commands).toMatchObject([{ context: 'meetings', command: 'open-doors', body: { item: 'i1' } }]);
  });

  it('is opened after the meeting only when that is asked again, since it publishes', async () => {
    const { server } = await shown({ agenda, state: 'closed' }, { g1: { office: 'secretary' } });
    labelled('Öppna dörrarna: Upphandling')?.click();
    await settled();
    expect(server.commands).toEqual([]);
    const dialog = document.querySelector('[role=dialog]');
    expect(dialog?.textContent).toContain('blir offentligt');
    [...(dialog?.querySelectorAll('button') ?? [])].find((one) => one.textContent.includes('Öppna och offentliggör'))?.click();
    await settled();
    expect(server.commands).toMatchObject([{ command: 'open-doors', body: { item: 'i1' } }]);
  });

  it('a member sees the mark and no way to open', async () => {
    const { view } = await shown({ agenda }, { g1: { as: 'ordinary' } });
    expect(view.text()).toContain('bakom stängda dörrar');
    expect(labelled('Öppna dörrarna: Upphandling')).toBeNull();
  });

  it('doors are closed on an item by an officer, as long as the meeting is not over', async () => {
    const { server } = await shown({}, { g1: { as: 'ordinary', office: 'chair' } });
    labelled('Stäng dörrarna: Upphandling')?.click();
    await settled();
    expect(server.commands).toMatchObject([{ command: 'close-doors', body: { item: 'i1' } }]);
    document.body.replaceChildren();
    await shown({ state: 'closed' }, { g1: { as: 'ordinary', office: 'chair' } });
    expect(labelled('Stäng dörrarna: Upphandling')).toBeNull();
  });
});

describe('a substitute', () => {
  const current = { agenda: { i1: anItem({ title: 'Upphandling', state: 'current' }) }, current: 'i1' };
  const present = { p2: { presence: 'room' as const, since: at, times: [] } };

  it('who serves is named with whom they serve for, and may move proposals', async () => {
    const { view } = await shown(
      { ...current, attendance: present, serving: { p2: { seat: 's1', for: 'p1' } } },
      { g1: { as: 'substitute' } },
      'p2',
    );
    expect(view.get('[data-testid=serves]').text()).toBe('Tjänstgör för Karin Näslund');
    expect(view.find('form[aria-label="Nytt yrkande"]').exists()).toBe(true);
  });

  it('who does not is told why there is nowhere to move one', async () => {
    const { view } = await shown({ ...current, attendance: present }, { g1: { as: 'substitute' } }, 'p2');
    expect(view.find('[data-testid=serves]').exists()).toBe(false);
    expect(view.find('form[aria-label="Nytt yrkande"]').exists()).toBe(false);
    expect(view.text()).toContain('Du är ersättare och tjänstgör inte nu.');
  });
});

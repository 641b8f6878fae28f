import type { MeetingDocument, Ref } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextSection } from '../decisions/nextSection.js';
import { settled, shownAt } from '../platform/mountView.suite.js';
import { aMeeting, anItem } from './meeting.given.suite.js';

const ref: Ref = { kind: 'meeting', id: 'm1' };
const at = '2026-11-23T12:00:00.000Z';
const year = new Date().getFullYear();
const group = (sections: readonly number[]) => ({
  kind: 'working',
  name: 'Grupp',
  mandate: 'Uppdrag',
  rules: { quorumPercent: 50, termMonths: 24 },
  formedAt: at,
  measures: {},
  links: {},
  seats: {},
  appointments: {},
  offices: {},
  figures: { meetings: 1, decisions: sections.length },
  meetings: {},
  decisions: Object.fromEntries(
    sections.map((section) => [`d${section}`, { meeting: 'm0', year, section, title: 'Ärende', outcome: 'approved', at }]),
  ),
});
const persons = { p1: { name: 'Karin Näslund' }, p2: { name: 'Sven Öberg' }, p3: { name: 'Åsa Ek' } };
const proposals = {
  y1: { by: 'p1', wording: 'Att bifalla ansökan.', at, state: 'standing' },
  y2: { by: 'p2', wording: 'Att avslå ansökan.', at: `${at}1`, state: 'standing' },
} as const;

const shown = (meeting: Partial<MeetingDocument>, sections: readonly number[] = [1]) =>
  shownAt(
    '/moten/m1',
    (server) => {
      server.hold(ref, { ...aMeeting({ order: ['i1'], attendance: { p1: { presence: 'room', since: at, times: [] } }, ...meeting }) });
      server.hold({ kind: 'group', id: 'g1' }, group(sections));
      server.hold({ kind: 'directory', id: 'all' }, { persons, organisations: {} });
    },
    { identity: { account: 'p3', person: 'p3', name: 'Åsa Ek' }, groups: { g1: { office: 'secretary' } } },
  );

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
  document.body.replaceChildren();
});

describe('what will stand is said before it is recorded', { timeout: 60_000 }, () => {
  const current = { current: 'i1', agenda: { i1: anItem({ title: 'Ansökan', state: 'current', proposals }) } };
  const choose = async (label: string, value: string): Promise<void> => {
    const named = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === label);
    const select = document.getElementById(named?.htmlFor ?? '') as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event('change'));
    await settled();
  };
  const sentence = () => document.querySelector('[data-testid=what-stands]')?.textContent.trim();

  it('in one sentence, as it is chosen: the §, the outcome, what is adopted and what falls', async () => {
    await shown(current);
    expect(sentence()).toBeUndefined();
    await choose('Antaget yrkande', 'y1');
    expect(sentence()).toBe('§ 2 Bifallet: ”Att bifalla ansökan.” Yrkandet av Karin Näslund antas, yrkandet av Sven Öberg faller.');
    await choose('Antaget yrkande', '');
    await choose('Utfall', 'rejected');
    expect(sentence()).toContain('§ 2 Avslaget');
    expect(sentence()).toContain('Inget yrkande antas, yrkandena av Karin Näslund och Sven Öberg faller.');
    await choose('Utfall', 'tabled');
    expect(sentence()).toContain('Yrkandena av Karin Näslund och Sven Öberg står kvar.');
  });

  it('and what contradicts itself is said to do so, and not sent', async () => {
    const { server } = await shown(current);
    const record = async (): Promise<void> => {
      document.querySelector('[data-testid=what-stands]')?.closest('form')?.dispatchEvent(new Event('submit'));
      await settled();
    };
    await choose('Antaget yrkande', 'y1');
    await choose('Utfall', 'rejected');
    expect(sentence()).toContain('§ 2 Avslaget, men yrkandet av Karin Näslund är valt att antas');
    await record();
    expect(server.commands).toEqual([]);
    await choose('Utfall', 'approved');
    await record();
    expect(server.commands).toMatchObject([{ command: 'take-decision', body: { outcome: 'approved', adopted: 'y1' } }]);
  });

  it('with the number of the § where it can be known', () => {
    const now = new Date(`${year}-06-01T12:00:00Z`);
    expect(nextSection(undefined, now)).toBeUndefined();
    expect(nextSection(group([]) as never, now)).toBe(1);
    expect(nextSection(group([3, 1]) as never, now)).toBe(4);
    expect(nextSection(group([3, 1]) as never, new Date(`${year + 1}-06-01T12:00:00Z`))).toBe(1);
  });
});

describe('a decision that was corrected', () => {
  const corrections = {
    '00a': { at, reason: 'Skrivfel', by: 'p3', role: 'secretary', wording: { before: 'Att bifall.', after: 'Att avslå.' } },
    '00b': { at, reason: 'Skrivfel', by: 'p3', role: 'secretary', outcome: { before: 'approved', after: 'rejected', adoptedBefore: 'y1' } },
  } as const;
  const decision = { item: 'i1', year, section: 2, outcome: 'rejected', wording: 'Att avslå.', at } as const;
  const decided = (more: object = {}): Partial<MeetingDocument> => ({
    state: 'closed',
    agenda: { i1: anItem({ state: 'closed', decision: 'd2', proposals }) },
    decisions: { d2: { ...decision, ...more } },
  });

  it('is marked on the meeting’s page, with what stood before, who corrected it and why', async () => {
    const { view } = await shown(decided({ corrections }));
    const text = view.get('[data-testid=decision]').text();
    for (const part of ['Rättat', 'Att avslå.', 'Att bifall.', 'Åsa Ek', 'Skrivfel', 'Tidigare utfall', 'Bifallet', 'Karin Näslund'])
      expect(text).toContain(part);
    expect(view.get('[data-testid=decision]').findAll('[data-testid=corrections] > li')).toHaveLength(1);
  });
  it('and one that was not bears no mark', async () => {
    const { view } = await shown(decided());
    expect(view.get('[data-testid=decision]').text()).not.toContain('Rättat');
  });
});

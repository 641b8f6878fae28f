import type { DecisionDocument, Ref, SessionAnswer } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { announcement } from '../platform/announce.js';
import type { fakeServer } from '../platform/live/fakeServer.suite.js';
import { settled, shownAt } from '../platform/mountView.suite.js';

const ref: Ref = { kind: 'decision', id: 'd1' };
const decision: DecisionDocument = {
  group: 'g1',
  meeting: 'm1',
  meetingTitle: 'Möte i februari',
  item: 'i1',
  title: 'Medfinansiering av förstudie',
  description: 'Bakgrund.',
  year: 2008,
  section: 12,
  outcome: 'approved',
  wording: 'Gruppen ställer sig bakom förslaget.',
  adopted: 'y1',
  proposals: { y1: { by: 'p1', wording: 'Att bifalla.' }, y2: { by: 'p2', wording: 'Att avslå.' } },
  manner: 'acclamation',
  attendance: {
    p2: { presence: 'remote', as: 'substitute', place: 0, order: 1, offices: [], serving: { seat: 's1', for: 'p3' } },
    p1: { presence: 'room', as: 'ordinary', place: 1, offices: ['chair'] },
  },
  presided: 'p1',
  quorum: { seats: 3, needed: 2, present: 2, counted: { p1: { seat: 's2' }, p2: { seat: 's1', for: 'p3' } } },
  measures: { '1.3': true },
  at: '2008-02-03T09:30:00.000Z',
  recordedBy: 'p1',
  position: '000000042',
  doors: 'open',
  responses: {},
  tasks: { t1: { person: 'p2', what: 'Skriv en tidplan', due: '2008-03-01', assignedAt: '2008-02-03T09:40:00.000Z' } },
  corrections: {
    c1: {
      wording: { before: 'Gruppen ställer sig bakom.', after: 'x' },
      reason: 'ofullständig',
      at: '2008-02-04T09:00:00.000Z',
      role: 'secretary',
    },
  },
};

function hold(server: ReturnType<typeof fakeServer>): void {
  server.hold(ref, { ...decision });
  server.hold(
    { kind: 'directory', id: 'all' },
    {
      persons: {
        p1: { name: 'Karin Näslund', organisation: 'o1', invented: true },
        p2: { name: 'Sven Öberg', invented: true },
        p3: { name: 'Mats Ek' },
      },
      organisations: { o1: { name: 'Länsstyrelsen', sector: 'state' } },
    },
  );
}
const member = (group: string): Partial<SessionAnswer> => ({
  identity: { account: 'member', person: 'p2', name: 'Sven Öberg' },
  groups: { [group]: { as: 'ordinary' } },
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('a decision', () => {
  it('is shown with its §, wording, proposals, attendance, task and every correction', async () => {
    const { view } = await shownAt('/beslut/d1', hold);
    expect(view.get('h1').text()).toBe('Medfinansiering av förstudie');
    expect(document.title).toBe('§ 12/2008 Medfinansiering av förstudie · Samverkan');
    expect(view.get('blockquote').text()).toBe('Gruppen ställer sig bakom förslaget.');
    expect(view.get('del').text()).toBe('Gruppen ställer sig bakom.');
    const text = view.text();
    for (const part of ['Bifallet', 'Yrkande av Karin Näslund', 'antaget', 'Att avslå.', 'Sven Öberg', 'på distans', 'Länsstyrelsen']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Skriv en tidplan');
    expect(text).toContain('3 feb. 2008 10:30');
  });

  it('is marked where it was corrected, and says as what somebody did it where it may not say who', async () => {
    const { view, server } = await shownAt('/beslut/d1', hold);
    expect(view.find('[data-testid=corrected]').text()).toBe('Rättat');
    expect(view.get('[data-testid=corrections]').text()).toContain('av sekreterare: ofullständig');
    server.change(ref, { corrections: { c1: { by: 'p1' } } });
    await settled();
    expect(view.get('[data-testid=corrections]').text()).toContain('av Karin Näslund: ofullständig');
    server.change(ref, { corrections: { c1: null } });
    await settled();
    expect(view.find('[data-testid=corrected]').exists()).toBe(false);
  });

  it('shows and announces what changes while it is read', async () => {
    const { view, server } = await shownAt('/beslut/d1', hold);
    expect(view.find('.arrived').exists()).toBe(false);
    server.change(ref, { executed: { at: '2008-04-01T08:00:00.000Z', note: '' } });
    await settled();
    expect(view.get('.arrived').text()).toBe('Verkställt 1 april 2008');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(announcement.value).toBe('Beslutet har ändrats.');
  });

  it('is corrected in wording and outcome in one stroke, after a sentence that says what will stand', async () => {
    const { view, server } = await shownAt('/beslut/d1', hold, { ...member('g1'), groups: { g1: { office: 'secretary' } } });
    await view
      .findAll('button')
      .find((one) => one.text() === 'Rätta beslutet')
      ?.trigger('click');
    await settled();
    const dialog = document.querySelector('[role=dialog]');
    const [outcome, adopted] = dialog?.querySelectorAll('select') ?? [];
    const set = async (field: HTMLSelectElement | HTMLInputElement | undefined, value: string) => {
      if (field) field.value = value;
      field?.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'));
      await settled();
    };
    const sentence = () => dialog?.querySelector('[data-testid=what-stands]')?.textContent;
    await set(outcome, 'rejected');
    expect(sentence()).toContain('§ 12 Avslaget, men yrkandet av Karin Näslund är valt att antas');
    await set(dialog?.querySelector('input') ?? undefined, 'Fel utfall');
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit'));
    await settled();
    expect(server.commands).toEqual([]);
    await set(adopted, '');
    expect(sentence()).toContain('yrkandena av Karin Näslund och Sven Öberg faller');
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit'));
    await settled();
    expect(server.commands).toMatchObject([
      { command: 'correct', target: 'd1', body: { wording: decision.wording, outcome: 'rejected', reason: 'Fel utfall' } },
    ]);
    expect(server.commands[0]?.body).not.toHaveProperty('adopted');
  });

  it('offers what the reader may do, and nothing else', async () => {
    const names = (all: readonly { text: () => string }[]) => all.map((button) => button.text());
    const public_ = await shownAt('/beslut/d1', hold);
    expect(names(public_.view.findAll('button'))).toEqual([]);
    const outsider = await shownAt('/beslut/d1', hold, member('g2'));
    expect(names(outsider.view.findAll('button'))).toEqual([]);
    const insider = await shownAt('/beslut/d1', hold, member('g1'));
    expect(names(insider.view.findAll('button'))).toEqual(['Markera som klar']);
    const secretary = await shownAt('/beslut/d1', hold, { ...member('g1'), groups: { g1: { office: 'secretary' } } });
    expect(names(secretary.view.findAll('button'))).toEqual([
      'Lägg ut uppgift',
      'Markera som verkställt',
      'Rätta beslutet',
      'Markera som klar',
    ]);
  });

  it('sends a task’s end as one command, and says why when it is refused', async () => {
    const { view, server } = await shownAt('/beslut/d1', hold, member('g1'));
    server.answerCommandsWith(() => ({
      refused: { type: 't', title: 't', status: 409, code: 'decision/no-such-task', facts: { task: 't1' } },
    }));
    const button = view.findAll('button').find((one) => one.text() === 'Markera som klar');
    await button?.trigger('click');
    await button?.trigger('click');
    await settled();
    expect(server.commands).toMatchObject([{ context: 'decisions', target: 'd1', command: 'mark-task-done', body: { task: 't1' } }]);
    expect(view.get('[role=alert]').text()).toBe('Uppgiften finns inte.');
  });

  it('shows at a glance which organisations are in, with their conditions and references', async () => {
    const at = '2008-03-01T09:00:00.000Z';
    const { view, server } = await shownAt('/beslut/d1', hold);
    expect(view.text()).toContain('Ingen aktör har registrerat ett eget beslut.');
    server.change(ref, { responses: { o1: { stand: 'commits-on-conditions', conditions: 'Om alla bidrar.', reference: 'Dnr 7', at } } });
    await settled();
    for (const part of ['en med villkor', 'Länsstyrelsen', 'åtar sig med villkor', 'Om alla bidrar.', 'Dnr 7'])
      expect(view.text()).toContain(part);
  });

  it('lets a financier record the decision of the own organisation, and nobody else', async () => {
    const { view, server } = await shownAt('/beslut/d1', hold, { ...member('g2'), finances: ['o1'] });
    const button = () => view.findAll('button').filter((one) => one.text() === 'Registrera eget beslut');
    expect(button()).toHaveLength(1);
    await button()[0]?.trigger('click');
    await settled();
    const dialog = document.querySelector('[role=dialog]');
    expect(dialog?.textContent).toContain('Länsstyrelsen');
    const select = dialog?.querySelector('select');
    if (select) select.value = 'commits';
    select?.dispatchEvent(new Event('change'));
    await settled();
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit'));
    await settled();
    expect(server.commands).toMatchObject([
      { context: 'decisions', target: 'd1', command: 'respond', body: { organisation: 'o1', stand: 'commits', conditions: '' } },
    ]);
    const other = await shownAt('/beslut/d1', hold, member('g1'));
    expect(other.view.text()).not.toContain('Registrera eget beslut');
  });

  it('says of one behind closed doors that it is', async () => {
    const { view, server } = await shownAt('/beslut/d1', hold, member('g1'));
    expect(view.text()).not.toContain('bakom stängda dörrar');
    server.change(ref, { doors: 'closed' });
    await settled();
    expect(view.text()).toContain('bakom stängda dörrar');
  });

  it('is said not to be there, or not to be shown, instead of an empty page', async () => {
    const nowhere = await shownAt('/beslut/d9', hold);
    expect(nowhere.view.text()).toContain('Det finns inte');
    const { view, server } = await shownAt('/beslut/d1', hold);
    server.takeAway(ref);
    await settled();
    expect(view.text()).toContain('Det visas inte för dig');
    expect(view.text()).not.toContain('Gruppen ställer sig bakom');
  });
});

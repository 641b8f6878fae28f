import type { GroupDocument, SessionAnswer } from '@samverkan/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../platform/session.store.js';
import type { fakeServer } from '../platform/live/fakeServer.suite.js';
import { settled, shownAt, type Shown } from '../platform/mountView.suite.js';

const group: GroupDocument = {
  kind: 'working',
  name: 'RTP-grupp 1.2',
  mandate: 'Uppdrag',
  rules: { quorumPercent: 50, termMonths: 48 },
  formedAt: '2008-01-01T00:00:00.000Z',
  measures: {},
  links: {},
  seats: {},
  appointments: {},
  offices: {},
  meetings: {},
  decisions: {},
  figures: { meetings: 0, decisions: 0 },
};
const hold = (server: ReturnType<typeof fakeServer>): void => server.hold({ kind: 'group', id: 'g1' }, { ...group });
const panel = ({ view }: Shown) => view.get('[data-testid=what-may-i]');
const listed = (shown: Shown, which: 'yes' | 'no') =>
  panel(shown)
    .findAll(`[data-may=${which}] > li`)
    .map((item) => item.text());
const member: Partial<SessionAnswer> = {
  identity: { account: 'k1', person: 'p1' },
  groups: { g1: { as: 'ordinary', until: '2026-12-31' } },
};

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('what may I do here', () => {
  it('tells a stranger to sign in, and who does what', async () => {
    const shown = await shownAt('/grupper/g1', hold);
    expect(panel(shown).text()).toContain('Du är inte inloggad');
    expect(panel(shown).get('a').attributes('href')).toBe('/logga-in?till=/grupper/g1');
    expect(listed(shown, 'yes')).toEqual([]);
    expect(listed(shown, 'no')).toContain('Ändra gruppens namn, uppdrag och kopplingar, och upplösa densekretariatet');
  });

  it('tells a member until when they are one, and what that opens', async () => {
    const shown = await shownAt('/grupper/g1', hold, member);
    expect(panel(shown).text()).toContain('Ledamot till och med 31 december 2026');
    expect(listed(shown, 'yes')).toContain('Lägga yrkanden');
    expect(listed(shown, 'no').join()).toContain(
      'Planera, kalla till och leda mötengruppens ordförande, gruppens sekreterare eller sekretariatet',
    );
  });

  it('follows when an appointment ends, without a reload', async () => {
    const shown = await shownAt('/grupper/g1', hold, member);
    expect(listed(shown, 'yes').length).toBeGreaterThan(0);
    const ended: SessionAnswer = {
      demo: false,
      partnership: 'x',
      identity: { account: 'k1', person: 'p1' },
      roles: [],
      groups: {},
      nominates: [],
      finances: [],
      identities: [],
      means: { password: true, passkey: true },
    };
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(ended))));
    await useSession().load();
    await settled();
    expect(listed(shown, 'yes')).toEqual([]);
    expect(panel(shown).text()).toContain('Du har ingen plats och inget uppdrag i gruppen.');
  });

  it('offers the chair to plan a meeting, and nobody else but the secretary and the secretariat', async () => {
    const buttons = async (signedIn: Partial<SessionAnswer>) =>
      (await shownAt('/grupper/g1', hold, signedIn)).view.findAll('button').map((button) => button.text());
    expect(await buttons({})).not.toContain('Planera möte');
    expect(await buttons(member)).not.toContain('Planera möte');
    expect(await buttons({ ...member, groups: { g1: { office: 'chair', as: 'ordinary' } } })).toEqual(['Planera möte']);
    expect(await buttons({ ...member, groups: {}, roles: ['secretariat'] })).toEqual(['Ändra ledamöter', 'Planera möte']);
  });
});

import type { AuthorityRole } from '@samverkan/contract';
import { createMemoryLog } from '@samverkan/event-store';
import { PROJECTIONS, STRANGER } from '@samverkan/projections';
import { createMemoryStore } from '@samverkan/read-store';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Partnership } from '../live/testing/partnership.suite.js';
import { Projector } from '../projector/projector.js';
import { Viewers } from './viewers.js';

let projector: Projector;
let viewers: Viewers;
let partnership: Partnership;
let now: string;

const member = (person: string) => ({ account: person, person });
const groupsOf = (person: string) => [...viewers.viewerOf(member(person)).groups];

async function after(event: Promise<string>): Promise<void> {
  await projector.reached(await event);
  projector.tellNow();
}

const formed = {
  type: 'GroupFormed',
  mandate: 'Att samordna',
  name: 'Sekretariatet',
  rules: { quorumPercent: 50, termMonths: 24 },
  at: '2026-11-23T10:00:00.000Z',
} as const;
const given = (
  person: string,
  role: AuthorityRole,
  more: { readonly organisation?: string; readonly from?: string; readonly until?: string } = {},
) =>
  ({
    type: 'AuthorityGiven',
    person,
    authority: `of-${person}`,
    role,
    from: '2026-01-01',
    ...more,
    at: '2026-11-23T10:00:00.000Z',
  }) as const;

beforeEach(async () => {
  const log = createMemoryLog({ partnership: 'spec' });
  partnership = new Partnership(log);
  projector = new Projector({ log, store: createMemoryStore(), models: PROJECTIONS, report: () => undefined });
  await projector.start();
  now = '2026-11-23T10:00:00.000Z';
  viewers = await Viewers.over(projector, () => now);
  await after(partnership.group('g1'));
});
afterEach(async () => {
  viewers.stop();
  await projector.stop();
  vi.useRealTimers();
});

describe('a viewer', () => {
  it('who is not signed in has no role and no groups', () => {
    expect(viewers.viewerOf(undefined)).toBe(STRANGER);
  });

  it('holds powers through appointments: when the term ends, so does the power', async () => {
    expect(groupsOf('p1')).toEqual([]);
    await after(partnership.appoint('g1', 'p1'));
    expect(groupsOf('p1')).toEqual(['g1']);
    const told: string[] = [];
    viewers.onChange(({ persons }) => told.push(...persons));
    await after(partnership.resign('g1', 'p1'));
    expect(groupsOf('p1')).toEqual([]);
    expect(told).toEqual(['p1']);
  });

  it('stays the same until something about it changes', async () => {
    await after(partnership.appoint('g1', 'p1'));
    const one = viewers.viewerOf(member('p1'));
    const two = viewers.viewerOf(member('p2'));
    await after(partnership.appoint('g1', 'p2'));
    expect(viewers.viewerOf(member('p1'))).toBe(one);
    expect(viewers.viewerOf(member('p2'))).not.toBe(two);
  });

  it('loses a group when the last day of the term is over, though nothing is recorded', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    viewers.stop();
    viewers = await Viewers.over(projector, () => now);
    await after(partnership.appoint('g1', 'p1', '2026-11-23'));
    expect(groupsOf('p1')).toEqual(['g1']);
    const told: string[] = [];
    viewers.onChange(({ persons }) => told.push(...persons));
    // A minute before and after midnight in Stockholm.
    now = '2026-11-23T22:59:00.000Z';
    vi.advanceTimersByTime(60_000);
    expect(groupsOf('p1')).toEqual(['g1']);
    now = '2026-11-23T23:01:00.000Z';
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(['p1']);
    expect(groupsOf('p1')).toEqual([]);
  });

  it('is asked for with the day that it is, before anybody has looked at the calendar', async () => {
    await after(partnership.appoint('g1', 'p1', '2026-11-23'));
    const told: string[] = [];
    viewers.onChange(({ persons }) => told.push(...persons));
    now = '2026-11-23T23:00:00.000Z';
    expect(groupsOf('p1')).toEqual([]);
    expect(told).toEqual(['p1']);
  });

  it('is of the secretariat as a member of the group of that kind, or by an authority', async () => {
    await after(partnership.record('group-s', { ...formed, group: 's', kind: 'secretariat' }));
    await after(partnership.appoint('s', 'p1'));
    await after(partnership.record('authority-p2', given('p2', 'secretariat')));
    expect([...viewers.viewerOf(member('p1')).roles]).toEqual(['secretariat']);
    expect([...viewers.viewerOf(member('p2')).roles]).toEqual(['secretariat']);
    await after(partnership.resign('s', 'p1'));
    expect([...viewers.viewerOf(member('p1')).roles]).toEqual([]);
  });

  it('is an auditor, a nominator, a financier by an authority, from its first day to its last', async () => {
    await after(partnership.record('authority-p1', given('p1', 'auditor', { until: '2026-11-23' })));
    await after(partnership.record('authority-p2', given('p2', 'nominator', { organisation: 'lst' })));
    await after(partnership.record('authority-p3', given('p3', 'financier', { organisation: 'lst', from: '2026-11-24' })));
    expect([...viewers.viewerOf(member('p1')).roles]).toEqual(['auditor']);
    expect([...viewers.viewerOf(member('p2')).nominates]).toEqual(['lst']);
    expect([...viewers.viewerOf(member('p3')).finances]).toEqual([]);
    const told: string[] = [];
    viewers.onChange(({ persons }) => told.push(...persons));
    now = '2026-11-23T23:00:00.000Z';
    await expect.poll(() => told).toEqual(['p1', 'p3']);
    expect([...viewers.viewerOf(member('p1')).roles]).toEqual([]);
    expect([...viewers.viewerOf(member('p3')).finances]).toEqual(['lst']);
    await after(
      partnership.record('authority-p2', {
        type: 'AuthorityEnded',
        person: 'p2',
        authority: 'of-p2',
        because: 'withdrawn',
        reason: 'Annan roll',
        at: '2026-11-23T10:00:00.000Z',
      }),
    );
    expect([...viewers.viewerOf(member('p2')).nominates]).toEqual([]);
  });

  it('is an administrator by their account, whoever the person is', async () => {
    const at = '2026-11-23T10:00:00.000Z';
    await after(
      partnership.record('account-a', { type: 'AccountOpened', account: 'a', at }, { type: 'AdministratorMade', account: 'a', at }),
    );
    const told: string[] = [];
    viewers.onChange(({ accounts }) => told.push(...accounts));
    expect([...viewers.viewerOf({ account: 'a' }).roles]).toEqual(['administrator']);
    expect([...viewers.viewerOf({ account: 'b' }).roles]).toEqual([]);
    await after(partnership.record('account-a', { type: 'AccountClosed', account: 'a', reason: 'Slutat', at }));
    expect(told).toEqual(['a']);
    expect([...viewers.viewerOf({ account: 'a' }).roles]).toEqual([]);
  });

  it('is told all that they hold', async () => {
    await after(partnership.appoint('g1', 'p1', '2027-12-31'));
    await after(
      partnership.record('group-g1', { type: 'OfficeChosen', group: 'g1', office: 'chair', person: 'p1', at: '2026-11-23T10:00:00.000Z' }),
    );
    await after(partnership.record('authority-p1', given('p1', 'financier', { organisation: 'lst' })));
    expect(viewers.rightsOf(member('p1'))).toEqual({
      roles: [],
      groups: { g1: { office: 'chair', as: 'ordinary', until: '2027-12-31' } },
      nominates: [],
      finances: ['lst'],
    });
  });
});

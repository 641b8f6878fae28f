import { describe, expect, it } from 'vitest';
import { VIEWERS, at, decidedMeeting, given, happened, ourGroup, runningMeeting, type World } from './given.suite.js';
import type { Audience } from './projection.js';

const running = given(...decidedMeeting);

describe('what an appointment rests on', () => {
  const basis = (world: World, audience: Audience) => world.seen('group', 'g', audience)?.appointments['a2']?.basis;
  const cited = running.and(happened.appointed({ appointment: 'a2', person: 'cia', as: 'substitute', basis: { decision: 'd' } }));

  it('is named to those who may see it', () => {
    expect(basis(cited, 'partner')).toEqual({ decision: 'd' });
    expect(basis(cited, 'public')).toEqual({ hidden: true });
    expect(basis(cited.and(happened.closed({})), 'public')).toEqual({ decision: 'd' });
    const behind = cited.and(happened.doorsClosed({}));
    expect(basis(behind, 'partner')).toEqual({ hidden: true });
    expect(basis(behind, 'group:g')).toEqual({ decision: 'd' });
    expect(basis(behind.and(happened.closed({})), 'public')).toEqual({ hidden: true });
    expect(basis(behind.and(happened.closed({}), happened.doorsOpened({})), 'public')).toEqual({ decision: 'd' });
  });

  it('also where it is another group that decided', () => {
    const elsewhere = running.and(
      happened.group({ group: 'h' }),
      happened.seat({ group: 'h', seat: 's1' }),
      happened.appointed({ group: 'h', appointment: 'a2', person: 'cia', basis: { decision: 'd' } }),
      happened.doorsClosed({}),
      happened.closed({}),
    );
    const seen = (audience: Audience) => elsewhere.seen('group', 'h', audience)?.appointments['a2']?.basis;
    expect([seen('public'), seen('partner'), seen('group:g')]).toEqual([{ hidden: true }, { hidden: true }, { decision: 'd' }]);
    expect(elsewhere.audience('group', 'h', VIEWERS.member)).toBe('group:g');
    expect(elsewhere.audience('group', 'h', VIEWERS.partner)).toBe('partner');
    const opened = elsewhere.and(happened.doorsOpened({}));
    expect(opened.seen('group', 'h', 'public')?.appointments['a2']?.basis).toEqual({ decision: 'd' });
  });
});

describe('group', () => {
  it('seats are established, members appointed to them, and a seat without an ordinary member is vacant', () => {
    const empty = given(happened.group({}), happened.seat({ seat: 's1', nominatedBy: ['lst', 'kf'] }));
    expect(empty.seen('group', 'g', 'public')?.seats).toEqual({ s1: { nominatedBy: { lst: true, kf: true }, vacant: true } });
    const taken = empty.and(happened.appointed({ appointment: 'a1', person: 'bo' }));
    expect(taken.seen('group', 'g', 'public')).toMatchObject({
      seats: { s1: { vacant: false } },
      appointments: { a1: { person: 'bo', as: 'ordinary', basis: { document: 'Programmet' } } },
    });
    const left = taken.and(happened.resigned({ appointment: 'a1', person: 'bo' }));
    expect(left.seen('group', 'g', 'public')).toMatchObject({
      seats: { s1: { vacant: true } },
      appointments: { a1: { ended: '2026-03-10' } },
    });
  });

  it('a seat stays taken when its next holder is appointed before the term of the first has ended', () => {
    const world = given(...ourGroup, happened.appointed({ appointment: 'a2', person: 'cia', from: '2028-01-01', until: '2029-12-31' })).and(
      { type: 'TermBegun', group: 'g', appointment: 'a2', person: 'cia', at: '2027-12-31T23:00:00.250Z' },
      happened.termEnded({ appointment: 'a1', person: 'bo', at: '2027-12-31T23:00:00.250Z' }),
    );
    expect(world.seen('group', 'g', 'public')).toMatchObject({
      seats: { s1: { vacant: false } },
      appointments: { a1: { ended: '2027-12-31' }, a2: { person: 'cia' } },
    });
  });

  it('a vacancy can be declared', () => {
    const world = given(...ourGroup).and({ type: 'VacancyDeclared', group: 'g', seat: 's1', at: at(20) });
    expect(world.seen('group', 'g', 'public')?.seats['s1']?.vacant).toBe(true);
  });

  it('chair, vice chair, secretary chosen', () => {
    const chosen = given(...ourGroup, happened.chosen({ person: 'bo' }), happened.chosen({ person: 'cia', office: 'secretary' }));
    expect(chosen.seen('group', 'g', 'public')?.offices).toEqual({ chair: 'bo', secretary: 'cia' });
    const left = chosen.and(happened.left({ person: 'bo' }), happened.left({ person: 'bo', office: 'secretary' }));
    expect(left.seen('group', 'g', 'public')?.offices).toEqual({ chair: undefined, secretary: 'cia' });
  });

  it('groups report to, support or consult each other: both show it', () => {
    const world = given(happened.group({}), happened.group({ group: 'h' }), {
      type: 'GroupLinkedToGroup',
      group: 'g',
      relation: 'reports-to',
      to: 'h',
    });
    expect(world.seen('group', 'g', 'public')?.links).toEqual({ 'reports-to:h': { relation: 'reports-to', group: 'h', direction: 'to' } });
    expect(Object.values(world.seen('group', 'h', 'public')?.links ?? {})).toEqual([
      { relation: 'reports-to', group: 'g', direction: 'from' },
    ]);
  });

  it('two groups that consult each other show both links', () => {
    const world = given(
      happened.group({}),
      happened.group({ group: 'h' }),
      { type: 'GroupLinkedToGroup', group: 'g', relation: 'consults', to: 'h' },
      { type: 'GroupLinkedToGroup', group: 'h', relation: 'consults', to: 'g' },
    );
    expect(Object.values(world.seen('group', 'g', 'public')?.links ?? {}).map(({ direction }) => direction)).toEqual(['to', 'from']);
  });

  it('terms and offices lapse with the group', () => {
    const body = given(...ourGroup, happened.chosen({ person: 'bo' }), happened.dissolved({})).seen('group', 'g', 'public');
    expect(body).toMatchObject({ dissolved: { reason: 'Färdig' }, offices: {}, appointments: { a1: { ended: '2026-03-10' } } });
    expect(body?.offices.chair).toBeUndefined();
  });

  it('is renamed, given another mandate, other rules and measures', () => {
    const world = given(
      happened.group({}),
      { type: 'GroupRenamed', group: 'g', name: 'Ny', nameEn: 'New', at: at(5) },
      { type: 'MandateGiven', group: 'g', mandate: 'Mer', at: at(6) },
      { type: 'GroupRulesSet', group: 'g', rules: { quorumPercent: 60, termMonths: 12 }, at: at(7) },
      { type: 'GroupLinkedToMeasure', group: 'g', measure: '1.1' },
    );
    expect(world.seen('group', 'g', 'public')).toMatchObject({
      name: 'Ny',
      nameEn: 'New',
      mandate: 'Mer',
      rules: { quorumPercent: 60 },
      measures: { '1.1': true },
    });
  });

  it('shows the latest 30 meetings and decisions and counts all', () => {
    const meetings = Array.from({ length: 35 }, (_, n) =>
      happened.scheduled({ meeting: `m${n}`, startsAt: at(n + 100), endsAt: at(n + 101) }),
    );
    const decisions = Array.from({ length: 35 }, (_, n) => happened.decision({ decision: `d${n}`, section: n + 1, at: at(n) }));
    const body = given(...runningMeeting, ...meetings, ...decisions, happened.closed({})).seen('group', 'g', 'public');
    expect(Object.keys(body?.meetings ?? {})).toHaveLength(30);
    expect(body?.meetings['m34']).toBeDefined();
    expect(body?.meetings['m0']).toBeUndefined();
    expect(Object.values(body?.decisions ?? {}).map(({ section }) => section)).toEqual(Array.from({ length: 30 }, (_, n) => n + 6));
    expect(body?.figures).toEqual({ meetings: 36, decisions: 35 });
  });

  it('keeps a running meeting among the latest, however many are planned after it', () => {
    const meetings = Array.from({ length: 40 }, (_, n) =>
      happened.scheduled({ meeting: `m${n}`, startsAt: at(n + 100), endsAt: at(n + 101) }),
    );
    expect(given(...runningMeeting, ...meetings).seen('group', 'g', 'partner')?.meetings['m']).toMatchObject({ state: 'open' });
  });

  it('counts no cancelled meeting', () => {
    const body = given(...ourGroup, happened.scheduled({}), happened.cancelled({})).seen('group', 'g', 'public');
    expect(body).toMatchObject({ figures: { meetings: 0 }, meetings: { m: { state: 'cancelled' } } });
  });
});

describe('who sees a group', () => {
  it.each(['public', 'partner', 'member', 'secretariat', 'auditor'] as const)('groups, compositions: %s yes', (who) => {
    const audience = running.audience('group', 'g', VIEWERS[who]) ?? 'public';
    expect(running.seen('group', 'g', audience)).toMatchObject({
      mandate: 'Uppdrag',
      appointments: { a1: { person: 'bo', organisation: 'lst' } },
    });
  });

  it('a meeting while it runs is for those signed in', () => {
    expect(running.seen('group', 'g', 'partner')).toMatchObject({
      meetings: { m: { state: 'open' } },
      decisions: { d: { title: 'Vägar', section: 1 } },
      figures: { decisions: 1 },
    });
  });

  it('to the public it is still scheduled, and its decisions are not there until it is closed', () => {
    const before = given(...ourGroup, happened.scheduled({})).seen('group', 'g', 'public');
    expect(running.seen('group', 'g', 'public')).toEqual(before);
    expect(running.and(happened.closed({})).seen('group', 'g', 'public')).toMatchObject({
      meetings: { m: { state: 'closed' } },
      decisions: { d: { title: 'Vägar', section: 1 } },
      figures: { decisions: 1 },
    });
  });
});

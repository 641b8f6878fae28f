import { describe, expect, it } from 'vitest';
import { VIEWERS, at, decidedMeeting, given, happened, ourGroup, position } from './given.suite.js';

type World = ReturnType<typeof given>;
const told = (world: World, audience: 'public' | 'partner', id = 'all') =>
  Object.values(world.seen('activity', id, audience)?.entries ?? {}).map(({ type }) => type);
const running = given(...decidedMeeting);

describe('activity', () => {
  it('tells what happened, when, by whom, and on what', () => {
    expect(running.seen('activity', 'all', 'partner')?.entries[position(decidedMeeting.length)]).toEqual({
      type: 'DecisionTaken',
      at: at(30),
      person: 'asa',
      role: 'secretary',
      group: 'g',
      meeting: 'm',
      item: 'i',
      decision: 'd',
      title: 'Vägar',
      year: 2026,
      section: 1,
      outcome: 'approved',
    });
  });

  it('of a group: only what concerns it', () => {
    const world = running.and(happened.group({ group: 'h', name: 'Andra' }));
    expect(told(world, 'partner', 'h')).toEqual(['GroupFormed']);
    expect(told(world, 'partner', 'g')).not.toContain('PersonRegistered');
    expect(told(world, 'partner')).toContain('PersonRegistered');
  });

  it('keeps the newest 100', () => {
    const more = Array.from({ length: 120 }, (_, n) => happened.scheduled({ meeting: `m${n}`, at: at(n) }));
    const keys = Object.keys(running.and(...more).seen('activity', 'all', 'public')?.entries ?? {});
    expect(keys).toHaveLength(100);
    expect(keys.at(-1)).toBe(position(decidedMeeting.length + 120));
    expect(keys).toEqual(keys.toSorted());
  });

  it('never tells personal data', () => {
    const world = running.and({ type: 'PersonRenamed', person: 'bo', name: 'sealed:Bo Al', at: at(40) });
    expect(JSON.stringify(world.seen('activity', 'all', 'partner'))).not.toContain('sealed');
    expect(told(world, 'partner')).not.toContain('PersonRenamed');
  });
});

describe('who sees the activity', () => {
  it.each(['public', 'partner', 'auditor'] as const)('%s', (who) => {
    expect(running.audience('activity', 'all', VIEWERS[who])).toBe(who === 'public' ? 'public' : 'partner');
  });

  it('what happens in a meeting is for those signed in while it runs', () => {
    const before = given(...ourGroup, happened.scheduled({}));
    const inIt = running.and(happened.adjourned({}), happened.resumed({}), happened.task({}), happened.corrected({}));
    expect(inIt.seen('activity', 'all', 'public')).toEqual(before.seen('activity', 'all', 'public'));
    expect(told(inIt, 'partner')).toEqual([
      'OrganisationRegistered',
      'PersonRegistered',
      'PersonRegistered',
      'GroupFormed',
      'MemberAppointed',
      'MeetingScheduled',
      'AgendaItemAdded',
      'MeetingConvoked',
      'MeetingOpened',
      'AgendaItemTakenUp',
      'ProposalMoved',
      'DecisionTaken',
      'MeetingAdjourned',
      'MeetingResumed',
      'TaskAssigned',
      'DecisionCorrected',
    ]);
  });

  it('when it is closed, everybody sees that it was held, the items it took up and the decisions it took', () => {
    const closed = running.and(happened.closed({}), happened.task({}));
    for (const id of ['all', 'g'])
      expect(told(closed, 'public', id).slice(-6)).toEqual([
        'MeetingScheduled',
        'MeetingOpened',
        'AgendaItemTakenUp',
        'DecisionTaken',
        'MeetingClosed',
        'TaskAssigned',
      ]);
  });

  it('proposals, convocations and what concerns persons are for those signed in', () => {
    const types = told(running.and(happened.closed({})), 'public');
    for (const type of ['ProposalMoved', 'MeetingConvoked', 'PersonRegistered', 'AgendaItemAdded']) expect(types).not.toContain(type);
  });

  it('that somebody is given an authority, or has it no more, is for those signed in', () => {
    const world = running.and(happened.authorityGiven({ organisation: 'lst' }), happened.authorityEnded({}));
    expect(Object.values(world.seen('activity', 'all', 'partner')?.entries ?? {}).slice(-2)).toMatchObject([
      { type: 'AuthorityGiven', concerns: 'bo', organisation: 'lst', title: 'Länsstyrelsen' },
      { type: 'AuthorityEnded', concerns: 'bo', organisation: 'lst', title: 'Länsstyrelsen' },
    ]);
    expect(world.seen('activity', 'all', 'public')).toEqual(running.seen('activity', 'all', 'public'));
  });

  it('what happens to accounts does not stand here, for anybody', () => {
    const world = running.and(
      happened.account({}),
      happened.credential({}),
      happened.signedIn({}),
      { type: 'AdministratorMade', account: 'k', at: at(40) },
      happened.accountClosed({}),
    );
    for (const audience of ['public', 'partner'] as const)
      expect(world.seen('activity', 'all', audience)).toEqual(running.seen('activity', 'all', audience));
  });

  it('who did it is for those signed in; the public is told in which role', () => {
    const entries = Object.values(running.and(happened.closed({})).seen('activity', 'all', 'public')?.entries ?? {});
    for (const entry of entries) expect(entry).toMatchObject({ role: 'secretary' });
    for (const entry of entries) expect(entry).not.toHaveProperty('person');
  });

  it('the decisions of a long meeting are published, whatever else has happened since', () => {
    const more = Array.from({ length: 120 }, (_, n) => happened.scheduled({ meeting: `m${n}`, at: at(n) }));
    expect(told(running.and(...more, happened.closed({}), happened.group({ group: 'h' })), 'public')).toContain('MeetingClosed');
    const other = Array.from({ length: 120 }, (_, n) => happened.person({ person: `p${n}` }));
    expect(told(running.and(...other, happened.closed({})), 'public')).toContain('DecisionTaken');
  });
});

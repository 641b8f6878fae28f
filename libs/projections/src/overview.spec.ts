import { describe, expect, it } from 'vitest';
import { VIEWERS, at, decidedMeeting, given, happened, ourGroup } from './given.suite.js';

const running = given(...decidedMeeting);

describe('overview', () => {
  it('counts what there is', () => {
    const world = given(
      happened.adopted({}),
      happened.measure({ measure: '1.1' }),
      happened.measure({ measure: '1.2' }),
      { type: 'MeasureRetired', measure: '1.2', reason: 'Klar', at: at(1) },
      happened.target({ target: 't1' }),
      happened.target({ target: 't1', value: 120 }),
      ...ourGroup,
      happened.organisation({ organisation: 'kf', sector: 'municipal' }),
    );
    expect(world.seen('overview', 'all', 'public')).toMatchObject({
      programme: { id: 'rtp', title: 'Tillväxt', county: 'Västernorrland' },
      measures: 1,
      targets: 1,
      groups: 1,
      groupsByKind: { working: 1 },
      organisations: 2,
      organisationsBySector: { state: 1, municipal: 1 },
      persons: 2,
    });
  });

  it('counts no dissolved group, no closed or merged organisation or person', () => {
    const world = given(
      ...ourGroup,
      happened.organisation({ organisation: 'kf', sector: 'municipal' }),
      { type: 'OrganisationMerged', organisation: 'kf', into: 'lst', at: at(5) },
      { type: 'PersonClosed', person: 'cia', at: at(5) },
      { type: 'PersonMerged', person: 'bo', into: 'cia', at: at(5) },
      happened.dissolved({}),
    );
    expect(world.seen('overview', 'all', 'public')).toMatchObject({
      groups: 0,
      groupsByKind: {},
      organisations: 1,
      organisationsBySector: { state: 1 },
      persons: 0,
    });
  });

  it('shows the meetings to come and those that run, with the item taken up', () => {
    const scheduled = given(...ourGroup, happened.scheduled({}), happened.rescheduled({}));
    expect(scheduled.seen('overview', 'all', 'partner')).toMatchObject({
      meetings: { scheduled: 1 },
      upcoming: { m: { place: 'Kramfors', startsAt: at(90) } },
      openMeetings: {},
    });
    const open = running.seen('overview', 'all', 'partner');
    expect(open).toMatchObject({
      meetings: { open: 1 },
      upcoming: {},
      openMeetings: { m: { state: 'open', current: 'Vägar', openedAt: at(30) } },
    });
    expect(running.and(happened.itemClosed({})).seen('overview', 'all', 'partner')?.openMeetings['m']?.current).toBeUndefined();
    expect(running.and(happened.adjourned({})).seen('overview', 'all', 'partner')).toMatchObject({
      meetings: { adjourned: 1 },
      openMeetings: { m: { state: 'adjourned' } },
    });
    const closed = running.and(happened.adjourned({}), happened.closed({})).seen('overview', 'all', 'partner');
    expect(closed).toMatchObject({ meetings: { closed: 1 }, openMeetings: {}, upcoming: {} });
    expect(closed?.meetings).toEqual({ closed: 1 });
  });

  it('forgets a cancelled meeting among those to come', () => {
    const body = given(...ourGroup, happened.scheduled({}), happened.cancelled({})).seen('overview', 'all', 'public');
    expect(body).toMatchObject({ meetings: { cancelled: 1 }, upcoming: {} });
  });

  it('shows the ten newest decisions and counts all by outcome and year', () => {
    const more = Array.from({ length: 12 }, (_, n) =>
      happened.decision({ decision: `x${n}`, year: 2025 + (n % 2), section: n + 2, outcome: 'noted', at: at(40 + n) }),
    );
    const body = running.and(...more).seen('overview', 'all', 'partner');
    expect(Object.keys(body?.latestDecisions ?? {})).toEqual(Array.from({ length: 10 }, (_, n) => `x${n + 2}`));
    expect(body).toMatchObject({ decisions: 13, decisionsByOutcome: { approved: 1, noted: 12 }, decisionsByYear: { 2025: 6, 2026: 7 } });
  });

  it('counts the tasks that are open', () => {
    const given2 = running.and(happened.task({}), happened.task({ task: 't2' }), happened.taskDone({}));
    expect(given2.seen('overview', 'all', 'partner')?.openTasks).toBe(1);
  });
});

describe('who sees the overview', () => {
  it.each(['public', 'partner', 'auditor'] as const)('programme, groups, compositions, published minutes and decisions: %s yes', (who) => {
    expect(running.audience('overview', 'all', VIEWERS[who])).toBe(who === 'public' ? 'public' : 'partner');
  });

  it('a meeting while it runs: to the public it is still among those to come, and what it decides is not counted', () => {
    const before = given(...ourGroup, happened.scheduled({})).seen('overview', 'all', 'public');
    expect(running.and(happened.task({}), happened.adjourned({})).seen('overview', 'all', 'public')).toEqual(before);
  });

  it('what it decides, with the tasks given on that, is counted when it is closed', () => {
    const closed = running.and(happened.task({}), happened.task({ task: 't2' }), happened.taskDone({}), happened.closed({}));
    const body = closed.seen('overview', 'all', 'public');
    expect(body).toMatchObject({
      meetings: { closed: 1 },
      decisions: 1,
      decisionsByOutcome: { approved: 1 },
      decisionsByYear: { 2026: 1 },
      latestDecisions: { d: { title: 'Vägar', section: 1 } },
      openTasks: 1,
    });
    expect(body).toEqual(closed.seen('overview', 'all', 'partner'));
    expect(closed.and(happened.taskDone({ task: 't2' })).seen('overview', 'all', 'public')?.openTasks).toBe(0);
  });

  it('of two meetings that ran at once, the decisions stand in the order in which they were taken', () => {
    const other = { meeting: 'n', group: 'h' } as const;
    const world = given(
      ...decidedMeeting,
      happened.group({ group: 'h' }),
      happened.scheduled(other),
      happened.item({ ...other, item: 'j' }),
      happened.opened(other),
      happened.decision({ ...other, item: 'j', decision: 'e', at: at(45) }),
      happened.closed({ ...other, at: at(46) }),
      happened.closed({ at: at(47) }),
    );
    expect(Object.keys(world.seen('overview', 'all', 'public')?.latestDecisions ?? {})).toEqual(['d', 'e']);
  });
});

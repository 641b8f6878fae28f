import { describe, expect, it } from 'vitest';
import { VIEWERS, at, decidedMeeting, given, happened, ourGroup, runningMeeting } from './given.suite.js';

const running = given(...decidedMeeting);
const closed = running.and(happened.itemClosed({}), happened.closed({ at: at(59) }));

describe('meeting', () => {
  it('keeps the agenda in its order, and items where they are moved', () => {
    const world = given(
      ...ourGroup,
      happened.scheduled({}),
      happened.item({ item: 'a' }),
      happened.item({ item: 'b', place: 2 }),
      happened.item({ item: 'c', place: 2 }),
      { type: 'AgendaItemMoved', meeting: 'm', group: 'g', item: 'a', place: 3, at: at(12) },
    );
    expect(world.seen('meeting', 'm', 'partner')?.order).toEqual(['c', 'b', 'a']);
  });

  it('follows the meeting from its scheduling to its end', () => {
    const scheduled = given(...ourGroup, happened.scheduled({}), happened.rescheduled({}));
    expect(scheduled.seen('meeting', 'm', 'partner')).toMatchObject({
      state: 'scheduled',
      place: 'Kramfors',
      rescheduled: { reason: 'Snö', from: at(60) },
    });
    const adjourned = given(...runningMeeting, happened.adjourned({ at: at(40) }));
    expect(adjourned.seen('meeting', 'm', 'partner')).toMatchObject({ state: 'adjourned', adjourned: { at: at(40), reason: 'Lunch' } });
    const resumed = adjourned.and(happened.resumed({})).seen('meeting', 'm', 'partner');
    expect(resumed).toMatchObject({ state: 'open', current: 'i' });
    expect(resumed?.adjourned).toBeUndefined();
    const over = closed.seen('meeting', 'm', 'partner');
    expect(over).toMatchObject({ state: 'closed', closedAt: at(59), agenda: { i: { state: 'closed' } } });
    expect(over?.current).toBeUndefined();
  });

  it('settles the proposals that a decision chose between', () => {
    const second = happened.proposal({ proposal: 'q', by: 'cia' });
    const third = [happened.proposal({ proposal: 'r' }), happened.withdrawn({ proposal: 'r' })];
    const states = (outcome: 'approved' | 'tabled') =>
      Object.entries(
        given(...runningMeeting, second, ...third, happened.decision({ adopted: 'p', outcome })).seen('meeting', 'm', 'partner')?.agenda[
          'i'
        ]?.proposals ?? {},
      ).map(([id, { state }]) => [id, state]);
    expect(states('approved')).toEqual([
      ['p', 'adopted'],
      ['q', 'fallen'],
      ['r', 'withdrawn'],
    ]);
    expect(states('tabled')).toEqual([
      ['p', 'standing'],
      ['q', 'standing'],
      ['r', 'withdrawn'],
    ]);
  });

  it('notes who attends, how, and since when', () => {
    const world = given(
      ...runningMeeting,
      happened.present({ person: 'cia', presence: 'remote', at: at(33) }),
      happened.present({ person: 'bo', presence: 'left', at: at(34) }),
    );
    expect(world.seen('meeting', 'm', 'partner')?.attendance).toEqual({
      bo: { presence: 'left', since: at(34), times: [{ presence: 'room', from: at(30), until: at(34) }] },
      cia: { presence: 'remote', since: at(33), times: [{ presence: 'remote', from: at(33) }] },
    });
  });

  it('leaves what an event does not touch as it was', () => {
    const before = running.seen('meeting', 'm', 'partner');
    const after = running.and(happened.present({ person: 'cia' })).seen('meeting', 'm', 'partner');
    expect(after?.agenda).toBe(before?.agenda);
    expect(after?.decisions).toBe(before?.decisions);
    expect(after?.attendance).not.toBe(before?.attendance);
  });

  it('ignores events of a meeting that was never scheduled', () => {
    expect(given(...ourGroup, happened.opened({})).get('meeting', 'm')).toBeUndefined();
  });
});

describe('who sees a meeting', () => {
  it.each([
    ['public', 'public'],
    ['partner', 'partner'],
    ['member', 'partner'],
    ['secretariat', 'partner'],
    ['auditor', 'partner'],
  ] as const)('%s sees it as %s', (who, audience) => {
    expect(running.audience('meeting', 'm', VIEWERS[who])).toBe(audience);
  });

  it('meeting while it runs (open doors): signed in yes', () => {
    expect(running.seen('meeting', 'm', 'partner')).toMatchObject({
      state: 'open',
      current: 'i',
      convoked: { persons: { bo: true, cia: true } },
      attendance: { bo: { presence: 'room' } },
      agenda: { i: { title: 'Vägar', description: 'Om vägar', proposals: { p: { by: 'bo', wording: 'Bygg' } } } },
      decisions: { d: { wording: 'Vägen byggs.', section: 1 } },
    });
  });

  it.each([
    ['open', running],
    ['adjourned', running.and(happened.adjourned({}))],
  ])('meeting while it runs (open doors): public no, when it is %s', (_, world) => {
    expect(JSON.parse(JSON.stringify(world.seen('meeting', 'm', 'public')))).toEqual({
      group: 'g',
      title: 'Marsmöte',
      place: 'Härnösand',
      startsAt: at(60),
      endsAt: at(120),
      state: 'scheduled',
      order: [],
      agenda: {},
      roll: {},
      offices: {},
      attendance: {},
      serving: {},
      served: {},
      presided: {},
      adjournments: {},
      decisions: {},
    });
  });

  it('to the public nothing changes while it runs', () => {
    const before = given(...ourGroup, happened.scheduled({})).seen('meeting', 'm', 'public');
    expect(running.seen('meeting', 'm', 'public')).toEqual(before);
  });

  it('when it is closed, the public also sees the titles on its agenda and its decisions', () => {
    expect(closed.seen('meeting', 'm', 'public')).toMatchObject({
      state: 'closed',
      order: ['i'],
      agenda: { i: { title: 'Vägar', decision: 'd' } },
      decisions: { d: { wording: 'Vägen byggs.', outcome: 'approved', section: 1, year: 2026 } },
    });
  });

  it('who was called, who attended, and the proposals are for those signed in', () => {
    const body = closed.seen('meeting', 'm', 'public');
    expect(body?.convoked).toBeUndefined();
    expect(body?.attendance).toEqual({});
    expect(body?.agenda['i']?.proposals).toEqual({});
    expect(JSON.stringify(body)).not.toContain('Om vägar');
    expect(JSON.stringify(body)).not.toContain('bo"');
  });

  it('the public is told that a meeting is cancelled, and why', () => {
    const body = given(...ourGroup, happened.scheduled({}), happened.item({}), happened.cancelled({})).seen('meeting', 'm', 'public');
    expect(body).toMatchObject({ state: 'cancelled', cancelled: { reason: 'Sjukdom' }, agenda: {} });
  });
});

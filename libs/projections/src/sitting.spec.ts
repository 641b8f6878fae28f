import { describe, expect, it } from 'vitest';
import { at, decidedMeeting, given, happened, ourGroup } from './given.suite.js';

// Bo has seat s1; Cia and Dag stand in for Bo, in that order.
const world = given(
  ...ourGroup,
  happened.appointed({ appointment: 'a2', person: 'cia', as: 'substitute', order: 1 }),
  happened.appointed({ appointment: 'a3', person: 'dag', as: 'substitute', order: 2 }),
  happened.scheduled({}),
  happened.present({ person: 'dag' }),
);
const running = world.and(happened.opened({}));
const serving = (from: typeof world) => from.seen('meeting', 'm', 'partner')?.serving;

describe('who serves in a meeting', () => {
  it('a substitute steps in for the absent ordinary member in order of service, and out again when the member returns', () => {
    expect(serving(running)).toEqual({ dag: { seat: 's1', for: 'bo' } });
    const first = running.and(happened.present({ person: 'cia' }));
    expect(serving(first)).toEqual({ cia: { seat: 's1', for: 'bo' } });
    const back = first.and(happened.present({ person: 'bo', presence: 'remote' }));
    expect(serving(back)).toEqual({});
    expect(serving(back.and(happened.present({ person: 'bo', presence: 'left' })))).toEqual({ cia: { seat: 's1', for: 'bo' } });
  });

  it('nobody before it opens', () => {
    expect(serving(world)).toEqual({});
    expect(serving(world.and(happened.present({ person: 'cia' })))).toEqual({});
  });

  it('as appointments change while it runs', () => {
    const gone = running.and(happened.resigned({ appointment: 'a1', person: 'bo' }));
    expect(serving(gone)).toEqual({ dag: { seat: 's1' } });
    const followed = gone.and(happened.appointed({ appointment: 'a4', person: 'eva' }));
    expect(serving(followed)).toEqual({ dag: { seat: 's1', for: 'eva' } });
    expect(serving(followed.and(happened.present({ person: 'eva' })))).toEqual({});
    expect(serving(running.and(happened.termEnded({ appointment: 'a3', person: 'dag' })))).toEqual({});
    expect(serving(running.and(happened.dissolved({})))).toEqual({});
  });

  it('stays as it was at the end when it is closed', () => {
    const closed = running.and(happened.closed({ at: at(59) }), happened.resigned({ appointment: 'a3', person: 'dag' }));
    expect(serving(closed)).toEqual({ dag: { seat: 's1', for: 'bo' } });
  });

  it('nothing is made anew where nobody stands in for anybody', () => {
    const plain = given(...ourGroup, happened.scheduled({}), happened.opened({}), happened.present({ person: 'bo' }));
    const more = plain.and(happened.present({ person: 'cia' }));
    expect(more.whole('meeting', 'm').serving).toBe(plain.whole('meeting', 'm').serving);
    const gone = plain.and(happened.resigned({ appointment: 'a1', person: 'bo' }));
    expect(gone.whole('meeting', 'm').serving).toBe(plain.whole('meeting', 'm').serving);
  });

  it('is not for the public', () => {
    expect(running.seen('meeting', 'm', 'public')?.serving).toEqual({});
    expect(running.and(happened.closed({})).seen('meeting', 'm', 'public')?.serving).toEqual({});
  });
});

const seen = (from: typeof world) => from.seen('meeting', 'm', 'partner');
// A chair and a vice chair; Dag, who stands in for the chair, is there from the beginning.
const led = given(
  ...ourGroup,
  happened.seat({ seat: 's2' }),
  happened.appointed({ appointment: 'a4', seat: 's2', person: 'cia' }),
  happened.appointed({ appointment: 'a3', person: 'dag', as: 'substitute', order: 1 }),
  happened.chosen({ person: 'bo' }),
  happened.chosen({ person: 'cia', office: 'vice-chair' }),
  happened.scheduled({}),
  happened.present({ person: 'dag', at: at(20) }),
  happened.present({ person: 'cia', at: at(21) }),
  happened.opened({ at: at(30) }),
  happened.present({ person: 'bo', presence: 'remote', at: at(35) }),
  happened.adjourned({ at: at(40), until: at(45) }),
  happened.resumed({ at: at(46) }),
  happened.present({ person: 'cia', presence: 'left', at: at(50) }),
);
const over = led.and(happened.closed({ at: at(60) }));

describe("A closed meeting's page does not change with the group", () => {
  it('its roll, offices, attendance and all else stay as they were in the meeting', () => {
    const before = seen(over);
    const after = over.and(
      happened.left({ person: 'bo', at: at(61) }),
      happened.resigned({ appointment: 'a1', person: 'bo', at: at(61) }),
      happened.appointed({ appointment: 'a8', person: 'eva', at: at(62) }),
      happened.chosen({ person: 'eva', at: at(63) }),
      happened.seat({ seat: 's3', at: at(64) }),
      { type: 'GroupRulesSet', group: 'g', rules: { quorumPercent: 0, termMonths: 12 }, at: at(65) },
      happened.dissolved({ at: at(66) }),
    );
    expect(seen(after)).toEqual(before);
    expect(after.whole('meeting', 'm')).toBe(over.whole('meeting', 'm'));
    expect(before?.offices).toMatchObject({ chair: 'bo', 'vice-chair': 'cia' });
    expect(Object.values(before?.roll ?? {}).map(({ person, as, place }) => [person, as, place])).toEqual([
      ['bo', 'ordinary', 0],
      ['cia', 'ordinary', 1],
      ['dag', 'substitute', 0],
    ]);
  });

  it('says when each came and left, from the opening to the end', () => {
    expect(seen(over)?.attendance).toMatchObject({
      bo: { times: [{ presence: 'remote', from: at(35), until: at(60) }] },
      cia: { presence: 'left', times: [{ presence: 'room', from: at(30), until: at(50) }] },
      dag: { times: [{ presence: 'room', from: at(30), until: at(60) }] },
    });
  });

  it('who was there only before it was opened has not taken part', () => {
    const early = given(...ourGroup, happened.scheduled({}), happened.present({ person: 'bo', at: at(20) })).and(
      happened.present({ person: 'bo', presence: 'left', at: at(25) }),
      happened.opened({ at: at(30) }),
      happened.closed({ at: at(60) }),
    );
    expect(seen(early)?.attendance['bo']?.times).toEqual([]);
  });

  it('says who served for whom, and when', () => {
    expect(Object.values(seen(over)?.served ?? {})).toEqual([{ person: 'dag', seat: 's1', for: 'bo', from: at(30), until: at(35) }]);
  });

  it('says who presided: the chair, in the chair’s absence the vice chair', () => {
    expect(seen(over)?.presided).toEqual({ [at(30)]: { person: 'cia', until: at(35) }, [at(35)]: { person: 'bo', until: at(60) } });
  });

  it('says when it was adjourned, until when, and why', () => {
    expect(seen(over)?.adjournments).toEqual({ [at(40)]: { reason: 'Lunch', until: at(45), resumed: at(46) } });
  });

  it('one who resigns in the middle of it stays on its roll, as no member since then', () => {
    const gone = led.and(
      happened.left({ person: 'bo', at: at(55) }),
      happened.resigned({ appointment: 'a1', person: 'bo', at: at(55) }),
      happened.closed({ at: at(60) }),
    );
    expect(seen(gone)?.roll['a1']).toMatchObject({ person: 'bo', as: 'ordinary', over: at(55) });
    expect(seen(gone)?.serving).toEqual({ dag: { seat: 's1' } });
  });

  it('nothing of it is for the public', () => {
    expect(over.seen('meeting', 'm', 'public')).toMatchObject({
      roll: {},
      offices: {},
      attendance: {},
      serving: {},
      served: {},
      presided: {},
      adjournments: {},
    });
    expect(over.seen('meeting', 'm', 'public')?.quorum).toBeUndefined();
  });
});

describe('While it runs', () => {
  it('it follows the group: members, offices, seats, rules', () => {
    const more = led.and(
      happened.seat({ seat: 's3', at: at(51) }),
      happened.appointed({ appointment: 'a9', seat: 's3', person: 'eva', from: '2026-03-10', at: at(52) }),
      happened.chosen({ office: 'secretary', person: 'eva', at: at(53) }),
    );
    expect(seen(more)?.roll['a9']).toMatchObject({ person: 'eva', place: 2 });
    expect(seen(more)?.offices).toMatchObject({ chair: 'bo', secretary: 'eva' });
    expect(seen(led)?.quorum).toEqual({ seats: 2, needed: 2 });
    expect(seen(more)?.quorum).toEqual({ seats: 3, needed: 2 });
    const all = more.and({ type: 'GroupRulesSet', group: 'g', rules: { quorumPercent: 100, termMonths: 12 }, at: at(54) });
    expect(seen(all)?.quorum).toEqual({ seats: 3, needed: 3 });
  });

  it('coming appointments are not on its roll until their first day, also when that comes while it runs', () => {
    const coming = led.and(
      happened.seat({ seat: 's3', at: at(51) }),
      happened.appointed({ appointment: 'a9', seat: 's3', person: 'eva', from: '2026-03-11', at: at(52) }),
    );
    expect(seen(coming)?.roll).not.toHaveProperty('a9');
    const night = coming.and({ type: 'TermBegun', group: 'g', appointment: 'a9', person: 'eva', at: '2026-03-10T23:00:00.250Z' });
    expect(seen(night)?.roll).toHaveProperty('a9');
  });
});

describe('The frozen attendance of a §', () => {
  const quorum = { seats: 2, needed: 1, counted: [{ person: 'dag', seat: 's1', for: 'bo' }] };
  const decided = led.and(
    happened.item({ at: at(50) }),
    happened.takenUp({ at: at(51) }),
    happened.present({ person: 'bo', presence: 'left', at: at(52) }),
    happened.decision({
      attendance: [
        { person: 'dag', presence: 'room' },
        { person: 'guest', presence: 'room' },
      ],
      quorum,
      at: at(53),
    }),
  );
  it('has offices, seats, who served for whom, and the quorum, as they were when it was taken', () => {
    const body = decided.and(happened.closed({ at: at(60) }), happened.dissolved({ at: at(61) })).seen('decision', 'd', 'partner');
    expect(body?.attendance).toMatchObject({
      dag: { presence: 'room', as: 'substitute', place: 0, order: 1, offices: [], serving: { seat: 's1', for: 'bo' } },
      guest: { presence: 'room', offices: [] },
    });
    expect(body?.attendance['guest']?.as).toBeUndefined();
    expect(body?.quorum).toEqual({ seats: 2, needed: 1, present: 1, counted: { dag: { seat: 's1', for: 'bo' } } });
  });
  it('that there was a quorum is for everybody, who made it for those signed in', () => {
    const body = decided.and(happened.closed({ at: at(60) })).seen('decision', 'd', 'public');
    expect(body).toMatchObject({ attendance: {}, quorum: { seats: 2, needed: 1, present: 1, counted: {} } });
    expect(body?.presided).toBeUndefined();
  });
  it('says nothing of the quorum of a § from before it was asked for', () => {
    expect(given(...decidedMeeting).seen('decision', 'd', 'partner')?.quorum).toBeUndefined();
  });
});

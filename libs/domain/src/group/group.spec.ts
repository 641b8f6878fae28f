import { describe, expect, it } from 'vitest';
import { givenFor, historyOf } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import { groupCodec } from './group.codec.js';
import type { GroupCommand } from './group.commands.js';
import type { GroupEvent } from './group.events.js';
import golden from './group.golden.json' with { type: 'json' };
import { groupDecider } from './group.js';
import { membersOn, officesOn } from './group.state.js';

const given = givenFor(groupDecider);
const at = '2026-01-07T08:00:00.000Z';
const rules = { quorumPercent: 50, termMonths: 24 };
const form = { type: 'Form', group: 'g', kind: 'working', name: 'RTP-grupp 1.1', mandate: 'Bereder 1.1', rules, at } as const;
const seat = (id: string) => ({ type: 'EstablishSeat', seat: id, nominatedBy: ['lansstyrelsen'], at }) as const;
const appoint = (appointment: string, person: string, seatId = 's') =>
  ({
    type: 'Appoint',
    seat: seatId,
    appointment,
    person,
    as: 'ordinary',
    from: '2026-01-07',
    until: '2027-12-31',
    basis: { document: 'RTP 2008' },
    at,
  }) as const;
const substitute = (appointment: string, person: string, order?: number) =>
  ({ ...appoint(appointment, person), as: 'substitute', ...(order === undefined ? {} : { order }) }) as const;
const choose = (office: 'chair' | 'vice-chair' | 'secretary', person: string) => ({ type: 'ChooseOffice', office, person, at }) as const;
const resign = (appointment: string, on = '2026-05-01') => ({ type: 'Resign', appointment, on, at: '2026-05-01T08:00:00.000Z' }) as const;
const told = (...commands: GroupCommand[]): GroupEvent[] => historyOf(groupDecider, form, seat('s'), seat('t'), ...commands);
const membersAt = (events: readonly GroupEvent[], day: string): string[] =>
  membersOn(events.reduce(groupDecider.evolve, groupDecider.initial), day).map(({ person }) => person);

goldenSuite(groupCodec, golden);

describe('Formed with kind, mandate, rules', () => {
  it('is formed once', () => {
    given().when(form).then({ type: 'GroupFormed', group: 'g', kind: 'working', name: 'RTP-grupp 1.1', mandate: 'Bereder 1.1', rules, at });
    given(...told())
      .when({ ...form, name: 'Annan' })
      .refused('group/already-formed', {});
  });
  it('has a term of at least a month and a quorum in percent', () => {
    given()
      .when({ ...form, rules: { quorumPercent: 50, termMonths: 0 } })
      .refused('number/out-of-range', { field: 'termMonths', min: 1, max: 120 });
    given(...told())
      .when({ type: 'SetRules', rules: { quorumPercent: 101, termMonths: 24 }, at })
      .refused('number/out-of-range', { field: 'quorumPercent', min: 0, max: 100 });
  });
  it('is linked to measures and to other groups, not to itself', () => {
    given(...told())
      .when({ type: 'LinkToMeasure', measure: '3.4a', at })
      .then({ type: 'GroupLinkedToMeasure', group: 'g', measure: '3.4a' });
    given(...told())
      .when({ type: 'LinkToGroup', relation: 'reports-to', to: 'g', at })
      .refused('group/linked-to-itself', {});
    given(...told())
      .when({ type: 'LinkToMeasure', measure: 'the first', at })
      .refused('code/invalid', { field: 'measure' });
  });
  it('nothing is asked of a group that was never formed', () => {
    for (const command of [seat('s'), appoint('a', 'p'), choose('chair', 'p'), { type: 'Dissolve', reason: 'Klar', at } as const]) {
      given().when(command).refused('group/unknown', {});
    }
  });
});

describe('Members appointed to seats with a term', () => {
  it('as ordinary', () => {
    const { type: _, ...made } = appoint('a', 'p');
    given(...told())
      .when(appoint('a', 'p'))
      .then({ type: 'MemberAppointed', group: 'g', ...made });
    given(...told())
      .when(appoint('a', 'p', 'x'))
      .refused('group/no-such-seat', { seat: 'x' });
    given(...told())
      .when({ ...appoint('a', 'p'), order: 1 })
      .refused('group/order-of-ordinary', {});
  });
  it('for the term that the rules give, when none is said', () => {
    const { until: _, ...open } = appoint('a', 'p');
    expect(historyOf(groupDecider, form, seat('s'), open).at(-1)).toMatchObject({ from: '2026-01-07', until: '2028-01-06' });
  });
  it('or substitute (with an order of service)', () => {
    const inOrder = told(substitute('a', 'p'), substitute('b', 'q', 3), substitute('c', 'r'));
    expect(inOrder.flatMap((event) => (event.type === 'MemberAppointed' ? [event.order] : []))).toEqual([1, 3, 4]);
    given(...inOrder)
      .when(substitute('d', 'u', 3))
      .refused('group/order-taken', { seat: 's', order: 3 });
    given(...inOrder)
      .when(substitute('d', 'u', 0))
      .refused('number/out-of-range', { field: 'order', min: 1, max: 100 });
  });
  it('Never: two people in one ordinary seat at once', () => {
    const taken = { seat: 's', appointment: 'a', from: '2026-01-07', until: '2027-12-31' };
    given(...told(appoint('a', 'p')))
      .when({ ...appoint('b', 'q'), from: '2027-12-31', until: '2028-12-31' })
      .refused('group/seat-taken', taken);
    given(...told(appoint('a', 'p')))
      .when({ ...appoint('b', 'q'), from: '2025-01-01', until: '2026-01-07' })
      .refused('group/seat-taken', taken);
    expect(told(appoint('a', 'p'), { ...appoint('b', 'q'), from: '2028-01-01', until: '2028-12-31' })).toHaveLength(5);
  });
  it('the seat is free from the day of a resignation', () => {
    const replaced = told(appoint('a', 'p'), resign('a'), { ...appoint('b', 'q'), from: '2026-05-01' });
    expect(membersAt(replaced, '2026-04-30')).toEqual(['p']);
    expect(membersAt(replaced, '2026-05-01')).toEqual(['q']);
  });
  it('Never: an appointment without the decision or composition it rests on', () => {
    given(...told())
      .when({ ...appoint('a', 'p'), basis: { document: ' ' } })
      .refused('group/appointment-without-basis', {});
    given(...told())
      .when({ ...appoint('a', 'p'), basis: { decision: '' } })
      .refused('group/appointment-without-basis', {});
  });
  it('one person not twice at once as ordinary, nor as substitute for themselves', () => {
    given(...told(appoint('a', 'p')))
      .when(appoint('b', 'p', 't'))
      .refused('group/member-already', { person: 'p', appointment: 'a' });
    given(...told(appoint('a', 'p')))
      .when(substitute('b', 'p'))
      .refused('group/member-already', { person: 'p', appointment: 'a' });
    given(...told(substitute('a', 'p')))
      .when(appoint('b', 'p'))
      .refused('group/member-already', { person: 'p', appointment: 'a' });
  });
  it('a term does not end before it starts, on days that the calendar has', () => {
    given(...told())
      .when({ ...appoint('a', 'p'), until: '2026-01-06' })
      .refused('period/ends-before-start', { from: '2026-01-07', until: '2026-01-06' });
    given(...told())
      .when({ ...appoint('a', 'p'), from: '2026-02-29' })
      .refused('day/invalid', { field: 'from' });
  });
  it('the same appointment again is already true, another under its id is not', () => {
    given(...told(appoint('a', 'p'), resign('a')))
      .when(appoint('a', 'p'))
      .then();
    given(...told(appoint('a', 'p')))
      .when({ ...appoint('a', 'p'), until: '2027-06-30' })
      .refused('group/appointment-exists', { appointment: 'a' });
  });
});

describe('Resigned, replaced, term ended, vacancy declared', () => {
  it('a resignation is noted on the day it takes effect', () => {
    given(...told(appoint('a', 'p')))
      .when(resign('a'))
      .then({ type: 'MemberResigned', group: 'g', appointment: 'a', person: 'p', on: '2026-05-01', at: '2026-05-01T08:00:00.000Z' });
    given(...told(appoint('a', 'p')))
      .when(resign('a', '2026-05-02'))
      .refused('group/resignation-in-future', { on: '2026-05-02' });
    given(...told())
      .when(resign('a'))
      .refused('group/no-such-appointment', { appointment: 'a' });
  });
  it('nobody resigns from a term that is over, which would make it longer', () => {
    given(...told({ ...appoint('a', 'p'), until: '2026-04-29' }))
      .when(resign('a', '2026-04-30'))
      .refused('group/term-over', { appointment: 'a', until: '2026-04-29' });
    expect(membersAt(told({ ...appoint('a', 'p'), until: '2026-04-30' }, resign('a', '2026-04-30')), '2026-04-30')).toEqual([]);
  });
  it('a term has begun with its first day where the partnership is: until then the appointment is coming', () => {
    const coming = { ...appoint('a', 'p'), from: '2026-02-01' };
    const begin = (moment: string) => ({ type: 'BeginTerm', appointment: 'a', at: moment }) as const;
    given(...told(coming))
      .when(begin('2026-01-31T22:59:59.999Z'))
      .refused('group/term-not-begun', { appointment: 'a', from: '2026-02-01' });
    given(...told(coming))
      .when(begin('2026-01-31T23:00:00.000Z'))
      .then({ type: 'TermBegun', group: 'g', appointment: 'a', person: 'p', at: '2026-01-31T23:00:00.000Z' });
    expect(membersAt(told(coming), '2026-01-31')).toEqual([]);
    expect(membersAt(told(coming), '2026-02-01')).toEqual(['p']);
  });
  it('what begins on the day it is appointed has begun, and what was never noted as begun only ends', () => {
    given(...told(appoint('a', 'p')))
      .when({ type: 'BeginTerm', appointment: 'a', at })
      .then();
    given(...told({ ...appoint('a', 'p'), from: '2026-02-01', until: '2026-02-28' }))
      .when({ type: 'BeginTerm', appointment: 'a', at: '2026-03-02T08:00:00.000Z' })
      .then();
  });
  it('a term has ended when its last day has passed where the partnership is', () => {
    const end = (when: string) => ({ type: 'EndTerm', appointment: 'a', at: when }) as const;
    given(...told(appoint('a', 'p')))
      .when(end('2027-12-31T22:59:59.999Z'))
      .refused('group/term-not-over', { appointment: 'a', until: '2027-12-31' });
    given(...told(appoint('a', 'p')))
      .when(end('2027-12-31T23:00:00.000Z'))
      .then({ type: 'TermEnded', group: 'g', appointment: 'a', person: 'p', at: '2027-12-31T23:00:00.000Z' });
  });
  it('a vacancy is declared in an empty seat, until somebody is appointed', () => {
    const declare = { type: 'DeclareVacancy', seat: 's', at } as const;
    given(...told(appoint('a', 'p')))
      .when(declare)
      .refused('group/seat-not-vacant', { seat: 's', appointment: 'a' });
    given(...told(declare))
      .when(declare)
      .then();
    given(...told(declare, appoint('a', 'p'), resign('a')))
      .when({ ...declare, at: '2026-05-01T09:00:00.000Z' })
      .then({ type: 'VacancyDeclared', group: 'g', seat: 's', at: '2026-05-01T09:00:00.000Z' });
  });
});

describe('Chair, vice chair, secretary chosen', () => {
  const left = (office: 'chair' | 'vice-chair' | 'secretary', person: string, when = at): GroupEvent => ({
    type: 'OfficeLeft',
    group: 'g',
    office,
    person,
    at: when,
  });
  it('one at a time: choosing another is leaving and choosing', () => {
    given(...told(appoint('a', 'p'), appoint('b', 'q', 't'), choose('chair', 'p')))
      .when(choose('chair', 'q'))
      .then(left('chair', 'p'), { type: 'OfficeChosen', group: 'g', office: 'chair', person: 'q', at });
  });
  it('Never: a chair who is no member', () => {
    given(...told())
      .when(choose('chair', 'p'))
      .refused('group/not-a-member', { person: 'p', day: '2026-01-07' });
    given(...told({ ...appoint('a', 'p'), from: '2026-01-08' }))
      .when(choose('vice-chair', 'p'))
      .refused('group/not-a-member', { person: 'p', day: '2026-01-07' });
    given(...told(substitute('a', 'p')))
      .when(choose('chair', 'p'))
      .refused('group/not-a-member', { person: 'p', day: '2026-01-07' });
  });
  it('the chair is not the vice chair too', () => {
    given(...told(appoint('a', 'p'), choose('chair', 'p')))
      .when(choose('vice-chair', 'p'))
      .refused('group/chair-and-vice-chair', { person: 'p' });
  });
  it('a secretary may be an official who is no member', () => {
    given(...told())
      .when(choose('secretary', 'x'))
      .then({ type: 'OfficeChosen', group: 'g', office: 'secretary', person: 'x', at });
  });
  it('who is a member no longer leaves the office with the appointment', () => {
    const when = '2026-05-01T08:00:00.000Z';
    given(...told(appoint('a', 'p'), choose('chair', 'p'), choose('secretary', 'p')))
      .when(resign('a'))
      .then(
        { type: 'MemberResigned', group: 'g', appointment: 'a', person: 'p', on: '2026-05-01', at: when },
        left('chair', 'p', when),
        left('secretary', 'p', when),
      );
  });
  it('a chair who stays on as a substitute only leaves the chair, a secretary stays', () => {
    const when = '2026-05-01T08:00:00.000Z';
    const elsewhere = { ...substitute('b', 'p'), seat: 't' } as const;
    given(...told(appoint('a', 'p'), elsewhere, choose('chair', 'p'), choose('secretary', 'p')))
      .when(resign('a'))
      .then({ type: 'MemberResigned', group: 'g', appointment: 'a', person: 'p', on: '2026-05-01', at: when }, left('chair', 'p', when));
  });
  it('who is appointed for the next term stays in the office', () => {
    const next = { ...appoint('b', 'p'), from: '2028-01-01', until: '2029-12-31' };
    given(...told(appoint('a', 'p'), choose('chair', 'p'), next))
      .when({ type: 'EndTerm', appointment: 'a', at: '2028-01-01T08:00:00.000Z' })
      .then({ type: 'TermEnded', group: 'g', appointment: 'a', person: 'p', at: '2028-01-01T08:00:00.000Z' });
  });
  it('an office is left by who holds it', () => {
    given(...told(appoint('a', 'p'), choose('chair', 'p')))
      .when({ type: 'LeaveOffice', office: 'chair', person: 'p', at })
      .then(left('chair', 'p'));
    given(...told(appoint('a', 'p'), choose('chair', 'p')))
      .when({ type: 'LeaveOffice', office: 'chair', person: 'q', at })
      .then();
  });
});

describe('Dissolved', () => {
  it('has no members any more, and nothing is asked of it', () => {
    const dissolved = told(appoint('a', 'p'), { type: 'Dissolve', reason: 'Åtgärden är avslutad', at });
    expect(membersAt(dissolved, '2026-02-01')).toEqual([]);
    for (const command of [seat('u'), appoint('b', 'q', 't'), choose('secretary', 'q'), resign('a')]) {
      given(...dissolved)
        .when(command)
        .refused('group/dissolved', {});
    }
  });
});

describe('Offices for a coming term', () => {
  const december = '2027-12-10T09:00:00.000Z';
  const newYear = '2027-12-31T23:00:00.250Z';
  const next = (appointment: string, person: string, seatId = 's') =>
    ({ ...appoint(appointment, person, seatId), from: '2028-01-01', until: '2029-12-31', at: december }) as const;
  const from = '2028-01-01';
  const renewed = [appoint('a', 'p'), choose('chair', 'p'), next('b', 'q')] as const;
  const awaited = { ...choose('chair', 'q'), from, at: december } as const;
  const stateOf = (...commands: GroupCommand[]) => told(...commands).reduce(groupDecider.evolve, groupDecider.initial);

  it('are chosen before it, by those who are members then, and held from its first day on', () => {
    given(...told(...renewed))
      .when(awaited)
      .then({ type: 'OfficeAwaited', group: 'g', office: 'chair', person: 'q', from, at: december });
    given(...told(...renewed, awaited))
      .when(awaited)
      .then();
    const state = stateOf(...renewed, awaited);
    expect([officesOn(state, '2027-12-31').chair, officesOn(state, '2028-01-01').chair]).toEqual(['p', 'q']);
    given(...told(...renewed, awaited))
      .when({ type: 'BeginOffice', office: 'chair', at: '2027-12-31T22:59:59.000Z' })
      .then();
    given(...told(...renewed, awaited))
      .when({ type: 'BeginOffice', office: 'chair', at: newYear })
      .then(
        { type: 'OfficeLeft', group: 'g', office: 'chair', person: 'p', at: newYear },
        { type: 'OfficeChosen', group: 'g', office: 'chair', person: 'q', at: newYear },
      );
    given(...told(...renewed, awaited, { type: 'BeginOffice', office: 'chair', at: newYear }))
      .when({ type: 'BeginOffice', office: 'chair', at: newYear })
      .then();
  });

  it('not by those who are none then, and not both of those who lead', () => {
    given(...told(...renewed))
      .when({ ...choose('chair', 'p'), from, at: december })
      .refused('group/not-a-member', { person: 'p', day: from });
    given(...told(...renewed, awaited))
      .when({ ...choose('vice-chair', 'q'), from, at: december })
      .refused('group/chair-and-vice-chair', { person: 'q' });
    // Whoever leads until then may stand in for nobody; one who leaves with the old term is in nobody's way.
    given(...told(...renewed, next('c', 'p', 't'), awaited))
      .when({ ...choose('vice-chair', 'p'), from, at: december })
      .then({ type: 'OfficeAwaited', group: 'g', office: 'vice-chair', person: 'p', from, at: december });
    given(...told(...renewed))
      .when({ ...awaited, from: '2028-02-30' })
      .refused('day/invalid', { field: 'from' });
  });

  it('are taken back, given to another, and lapse with the term that they rest on', () => {
    const gone = { type: 'OfficeWithdrawn', group: 'g', office: 'chair', person: 'q', at: december } as const;
    given(...told(...renewed, awaited))
      .when({ type: 'WithdrawOffice', office: 'chair', at: december })
      .then(gone);
    given(...told(...renewed))
      .when({ type: 'WithdrawOffice', office: 'chair', at: december })
      .then();
    given(...told(...renewed, next('c', 'r', 't'), awaited))
      .when({ ...awaited, person: 'r' })
      .then(gone, { type: 'OfficeAwaited', group: 'g', office: 'chair', person: 'r', from, at: december });
    given(...told(...renewed, awaited))
      .when({ type: 'Resign', appointment: 'b', on: '2027-12-10', at: december })
      .then({ type: 'MemberResigned', group: 'g', appointment: 'b', person: 'q', on: '2027-12-10', at: december }, gone);
    expect(officesOn(stateOf(...renewed, awaited, { type: 'Dissolve', reason: 'Klart', at: december }), from)).toEqual({});
  });

  it('the same person, chosen again, goes on without leaving', () => {
    const again = [appoint('a', 'p'), choose('chair', 'p'), next('b', 'p'), { ...choose('chair', 'p'), from, at: december }] as const;
    given(...told(...again))
      .when({ type: 'BeginOffice', office: 'chair', at: newYear })
      .then({ type: 'OfficeChosen', group: 'g', office: 'chair', person: 'p', at: newYear });
  });
});

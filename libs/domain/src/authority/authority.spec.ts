import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../shared/calendar.js';
import { givenFor, historyOf } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { authorityCodec } from './authority.codec.js';
import type { AuthorityEvent } from './authority.events.js';
import golden from './authority.golden.json' with { type: 'json' };
import { authoritiesOn, authorityDecider, type Authority, type AuthorityCommand, type AuthorityState } from './authority.js';

const given = givenFor(authorityDecider);
const at = '2026-03-10T08:00:00.000Z';
const term = { from: '2026-01-01', until: '2026-12-31' } as const;
const give = (authority: string) => ({ type: 'Give', person: 'p', authority, role: 'auditor', ...term, at }) as const;
const financier = (authority: string, organisation = 'lst') => ({ ...give(authority), role: 'financier', organisation }) as const;
const withdraw = (authority: string, on = at) => ({ type: 'Withdraw', authority, reason: 'Ny revisor', at: on }) as const;
const endTerm = (authority: string, on: string) => ({ type: 'EndTerm', authority, at: on }) as const;
const told = (...commands: AuthorityCommand[]): AuthorityEvent[] => historyOf(authorityDecider, ...commands);
const heldOn = (events: readonly AuthorityEvent[], day: string): readonly string[] =>
  authoritiesOn(events.reduce(authorityDecider.evolve, authorityDecider.initial), day).map(({ authority }) => authority);

goldenSuite(authorityCodec, golden);

describe('Authority given by the secretariat', () => {
  it('to be secretariat or auditor, for a time or until it is withdrawn', () => {
    given()
      .when(give('a'))
      .then({ type: 'AuthorityGiven', person: 'p', authority: 'a', role: 'auditor', ...term, at });
    const { until: _, ...open } = give('a');
    given()
      .when({ ...open, role: 'secretariat' })
      .then({ type: 'AuthorityGiven', person: 'p', authority: 'a', role: 'secretariat', from: '2026-01-01', at });
  });
  it('to be nominator or financier for an organisation', () => {
    given()
      .when(financier('a'))
      .then({ type: 'AuthorityGiven', person: 'p', authority: 'a', role: 'financier', organisation: 'lst', ...term, at });
  });
  it('Never: a nominator or financier without an organisation, a secretariat or auditor with one', () => {
    for (const role of ['nominator', 'financier'] as const)
      given()
        .when({ ...give('a'), role })
        .refused('authority/without-organisation', { role });
    for (const role of ['secretariat', 'auditor'] as const)
      given()
        .when({ ...financier('a'), role })
        .refused('authority/with-organisation', { role });
  });
  it('Never: two of the same role, for the same organisation, at the same time', () => {
    given(...told(give('a')))
      .when({ ...give('b'), from: '2026-12-31', until: '2027-12-31' })
      .refused('authority/overlaps', { authority: 'a', from: '2026-01-01' });
    const { until: _, ...open } = give('b');
    given(...told(give('a')))
      .when({ ...open, from: '2025-01-01' })
      .refused('authority/overlaps', { authority: 'a', from: '2026-01-01' });
    expect(told(give('a'), { ...open, from: '2027-01-01' })).toHaveLength(2);
    expect(told(financier('a'), financier('b', 'kf'), { ...financier('c'), role: 'nominator' })).toHaveLength(3);
  });
  it('Never: a last day before the first', () => {
    given()
      .when({ ...give('a'), until: '2025-12-31' })
      .refused('period/ends-before-start', { from: '2026-01-01', until: '2025-12-31' });
    given()
      .when({ ...give('a'), from: '2026-02-29' })
      .refused('day/invalid', { field: 'from' });
  });
  it('the same again is already true, another under its id is not', () => {
    given(...told(give('a'), withdraw('a')))
      .when(give('a'))
      .then();
    given(...told(give('a')))
      .when({ ...give('a'), until: '2027-12-31' })
      .refused('authority/exists', { authority: 'a' });
  });
});

describe('When the term ends, so does the power', () => {
  it('is in force from its first day through its last', () => {
    const history = told(give('a'));
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => heldOn(history, day))).toEqual([[], ['a'], ['a'], []]);
  });
  it('its end is noted when the last day in Stockholm has passed', () => {
    given(...told(give('a')))
      .when(endTerm('a', '2026-12-31T22:59:59.999Z'))
      .refused('authority/term-not-over', { authority: 'a' });
    given(...told(give('a')))
      .when(endTerm('a', '2026-12-31T23:00:00.000Z'))
      .then({ type: 'AuthorityEnded', person: 'p', authority: 'a', because: 'term', reason: '', at: '2026-12-31T23:00:00.000Z' });
    const { until: _, ...open } = give('a');
    given(...told(open))
      .when(endTerm('a', at))
      .refused('authority/term-not-over', { authority: 'a' });
  });
  it('was held to its last day, also when the end was noted later', () => {
    expect(heldOn(told(give('a'), endTerm('a', '2027-02-01T08:00:00.000Z')), '2026-12-31')).toEqual(['a']);
  });
});

describe('Withdrawn', () => {
  it('with a reason, and at once: not in force from that day on', () => {
    given(...told(give('a')))
      .when(withdraw('a'))
      .then({ type: 'AuthorityEnded', person: 'p', authority: 'a', because: 'withdrawn', reason: 'Ny revisor', at });
    const gone = told(give('a'), withdraw('a'));
    expect(heldOn(gone, '2026-03-09')).toEqual(['a']);
    expect(heldOn(gone, '2026-03-10')).toEqual([]);
    given(...told(give('a')))
      .when({ ...withdraw('a'), reason: '' })
      .refused('text/empty', { field: 'reason' });
  });
  it('may be given anew the same day', () => {
    expect(heldOn(told(give('a'), withdraw('a'), { ...give('b'), from: '2026-03-10' }), '2026-03-10')).toEqual(['b']);
  });
  it('before its first day it never was in force, and is in no other’s way', () => {
    const never = told({ ...give('a'), from: '2026-06-01' }, withdraw('a'));
    expect(heldOn(never, '2026-06-01')).toEqual([]);
    expect(heldOn(historyOf(authorityDecider, { ...give('a'), from: '2026-06-01' }, withdraw('a'), give('b')), '2026-06-01')).toEqual([
      'b',
    ]);
  });
  it('after its last day there is nothing to withdraw', () => {
    given(...told(give('a')))
      .when(withdraw('a', '2027-01-02T08:00:00.000Z'))
      .then();
  });
  it('what was never given cannot be', () => {
    given().when(withdraw('a')).refused('authority/no-such-authority', { authority: 'a' });
    given(...told(give('a')))
      .when(withdraw('b'))
      .refused('authority/no-such-authority', { authority: 'b' });
  });
});

const authority = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'constructor', 'Not an id');
const day = fc.constantFrom('2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31', '2027-06-30', '2028-01-01', '2026-02-29');
const at0 = fc.constant('');
const type = <T extends AuthorityCommand['type']>(one: T) => fc.constant(one);
const command = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      {
        type: type('Give'),
        person: fc.constant('p'),
        authority,
        role: fc.constantFrom('secretariat', 'auditor', 'nominator', 'financier'),
        organisation: fc.constantFrom('x', 'y'),
        from: day,
        until: day,
        at: at0,
      },
      { requiredKeys: ['type', 'person', 'authority', 'role', 'from', 'at'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ type: type('Withdraw'), authority, reason: fc.constantFrom('Ny', ''), at: at0 }) },
  { weight: 2, arbitrary: fc.record({ type: type('EndTerm'), authority, at: at0 }) },
) as fc.Arbitrary<AuthorityCommand>;

const last = ({ until }: Authority): string => until ?? '9999-12-31';
const meet = (one: Authority, other: Authority): boolean =>
  one.role === other.role && one.organisation === other.organisation && one.from <= last(other) && other.from <= last(one);

describe("Whatever is asked of somebody's authorities", () => {
  repeatedSuite<AuthorityState, AuthorityCommand, AuthorityEvent>({
    decider: authorityDecider,
    codec: authorityCodec,
    command,
    types: ['Give', 'Withdraw', 'EndTerm'],
    // Ten days from one command to the next: terms begin and end in the course of a history.
    pace: 240,
    holds: ({ before, events, after, at: now }) => {
      if (after.status === 'none') return;
      const held = after.authorities.filter((one) => one.from <= last(one));
      for (const [n, one] of held.entries()) expect(held.slice(n + 1).filter((other) => meet(one, other))).toEqual([]);
      for (const { role, organisation } of held) expect(organisation !== undefined).toBe(role === 'nominator' || role === 'financier');
      for (const event of events) {
        if (event.type !== 'AuthorityEnded') continue;
        const today = dayOf(now);
        expect(authoritiesOn(after, today).map((one) => one.authority)).not.toContain(event.authority);
        // What was held the day before is not taken back.
        const yesterday = addDays(today, -1);
        expect(authoritiesOn(after, yesterday)).toHaveLength(authoritiesOn(before, yesterday).length);
      }
    },
  });
});

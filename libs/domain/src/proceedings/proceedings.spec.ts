import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenFor, historyOf } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { proceedingsCodec } from './proceedings.codec.js';
import type { ProceedingsEvent } from './proceedings.events.js';
import golden from './proceedings.golden.json' with { type: 'json' };
import { nextSection, proceedingsDecider, sectionOf, type ProceedingsCommand, type ProceedingsState } from './proceedings.js';

const given = givenFor(proceedingsDecider);
const at = '2026-02-03T08:00:00.000Z';
const take = (meeting: string): ProceedingsCommand => ({ type: 'TakeFloor', group: 'g', meeting, at });
const leave = (meeting: string): ProceedingsCommand => ({ type: 'LeaveFloor', group: 'g', meeting, at });
const number = (decision: string, meeting = 'm') => ({ type: 'NumberSection', group: 'g', year: 2026, decision, meeting, at }) as const;
const told = (...commands: ProceedingsCommand[]): ProceedingsEvent[] => historyOf(proceedingsDecider, ...commands);
const numbered = (decision: string, section: number): ProceedingsEvent => ({
  type: 'SectionNumbered',
  group: 'g',
  year: 2026,
  section,
  decision,
  meeting: 'm',
  at,
});

goldenSuite(proceedingsCodec, golden);

describe('The floor', () => {
  it('Never: two open meetings of one group', () => {
    given(...told(take('m')))
      .when(take('n'))
      .refused('proceedings/floor-taken', { meeting: 'm', since: at });
  });
  it('is free for the next when it is left', () => {
    given(...told(take('m'), leave('m')))
      .when(take('n'))
      .then({ type: 'FloorTaken', group: 'g', meeting: 'n', at });
  });
  it('is left by the meeting that holds it', () => {
    given(...told(take('m')))
      .when(leave('n'))
      .then();
    given().when(leave('m')).then();
  });
});

describe("Numbered § n in the group's own series per year without gaps", () => {
  it('from 1, one more for each decision', () => {
    given(...told(take('m')))
      .when(number('d'))
      .then(numbered('d', 1));
    given(...told(take('m'), number('d'), number('e')))
      .when(number('f'))
      .then(numbered('f', 3));
  });
  it('the same decision keeps its number, also when it is asked for later', () => {
    const later = told(take('m'), number('d'), number('e'), leave('m'));
    given(...later)
      .when(number('d'))
      .then();
    expect(sectionOf(later.reduce(proceedingsDecider.evolve, proceedingsDecider.initial), 'd')).toEqual({
      year: 2026,
      section: 1,
      meeting: 'm',
    });
    given(...later)
      .when({ ...number('d'), year: 2027, at: '2027-02-03T08:00:00.000Z' })
      .refused('proceedings/numbered-elsewhere', { decision: 'd', year: 2026, section: 1 });
  });
  it('a decision of an earlier meeting gives its number to no other', () => {
    given(...told(take('m'), number('d'), leave('m'), take('n')))
      .when(number('d', 'n'))
      .refused('proceedings/numbered-elsewhere', { decision: 'd', year: 2026, section: 1 });
  });
  it('begins again each year, as the year is where the partnership is', () => {
    const newYear = '2026-12-31T23:00:00.000Z';
    given(...told(take('m'), number('d')))
      .when({ ...number('e'), year: 2027, at: newYear })
      .then({ ...numbered('e', 1), year: 2027, at: newYear } as ProceedingsEvent);
    given(...told(take('m'), number('d')))
      .when({ ...number('e'), at: newYear })
      .refused('decision/wrong-year', { year: 2026, expected: 2027 });
  });
  it('only the meeting that holds the floor has decisions to number', () => {
    given(...told(take('m')))
      .when(number('d', 'n'))
      .refused('proceedings/floor-not-held', { meeting: 'n' });
    given().when(number('d')).refused('proceedings/floor-not-held', { meeting: 'm' });
  });
});

const meeting = fc.constantFrom('m', 'n', 'o');
const common = { group: fc.constant('g'), meeting, at: fc.constant('') };
const command: fc.Arbitrary<ProceedingsCommand> = fc.oneof(
  fc.record({ type: fc.constant('TakeFloor' as const), ...common }),
  fc.record({ type: fc.constant('LeaveFloor' as const), ...common }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('NumberSection' as const),
      ...common,
      year: fc.constantFrom(2026, 2027, 2028),
      decision: fc.integer({ min: 1, max: 60 }).map((n) => `d-${String(n)}`),
    }),
  },
);

describe("Whatever is asked of a group's proceedings", () => {
  repeatedSuite<ProceedingsState, ProceedingsCommand, ProceedingsEvent>({
    decider: proceedingsDecider,
    codec: proceedingsCodec,
    command,
    // A week between two commands: a history goes through several years.
    pace: 168,
    types: ['TakeFloor', 'LeaveFloor', 'NumberSection'],
    holds: ({ before, events, after }) => {
      for (const event of events) {
        if (event.type === 'FloorTaken') expect(before.floor).toBe('free');
        if (event.type === 'SectionNumbered') {
          expect(before).toMatchObject({ floor: 'taken', meeting: event.meeting });
          expect(event.section).toBe(nextSection(before, event.year));
          const { year, section, meeting } = event;
          expect(sectionOf(after, event.decision)).toEqual({ year, section, meeting });
          expect(nextSection(after, event.year)).toBe(event.section + 1);
        }
      }
      const all = after.series.flatMap(({ decisions }) => decisions);
      expect(new Set(all).size).toBe(all.length);
    },
  });
});

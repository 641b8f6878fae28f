import { describe, expect, it } from 'vitest';
import { VIEWERS, at, given, happened, runningMeeting } from './given.suite.js';

const programme = [
  happened.adopted({}),
  happened.area({ area: '1', titleEn: 'Area' }),
  happened.measure({ measure: '1.1' }),
  happened.measure({ measure: '1.1a', parent: '1.1' }),
  happened.target({ target: 't1', measure: '1.1' }),
] as const;

describe('programme', () => {
  it('areas, measures, sub-measures, targets, criteria, dimensions, links to national priorities', () => {
    const world = given(
      ...programme,
      { type: 'CriterionAdded', criterion: 'c1', title: 'Kriterium' },
      { type: 'DimensionAdded', dimension: 'd1', title: 'Jämställdhet' },
      { type: 'NationalPriorityLinked', priority: 2, title: 'Kompetens', measures: ['1.1'] },
      { type: 'GroupLinkedToMeasure', group: 'g', measure: '1.1' },
    );
    expect(world.seen('programme', 'current', 'public')).toMatchObject({
      id: 'rtp',
      areas: { 1: { title: 'Område', titleEn: 'Area' } },
      measures: { '1.1': { area: '1', groups: { g: true } }, '1.1a': { parent: '1.1', groups: {} } },
      targets: { t1: { measure: '1.1', value: 100, year: 2013, measurements: {} } },
      criteria: { c1: { title: 'Kriterium' } },
      dimensions: { d1: { title: 'Jämställdhet' } },
      priorities: { 2: { title: 'Kompetens', measures: { '1.1': true } } },
    });
  });

  it('indicators with baseline and measurements, which a target that is set again keeps', () => {
    const world = given(
      ...programme,
      { type: 'IndicatorMeasured', target: 't1', baseline: true, value: 50, on: '2007-12-31', source: 'SCB' },
      { type: 'IndicatorMeasured', target: 't1', baseline: false, value: 60, on: '2008-12-31', source: 'SCB' },
      { type: 'IndicatorMeasured', target: 'unknown', baseline: false, value: 1, on: '2008-12-31', source: 'SCB' },
      happened.target({ target: 't1', value: 150 }),
    );
    expect(world.seen('programme', 'current', 'public')?.targets).toMatchObject({
      t1: {
        value: 150,
        baseline: { value: 50, on: '2007-12-31', source: 'SCB' },
        measurements: { '2008-12-31': { value: 60, source: 'SCB' } },
      },
    });
  });

  it('a measure in use can be retired, never deleted', () => {
    const world = given(...programme, { type: 'MeasureRetired', measure: '1.1', reason: 'Klar', at: at(1) });
    expect(world.seen('programme', 'current', 'public')?.measures['1.1']).toMatchObject({
      title: 'Åtgärd',
      retired: { at: at(1), reason: 'Klar' },
    });
  });

  it('adopted, revised', () => {
    const world = given(...programme, {
      type: 'ProgrammeRevised',
      title: 'Ny',
      period: { from: 2008, to: 2015 },
      reason: 'Förlängt',
      at: at(1),
    });
    expect(world.seen('programme', 'current', 'public')).toMatchObject({
      title: 'Ny',
      period: { to: 2015 },
      revisions: 1,
      areas: { 1: {} },
    });
  });
});

describe('who sees the programme', () => {
  const decided = given(
    ...programme,
    ...runningMeeting.slice(0, -4),
    happened.item({ item: 'k', measures: ['1.1', '1.1a'] }),
    happened.opened({}),
  ).and(happened.decision({ item: 'k', measures: ['1.1', '1.1a'] }));
  const counts = (world: typeof decided, audience: 'public' | 'partner') =>
    Object.values(world.seen('programme', 'current', audience)?.measures ?? {}).map(({ decisions }) => decisions);

  it.each(['public', 'partner', 'secretariat', 'auditor'] as const)('programme: %s yes', (who) => {
    expect(decided.audience('programme', 'current', VIEWERS[who])).toBe(who === 'public' ? 'public' : 'partner');
  });

  it("a measure's number of decisions counts, for the public, only what is published", () => {
    expect(counts(decided, 'partner')).toEqual([1, 1]);
    expect(counts(decided, 'public')).toEqual([0, 0]);
    expect(counts(decided.and(happened.closed({})), 'public')).toEqual([1, 1]);
  });
});

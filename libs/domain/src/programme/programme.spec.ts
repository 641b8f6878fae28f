import { describe, expect, it } from 'vitest';
import { givenFor, historyOf } from '../shared/given.suite.js';
import { goldenSuite } from '../shared/golden.suite.js';
import { programmeCodec } from './programme.codec.js';
import type { ProgrammeCommand } from './programme.commands.js';
import type { ProgrammeEvent } from './programme.events.js';
import golden from './programme.golden.json' with { type: 'json' };
import { programmeDecider } from './programme.js';

const given = givenFor(programmeDecider);
const at = '2026-01-02T08:00:00.000Z';
const period = { from: 2008, to: 2011, outlook: 2013 };
const adopt = {
  type: 'Adopt',
  programme: 'rtp',
  title: 'RTP',
  county: 'Västernorrland',
  period,
  adoptedBy: 'Lilla Partnerskapet',
  at,
} as const;
const area = (code: string) => ({ type: 'AddArea', area: code, title: `Insatsområde ${code}`, at }) as const;
const measure = (code: string, parent?: string) =>
  ({
    type: 'AddMeasure',
    measure: code,
    area: code.slice(0, 1),
    title: `Åtgärd ${code}`,
    ...(parent === undefined ? {} : { parent }),
    at,
  }) as const;
const retire = (code: string) => ({ type: 'RetireMeasure', measure: code, reason: 'Avslutad', at }) as const;
const target = {
  type: 'SetTarget',
  target: 't',
  measure: '3.4',
  label: 'Utbud av biomassa',
  operator: '>=',
  value: 4,
  upper: 5,
  unit: 'procent',
  year: 2011,
  kind: 'result',
  at,
} as const;
const observe = { type: 'Measure', target: 't', baseline: false, value: 3.5, on: '2010-12-31', source: 'SCB', at } as const;
const told = (...commands: ProgrammeCommand[]): ProgrammeEvent[] =>
  historyOf(programmeDecider, adopt, area('3'), measure('3.4'), ...commands);

goldenSuite(programmeCodec, golden);

describe('Adopted, revised', () => {
  it('is adopted once, for a period', () => {
    const { type: _, ...said } = adopt;
    given()
      .when(adopt)
      .then({ type: 'ProgrammeAdopted', ...said });
    given(...told())
      .when({ ...adopt, title: 'Annat' })
      .refused('programme/already-adopted', {});
    given()
      .when({ ...adopt, period: { from: 2011, to: 2008 } })
      .refused('period/ends-before-start', { from: '2011', until: '2008' });
    given()
      .when({ ...adopt, period: { from: 2008, to: 2011, outlook: 2010 } })
      .refused('period/ends-before-start', { from: '2011', until: '2010' });
  });
  it('is revised with a reason', () => {
    const revise = { type: 'Revise', title: 'RTP', period: { from: 2008, to: 2013 }, reason: 'Förlängd', at } as const;
    given(...told())
      .when(revise)
      .then({ type: 'ProgrammeRevised', title: 'RTP', period: { from: 2008, to: 2013 }, reason: 'Förlängd', at });
    given(...told())
      .when({ ...revise, reason: '' })
      .refused('text/empty', { field: 'reason' });
    given(...told())
      .when({ ...revise, period })
      .then();
  });
  it('nothing is asked of a programme that is not adopted', () => {
    for (const command of [area('1'), measure('1.1'), retire('1.1'), target, observe])
      given().when(command).refused('programme/not-adopted', {});
  });
});

describe('Areas, measures, sub-measures (3.4 a–c)', () => {
  it('a measure stands in an area that there is', () => {
    given(...told())
      .when(measure('3.5'))
      .then({ type: 'MeasureAdded', measure: '3.5', area: '3', title: 'Åtgärd 3.5' });
    given(...told())
      .when(measure('4.1'))
      .refused('programme/no-such-area', { area: '4' });
    given(...told())
      .when({ ...measure('3.4'), title: 'Annan' })
      .refused('programme/measure-exists', { measure: '3.4' });
    given(...told())
      .when({ ...area('3'), title: 'Annat' })
      .refused('programme/area-exists', { area: '3' });
  });
  it('a sub-measure belongs to a measure of its area', () => {
    given(...told())
      .when(measure('3.4a', '3.4'))
      .then({ type: 'MeasureAdded', measure: '3.4a', area: '3', parent: '3.4', title: 'Åtgärd 3.4a' });
    given(...told())
      .when(measure('3.9a', '3.9'))
      .refused('programme/no-such-measure', { measure: '3.9' });
    given(...told(area('2')))
      .when({ ...measure('2.1a'), parent: '3.4' })
      .refused('programme/no-such-measure', { measure: '3.4' });
  });
  it('names that every object has are no areas', () => {
    given(...told())
      .when({ ...measure('3.5'), area: 'constructor' })
      .refused('programme/no-such-area', { area: 'constructor' });
    given(...told())
      .when({ ...area('x'), area: '__proto__' })
      .refused('code/invalid', { field: 'area' });
    given(...told())
      .when({ ...area('x'), area: 'constructor' })
      .then({ type: 'AreaAdded', area: 'constructor', title: 'Insatsområde x' });
  });
  it('A measure in use can be retired, never deleted.', () => {
    const retired = told(target, retire('3.4'));
    expect(retired.at(-1)).toEqual({ type: 'MeasureRetired', measure: '3.4', reason: 'Avslutad', at });
    const state = retired.reduce(programmeDecider.evolve, programmeDecider.initial);
    expect(state).toMatchObject({ measures: { '3.4': { retired: true, title: 'Åtgärd 3.4' } }, targets: { t: { measure: '3.4' } } });
    given(...retired)
      .when({ ...target, target: 'u' })
      .refused('programme/measure-retired', { measure: '3.4' });
    given(...retired)
      .when(measure('3.4a', '3.4'))
      .refused('programme/measure-retired', { measure: '3.4' });
    given(...told())
      .when(retire('3.9'))
      .refused('programme/no-such-measure', { measure: '3.9' });
  });
});

describe('Targets with year and figure, indicators with baseline and measurements', () => {
  it('a target is set for one area or one measure, and may be set anew', () => {
    const { type: _, at: __, ...said } = target;
    given(...told())
      .when(target)
      .then({ type: 'TargetSet', ...said });
    given(...told(target))
      .when({ ...target, value: 4.5 })
      .then({ type: 'TargetSet', ...said, value: 4.5 });
    given(...told())
      .when({ ...target, area: '3' })
      .refused('programme/target-without-subject', { target: 't' });
    given(...told())
      .when({ ...target, upper: 3 })
      .refused('number/out-of-range', { field: 'upper', min: 4, max: Number.MAX_VALUE });
    given(...told())
      .when({ ...target, value: Number.NaN })
      .refused('number/out-of-range', { field: 'value', min: -Number.MAX_VALUE, max: Number.MAX_VALUE });
  });
  it('is measured on a day, and a later figure for that day corrects it', () => {
    given(...told(target))
      .when(observe)
      .then({ type: 'IndicatorMeasured', target: 't', baseline: false, value: 3.5, on: '2010-12-31', source: 'SCB' });
    const state = told(
      target,
      observe,
      { ...observe, value: 3.6 },
      { ...observe, baseline: true },
      { ...target, value: 6, upper: 7 },
    ).reduce(programmeDecider.evolve, programmeDecider.initial);
    const measurements = [
      { baseline: false, value: 3.6, on: '2010-12-31', source: 'SCB' },
      { baseline: true, value: 3.5, on: '2010-12-31', source: 'SCB' },
    ];
    expect(state).toMatchObject({ targets: { t: { value: 6, measurements } } });
    given(...told())
      .when(observe)
      .refused('programme/no-such-target', { target: 't' });
  });
});

describe('Selection criteria, links to national priorities', () => {
  it('a criterion and a dimension are added once', () => {
    const criterion = { type: 'AddCriterion', criterion: 'U1', title: 'Samverkan', at } as const;
    const dimension = { type: 'AddDimension', dimension: 'social', title: 'Social', at } as const;
    given(...told())
      .when(criterion)
      .then({ type: 'CriterionAdded', criterion: 'U1', title: 'Samverkan' });
    given(...told(criterion))
      .when({ ...criterion, title: 'Annat' })
      .refused('programme/criterion-exists', { criterion: 'U1' });
    given(...told(dimension))
      .when({ ...dimension, title: 'Annan' })
      .refused('programme/dimension-exists', { dimension: 'social' });
  });
  it('a national priority is linked to measures that there are', () => {
    const link = { type: 'LinkNationalPriority', priority: 1, title: 'Innovation', measures: ['3.4', '3.4'], at } as const;
    given(...told())
      .when(link)
      .then({ type: 'NationalPriorityLinked', priority: 1, title: 'Innovation', measures: ['3.4'] });
    given(...told())
      .when({ ...link, measures: ['3.4', '3.9'] })
      .refused('programme/no-such-measure', { measure: '3.9' });
  });
});

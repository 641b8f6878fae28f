import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { repeatedSuite } from '../shared/repeated.suite.js';
import { programmeCodec } from './programme.codec.js';
import type { ProgrammeCommand } from './programme.commands.js';
import type { ProgrammeEvent } from './programme.events.js';
import { programmeDecider } from './programme.js';
import type { ProgrammeState } from './programme.state.js';

// Mostly what is allowed, or a history would never get far.
const text = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('Ett', 'Två') },
  { weight: 1, arbitrary: fc.constantFrom('', 'x'.repeat(301)) },
);
const areaCode = fc.constantFrom('1', '2', 'constructor');
const measureCode = fc.constantFrom('1.1', '2.1', '2.1a', 'toString');
const year = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(2008, 2011, 2013) }, { weight: 1, arbitrary: fc.constant(1.5) });
const titles = { title: text, titleEn: text };
const at0 = fc.constant('');
const type = <T extends ProgrammeCommand['type']>(one: T) => fc.constant(one);
const years = fc.record({ from: year, to: year, outlook: year }, { requiredKeys: ['from', 'to'] });
const command = fc.oneof(
  fc.record(
    {
      type: type('Adopt'),
      programme: fc.constant('rtp'),
      ...titles,
      county: text,
      period: years,
      adoptedBy: text,
      adoptedOn: text,
      at: at0,
    },
    { requiredKeys: ['type', 'programme', 'title', 'county', 'period', 'adoptedBy', 'at'] },
  ),
  fc.record(
    { type: type('Revise'), ...titles, period: years, reason: text, at: at0 },
    { requiredKeys: ['type', 'title', 'period', 'reason', 'at'] },
  ),
  fc.record(
    { type: type('AddArea'), area: areaCode, ...titles, effectTargetYear: year, at: at0 },
    { requiredKeys: ['type', 'area', 'title', 'at'] },
  ),
  fc.record(
    { type: type('AddMeasure'), measure: measureCode, area: areaCode, parent: measureCode, ...titles, at: at0 },
    { requiredKeys: ['type', 'measure', 'area', 'title', 'at'] },
  ),
  fc.record({ type: type('RetireMeasure'), measure: measureCode, reason: text, at: at0 }),
  fc.record(
    {
      type: type('SetTarget'),
      target: fc.constantFrom('t', 'u', 'constructor'),
      area: areaCode,
      measure: measureCode,
      label: text,
      labelEn: text,
      operator: fc.constantFrom('>=', '<'),
      value: fc.double({ noNaN: false }).map((value) => (Object.is(value, -0) ? 0 : value)),
      upper: fc.constantFrom(0, 1e308),
      unit: text,
      year,
      kind: fc.constantFrom('effect', 'result'),
      at: at0,
    },
    { requiredKeys: ['type', 'target', 'label', 'operator', 'value', 'unit', 'year', 'kind', 'at'] },
  ),
  fc.record({
    type: type('Measure'),
    target: fc.constantFrom('t', 'u', 'constructor'),
    baseline: fc.boolean(),
    value: fc.constantFrom(1, 2.5, Number.POSITIVE_INFINITY),
    on: fc.constantFrom('2010-12-31', '2011-12-31', '2011-02-29'),
    source: text,
    at: at0,
  }),
  fc.record(
    { type: type('AddCriterion'), criterion: fc.constantFrom('U1', 'valueOf'), ...titles, at: at0 },
    { requiredKeys: ['type', 'criterion', 'title', 'at'] },
  ),
  fc.record(
    { type: type('AddDimension'), dimension: fc.constantFrom('social', 'valueOf'), ...titles, at: at0 },
    { requiredKeys: ['type', 'dimension', 'title', 'at'] },
  ),
  fc.record(
    {
      type: type('LinkNationalPriority'),
      priority: fc.integer({ min: 0, max: 2 }),
      ...titles,
      measures: fc.uniqueArray(measureCode, { maxLength: 2 }),
      at: at0,
    },
    { requiredKeys: ['type', 'priority', 'title', 'measures', 'at'] },
  ),
) as fc.Arbitrary<ProgrammeCommand>;

describe('Whatever is asked of a programme', () => {
  repeatedSuite<ProgrammeState, ProgrammeCommand, ProgrammeEvent>({
    decider: programmeDecider,
    codec: programmeCodec,
    opening: [
      { type: 'Adopt', programme: 'rtp', title: 'Ett', county: 'Ett', period: { from: 2008, to: 2011 }, adoptedBy: 'Ett', at: '' },
      { type: 'AddArea', area: '2', title: 'Ett', at: '' },
      { type: 'AddMeasure', measure: '2.1', area: '2', title: 'Ett', at: '' },
      {
        type: 'SetTarget',
        target: 't',
        area: '2',
        label: 'Ett',
        operator: '>=',
        value: 1,
        unit: 'Ett',
        year: 2011,
        kind: 'effect',
        at: '',
      },
    ],
    command,
    types: [
      'Adopt',
      'Revise',
      'AddArea',
      'AddMeasure',
      'RetireMeasure',
      'SetTarget',
      'Measure',
      'AddCriterion',
      'AddDimension',
      'LinkNationalPriority',
    ],
    holds: ({ before, after }) => {
      if (before.status === 'none' || after.status === 'none') return;
      expect(Object.keys(after.measures)).toEqual(expect.arrayContaining(Object.keys(before.measures)));
      for (const one of Object.values(after.measures)) expect(Object.hasOwn(after.areas, one.area)).toBe(true);
    },
  });
});

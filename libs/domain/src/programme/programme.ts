import {
  TEXT_LIMIT,
  checkChoice,
  checkCode,
  checkDay,
  checkFigure,
  checkId,
  checkInstant,
  checkLength,
  checkOptionalTitle,
  checkText,
  checkTitle,
  checkWhole,
  sameSet,
} from '../shared/check.js';
import type { Decider } from '../shared/decider.js';
import { Refused } from '../shared/refused.js';
import type { Asked, ProgrammeCommand } from './programme.commands.js';
import type { Period, ProgrammeEvent } from './programme.events.js';
import { evolve, find, initial, type AdoptedProgramme, type Measure, type ProgrammeState } from './programme.state.js';

const MEASURE_LIMIT = 500;
const OPERATORS = ['>=', '>', '<=', '<', '='] as const;
const KINDS = ['effect', 'result'] as const;

interface Titled {
  readonly title: string;
  readonly titleEn?: string;
}

const checkTitles = ({ title, titleEn }: Titled): void => {
  checkTitle('title', title);
  if (titleEn !== undefined) checkTitle('titleEn', titleEn);
};

const titlesOf = ({ title, titleEn }: Titled): Titled => ({ title, ...(titleEn === undefined ? {} : { titleEn }) });

const sameTitles = (one: { readonly title: string; readonly titleEn?: string | undefined }, other: Titled): boolean =>
  one.title === other.title && one.titleEn === other.titleEn;

const checkYear = (field: string, year: number): void => {
  checkWhole(field, year, 1900, 2200);
};

const checkPeriod = ({ from, to, outlook }: Period): void => {
  checkYear('from', from);
  checkYear('to', to);
  if (to < from) throw new Refused('period/ends-before-start', { from: String(from), until: String(to) });
  if (outlook === undefined) return;
  checkYear('outlook', outlook);
  if (outlook < to) throw new Refused('period/ends-before-start', { from: String(to), until: String(outlook) });
};

const samePeriod = (one: Period, other: Period): boolean => one.from === other.from && one.to === other.to && one.outlook === other.outlook;

const mustBeAdopted = (state: ProgrammeState): AdoptedProgramme => {
  if (state.status === 'none') throw new Refused('programme/not-adopted', {});
  return state;
};

const measureOf = (state: AdoptedProgramme, code: string): Measure => {
  const measure = find(state.measures, code);
  if (measure === undefined) throw new Refused('programme/no-such-measure', { measure: code });
  return measure;
};

const measureInUse = (state: AdoptedProgramme, code: string): Measure => {
  const measure = measureOf(state, code);
  if (measure.retired) throw new Refused('programme/measure-retired', { measure: code });
  return measure;
};

const mustHaveArea = (state: AdoptedProgramme, area: string): void => {
  if (find(state.areas, area) === undefined) throw new Refused('programme/no-such-area', { area });
};

const adopt = (command: Asked<'Adopt'>, state: ProgrammeState): ProgrammeEvent[] => {
  const { programme, county, period, adoptedBy, adoptedOn, at } = command;
  if (state.status !== 'none') {
    if (state.programme === programme && sameTitles(state, command) && samePeriod(state.period, period)) return [];
    throw new Refused('programme/already-adopted', {});
  }
  checkId('programme', programme);
  checkTitles(command);
  checkTitle('county', county);
  checkPeriod(period);
  checkTitle('adoptedBy', adoptedBy);
  if (adoptedOn !== undefined) checkTitle('adoptedOn', adoptedOn);
  const on = adoptedOn === undefined ? {} : { adoptedOn };
  return [{ type: 'ProgrammeAdopted', programme, ...titlesOf(command), county, period, adoptedBy, ...on, at }];
};

const revise = (command: Asked<'Revise'>, state: ProgrammeState): ProgrammeEvent[] => {
  const adopted = mustBeAdopted(state);
  const { period, reason, at } = command;
  if (sameTitles(adopted, command) && samePeriod(adopted.period, period)) return [];
  checkTitles(command);
  checkPeriod(period);
  checkText('reason', reason, TEXT_LIMIT);
  return [{ type: 'ProgrammeRevised', ...titlesOf(command), period, reason, at }];
};

const addArea = (command: Asked<'AddArea'>, state: ProgrammeState): ProgrammeEvent[] => {
  const { area, effectTargetYear } = command;
  const existing = find(mustBeAdopted(state).areas, area);
  if (existing !== undefined) {
    if (sameTitles(existing, command) && existing.effectTargetYear === effectTargetYear) return [];
    throw new Refused('programme/area-exists', { area });
  }
  checkCode('area', area);
  checkTitles(command);
  if (effectTargetYear === undefined) return [{ type: 'AreaAdded', area, ...titlesOf(command) }];
  checkYear('effectTargetYear', effectTargetYear);
  return [{ type: 'AreaAdded', area, ...titlesOf(command), effectTargetYear }];
};

/** A sub-measure stands in the area of the measure it belongs to. */
const addMeasure = (command: Asked<'AddMeasure'>, state: ProgrammeState): ProgrammeEvent[] => {
  const adopted = mustBeAdopted(state);
  const { measure, area, parent } = command;
  const existing = find(adopted.measures, measure);
  if (existing !== undefined) {
    if (sameTitles(existing, command) && existing.area === area && existing.parent === parent) return [];
    throw new Refused('programme/measure-exists', { measure });
  }
  checkCode('measure', measure);
  mustHaveArea(adopted, area);
  checkTitles(command);
  if (parent === undefined) return [{ type: 'MeasureAdded', measure, area, ...titlesOf(command) }];
  if (measureInUse(adopted, parent).area !== area) throw new Refused('programme/no-such-measure', { measure: parent });
  return [{ type: 'MeasureAdded', measure, area, parent, ...titlesOf(command) }];
};

const retireMeasure = ({ measure, reason, at }: Asked<'RetireMeasure'>, state: ProgrammeState): ProgrammeEvent[] => {
  if (measureOf(mustBeAdopted(state), measure).retired) return [];
  checkText('reason', reason, TEXT_LIMIT);
  return [{ type: 'MeasureRetired', measure, reason, at }];
};

const setTarget = (command: Asked<'SetTarget'>, state: ProgrammeState): ProgrammeEvent[] => {
  const adopted = mustBeAdopted(state);
  const { at: _, type: __, ...target } = command;
  const existing = find(adopted.targets, target.target);
  const keys = ['area', 'measure', 'label', 'labelEn', 'operator', 'value', 'upper', 'unit', 'year', 'kind'] as const;
  if (existing !== undefined && keys.every((key) => existing[key] === target[key])) return [];
  checkId('target', target.target);
  if ((target.area === undefined) === (target.measure === undefined)) {
    throw new Refused('programme/target-without-subject', { target: target.target });
  }
  if (target.area !== undefined) mustHaveArea(adopted, target.area);
  if (target.measure !== undefined) measureInUse(adopted, target.measure);
  checkTitle('label', target.label);
  if (target.labelEn !== undefined) checkTitle('labelEn', target.labelEn);
  checkChoice('operator', target.operator, OPERATORS);
  checkFigure('value', target.value);
  if (target.upper !== undefined) {
    checkFigure('upper', target.upper);
    if (target.upper < target.value) throw new Refused('number/out-of-range', { field: 'upper', min: target.value, max: Number.MAX_VALUE });
  }
  checkTitle('unit', target.unit);
  checkYear('year', target.year);
  checkChoice('kind', target.kind, KINDS);
  return [{ type: 'TargetSet', ...target }];
};

const measure = (command: Asked<'Measure'>, state: ProgrammeState): ProgrammeEvent[] => {
  const { target, baseline, value, on, source } = command;
  const existing = find(mustBeAdopted(state).targets, target);
  if (existing === undefined) throw new Refused('programme/no-such-target', { target });
  const known = existing.measurements.find((one) => one.on === on && one.baseline === baseline);
  if (known?.value === value && known.source === source) return [];
  checkFigure('value', value);
  checkDay('on', on);
  checkOptionalTitle('source', source);
  return [{ type: 'IndicatorMeasured', target, baseline, value, on, source }];
};

const addCriterion = (command: Asked<'AddCriterion'>, state: ProgrammeState): ProgrammeEvent[] => {
  const { criterion } = command;
  const existing = find(mustBeAdopted(state).criteria, criterion);
  if (existing !== undefined) {
    if (sameTitles(existing, command)) return [];
    throw new Refused('programme/criterion-exists', { criterion });
  }
  checkCode('criterion', criterion);
  checkTitles(command);
  return [{ type: 'CriterionAdded', criterion, ...titlesOf(command) }];
};

const addDimension = (command: Asked<'AddDimension'>, state: ProgrammeState): ProgrammeEvent[] => {
  const { dimension } = command;
  const existing = find(mustBeAdopted(state).dimensions, dimension);
  if (existing !== undefined) {
    if (sameTitles(existing, command)) return [];
    throw new Refused('programme/dimension-exists', { dimension });
  }
  checkCode('dimension', dimension);
  checkTitles(command);
  return [{ type: 'DimensionAdded', dimension, ...titlesOf(command) }];
};

const linkNationalPriority = (command: Asked<'LinkNationalPriority'>, state: ProgrammeState): ProgrammeEvent[] => {
  const adopted = mustBeAdopted(state);
  const { priority, measures } = command;
  const existing = adopted.priorities[priority];
  if (existing !== undefined && sameTitles(existing, command) && sameSet(existing.measures, measures)) return [];
  checkWhole('priority', priority, 1, 1_000);
  checkTitles(command);
  checkLength('measures', measures, MEASURE_LIMIT);
  for (const code of measures) measureOf(adopted, code);
  return [{ type: 'NationalPriorityLinked', priority, ...titlesOf(command), measures: [...new Set(measures)] }];
};

/** What follows from a command to a programme: its events, [] when it is already so. Throws `Refused`. */
const decide = (command: ProgrammeCommand, state: ProgrammeState): ProgrammeEvent[] => {
  checkInstant('at', command.at);
  switch (command.type) {
    case 'Adopt':
      return adopt(command, state);
    case 'Revise':
      return revise(command, state);
    case 'AddArea':
      return addArea(command, state);
    case 'AddMeasure':
      return addMeasure(command, state);
    case 'RetireMeasure':
      return retireMeasure(command, state);
    case 'SetTarget':
      return setTarget(command, state);
    case 'Measure':
      return measure(command, state);
    case 'AddCriterion':
      return addCriterion(command, state);
    case 'AddDimension':
      return addDimension(command, state);
    case 'LinkNationalPriority':
      return linkNationalPriority(command, state);
  }
};

export const programmeDecider: Decider<ProgrammeState, ProgrammeCommand, ProgrammeEvent> = { initial, evolve, decide };

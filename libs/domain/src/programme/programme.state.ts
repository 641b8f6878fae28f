import type { Day, MeasureCode, ProgrammeId } from '../shared/ids.js';
import type { Period, ProgrammeEvent } from './programme.events.js';

type Of<Type extends ProgrammeEvent['type']> = Omit<Extract<ProgrammeEvent, { readonly type: Type }>, 'type'>;

export type Area = Of<'AreaAdded'>;
export type Measure = Of<'MeasureAdded'> & { readonly retired: boolean };
export interface Measurement {
  readonly baseline: boolean;
  readonly value: number;
  readonly on: Day;
  readonly source: string;
}
export type Target = Of<'TargetSet'> & { readonly measurements: readonly Measurement[] };

export interface AdoptedProgramme {
  readonly status: 'adopted';
  readonly programme: ProgrammeId;
  readonly title: string;
  readonly titleEn: string | undefined;
  readonly period: Period;
  readonly areas: Readonly<Record<string, Area>>;
  readonly measures: Readonly<Record<MeasureCode, Measure>>;
  readonly targets: Readonly<Record<string, Target>>;
  readonly criteria: Readonly<Record<string, Of<'CriterionAdded'>>>;
  readonly dimensions: Readonly<Record<string, Of<'DimensionAdded'>>>;
  readonly priorities: Readonly<Record<number, Of<'NationalPriorityLinked'>>>;
}

export type ProgrammeState = { readonly status: 'none' } | AdoptedProgramme;

export const initial: ProgrammeState = { status: 'none' };

/** What a record holds under a code; nothing for names that every object inherits. */
export const find = <T>(record: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.hasOwn(record, code) ? record[code] : undefined;

/** One value per day and kind: a later measurement of the same day corrects the earlier. */
const measured = (target: Target, measurement: Measurement): Target => ({
  ...target,
  measurements: [
    ...target.measurements.filter(({ on, baseline }) => on !== measurement.on || baseline !== measurement.baseline),
    measurement,
  ],
});

/** The programme after one more of its events. Before it is adopted nothing else can happen to it. */
export const evolve = (state: ProgrammeState, event: ProgrammeEvent): ProgrammeState => {
  if (event.type === 'ProgrammeAdopted') {
    const { programme, title, titleEn, period } = event;
    const empty = { areas: {}, measures: {}, targets: {}, criteria: {}, dimensions: {}, priorities: {} };
    return { status: 'adopted', programme, title, titleEn, period, ...empty };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'ProgrammeRevised':
      return { ...state, title: event.title, titleEn: event.titleEn, period: event.period };
    case 'AreaAdded':
      return { ...state, areas: { ...state.areas, [event.area]: event } };
    case 'MeasureAdded':
      return { ...state, measures: { ...state.measures, [event.measure]: { ...event, retired: false } } };
    case 'MeasureRetired': {
      const measure = find(state.measures, event.measure);
      return measure === undefined ? state : { ...state, measures: { ...state.measures, [event.measure]: { ...measure, retired: true } } };
    }
    case 'TargetSet': {
      const measurements = find(state.targets, event.target)?.measurements ?? [];
      return { ...state, targets: { ...state.targets, [event.target]: { ...event, measurements } } };
    }
    case 'IndicatorMeasured': {
      const { target: id, baseline, value, on, source } = event;
      const target = find(state.targets, id);
      return target === undefined
        ? state
        : { ...state, targets: { ...state.targets, [id]: measured(target, { baseline, value, on, source }) } };
    }
    case 'CriterionAdded':
      return { ...state, criteria: { ...state.criteria, [event.criterion]: event } };
    case 'DimensionAdded':
      return { ...state, dimensions: { ...state.dimensions, [event.dimension]: event } };
    case 'NationalPriorityLinked':
      return { ...state, priorities: { ...state.priorities, [event.priority]: event } };
  }
};

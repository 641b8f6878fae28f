import type { Day, Instant, MeasureCode, ProgrammeId } from '../shared/ids.js';

// NOTE: the names and shapes below are stored for ever. A new shape is a new name (`Name.v2`).

export interface Period {
  readonly from: number;
  readonly to: number;
  readonly outlook?: number;
}

export type ProgrammeEvent =
  | {
      readonly type: 'ProgrammeAdopted';
      readonly programme: ProgrammeId;
      readonly title: string;
      readonly titleEn?: string;
      readonly county: string;
      readonly period: Period;
      readonly adoptedBy: string;
      readonly adoptedOn?: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'ProgrammeRevised';
      readonly title: string;
      readonly titleEn?: string;
      readonly period: Period;
      readonly reason: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'AreaAdded';
      readonly area: string;
      readonly title: string;
      readonly titleEn?: string;
      readonly effectTargetYear?: number;
    }
  | {
      readonly type: 'MeasureAdded';
      readonly measure: MeasureCode;
      readonly area: string;
      readonly parent?: MeasureCode;
      readonly title: string;
      readonly titleEn?: string;
    }
  | { readonly type: 'MeasureRetired'; readonly measure: MeasureCode; readonly reason: string; readonly at: Instant }
  | {
      readonly type: 'TargetSet';
      readonly target: string;
      readonly area?: string;
      readonly measure?: MeasureCode;
      readonly label: string;
      readonly labelEn?: string;
      readonly operator: '>=' | '>' | '<=' | '<' | '=';
      readonly value: number;
      readonly upper?: number;
      readonly unit: string;
      readonly year: number;
      readonly kind: 'effect' | 'result';
    }
  | {
      readonly type: 'IndicatorMeasured';
      readonly target: string;
      /** True for the value that later measurements are compared with. */
      readonly baseline: boolean;
      readonly value: number;
      readonly on: Day;
      readonly source: string;
    }
  | { readonly type: 'CriterionAdded'; readonly criterion: string; readonly title: string; readonly titleEn?: string }
  | { readonly type: 'DimensionAdded'; readonly dimension: string; readonly title: string; readonly titleEn?: string }
  | {
      readonly type: 'NationalPriorityLinked';
      readonly priority: number;
      readonly title: string;
      readonly titleEn?: string;
      readonly measures: readonly MeasureCode[];
    };

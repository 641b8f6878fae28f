import type { Day, Instant, MeasureCode, ProgrammeId } from '../shared/ids.js';
import type { Period, ProgrammeEvent } from './programme.events.js';

interface At {
  /** When it happens: the server's clock, never the client's. */
  readonly at: Instant;
}

/** Everything that an event of this name says, as a command asks for it. */
type AllOf<Type extends ProgrammeEvent['type']> = Omit<Extract<ProgrammeEvent, { readonly type: Type }>, 'type' | 'at'> & At;

/** What may be asked of a programme. There is no command that deletes: a measure is retired. */
export type ProgrammeCommand =
  | ({
      readonly type: 'Adopt';
      readonly programme: ProgrammeId;
      readonly title: string;
      readonly titleEn?: string;
      readonly county: string;
      readonly period: Period;
      readonly adoptedBy: string;
      /** As the document says it: a day, a month (`2007-06`) or a year. */
      readonly adoptedOn?: string;
    } & At)
  | ({ readonly type: 'Revise'; readonly title: string; readonly titleEn?: string; readonly period: Period; readonly reason: string } & At)
  | ({ readonly type: 'AddArea' } & AllOf<'AreaAdded'>)
  | ({ readonly type: 'AddMeasure' } & AllOf<'MeasureAdded'>)
  | ({ readonly type: 'RetireMeasure'; readonly measure: MeasureCode; readonly reason: string } & At)
  /** For an area or for a measure. Set again under its id it replaces the earlier. */
  | ({ readonly type: 'SetTarget' } & AllOf<'TargetSet'>)
  | ({
      readonly type: 'Measure';
      readonly target: string;
      readonly baseline: boolean;
      readonly value: number;
      readonly on: Day;
      readonly source: string;
    } & At)
  | ({ readonly type: 'AddCriterion' } & AllOf<'CriterionAdded'>)
  | ({ readonly type: 'AddDimension' } & AllOf<'DimensionAdded'>)
  | ({ readonly type: 'LinkNationalPriority' } & AllOf<'NationalPriorityLinked'>);

/** One kind of command, by its name. */
export type Asked<Type extends ProgrammeCommand['type']> = Extract<ProgrammeCommand, { readonly type: Type }>;

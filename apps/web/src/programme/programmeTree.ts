import type { ProgrammeDocument } from '@samverkan/contract';

export type Measure = ProgrammeDocument['measures'][string];
export interface MeasureNode {
  readonly code: string;
  readonly measure: Measure;
  readonly targets: number;
  readonly parts: readonly MeasureNode[];
}
export interface AreaNode {
  readonly code: string;
  readonly area: ProgrammeDocument['areas'][string];
  readonly measures: readonly MeasureNode[];
}

/** The programme as a tree: areas, their measures, the measures' parts, each in the order of its code. */
export function programmeTree(programme: Readonly<ProgrammeDocument>, compare: (a: string, b: string) => number): readonly AreaNode[] {
  const targets = new Map<string, number>();
  for (const { measure } of Object.values(programme.targets)) {
    if (measure !== undefined) targets.set(measure, (targets.get(measure) ?? 0) + 1);
  }
  const measures = Object.entries(programme.measures).sort(([a], [b]) => compare(a, b));
  const node = (code: string, measure: Measure): MeasureNode => ({
    code,
    measure,
    targets: targets.get(code) ?? 0,
    parts: measures.filter(([, part]) => part.parent === code).map(([partCode, part]) => node(partCode, part)),
  });
  return Object.entries(programme.areas)
    .sort(([a], [b]) => compare(a, b))
    .map(([code, area]) => ({
      code,
      area,
      measures: measures
        .filter(([, measure]) => measure.area === code && measure.parent === undefined)
        .map(([measureCode, measure]) => node(measureCode, measure)),
    }));
}

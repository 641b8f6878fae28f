import type { ProgrammeDocument } from '@samverkan/contract';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../platform/i18n/useFormat.js';

export type Target = ProgrammeDocument['targets'][string];
export type TargetWithId = Target & { readonly id: string };

const SIGNS: Record<Target['operator'], string> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '=': '=' };

/** Targets as a reader is told them. */
export function useTargets() {
  const { t, te, locale } = useI18n();
  const { number, compare } = useFormat();

  const unitOf = (unit: string): string => (te(`programme.unit.${unit}`) ? t(`programme.unit.${unit}`) : unit);
  const subjectOf = (target: Target): string => target.measure ?? target.area ?? '';

  return {
    unitOf,
    labelOf: (target: Target): string => (locale.value === 'en' ? (target.labelEn ?? target.label) : target.label),
    /** `≥ 15 procent`; a range as `10–15 procent`. */
    figureOf(target: Target): string {
      const figure =
        target.upper === undefined
          ? `${SIGNS[target.operator]} ${number(target.value)}`
          : `${number(target.value)}–${number(target.upper)}`;
      return `${figure} ${unitOf(target.unit)}`;
    },
    /** The newest measured value; the baseline while nothing is measured. */
    latestOf(target: Target): { value: number; on: string; source: string } | undefined {
      const day = Object.keys(target.measurements).sort().at(-1);
      const measured = day === undefined ? undefined : target.measurements[day];
      return day !== undefined && measured ? { ...measured, on: day } : target.baseline;
    },
    inOrder: (targets: Readonly<Record<string, Target>>): TargetWithId[] =>
      Object.entries(targets)
        .map(([id, target]) => ({ id, ...target }))
        .sort((a, b) => compare(subjectOf(a), subjectOf(b)) || a.year - b.year),
  };
}

import type { Gender } from '@samverkan/contract';
import type { Part } from '../ui/BalanceBar.vue';

const COLOURS: Record<Gender, string> = {
  woman: 'var(--sv-women)',
  man: 'var(--sv-men)',
  other: 'var(--sv-other)',
  unstated: 'var(--sv-unstated)',
};
const ORDER: readonly Gender[] = ['woman', 'man', 'other', 'unstated'];

/** Counts by sex as the parts of a bar, always in the same order and colours, so that bars can be compared. */
export function sexParts(counts: Readonly<Record<string, number>>, label: (sex: Gender) => string): readonly Part[] {
  return ORDER.map((sex) => ({ key: sex, label: label(sex), count: counts[sex] ?? 0, colour: COLOURS[sex] }));
}

/** Counts by any class as rows, the largest first. */
export function largestFirst(counts: Readonly<Record<string, number>>, label: (key: string) => string): { label: string; value: number }[] {
  return Object.entries(counts)
    .map(([key, value]) => ({ label: label(key), value }))
    .sort((a, b) => b.value - a.value || a.label.localeCompare(b.label));
}

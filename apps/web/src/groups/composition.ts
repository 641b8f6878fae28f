import { SECTORS, type CompositionDocument, type Gender, type Sector } from '@samverkan/contract';
import type { Part } from '../ui/BalanceBar.vue';

const COLOURS: Record<Gender, string> = {
  woman: 'var(--sv-women)',
  man: 'var(--sv-men)',
  other: 'var(--sv-other)',
  unstated: 'var(--sv-unstated)',
};
const ORDER: readonly Gender[] = ['woman', 'man', 'other', 'unstated'];

/** Whether somebody is told how many of each sex there are: that is for those signed in. */
export const isTold = (counts: Readonly<Record<string, number>> | undefined): boolean => Object.keys(counts ?? {}).length > 0;

/** Counts by sex as the parts of a bar, always in the same order and colours, so that bars can be compared. */
export function sexParts(counts: Readonly<Record<string, number>>, label: (sex: Gender) => string): readonly Part[] {
  return ORDER.map((sex) => ({ key: sex, label: label(sex), count: counts[sex] ?? 0, colour: COLOURS[sex] }));
}

const SECTOR_COLOURS: Record<Sector, string> = {
  state: 'var(--color-fjord-700)',
  county_council: 'var(--color-fjord-400)',
  municipal: 'var(--color-pine-500)',
  eu: 'var(--color-granite-500)',
  academia: 'var(--color-rowan-400)',
  private: 'var(--color-amber-500)',
  civil: 'var(--color-rowan-700)',
};

/** Counts by sector as the parts of a bar, always in the same order and colours. */
export function sectorParts(counts: Readonly<Record<string, number>>, label: (sector: Sector) => string): readonly Part[] {
  return SECTORS.map((sector) => ({ key: sector, label: label(sector), count: counts[sector] ?? 0, colour: SECTOR_COLOURS[sector] }));
}

/** Counts by any class as rows, the largest first. */
export function largestFirst(counts: Readonly<Record<string, number>>, label: (key: string) => string): { label: string; value: number }[] {
  return Object.entries(counts)
    .map(([key, value]) => ({ label: label(key), value }))
    .sort((a, b) => b.value - a.value || a.label.localeCompare(b.label));
}

export type Composition = CompositionDocument['whole'];
export type Balance = 'empty' | 'few' | 'balanced' | 'uneven';

/**
 * How a group stands to the rule that each sex has 40–60 per cent. With fewer than three persons the rule says
 * little: one person more or less turns it.
 */
export function balanceOf(sex: Readonly<Record<string, number>>): Balance {
  const women = sex['woman'] ?? 0;
  const men = sex['man'] ?? 0;
  const both = women + men;
  if (both === 0) return 'empty';
  if (both < 3) return 'few';
  const share = women / both;
  return share >= 0.4 && share <= 0.6 ? 'balanced' : 'uneven';
}

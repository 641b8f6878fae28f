/** What a ratio has to keep to; a measure without one is shown for orientation. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the table. */
export interface Row {
  readonly measure: string;
  /** What the product does, with its unit. */
  readonly ours: string;
  /** The limit or the peer of the same run: what it is, and what it did. */
  readonly peer: string;
  readonly ratio: number;
  readonly goal?: Goal;
}

const HEAD = ['measure', 'ours', 'limit or peer', 'ratio', 'goal', ''] as const;

export function isMet({ ratio, goal }: Row): boolean | undefined {
  if (goal === undefined) return undefined;
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}

const verdict = (row: Row): string => {
  const met = isMet(row);
  return met === undefined ? '' : met ? 'met' : 'missed';
};

const goalText = (goal: Goal | undefined): string =>
  goal === undefined ? '' : 'atLeast' in goal ? `≥ ${String(goal.atLeast)}` : `≤ ${String(goal.atMost)}`;

/** A number with as many digits as it says something. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  const size = Math.abs(value);
  if (size >= 1_000) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4);
}

/** The table as Markdown, padded so that it can be read as it is. */
export function table(rows: readonly Row[]): string {
  const lines = [
    HEAD,
    ...rows.map((row) => [row.measure, row.ours, row.peer, figure(row.ratio), goalText(row.goal), verdict(row)] as const),
  ];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => [...line[column]!].length)));
  const text = lines.map((line) => `| ${line.map((cell, column) => cell + ' '.repeat(widths[column]! - [...cell].length)).join(' | ')} |`);
  return [text[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...text.slice(1)].join('\n');
}

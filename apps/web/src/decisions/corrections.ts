import type { DecisionDocument } from '@samverkan/contract';

type Correction = DecisionDocument['corrections'][string];
export type CorrectionRow = { readonly id: string } & Correction;

/** The newest first. What was corrected in one stroke, wording and outcome, is one. */
export function correctionRows(corrections: DecisionDocument['corrections'] | undefined): readonly CorrectionRow[] {
  const rows: CorrectionRow[] = [];
  for (const [id, correction] of Object.entries(corrections ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = rows.at(-1);
    const together = last?.at === correction.at && last.reason === correction.reason && last.by === correction.by;
    if (together && (last.wording === undefined || correction.wording === undefined))
      rows[rows.length - 1] = {
        ...last,
        wording: last.wording ?? correction.wording,
        outcome: last.outcome ?? correction.outcome,
      };
    else rows.push({ id, ...correction });
  }
  return rows.reverse();
}

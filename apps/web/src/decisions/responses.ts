import { STANDS, type DecisionDocument, type Stand } from '@samverkan/contract';

type Responses = DecisionDocument['responses'];
export interface ResponseRow extends Readonly<Responses[string]> {
  readonly organisation: string;
  readonly name: string;
}

/** Those who are in first, then the others in the order in which one stands to a decision; by name within each. */
export function responseRows(
  responses: Responses,
  nameOf: (organisation: string) => string,
  compare: (a: string, b: string) => number,
): readonly ResponseRow[] {
  return Object.entries(responses)
    .map(([organisation, response]) => ({ organisation, name: nameOf(organisation), ...response }))
    .sort((a, b) => STANDS.indexOf(a.stand) - STANDS.indexOf(b.stand) || compare(a.name, b.name));
}

/** How many stand how: at a glance who is in. Stands that nobody has taken are left out. */
export function standCounts(rows: readonly ResponseRow[]): readonly { readonly stand: Stand; readonly count: number }[] {
  return STANDS.map((stand) => ({ stand, count: rows.filter((row) => row.stand === stand).length })).filter(({ count }) => count > 0);
}

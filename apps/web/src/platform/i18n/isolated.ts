// The blocks of Unicode whose letters run from right to left.
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * A text that somebody wrote, for a place inside a sentence: its letters may run from right to left, and what stands beside it stays in its place all the same
 * (Unicode Bidirectional Algorithm, explicit isolates). Elements do this by their style; inside one text only characters can.
 */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
}

/** The same for what a sentence is filled with. */
export function isolatedFacts(facts: unknown): unknown {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return facts;
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? isolated(value) : (value as unknown)]),
  );
}

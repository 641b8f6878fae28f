import fc from 'fast-check';

// Who and what there is in a partnership that is asked things at random; some bear the names of what every object has.

export const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
export const GROUPS = ['g0', 'constructor', 'g2'];
export const PERSONS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
export const ORGANISATIONS = ['o0', 'o1', 'o2'];
export const MEETINGS = ['m0', 'm1', 'm2', 'm3', 'm4'];
export const ACCOUNTS = ['k0', 'k1', 'valueOf'];
export const MEASURES = ['1.1', '1.2', '2.1'];
export const ITEMS = ['i0', 'i1', 'toString'];
export const OUTCOMES = ['approved', 'rejected', 'tabled', 'referred-back', 'noted'] as const;
export const OFFICES = ['chair', 'vice-chair', 'secretary'] as const;
export const GENDERS = ['woman', 'man', 'other', 'unstated'] as const;

/** A choice of what is asked next: which kind of thing, and numbers that pick its parts. */
export type Step = readonly [what: number, a: number, b: number, c: number, d: number];

const pick = fc.nat({ max: 11 });
export const steps = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.tuple(fc.nat({ max: 999 }), pick, pick, pick, pick), { minLength: Math.min(30, maxLength), maxLength, size: 'max' });

import type { Row } from './report.ts';

/** What a bench is run with. */
export interface Setting {
  /** A folder of this bench alone, removed when all have run. */
  readonly folder: string;
  /** Everything as short as it can be: says whether the bench runs, not how fast the product is. */
  readonly quick: boolean;
  /** With the longest logs, which take minutes to make. */
  readonly full: boolean;
}

export type Bench = (setting: Setting) => Promise<readonly Row[]>;

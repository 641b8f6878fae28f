import type { RefusalCode, RefusalFacts } from './refusals.js';

/**
 * The domain says no: what was asked breaks a rule. The message is the code alone, for logs; the sentence
 * that people read is made from code and facts at the edge. Anything else that a decider throws is a bug.
 */
export class Refused<C extends RefusalCode = RefusalCode> extends Error {
  override readonly name = 'Refused';
  readonly code: C;
  readonly facts: RefusalFacts[C];

  constructor(code: C, facts: RefusalFacts[C]) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

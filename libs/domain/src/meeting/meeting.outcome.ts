import type { ProposalId } from '../shared/ids.js';
import { Refused } from '../shared/refused.js';
import type { Outcome } from './meeting.events.js';

/**
 * By these nothing that was proposed is carried: the matter falls, or waits. What is noted may carry a proposal, to note it in
 * those words.
 */
const CARRIES_NOTHING: readonly Outcome[] = ['rejected', 'tabled', 'referred-back'];

/** A decision that rejects or puts off the matter and at the same time adopts a proposal in it says two things. */
export const mustAgree = (outcome: Outcome, adopted: ProposalId | undefined): void => {
  if (adopted !== undefined && CARRIES_NOTHING.includes(outcome)) throw new Refused('decision/contradicts-itself', { outcome, adopted });
};

import type { DecisionDocument } from '@samverkan/contract';
import { memo } from './entries.js';
import type { EventOf } from './model.js';
import type { Recorded } from './projection.js';

// What is told of a correction is told wherever the decision's wording or outcome stands. Who made it is for those signed in, as it is who
// recorded the decision; the public is told as what they did.

export type Corrections = DecisionDocument['corrections'];
type Correcting = EventOf<'DecisionCorrected'> | EventOf<'OutcomeCorrected'>;

/** What a correcting event says of the decision: what stands now, and what stood before. */
const correctionOf = (event: Correcting, { actor }: Recorded): Corrections[string] => {
  const { at, reason } = event;
  const said = { at, reason, by: actor.person, role: actor.role };
  if (event.type === 'DecisionCorrected') return { ...said, wording: { before: event.oldWording, after: event.wording } };
  const { oldOutcome: before, outcome: after, oldAdopted: adoptedBefore, adopted: adoptedAfter } = event;
  return { ...said, outcome: { before, after, adoptedBefore, adoptedAfter } };
};

interface Correctable {
  readonly wording: string;
  readonly outcome: DecisionDocument['outcome'];
  readonly adopted?: string | undefined;
  readonly corrections?: Corrections | undefined;
}

/** The decision as it stands after a correction, with that kept beside it. */
export const withCorrection = <D extends Correctable>(decision: D, event: Correcting, recorded: Recorded): D => {
  const now = event.type === 'DecisionCorrected' ? { wording: event.wording } : { outcome: event.outcome, adopted: event.adopted };
  return { ...decision, ...now, corrections: { ...decision.corrections, [recorded.position]: correctionOf(event, recorded) } };
};

/** As the public is told of them. */
export const correctionsPublished = memo((corrections: Corrections): Corrections =>
  Object.fromEntries(Object.entries(corrections).map(([position, { by: _, ...correction }]) => [position, correction])),
);

/** The mark that a row of a list bears. */
export const corrected = ({ corrections }: { readonly corrections?: Corrections | undefined }): true | undefined =>
  corrections === undefined || Object.keys(corrections).length === 0 ? undefined : true;
